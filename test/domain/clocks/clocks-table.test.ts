/** Each row of the contract's clock table: how long, how counted, which clause, who owes it, and when it warns. */

import { describe, expect, it } from 'vitest';
import { CLOCKS } from '../../../shared/domain/clocks/clock-table.ts';
import type { Clock } from '../../../shared/domain/model/clock.ts';
import { KINDS } from '../../../shared/domain/model/sheet.ts';
import {
  complete,
  lives,
  passTo,
  repairUntil,
  reportUntil,
  type Timeline,
} from '../../support/domain/timeline.ts';
import { filesBy } from '../../support/found-files.ts';
import { minute } from '../../support/given-when-then.ts';

const brief = ({ startedAt, dueAt, warnAt, clause, owes }: Clock) => [startedAt, dueAt, warnAt, clause, owes];
const SUN = { person: 'receptionist-sun' };
const WU = { person: 'worker-wu' };
const CHU = { person: 'guard-chu' };

/** Monday 16:00 of the site; its service goes on until 17:30, and from 08:30 on the next day. */
const [at0, at5, at10, at40] = [minute(0), minute(5), minute(10), minute(40)];

const urgentAccepted = () =>
  lives({ category: 'water' })
    .does(5, 'receptionist-sun', passTo('engineering'))
    .does(10, 'worker-wu', { step: 'accept' });
const simpleAccepted = () =>
  lives({ simple: true })
    .does(5, 'receptionist-sun', passTo('engineering'))
    .does(10, 'worker-wu', { step: 'accept' });
const urgentByWord = () =>
  lives({ simple: true, urgent: true })
    .does(5, 'receptionist-sun', passTo('engineering'))
    .does(10, 'worker-wu', { step: 'accept' });

// biome-ignore format: a table reads best with one row a line
const ROWS: readonly (readonly [what: string, life: () => Timeline, id: string, ...ReturnType<typeof brief>])[] = [
  ['PT24H, always', () => lives({ kind: 'report' }), 'answer-1-1', at0, '2026-11-24T08:00:00.000Z', '2026-11-24T03:12:00.000Z', 'A1.6c', SUN],
  ['PT10M, always', () => lives(), 'dispatch-1-1', at0, minute(10), minute(8), 'B5.2a', SUN],
  ['PT3M, always', () => lives({ urgent: true }), 'dispatch-1-1', at0, minute(3), '2026-11-23T08:02:24.000Z', 'B5.2a', SUN],
  ['PT2H, working', () => lives({ kind: 'report' }), 'dispatch-1-1', at0, '2026-11-24T01:00:00.000Z', '2026-11-24T00:36:00.000Z', 'B5.2a', SUN],
  ['PT2H, working', () => lives({ kind: 'complaint' }), 'dispatch-1-1', at0, '2026-11-24T01:00:00.000Z', '2026-11-24T00:36:00.000Z', 'B5.2.2b', { section: 'customer-service' }],
  ['PT5M, always', () => lives({ urgent: true }).does(2, 'receptionist-sun', passTo('engineering')), 'acceptance-1-1', minute(2), minute(7), minute(6), 'B5.2b', { section: 'engineering' }],
  ['PT30M, always', () => repairUntil('handed-over'), 'acceptance-1-1', at5, minute(35), minute(29), 'B5.2b', { section: 'engineering' }],
  ['PT2H, working', () => reportUntil('handed-over'), 'acceptance-1-1', at5, '2026-11-24T01:05:00.000Z', '2026-11-24T00:41:00.000Z', 'B5.2b', { section: 'security' }],
  ['PT60M ordinary', () => repairUntil('accepted'), 'arrival-1-1', at10, minute(70), minute(58), 'B5.2.1b', WU],
  ['PT20M simple', simpleAccepted, 'arrival-1-1', at10, minute(30), minute(26), 'B5.2.1b', WU],
  ['PT15M urgent', urgentAccepted, 'arrival-1-1', at10, minute(25), minute(22), 'B5.2.1b', WU],
  ['PT15M urgent before simple', urgentByWord, 'arrival-1-1', at10, minute(25), minute(22), 'B5.2.1b', WU],
  ['PT24H, always', () => lives(), 'return-1-1', at0, '2026-11-24T08:00:00.000Z', '2026-11-24T03:12:00.000Z', 'B5.2.1c', SUN],
  // 80 minutes of this day and five days of 450: 80 % of 2,330 is reached on Friday at 17:14.
  ['P5D, working', () => reportUntil('accepted'), 'handling-1-1', at10, '2026-11-30T09:30:00.000Z', '2026-11-27T09:14:00.000Z', 'B5.2.2d', CHU],
  ['P7D, always', () => lives({ channel: 'phone', files: ['record'], found: filesBy('receptionist-sun', 'record') }), 'countersign-1-1', at0, '2026-11-30T08:00:00.000Z', '2026-11-28T22:24:00.000Z', 'B5.1d', SUN],
  ['PT24H, always', () => repairUntil('returned'), 'follow-up-1-1', at40, '2026-11-24T08:40:00.000Z', '2026-11-24T03:52:00.000Z', 'B5.2.1c', SUN],
  ['P2D, working', () => reportUntil('returned'), 'follow-up-1-1', at40, '2026-11-25T09:30:00.000Z', '2026-11-25T06:20:00.000Z', 'B5.2.2d', SUN],
];

describe('the clock table of contract section 3', () => {
  it('is written down here whole: each of its rows by name, duration and clause', () => {
    const byHand = ROWS.map(([what, , id, ...row]) =>
      [id.replace('-1-1', ''), /^P\w+/.exec(what)?.[0], row[3]].join(' '),
    );
    const rows = CLOCKS.map(({ name, duration, clause }) => [name, duration, clause].join(' '));
    expect([...new Set(byHand)].sort()).toEqual([...new Set(rows)].sort());
  });

  for (const [what, life, id, ...expected] of ROWS) {
    it(`${id}: ${what}, ${String(expected[3])}`, () => {
      expect(brief(life().clock(id))).toEqual(expected);
    });
  }
});

it('starts what each kind has at its opening, and nothing else', () => {
  const usual = ['answer-1-1', 'dispatch-1-1'];
  const started = { repair: ['dispatch-1-1', 'return-1-1'], praise: ['answer-1-1'] };
  for (const kind of KINDS) {
    expect(lives({ kind }).ids()).toEqual({ ...started }[kind as 'praise'] ?? usual);
  }
});

it('gives each clock what the contract says it has', () => {
  expect(lives().clock('dispatch-1-1')).toEqual({
    ...{ id: 'dispatch-1-1', name: 'dispatch', round: 1, state: 'running', clause: 'B5.2a', owes: SUN },
    ...{ startedAt: minute(0), dueAt: minute(10), warnAt: minute(8) },
    ...{ plan: 'default-1', calendar: 'office-hours-1' },
  });
});

it('counts working time by the calendar: nights, weekends and holidays do not pass', () => {
  // Friday 17:00 before the National Day holiday of 2026, which lasts from Thursday 1 to Wednesday 7 October.
  const friday = lives({ kind: 'report', at: '2026-11-27T09:00:00.000Z' });
  expect(friday.clock('dispatch-1-1').dueAt).toBe('2026-11-30T02:00:00.000Z');
  const holiday = lives({ kind: 'report', at: '2026-09-30T09:00:00.000Z' });
  expect(holiday.clock('dispatch-1-1').dueAt).toBe('2026-10-08T02:00:00.000Z');
  const asRepair = lives({ at: '2026-09-30T09:00:00.000Z' });
  expect(asRepair.clock('dispatch-1-1').dueAt).toBe('2026-09-30T09:10:00.000Z');
});

it('says that a deadline is provisional which was counted through a year without data', () => {
  const late = lives({ kind: 'report', at: '2027-12-30T02:00:00.000Z' });
  expect(late.clock('dispatch-1-1')).toMatchObject({ provisional: true });
  expect(late.clock('answer-1-1')).not.toHaveProperty('provisional');
  expect(lives({ kind: 'report' }).clock('dispatch-1-1')).not.toHaveProperty('provisional');
});

describe('on the spot', () => {
  it('a direct repair has neither dispatch nor acceptance, and its arrival runs from opening (B5.2.1a)', () => {
    const direct = lives({ channel: 'direct', by: 'worker-wu' });
    expect(direct.ids()).toEqual(['arrival-1-1', 'return-1-1']);
    expect(brief(direct.clock('arrival-1-1')).slice(0, 2)).toEqual([minute(0), minute(60)]);
    expect(direct.clock('arrival-1-1').owes).toEqual(WU);
    expect(direct.clock('return-1-1').owes).toEqual({ section: 'engineering' });
    direct
      .does(20, 'worker-wu', { step: 'arrive' })
      .does(30, 'worker-wu', complete)
      .does(40, 'worker-wu', { step: 'return', opinion: '属实' });
    // Nobody follows up what they handled.
    expect(direct.clock('follow-up-1-1').owes).toEqual({ section: 'customer-service' });
  });

  it('a sheet opened with its answer has only the follow-up (A1.6b)', () => {
    const answered = lives({ kind: 'enquiry', answer: '周一至周五' });
    expect(answered.ids()).toEqual(['follow-up-1-1']);
    expect(answered.clock('follow-up-1-1')).toMatchObject({
      startedAt: minute(0),
      dueAt: '2026-11-25T09:30:00.000Z',
      owes: SUN,
    });
  });
});
