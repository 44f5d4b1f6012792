/** What people do next with a case, by chance: investigated, decided, appealed, paid and carried out, or left undone. */

import { toCarryOut } from '../../../shared/domain/cases/carrying-out.ts';
import type { AnyCaseCommand, Case } from '../../../shared/domain/cases/case.ts';
import { outstanding } from '../../../shared/domain/cases/evolve.ts';
import {
  OFFICE_SANCTIONS,
  type Sanction,
  SECTION_SANCTIONS,
  SELF_CRITICISMS,
} from '../../../shared/domain/cases/sanctions.ts';
import type { Money } from '../../../shared/domain/kernel/money.ts';
import { person } from '../factories.ts';

/** Whom random cases are about, with who investigates and who decides in the section, or else in the office. */
const DESKS: Readonly<Record<string, readonly [investigates: string, decides: string]>> = {
  'worker-wu': ['engineering-supervisor-feng', 'engineering-manager-wang'],
  'worker-zheng': ['engineering-supervisor-feng', 'engineering-manager-wang'],
  'engineering-supervisor-feng': ['engineering-manager-wang', 'engineering-manager-wang'],
  'guard-chu': ['security-supervisor-lu', 'security-manager-chen'],
  'cleaner-shi': ['cleaning-manager-kong', 'cleaning-manager-kong'],
  'receptionist-sun': ['cs-supervisor-he', 'cs-manager-li'],
  'engineering-manager-wang': ['director-wei', 'director-wei'],
  'hr-yang': ['director-wei', 'director-wei'],
  'director-wei': ['overseer-han', 'overseer-han'],
};
export const SUBJECTS: readonly string[] = Object.keys(DESKS);
const LOSS: Money = { amount: '120.00', currency: 'CNY' };
const PART: Money = { amount: '40.00', currency: 'CNY' };
const PATH = 'M 10 40 L 60 20 L 110 40';

export type Deed = readonly [who: string, command: AnyCaseCommand];

/** Whose a case about somebody is to open. */
export const openerOf = (about: string): string =>
  about === 'director-wei' ? 'overseer-han' : 'director-wei';

const oneOf = <T>(of: readonly T[], random: () => number): T => of[Math.floor(random() * of.length)] as T;
const some = <T>(of: readonly T[], random: () => number): readonly T[] => of.filter(() => random() < 0.4);

/**
 * What somebody does next with a case at an instant; undefined where it is left as it is. `nameOf` says what its subject is
 * called, who signs by that.
 */
export function nextDeed(
  state: Case,
  random: () => number,
  now: string,
  nameOf: (id: string) => string = (id) => person(id).name,
): Deed | undefined {
  const { about } = state;
  const [investigates, manages] = DESKS[about] ?? ['director-wei', 'director-wei'];
  const hr = about === 'hr-yang' ? 'director-wei' : 'hr-yang';
  const chance = random();
  const signature = { signer: nameOf(about), path: PATH };
  switch (state.status) {
    case 'opened': {
      if (chance < 0.04) return undefined;
      const grade = chance < 0.1 ? 'unfounded' : chance < 0.4 ? 'serious' : 'minor';
      const loss = random() < 0.4 && grade !== 'unfounded' ? { loss: LOSS } : {};
      return [investigates, { step: 'conclude', findings: '查看记录', conclusion: '属实', grade, ...loss }];
    }
    case 'concluded':
      return chance < 0.2
        ? [investigates, { step: 'record-refusal', witness: 'deputy-director-jiang', reason: '拒绝签字' }]
        : [about, { step: 'acknowledge', signature }];
    case 'acknowledged':
    case 'referred': {
      const isSerious = state.conclusion.grade === 'serious';
      const isOffices = state.authority !== 'section';
      if (isSerious && !isOffices && state.status === 'acknowledged')
        return [manages, { step: 'refer', report: '影响恶劣' }];
      const most: readonly Sanction[] = isSerious ? OFFICE_SANCTIONS : SECTION_SANCTIONS;
      const compensation = state.conclusion.loss === undefined ? {} : { compensation: LOSS };
      const by = isSerious && !isOffices ? 'director-wei' : manages;
      return [by, { step: 'decide', sanctions: some(most, random), reason: '属实', ...compensation }];
    }
    case 'decided':
      return [hr, { step: 'deliver', means: 'in-person' }];
    case 'reviewed': {
      const reviewer = state.appeals.at(-1)?.decidedBy;
      return reviewer === undefined ? undefined : [reviewer, { step: 'deliver', means: 'in-person' }];
    }
    case 'delivered':
      if (now >= state.window.closesAt || chance < 0.6) return undefined;
      return [about, { step: 'appeal', statement: '当时在抢修另一处' }];
    case 'appealed': {
      const { reviewer, level } = state.appeals.at(-1) ?? {};
      if (reviewer === undefined || level === undefined) return undefined;
      const reason = '复核';
      if (chance < 0.3) return [reviewer, { step: 'review', level, outcome: 'revoked', reason }];
      if (chance < 0.6) return [reviewer, { step: 'review', level, outcome: 'upheld', reason }];
      const sanctions = state.outcome.sanctions.slice(1);
      const less = state.outcome.compensation === undefined ? {} : { compensation: PART };
      return [reviewer, { step: 'review', level, outcome: 'varied', reason, sanctions, ...less }];
    }
    case 'final':
      return lastDeed(state, random, now, [
        about === 'director-wei' ? 'overseer-han' : 'director-wei',
        hr,
        manages,
      ]);
    default:
      return undefined;
  }
}

/** What is left of a final case: payments, a waiver, and each sanction, which may be refused where that is possible. */
function lastDeed(
  state: Case,
  random: () => number,
  now: string,
  [director, hr, manages]: readonly [string, string, string],
): Deed | undefined {
  const chance = random();
  const left = toCarryOut(state);
  const owed = outstanding(state);
  if (owed !== undefined && (left.length === 0 || chance < 0.5)) {
    if (chance < 0.1) return [director, { step: 'waive', reason: '已离职' }];
    return [hr, { step: 'pay', payment: Number(owed.amount) < Number(PART.amount) ? owed : PART }];
  }
  if (left.length === 0 || chance > 0.9) return undefined;
  const sanction = oneOf(left, random);
  const isOwn = SELF_CRITICISMS.includes(sanction);
  const done = { step: 'carry-out', sanction, at: now } as const;
  if (isOwn && chance < 0.3) return [manages, { ...done, refused: true, witness: 'deputy-director-jiang' }];
  return isOwn && chance < 0.6
    ? [state.about, { ...done, text: '我已认识到错误' }]
    : [hr, isOwn ? { ...done, text: '已宣读检讨' } : done];
}
