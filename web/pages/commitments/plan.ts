/** A plan as it is typed, and how two plans differ. Pure. */
import { parseDuration } from '../../../shared/domain/kernel/duration.ts';
import type { Schemas } from '../../session/api.ts';

export type Plan = Pick<
  Schemas['Commitments'],
  'promises' | 'targets' | 'calendar' | 'escalation' | 'effectiveFrom'
>;
export type Promised = Plan['promises'][number];
export const UNITS = ['minutes', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];

export interface TypedTarget {
  readonly name: string;
  readonly amount: string;
  readonly unit: Unit;
}

export interface TypedPlan {
  readonly promises: readonly Partial<Promised>[];
  readonly targets: readonly TypedTarget[];
  readonly effectiveFrom?: string | undefined;
}

const HOUR_MINUTES = 60;

/** A target as it is typed, in the largest unit that it is whole in. */
export function typedTarget(name: string, value: string): TypedTarget {
  const duration = parseDuration(value);
  if (duration === undefined) return { name, amount: value, unit: 'minutes' };
  if ('days' in duration) return { name, amount: String(duration.days), unit: 'days' };
  return duration.minutes % HOUR_MINUTES === 0
    ? { name, amount: String(duration.minutes / HOUR_MINUTES), unit: 'hours' }
    : { name, amount: String(duration.minutes), unit: 'minutes' };
}

/** ISO 8601; what is no number stays as it was typed, and the API says what is wrong with it. */
export function durationOf({ amount, unit }: TypedTarget): string {
  const number = amount.trim();
  if (unit === 'days') return `P${number}D`;
  return unit === 'hours' ? `PT${number}H` : `PT${number}M`;
}

export const typed = ({ promises = [], targets = {}, effectiveFrom }: Partial<Plan>): TypedPlan => ({
  promises,
  targets: Object.entries(targets).map(([name, value]) => typedTarget(name, value)),
  effectiveFrom,
});

/** The body to send; what its own form does not ask for stays as the draft, or what is in force, has it. */
export function planOf(plan: TypedPlan, rest: Partial<Plan>, newId: () => string): Plan {
  const { calendar, escalation } = rest;
  return {
    promises: plan.promises.map(({ id, clause, zh = '', en }) => ({
      id: id ?? newId(),
      ...(clause ? { clause } : {}),
      zh: zh.trim(),
      ...((en ?? '').trim() === '' ? {} : { en: en?.trim() }),
      // What is left out and needed is refused at its field.
    })) as Plan['promises'],
    targets: Object.fromEntries(
      plan.targets.filter(({ name }) => name !== '').map((target) => [target.name, durationOf(target)]),
    ),
    ...(calendar && { calendar }),
    ...(escalation && { escalation }),
    effectiveFrom: plan.effectiveFrom ?? '',
  };
}

export interface Difference {
  readonly how: 'added' | 'changed' | 'removed';
  readonly what: { readonly promise: Promised } | { readonly target: string };
  readonly before?: string;
  readonly after?: string;
}

/** What one plan has that another has not, or has otherwise. */
export function differences(before: Partial<Plan> | undefined, after: Partial<Plan>): readonly Difference[] {
  const [old, now] = [before?.promises ?? [], after.promises ?? []];
  const same = (a: Promised, b: Promised) => a.zh === b.zh && a.en === b.en && a.clause === b.clause;
  const promised = now.flatMap((promise): readonly Difference[] => {
    const earlier = old.find(({ id }) => id === promise.id);
    if (earlier === undefined) return [{ how: 'added', what: { promise } }];
    return same(earlier, promise) ? [] : [{ how: 'changed', what: { promise } }];
  });
  const gone = old
    .filter(({ id }) => !now.some((each) => each.id === id))
    .map((promise): Difference => ({ how: 'removed', what: { promise } }));
  const [targets, others] = [before?.targets ?? {}, after.targets ?? {}];
  const timed = [...new Set([...Object.keys(targets), ...Object.keys(others)])].flatMap(
    (target): readonly Difference[] => {
      const [was, is] = [targets[target], others[target]];
      if (was === is) return [];
      if (was === undefined) return [{ how: 'added', what: { target }, ...(is && { after: is }) }];
      if (is === undefined) return [{ how: 'removed', what: { target }, before: was }];
      return [{ how: 'changed', what: { target }, before: was, after: is }];
    },
  );
  return [...promised, ...gone, ...timed];
}
