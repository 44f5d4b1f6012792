import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, WEEKEND } from '../../../shared/domain/calendar/calendar.ts';
import { deadline } from '../../../shared/domain/calendar/working-time.ts';
import { planAt } from '../../../shared/domain/clocks/responsibility.ts';
import { dailyService, isNoLooser, TARGETS, targetFault } from '../../../shared/domain/clocks/targets.ts';
import { commitmentOf } from '../../../shared/domain/commitments/commitment-of.ts';
import {
  commitmentIn,
  planId,
  planInForce,
  planStateOf,
} from '../../../shared/domain/commitments/commitments.ts';
import { parseDuration } from '../../../shared/domain/kernel/duration.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { PlanInForce } from '../../../shared/domain/model/plan.ts';
import { DIRECTORY } from '../../support/factories.ts';

const plan = (version: number, effectiveFrom: string, more: Partial<PlanInForce> = {}): PlanInForce => ({
  ...{ section: 'engineering', version, effectiveFrom, targets: {} },
  ...more,
});

describe('targets', () => {
  it('are named by kind, urgency and clock', () => {
    expect(TARGETS.get('repair.urgent.arrival')).toMatchObject({ clause: 'B5.2.1b', duration: 'PT15M' });
    expect(TARGETS.get('complaint.handling')).toMatchObject({ duration: 'P5D', counted: 'working' });
    expect(TARGETS.get('repair.return')).toMatchObject({ duration: 'PT24H' });
    expect(TARGETS.has('repair.handling')).toBe(false);
    expect(TARGETS.has('repair.answer')).toBe(false);
  });

  // biome-ignore format: a table reads best with one row a line
  it.each([
    ['repair.urgent.arrival', 'PT15M', undefined],
    ['repair.urgent.arrival', 'PT16M', 'looser-than-clause'],
    ['repair.return', 'P1D', undefined],
    ['repair.return', 'PT24H1M', 'looser-than-clause'],
    ['complaint.handling', 'P5D', undefined],
    ['complaint.handling', 'P6D', 'looser-than-clause'],
    // Seven and a half hours a day: 37 and a half in five days.
    ['complaint.handling', 'PT37H30M', undefined],
    ['complaint.handling', 'PT38H', 'looser-than-clause'],
    ['report.follow-up', 'P2D', undefined],
    ['report.follow-up', 'P3D', 'looser-than-clause'],
    ['report.dispatch', 'P1D', 'looser-than-clause'],
    ['report.dispatch', 'P0D', 'target-form'],
    ['report.dispatch', 'one hour', 'target-form'],
    ['report.arrival', 'PT1H', 'unknown-target'],
    ['__proto__', 'PT1H', 'unknown-target'],
  ])('%s of %s: %s', (name, value, reason) => {
    expect(targetFault(name, value, undefined)?.reason).toBe(reason);
  });

  it('that are taken are never due after their clause would have them', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => half * 30);
    const written = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const periods = fc.uniqueArray(time, { minLength: 2, maxLength: 4 }).map((times) => {
      const sorted = times.toSorted((a, b) => a - b).map(written);
      return sorted.flatMap((from, nth) =>
        nth % 2 === 0 && sorted[nth + 1] ? { from, to: sorted[nth + 1] ?? '' } : [],
      );
    });
    const duration = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((days) => `P${days}D`),
      fc.integer({ min: 1, max: 60 }).map((hours) => `PT${hours}H`),
    );
    const start = fc
      .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 10, 1) })
      .map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(periods, duration, duration, start, fc.boolean(), (hours, target, limit, at, working) => {
        const counted = working ? 'working' : 'always';
        const [a, b] = [parseDuration(target), parseDuration(limit)];
        if (a === undefined || b === undefined || !isNoLooser(a, b, counted, dailyService(hours))) return;
        const calendar: Calendar = {
          ...{ id: 'c', version: '1', timeZone: 'Asia/Shanghai', periods: hours, restDays: WEEKEND },
          years: { 2026: { holidays: ['2026-05-01', '2026-10-01'], workdays: ['2026-05-09'] } },
        };
        const [own, clause] = [target, limit].map((each) => deadline(at, each, counted, calendar).dueAt);
        expect((own ?? '') <= (clause ?? '')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the plan in force', () => {
  const plans = [
    plan(1, '2026-01-01T00:00:00.000Z'),
    plan(2, '2026-03-01T00:00:00.000Z'),
    plan(3, '2026-02-01T00:00:00.000Z'),
    plan(4, '2026-12-01T00:00:00.000Z'),
    plan(9, '2025-01-01T00:00:00.000Z', { section: 'security' }),
  ];

  it('is the latest version of those that have taken effect, from the very instant on', () => {
    const at = (instant: string) => planInForce(plans, 'engineering', instant)?.version;
    expect(at('2025-12-31T23:59:59.999Z')).toBeUndefined();
    expect(at('2026-01-01T00:00:00.000Z')).toBe(1);
    expect(at('2026-02-01T00:00:00.000Z')).toBe(3);
    expect(at('2026-03-02T00:00:00.000Z')).toBe(3);
    expect(planInForce(plans, undefined, '2026-03-02T00:00:00.000Z')).toBeUndefined();
    // In whatever order they are read.
    expect(planInForce(plans.toReversed(), 'engineering', '2026-03-02T00:00:00.000Z')?.version).toBe(3);
  });

  it('stands beside those that come and those that made way', () => {
    const standings = plans.map((each) => planStateOf(each, plans, '2026-01-15T00:00:00.000Z'));
    // The second will have been overtaken by the third before its time comes.
    expect(standings).toEqual(['in-force', 'superseded', 'coming', 'coming', 'in-force']);
    // Before the first takes effect there is none in force.
    const [first] = plans;
    expect(first && planStateOf(first, plans, '2025-06-01T00:00:00.000Z')).toBe('coming');
  });

  it('is named by section and version, whatever the section is called', () => {
    for (const section of ['engineering', 'default', 'a@7', 'x-1']) {
      expect(commitmentIn(planId({ section, version: 12 }))).toEqual({ section, version: 12 });
    }
    expect(commitmentIn('default-1')).toBeUndefined();
  });
});

describe('what clocks follow', () => {
  const years = { 2026: { holidays: ['2026-11-24'], workdays: [] } };
  const directory: Directory = {
    ...DIRECTORY,
    ...{ years, yearsVersion: '2026.3' },
    plans: [
      plan(1, '2026-01-01T00:00:00.000Z', {
        targets: { 'complaint.handling': 'P1D' },
        calendar: { timeZone: 'Asia/Urumqi', restDays: [7] },
        escalation: { handling: 'PT1H' },
      }),
    ],
  };

  it('is the section’s own plan, over the site’s years, over what is published', () => {
    const own = planAt(directory, 'engineering', '2026-06-01T00:00:00.000Z');
    expect(own).toMatchObject({
      ...{ id: 'engineering@1', waits: { handling: 'PT1H' } },
      calendar: { timeZone: 'Asia/Urumqi', restDays: [7], version: 'engineering@1+2026.3' },
    });
    expect(own.calendar.years['2026']).toEqual(years[2026]);
    expect(own.calendar.years['2025']).toBeDefined();
    const usual = planAt(directory, 'security', '2026-06-01T00:00:00.000Z');
    expect(usual).toMatchObject({ id: 'default-1', calendar: { version: 'office-hours-1+2026.3' } });
  });

  it('is one calendar as long as it says the same, since counts are remembered with it', () => {
    const again = structuredClone(directory);
    const at = '2026-06-01T00:00:00.000Z';
    expect(planAt(again, 'engineering', at).calendar).toBe(planAt(directory, 'engineering', at).calendar);
    expect(planAt(again, 'security', at).calendar).toBe(planAt(directory, 'security', at).calendar);
    const other = { ...again, yearsVersion: '2026.4' };
    expect(planAt(other, 'security', at).calendar).not.toBe(planAt(directory, 'security', at).calendar);
  });

  it('shows on the sheet as the plan of whoever has it', () => {
    const clock = (name: string, of: string) => ({ name, plan: of }) as never;
    const clocks = [clock('dispatch', 'customer-service@3'), clock('acceptance', 'engineering@1')];
    expect(commitmentOf({ section: 'engineering', clocks })).toEqual({ section: 'engineering', version: 1 });
    expect(commitmentOf({ section: undefined, clocks })).toEqual({ section: 'customer-service', version: 3 });
    expect(commitmentOf({ section: 'security', clocks })).toBeUndefined();
    expect(commitmentOf({ section: undefined, clocks: [clock('dispatch', 'default-1')] })).toBeUndefined();
  });
});
