/** What ends each clock, and when that was on time. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/domain/model/sheet.ts';
import {
  accept,
  assign,
  complete,
  dispute,
  giveBack,
  lives,
  passTo,
  repairUntil,
  reply,
  reportUntil,
  resolved,
  type Timeline,
  unreached,
  unresolved,
  withdraw,
} from '../../support/domain/timeline.ts';
import { minute } from '../../support/given-when-then.ts';

const answer: Command = { step: 'answer', answer: '是的', by: 'in-person' };
const desk = 'receptionist-sun';
const LEAD = 'engineering-manager-wang';

type Row = readonly [clock: string, life: () => Timeline, who: string, step: Command, goesOn?: true];
// biome-ignore format: a table reads best with one row a line
const ROWS: readonly Row[] = [
  ['answer-1-1', () => lives({ kind: 'report' }), desk, answer],
  ['answer-1-1', () => reportUntil('handed-over'), desk, reply],
  ['answer-1-1', () => reportUntil('accepted'), 'guard-chu', reply],
  ['answer-1-1', () => reportUntil('returned'), desk, resolved],
  ['answer-1-1', () => reportUntil('returned'), desk, unresolved],
  ['answer-1-1', () => reportUntil('returned'), desk, unreached, true],
  ['answer-1-1', () => reportUntil('completed'), 'security-manager-chen', giveBack, true],
  ['answer-1-1', () => reportUntil('returned'), desk, passTo('cleaning'), true],
  ['dispatch-1-1', () => lives(), desk, passTo('engineering')],
  ['dispatch-1-1', () => lives({ kind: 'report' }), desk, answer],
  ['dispatch-1-1', () => lives(), desk, { step: 'urge', message: '请尽快' }, true],
  ['acceptance-1-1', () => repairUntil('handed-over'), 'worker-wu', accept('worker-wu')],
  ['acceptance-1-1', () => repairUntil('handed-over'), LEAD, dispute],
  ['acceptance-1-1', () => reportUntil('handed-over'), desk, reply, true],
  ['arrival-1-1', () => repairUntil('accepted'), 'worker-wu', { step: 'arrive' }],
  ['arrival-1-1', () => repairUntil('accepted'), LEAD, assign('worker-zheng')],
  ['arrival-1-1', () => repairUntil('accepted'), LEAD, { step: 'complete', outcome: '电话指导', noVisit: true }],
  ['return-1-1', () => repairUntil('completed'), 'worker-wu', giveBack],
  ['return-1-1', () => lives(), desk, passTo('engineering'), true],
  ['return-1-1', () => repairUntil('handed-over'), LEAD, dispute, true],
  ['return-1-1', () => repairUntil('on-site'), 'worker-wu', complete, true],
  ['handling-1-1', () => reportUntil('completed'), 'security-manager-chen', giveBack],
  ['handling-1-1', () => reportUntil('accepted'), 'guard-chu', complete, true],
  ['handling-1-1', () => reportUntil('accepted'), 'security-manager-chen', assign('security-supervisor-lu'), true],
  ['handling-1-1', () => reportUntil('accepted'), 'guard-chu', { step: 'arrive' }, true],
  ['follow-up-1-1', () => repairUntil('returned'), desk, resolved],
  ['follow-up-1-1', () => repairUntil('returned'), desk, unresolved],
  ['follow-up-1-1', () => repairUntil('returned'), desk, unreached, true],
  ['follow-up-1-1', () => repairUntil('returned'), desk, { step: 'receive' }, true],
  ['follow-up-1-1', () => repairUntil('returned'), desk, passTo('engineering')],
  ['follow-up-1-1', () => lives({ kind: 'enquiry', answer: '是的' }), desk, resolved],
];

describe('stops a clock by the step that keeps the promise, and by no other', () => {
  for (const [id, life, who, step, goesOn] of ROWS) {
    it(`${id}: ${JSON.stringify(step)} ${goesOn ? 'goes on' : 'stops it'}`, () => {
      const before = life();
      expect(before.clock(id)).toMatchObject({ state: 'running' });
      // Later than all that the lives begin with, and before each clock's deadline.
      const when = id === 'dispatch-1-1' || id === 'acceptance-1-1' ? 9 : 45;
      const { state, stoppedAt } = before.does(when, who, step).clock(id);
      expect([state, stoppedAt]).toEqual(goesOn ? ['running', undefined] : ['stopped', minute(when)]);
    });
  }
});

it('ends the follow-up, and what the asker was to be told, with the third try that reaches nobody', () => {
  // Nine and eleven in the morning of the next day: they are two hours apart, and not on the day of the first.
  const [nine, eleven] = ['2026-11-24T01:00:00.000Z', '2026-11-24T03:00:00.000Z'];
  const life = reportUntil('returned').does(50, desk, unreached).does(nine, desk, unreached);
  expect(life.live()).toEqual(['answer-1-1', 'follow-up-1-1']);
  life.does(eleven, desk, unreached);
  expect(life.live()).toEqual([]);
  expect(life.clock('follow-up-1-1')).toMatchObject({ state: 'stopped', stoppedAt: eleven });
  expect(life.clock('answer-1-1')).toMatchObject({ state: 'exempt', stoppedAt: eleven });
});

it('is on time at the very instant of the deadline, and late a millisecond after it', () => {
  const onTime = lives().does(10, desk, passTo('engineering')).clock('dispatch-1-1');
  expect(onTime).toMatchObject({ state: 'stopped', stoppedAt: minute(10), dueAt: minute(10) });
  expect(onTime).not.toHaveProperty('breachedAt');
  const late = lives().does('2026-11-23T08:10:00.001Z', desk, passTo('engineering')).clock('dispatch-1-1');
  expect(late).toMatchObject({
    state: 'late',
    stoppedAt: '2026-11-23T08:10:00.001Z',
    breachedAt: minute(10),
  });
});

it('stops everything with a withdrawal, from wherever', () => {
  const lifes = [
    lives(),
    lives({ kind: 'enquiry' }),
    repairUntil('handed-over'),
    repairUntil('accepted'),
    repairUntil('on-site'),
    reportUntil('accepted'),
  ];
  for (const life of lifes) {
    expect(life.live().length).toBeGreaterThan(0);
    const before = life.ids();
    const running = life.live();
    life.does(20, 'cs-manager-li', withdraw);
    expect(life.live()).toEqual([]);
    expect(life.ids()).toEqual(before);
    for (const id of running) expect(life.clock(id).stoppedAt).toBe(minute(20));
  }
});

it('starts and stops nothing once a sheet is followed up or archived', () => {
  const life = repairUntil('returned').does(50, desk, resolved);
  const clocks = life.sheet.clocks;
  life.does('2026-12-01T00:00:00.000Z', desk, { step: 'archive' });
  expect(life.sheet.clocks).toEqual(clocks);
});

it('leaves a stopped clock as it is, whatever comes later', () => {
  const life = repairUntil('accepted');
  const [dispatch, acceptance] = [life.clock('dispatch-1-1'), life.clock('acceptance-1-1')];
  life.does(20, 'worker-wu', { step: 'arrive' }).does(30, 'worker-wu', complete).does(40, LEAD, giveBack);
  life.does(50, desk, unresolved);
  expect([life.clock('dispatch-1-1'), life.clock('acceptance-1-1')]).toEqual([dispatch, acceptance]);
});
