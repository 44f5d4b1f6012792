/** What timers bring about: warnings and breaches, each exactly once, whenever and however often they ring. */
import { describe, expect, it } from 'vitest';
import { type WatchCommand, watch } from '../../../shared/domain/sheets/watch.ts';
import {
  assign,
  lives,
  passTo,
  repairUntil,
  reply,
  reportUntil,
  unreached,
  withdraw,
} from '../../support/domain/timeline.ts';
import { DIRECTORY } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';
const LI = 'cs-manager-li';
const SYSTEM = { id: 'system', name: 'system', role: 'system' };
const warn = (clock: string): WatchCommand => ({ watch: 'warn', clock });
const breach = (clock: string): WatchCommand => ({ watch: 'breach', clock });
const DISPATCH_BROKEN = {
  clocks: { 'dispatch-1-1': { state: 'breached', breachedAt: minute(10) } },
  history: { broken: { 'dispatch-1-1': { person: desk } } },
};

describe('a warning', () => {
  it('is written from 80 % on, once, and does not raise the version', () => {
    const life = lives();
    expect(life.wouldRing('2026-11-23T08:07:59.999Z', warn('dispatch-1-1'))).toEqual([]);
    life.rings(8, warn('dispatch-1-1'));
    expect(life.events.at(-1)).toEqual({
      ...{ seq: 2, at: minute(8), actor: SYSTEM, version: 1, step: 'warning', clock: 'dispatch-1-1' },
      result: { clocks: { 'dispatch-1-1': { warnedAt: minute(8) } } },
    });
    expect(life.sheet).toMatchObject({ version: 1, entries: 2, status: 'registered' });
    expect(life.clock('dispatch-1-1')).toMatchObject({ warnedAt: minute(8), state: 'running' });
    expect(life.wouldRing(8, warn('dispatch-1-1'))).toEqual([]);
    expect(life.wouldRing(9, warn('dispatch-1-1'))).toEqual([]);
  });

  it('comes up to the deadline, the very instant included, and no later', () => {
    expect(lives().wouldRing(10, warn('dispatch-1-1'))).toHaveLength(1);
    expect(lives().wouldRing('2026-11-23T08:10:00.001Z', warn('dispatch-1-1'))).toEqual([]);
  });

  it('is not for a clock that has stopped, broke or never was', () => {
    const kept = lives().does(5, desk, passTo('engineering'));
    expect(kept.wouldRing(9, warn('dispatch-1-1'))).toEqual([]);
    const broken = lives().rings(11, breach('dispatch-1-1'));
    expect(broken.wouldRing(12, warn('dispatch-1-1'))).toEqual([]);
    expect(lives().wouldRing(9, warn('dispatch-1-7'))).toEqual([]);
  });

  it('takes nothing from a step that is conditional on the version', () => {
    const life = lives().rings(8, warn('dispatch-1-1')).does(9, desk, passTo('engineering'));
    expect(life.written()).toEqual(['open v1', 'warning v1', 'hand-over v2']);
    expect(life.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

describe('a breach', () => {
  it('is what is past the deadline, not what is at it', () => {
    expect(lives().wouldRing(10, breach('dispatch-1-1'))).toEqual([]);
    expect(lives().wouldRing('2026-11-23T08:10:00.001Z', breach('dispatch-1-1'))).not.toEqual([]);
  });

  it('is dated when it was noticed, counts from the deadline, and raises the first level in the same version', () => {
    const life = lives().rings(11, breach('dispatch-1-1'));
    expect(life.events.slice(1)).toEqual([
      {
        ...{ seq: 2, at: minute(11), actor: SYSTEM, version: 2, step: 'breach', clock: 'dispatch-1-1' },
        ...{ dueAt: minute(10), clause: 'B5.2a', owes: { person: desk }, result: DISPATCH_BROKEN },
      },
      {
        ...{ seq: 3, at: minute(11), actor: SYSTEM, version: 2, step: 'escalate', clock: 'dispatch-1-1' },
        ...{ level: 1, to: [LI], result: {} },
      },
    ]);
    const clock = life.clock('dispatch-1-1');
    expect(clock).toMatchObject({ state: 'breached', breachedAt: minute(10), dueAt: minute(10) });
    expect(clock).not.toHaveProperty('stoppedAt');
    expect(life.sheet.escalations).toEqual([{ clock: 'dispatch-1-1', level: 1, to: [LI], at: minute(11) }]);
  });

  it('is written once, however often and late the timer rings', () => {
    const life = lives();
    for (const when of [10, 11, 11, 300, 12, 100_000]) life.rings(when, breach('dispatch-1-1'));
    expect(life.written()).toEqual(['open v1', 'breach v2', 'escalate v2']);
  });

  it('is not written for a clock that was kept, stopped late or never was', () => {
    const kept = lives().does(10, desk, passTo('engineering'));
    expect(kept.wouldRing(11, breach('dispatch-1-1'))).toEqual([]);
    const late = lives().does(11, desk, passTo('engineering'));
    expect(late.wouldRing(12, breach('dispatch-1-1'))).toEqual([]);
    expect(lives().wouldRing(11, breach('answer-1-1'))).toEqual([]);
    expect(lives().wouldRing(11, breach('dispatch-2-1'))).toEqual([]);
  });

  it('is each clock’s own', () => {
    const life = reportUntil('handed-over').rings('2026-11-24T09:00:00.000Z', breach('answer-1-1'));
    expect(life.clock('answer-1-1').state).toBe('breached');
    expect(life.clock('acceptance-1-1').state).toBe('running');
    life.rings('2026-11-24T09:00:00.000Z', breach('acceptance-1-1'));
    expect(life.clock('acceptance-1-1')).toMatchObject({
      state: 'breached',
      breachedAt: '2026-11-24T01:05:00.000Z',
    });
  });

  it('makes the clock late once it stops, with both instants kept', () => {
    const life = lives().rings(11, breach('dispatch-1-1')).does(20, desk, passTo('engineering'));
    expect(life.clock('dispatch-1-1')).toMatchObject({
      ...{ state: 'late', breachedAt: minute(10), stoppedAt: minute(20) },
    });
    expect(life.written()).toEqual(['open v1', 'breach v2', 'escalate v2', 'hand-over v3']);
  });

  it('is never dated before the entry that it follows, even when clocks disagree', () => {
    const life = lives().does(30, desk, { step: 'urge', message: '请尽快' });
    life.rings(11, breach('dispatch-1-1'));
    expect(life.events.at(-1)?.at).toBe(minute(30));
    expect(life.clock('dispatch-1-1').breachedAt).toBe(minute(10));
  });

  it('still comes on a full ledger, and changes nothing that it was given', () => {
    const { sheet } = lives();
    const full = Object.freeze({ ...sheet, entries: 1000 });
    const before = JSON.stringify(full);
    expect(watch(full, breach('dispatch-1-1'), DIRECTORY, minute(11)).map(({ seq }) => seq)).toEqual([
      1001, 1002,
    ]);
    expect(JSON.stringify(full)).toBe(before);
  });
});

describe('a breach that somebody was to hear of and did not', () => {
  const broken = () => lives().rings(11, breach('dispatch-1-1'));
  const unheard = (more: object = {}): WatchCommand => ({
    ...{ watch: 'unheard', clock: 'dispatch-1-1', at: minute(11) },
    ...more,
  });

  it('is raised to the next level without the wait', () => {
    const life = broken().rings(12, unheard());
    expect(life.written()).toEqual(['open v1', 'breach v2', 'escalate v2', 'escalate v3']);
    expect(life.sheet.escalations.at(-1)).toMatchObject({ level: 2, at: minute(12) });
    expect(
      broken()
        .rings(12, unheard({ level: 1 }))
        .sheet.escalations.map(({ level }) => level),
    ).toEqual([1, 2]);
  });

  it('is raised once, however often that is said, and not where it was raised meanwhile', () => {
    const life = broken().rings(12, unheard());
    expect(life.wouldRing(13, unheard())).toEqual([]);
    expect(life.wouldRing(13, unheard({ level: 1 }))).toEqual([]);
    expect(life.wouldRing(13, { watch: 'escalate', clock: 'dispatch-1-1', level: 2 })).toEqual([]);
    expect(life.rings(13, unheard({ level: 2, at: minute(12) })).sheet.escalations).toHaveLength(3);
  });

  it('is not raised beyond the last level, after it was stopped, or where no such thing was told', () => {
    const last = broken()
      .rings(12, unheard())
      .rings(13, unheard({ level: 2 }));
    expect(last.wouldRing(14, unheard({ level: 3 }))).toEqual([]);
    expect(broken().does(12, desk, passTo('engineering')).wouldRing(13, unheard())).toEqual([]);
    expect(broken().wouldRing(12, unheard({ at: minute(9) }))).toEqual([]);
    expect(broken().wouldRing(12, unheard({ clock: 'dispatch-7-7' }))).toEqual([]);
  });
});

describe('a step after the deadline, before the timer', () => {
  it('writes the breach and itself in one version, and raises nothing', () => {
    const life = lives().does(11, desk, passTo('engineering'));
    expect(life.written()).toEqual(['open v1', 'breach v2', 'hand-over v2']);
    const [, broken, handOver] = life.events;
    expect(broken).toEqual({
      ...{ seq: 2, at: minute(11), actor: SYSTEM, version: 2, step: 'breach', clock: 'dispatch-1-1' },
      ...{ dueAt: minute(10), clause: 'B5.2a', owes: { person: desk }, result: DISPATCH_BROKEN },
    });
    expect(handOver).toMatchObject({ seq: 3, at: minute(11), step: 'hand-over' });
    expect(life.sheet.escalations).toEqual([]);
    expect(life.clock('dispatch-1-1')).toMatchObject({
      ...{ state: 'late', breachedAt: minute(10), stoppedAt: minute(11) },
    });
    for (const watch of ['breach', 'warn'] as const) {
      expect(life.wouldRing(12, { watch, clock: 'dispatch-1-1' })).toEqual([]);
    }
    expect(life.wouldRing(500, { watch: 'escalate', clock: 'dispatch-1-1', level: 2 })).toEqual([]);
  });

  it('names who owed it before the step', () => {
    const life = repairUntil('accepted').does(75, 'engineering-manager-wang', assign('worker-zheng'));
    expect(life.events.at(-2)).toMatchObject({
      ...{ step: 'breach', clock: 'arrival-1-1', owes: { person: 'worker-wu' } },
    });
    expect(life.clock('arrival-1-2')).toMatchObject({ state: 'running', owes: { person: 'worker-zheng' } });
  });

  it('comes before a return that it signs for on the way', () => {
    const life = repairUntil('returned').does('2026-11-25T00:00:00.000Z', desk, passTo('security'));
    expect(life.written(6)).toEqual(['breach v7', 'receive v7', 'hand-over v7']);
    expect(life.clock('follow-up-1-1').state).toBe('late');
  });

  it('writes a breach for every overdue clock, and raises those that go on', () => {
    const life = reportUntil('handed-over').does('2026-11-25T00:00:00.000Z', desk, withdraw);
    expect(life.events.slice(-3)).toMatchObject([
      { step: 'breach', clock: 'answer-1-1' },
      { step: 'breach', clock: 'acceptance-1-1' },
      { step: 'withdraw' },
    ]);
    const told = reportUntil('handed-over').does('2026-11-25T00:00:00.000Z', desk, reply);
    expect(told.written(2)).toEqual(['breach v3', 'breach v3', 'escalate v3', 'reply v3']);
    expect(told.clock('acceptance-1-1')).toMatchObject({
      ...{ state: 'breached', breachedAt: '2026-11-24T01:05:00.000Z' },
    });
    expect(told.sheet.escalations.map(({ clock }) => clock)).toEqual(['acceptance-1-1']);
    expect(told.wouldRing('2026-11-25T00:00:00.000Z', breach('acceptance-1-1'))).toEqual([]);
  });

  it('raises a clock that it does not end, as its timer would', () => {
    const life = repairUntil('returned').does('2026-11-25T00:00:00.000Z', desk, unreached);
    expect(life.written(6)).toEqual(['breach v7', 'escalate v7', 'receive v7', 'follow-up v7']);
    expect(life.clock('follow-up-1-1').state).toBe('breached');
    life.rings('2026-11-25T00:00:00.000Z', breach('follow-up-1-1'));
    expect(life.written(10)).toEqual([]);
  });

  it('and a timer in the same instant: whichever is first, the other finds nothing to do', () => {
    const stepFirst = lives().does(11, desk, passTo('engineering')).rings(11, breach('dispatch-1-1'));
    const timerFirst = lives().rings(11, breach('dispatch-1-1')).does(11, desk, passTo('engineering'));
    expect(stepFirst.clock('dispatch-1-1')).toEqual(timerFirst.clock('dispatch-1-1'));
    for (const { events } of [stepFirst, timerFirst]) {
      expect(events.filter(({ step }) => step === 'breach')).toHaveLength(1);
    }
  });
});
