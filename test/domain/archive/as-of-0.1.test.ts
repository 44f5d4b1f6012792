/** What version 0.1 wrote is read by the rules of version 0.1; ledgers that begin under it go on under this one. */
import { describe, expect, it } from 'vitest';
import { renamedFrom01 } from '../../../shared/domain/archive/as-of-0.1/sheet-names.ts';
import { replay, replayCase } from '../../../shared/domain/archive/replay.ts';
import type { SaidOfCase } from '../../../shared/domain/cases/case.ts';
import { DEFAULT_TERMS } from '../../../shared/domain/cases/terms.ts';
import type { SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { actor, COMPLAINT, did, type Fact, opened, until } from '../../support/factories.ts';
import { minute, saidOf } from '../../support/given-when-then.ts';

/** The sheet that these facts came to in version 0.1, which wrote no results. */
const sheetOf01 = (...facts: readonly Fact[]) => replay(saidOf(facts));

const missed = did('receptionist-sun', { step: 'follow-up', reached: false });
const amended = (fields: object) =>
  did('receptionist-sun', { step: 'amend', fields, old: {}, reason: '听错了' });
const standIn = { ...actor('worker-zheng'), standInFor: 'worker-wu' };

describe('as version 0.1 had it', () => {
  it.each([
    ['water', 'urgent'],
    ['heating', 'urgent'],
    ['gas', 'urgent'],
    ['electricity', 'ordinary'],
    ['elevator', 'ordinary'],
  ] as const)('a repair amended into %s is %s', (category, urgency) => {
    expect(sheetOf01(opened(), amended({ category })).urgency).toBe(urgency);
  });

  it('the third try that reaches nobody ends a follow-up', () => {
    const tried = (n: number) => sheetOf01(...until('returned'), ...Array.from({ length: n }, () => missed));
    expect(tried(2)).toMatchObject({ status: 'returned', followUp: { attempts: 2 } });
    expect(tried(3)).toMatchObject({ status: 'followed-up', followUp: { outcome: 'unreachable' } });
  });

  it('a telephone call and a letter owe a signature, and a complaint’s later file', () => {
    const owes = (channel: 'phone' | 'letter' | 'walk-in') => sheetOf01(opened({ channel })).owesSignature;
    expect([owes('phone'), owes('letter'), owes('walk-in')]).toEqual([true, true, false]);
    const filed = did('worker-wu', { step: 'urge', message: '见附件', files: ['f'], fileHashes: ['h'] });
    expect(sheetOf01(opened({ kind: 'complaint', complaint: COMPLAINT }), filed).owesSignature).toBe(true);
    expect(sheetOf01(opened(), filed)).toMatchObject({ owesSignature: false, files: ['f'] });
  });

  it('the login signed what came online', () => {
    const { signatures } = sheetOf01(opened({ channel: 'online', of: ['of'] }, 'resident-zhao'));
    expect(signatures).toEqual([{ signer: 'Name of resident-zhao', of: ['of'], at: minute(0), entry: 1 }]);
  });

  it('a worker who took it directly has it in hand, and so has who stood in', () => {
    const direct = opened({ channel: 'direct', section: 'engineering' }, 'worker-wu');
    expect(sheetOf01(direct)).toMatchObject({
      ...{ status: 'accepted', handler: 'worker-wu', handledBy: ['worker-wu'], stoodIn: [] },
    });
    expect(sheetOf01({ ...direct, by: standIn })).toMatchObject({
      ...{ handler: 'worker-wu', handledBy: ['worker-wu', 'worker-zheng'], stoodIn: ['worker-zheng'] },
    });
  });

  it('who stood in for the handler had handled it as well', () => {
    const arrived: Fact = { by: standIn, body: { step: 'arrive' } };
    expect(sheetOf01(...until('accepted'), arrived)).toMatchObject({
      ...{ handledBy: ['worker-wu', 'worker-zheng'], stoodIn: ['worker-zheng'] },
    });
  });

  it('who stood in took part in a case as well as whom they stood in for', () => {
    const base = { at: minute(0), version: 1 };
    const said: readonly SaidOfCase[] = [
      {
        ...{
          ...base,
          step: 'open',
          seq: 1,
          actor: actor('director-wei'),
          id: 'c',
          number: 'WZ-20261123-0001',
        },
        ...{ site: 'riverside', about: 'worker-wu', section: 'engineering', authority: 'section' },
        ...{ rule: 'A1.3', allegation: '推诿', terms: DEFAULT_TERMS },
      },
      {
        ...{ ...base, step: 'conclude', seq: 2, findings: '查实', conclusion: '属实', grade: 'minor' },
        actor: { ...actor('security-manager-chen'), standInFor: 'engineering-manager-wang' },
      },
    ];
    expect(replayCase(said).parts).toEqual([
      { person: 'security-manager-chen', part: 'investigated' },
      { person: 'engineering-manager-wang', part: 'investigated' },
    ]);
  });
});

describe('a ledger that begins under version 0.1', () => {
  const begun = saidOf(until('accepted'));
  const next: SheetEvent = {
    ...{ seq: 4, version: 4, at: minute(9), actor: actor('worker-wu'), step: 'complete', outcome: '已修好' },
    result: { status: 'completed', history: { completedAt: minute(9) } },
  };

  it('goes on with what later entries say came of them', () => {
    expect(replay([...begun, next])).toMatchObject({
      ...{ status: 'completed', section: 'engineering', handler: 'worker-wu', outcome: '已修好', entries: 4 },
      history: { completedAt: minute(9), handOvers: [{ state: 'received' }] },
    });
  });

  it('and again with an entry of version 0.1, while both answer side by side', () => {
    const returned = saidOf([
      ...until('completed'),
      did('worker-wu', { step: 'return', opinion: '属实' }),
    ]).at(-1);
    if (returned === undefined) throw new Error('nothing returned');
    expect(replay([...begun, next, { ...returned, seq: 5 }])).toMatchObject({
      ...{ status: 'returned', received: false, entries: 5 },
    });
  });
});

it('a sheet of version 0.1 is read under today’s names', () => {
  const { askerInformed, history, ...rest } = replay(saidOf(until('handed-over')));
  const { handOvers, ...times } = history;
  const stored = { ...rest, told: askerInformed, trail: { ...times, passings: handOvers } };
  expect(renamedFrom01(JSON.parse(JSON.stringify(stored)))).toEqual(replay(saidOf(until('handed-over'))));
  // What was only opened had no trail yet.
  const { history: _none, askerInformed: told, ...opening } = replay(saidOf(until('registered')));
  expect(renamedFrom01({ ...opening, told })).toEqual(replay(saidOf(until('registered'))));
});
