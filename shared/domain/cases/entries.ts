/** Entries of a case, one after the other: each with its number, of one instant, and with what the rules make of it. Pure. */

import type { Actor } from '../model/directory.ts';
import { SYSTEM } from '../sheets/watch.ts';
import { isOver, leftUndone } from './carrying-out.ts';
import type { Case, CaseEvent } from './case.ts';
import { evolveCase } from './evolve.ts';
import { type SaidLater, withCaseResult } from './results.ts';

/** What an entry says, before it is numbered and dated. */
export type Body<E = SaidLater> = E extends unknown ? Omit<E, 'seq' | 'at' | 'actor' | 'version'> : never;

export interface Saying {
  readonly body: Body;
  readonly actor: Actor;
  /** The version of the case that the entry brings about. */
  readonly version: number;
}

/** The entries that say this on a case, all of one instant. */
export function entriesOn(state: Case, sayings: readonly Saying[], at: string): readonly CaseEvent[] {
  const events: CaseEvent[] = [];
  let after = state;
  for (const { body, actor, version } of sayings) {
    const said = { ...body, seq: after.entries + 1, at, actor, version } as SaidLater;
    const event = withCaseResult(after, said);
    events.push(event);
    after = evolveCase(after, event);
  }
  return events;
}

/** The archiving of a case that is over at an instant, by the system at once and as a version of its own; else nothing (A2.6). */
export const archivingOf = (state: Case, at: string): readonly Saying[] =>
  isOver(state, at)
    ? [{ body: { step: 'archive', ...leftUndone(state) }, actor: SYSTEM, version: state.version + 1 }]
    : [];
