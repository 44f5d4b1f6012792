/** What comes of an entry that a timer brings about: a warning, a breach, a level of an escalation. Pure. */

import { defined } from '../kernel/defined.ts';
import { difference } from '../kernel/patch.ts';
import type { Clock } from '../model/clock.ts';
import type { Result, SaidEvent, Sheet } from '../model/sheet.ts';

export type Ringing = Extract<SaidEvent, { step: 'warning' | 'breach' | 'escalate' }>;

/** What the rules make of an entry that a timer brings about. */
export function resultOfRinging({ history, clocks }: Sheet, said: Ringing): Result {
  const { clock } = said;
  switch (said.step) {
    case 'warning':
      return { clocks: { [clock]: { warnedAt: said.at } } };
    case 'breach': {
      const { dueAt, owes, answerable } = said;
      const before: Partial<Clock> = clocks.find(({ id }) => id === clock) ?? {};
      const stands: Partial<Clock> = {
        ...before,
        state: 'breached',
        breachedAt: dueAt,
        owes,
        ...defined({ answerable }),
      };
      return {
        clocks: { [clock]: difference(before, stands) },
        history: { broken: { [clock]: difference(history.broken[clock] ?? {}, owes) } },
      };
    }
    case 'escalate':
      return {};
    default:
      return said satisfies never;
  }
}
