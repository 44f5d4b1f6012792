/** Lives of cases in the demo organisation, step by step through the very rules that are tested. */

import type { AnyCaseCommand, Case, CaseEvent } from '../../../shared/domain/cases/case.ts';
import { type CaseContext, decideCase } from '../../../shared/domain/cases/decide.ts';
import { evolveCase } from '../../../shared/domain/cases/evolve.ts';
import { moveCase, nextMove } from '../../../shared/domain/cases/moves.ts';
import { openCase } from '../../../shared/domain/cases/open.ts';
import { DEFAULT_TERMS } from '../../../shared/domain/cases/terms.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Actor, Directory } from '../../../shared/domain/model/directory.ts';
import { actor, DIRECTORY, person } from '../factories.ts';

export const OPENED_AT = '2026-11-23T08:00:00.000Z';
/** Drawn by whoever the case is about, under their own name. */
export const SIGNATURE = { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40' };

/** A case with its ledger, which may go on. */
export interface Life {
  readonly state: Case;
  readonly ledger: readonly CaseEvent[];
}

export type Who = string | Actor | readonly Actor[];
const actorsOf = (who: Who): readonly Actor[] =>
  typeof who === 'string' ? [actor(who)] : 'id' in who ? [who] : who;

/** A case that was opened, by default about worker-wu by the manager of engineering; `nth` tells it from others. */
export function opened(about = 'worker-wu', by: Who = 'director-wei', at = OPENED_AT, nth = 0): Life {
  const id = `01KAV${String(nth).padStart(19, '0')}CA`;
  const event = openCase({ about, rule: 'A1.3', allegation: '推诿扯皮' }, actorsOf(by), DIRECTORY, {
    ...{ now: at, id, number: 'WZ-20261123-0001', terms: DEFAULT_TERMS },
    promises: [],
  });
  if (event instanceof DomainError) throw new Error(event.reason);
  return { state: evolveCase(undefined, event), ledger: [event] };
}

const after = ({ state, ledger }: Life, events: readonly CaseEvent[]): Life => ({
  state: events.reduce<Case>(evolveCase, state),
  ledger: [...ledger, ...events],
});

export const minuteAfter = ({ state }: Pick<Life, 'state'>): string =>
  new Date(Date.parse(state.updatedAt) + 60_000).toISOString();

/** What a step comes to at an instant; a minute after the last unless given. */
export function step(
  { state }: Life,
  who: Who,
  command: AnyCaseCommand,
  more: Partial<CaseContext> & { readonly directory?: Directory } = {},
): readonly CaseEvent[] | DomainError {
  const { directory = DIRECTORY, ...context } = more;
  const now = minuteAfter({ state });
  const witness = 'witness' in command && command.witness !== undefined ? person(command.witness) : undefined;
  const isDrawn = 'signature' in command && command.signature === SIGNATURE;
  const signature = { ...SIGNATURE, signer: person(state.about).name };
  const sent = isDrawn ? { ...command, signature } : command;
  return decideCase(state, sent, actorsOf(who), directory, { now, witness, ...context });
}

/** The life after a step that is allowed. */
export function signed(life: Life, ...given: Parameters<typeof step> extends [Life, ...infer R] ? R : never) {
  const events = step(life, ...given);
  if (events instanceof DomainError) throw new Error(`${given[1].step}: ${events.code} ${events.reason}`);
  return after(life, events);
}

/** The life after all that comes by itself until an instant, each move at its own. */
export function passed(life: Life, until: string, directory: Directory = DIRECTORY): Life {
  let now = life;
  for (let move = nextMove(now.state); move !== undefined && move.at <= until; move = nextMove(now.state)) {
    now = after(now, moveCase(now.state, directory, move.at));
  }
  return now;
}

export const CONCLUDE = {
  step: 'conclude',
  findings: '当班未到场',
  conclusion: '情况属实',
  grade: 'minor',
} as const;
export const SERIOUS = { ...CONCLUDE, grade: 'serious' } as const;
export const ACKNOWLEDGE = { step: 'acknowledge', signature: SIGNATURE } as const;
export const REFER = { step: 'refer', report: '影响恶劣' } as const;
export const DECIDE = { step: 'decide', sanctions: ['criticism'], reason: '初次' } as const;
export const OFFICE_DECIDES = { step: 'decide', sanctions: ['transfer'], reason: '影响恶劣' } as const;
export const DELIVER = { step: 'deliver', means: 'in-person' } as const;
export const RECEIVE = { step: 'receive', signature: SIGNATURE } as const;
/** The warning of `DECIDE`, carried out at the very instant that it was decided. */
export const CARRY_OUT = {
  step: 'carry-out',
  sanction: 'criticism',
  at: '2026-11-23T08:03:00.000Z',
} as const;
export const APPEAL = { step: 'appeal', statement: '当时在抢修另一处' } as const;
export const review = (level: 1 | 2) =>
  ({ step: 'review', level, outcome: 'upheld', reason: '属实' }) as const;

type Step = readonly [who: string, command: AnyCaseCommand];
const DECIDED_BY_SECTION: readonly Step[] = [
  ['engineering-supervisor-feng', CONCLUDE],
  ['worker-wu', ACKNOWLEDGE],
  ['engineering-manager-wang', DECIDE],
];

/** The life after these steps. */
export const walk = (life: Life, steps: readonly Step[]): Life =>
  steps.reduce((now, [who, command]) => signed(now, who, command), life);

/** A minor case about worker-wu, decided by engineering's manager. */
export const decided = (): Life => walk(opened(), DECIDED_BY_SECTION);
export const delivered = (): Life => walk(decided(), [['hr-yang', DELIVER]]);
export const appealed = (): Life => walk(delivered(), [['worker-wu', APPEAL]]);
/** Engineering's supervisor investigated and its manager decided: customer service's manager reviews. */
export const reviewed = (): Life => walk(appealed(), [['cs-manager-li', review(1)]]);
export const secondAppeal = (): Life =>
  walk(reviewed(), [
    ['cs-manager-li', DELIVER],
    ['worker-wu', APPEAL],
  ]);

/** A serious case about worker-wu that was referred to the office. */
export const referred = (): Life =>
  walk(opened(), [
    ['engineering-supervisor-feng', SERIOUS],
    ['worker-wu', ACKNOWLEDGE],
    ['engineering-manager-wang', REFER],
  ]);
