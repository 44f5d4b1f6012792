/** `given(...what happened).when(command, by(whom)).then(...events | refused(code, reason))`. */

import { expect } from 'vitest';
import { replay } from '../../shared/domain/archive/replay.ts';
import { DomainError, type Reason, type RefusalCode } from '../../shared/domain/kernel/errors.ts';
import type { Actor, Directory, Person } from '../../shared/domain/model/directory.ts';
import type { Command, SaidEvent, Sheet, SheetEvent } from '../../shared/domain/model/sheet.ts';
import { decide } from '../../shared/domain/sheets/decide.ts';
import { evolve } from '../../shared/domain/sheets/evolve.ts';
import { openedWithResult, withResult } from '../../shared/domain/sheets/results.ts';
import { breachOf } from '../../shared/domain/sheets/watch.ts';
import { actor, DIRECTORY, type EventBody, type Fact, person } from './factories.ts';

const START = Date.parse('2026-11-23T08:00:00.000Z');
const MINUTE_MS = 60_000;

/** The instant so many minutes after the opening of every given sheet. */
export const minute = (n: number): string => new Date(START + n * MINUTE_MS).toISOString();

/** Numbers and dates facts: a minute and a version each, from the start. */
export const saidOf = (facts: readonly Fact[]): readonly SaidEvent[] =>
  facts.map(({ by: who, body }, index) => ({
    ...body,
    ...{ seq: index + 1, version: index + 1, at: minute(index), actor: who },
  }));

/** What is said of a sheet with what the rules make of it, as the entry keeps it. */
export function entryOn(sheet: Sheet | undefined, said: SaidEvent): SheetEvent {
  if (said.step === 'open') return openedWithResult(said);
  const clock = 'clock' in said ? sheet?.clocks.find(({ id }) => id === said.clock) : undefined;
  if (said.step === 'breach' && sheet !== undefined && clock !== undefined) {
    return { ...said, result: breachOf(sheet, clock, { owes: said.owes }).result };
  }
  if (sheet === undefined || said.step === 'warning' || said.step === 'breach' || said.step === 'escalate') {
    throw new Error(`${said.step} is no fact of this sheet`);
  }
  return withResult(sheet, said, DIRECTORY);
}

/** Facts as the ledger has them. */
export function ledgerOf(facts: readonly Fact[]): readonly SheetEvent[] {
  let sheet: Sheet | undefined;
  return saidOf(facts).map((said) => {
    const entry = entryOn(sheet, said);
    sheet = evolve(sheet, entry);
    return entry;
  });
}

/** The sheet that facts come to. */
export const sheetAfter = (...facts: readonly Fact[]): Sheet => replay(ledgerOf(facts));

const REACHED: Person = { ...person('resident-zhao'), email: 'resident-zhao@riverside.example' };

interface Setting {
  readonly actor: Actor;
  readonly now: string;
  readonly directory: Directory;
  readonly expected?: readonly number[];
  readonly resident?: Person;
  readonly asker?: Person;
}
type Part = Partial<Setting>;

/** Who signs: somebody of the demo organisation by id, or any actor. */
export const by = (who: string | Actor): Part => ({ actor: typeof who === 'string' ? actor(who) : who });
/** When: an instant. Left out, it is an hour after the opening. */
export const at = (now: string): Part => ({ now });
/** In another directory than the demo organisation's. */
export const under = (directory: Directory): Part => ({ directory });
/** On the condition of a version (`If-Match`). */
export const ifMatch = (...expected: readonly number[]): Part => ({ expected });
/** Who asked, as the directory knows them; unless said, somebody whom a letter reaches. */
export const askedBy = (asker: Person): Part => ({ asker });
/** Whom the directory has by the id that an amended resident names. */
export const knowing = (resident: Person): Part => ({ resident });

export interface Refused {
  readonly code: RefusalCode;
  readonly reason: Reason;
  readonly pointer?: string;
  readonly retryAfter?: number;
}
/** What a refused command answers; with where in the body, and after how many seconds to try again. */
export const refused = (
  code: RefusalCode,
  reason: Reason,
  more: { pointer?: string; retryAfter?: number } = {},
): Refused => ({ code, reason, ...more });

type Expected = EventBody | Refused;

/** Starts a case from what happened before. */
export function given(...facts: readonly Fact[]) {
  const before = sheetAfter(...facts);
  return {
    /** Signs a step on it. */
    when(command: Command, ...parts: readonly Part[]) {
      const setting: Part & Pick<Setting, 'now' | 'directory'> = Object.assign(
        { now: minute(60), directory: DIRECTORY, asker: REACHED },
        ...parts,
      );
      if (setting.actor === undefined) throw new Error('nobody signs');
      const { actor: who, directory, now, expected, resident, asker } = setting;
      const result = decide(before, command, who, directory, { now, expected, resident, asker });
      return new Outcome(before, result, who, now);
    },
  };
}

class Outcome {
  constructor(
    readonly before: Sheet,
    readonly result: readonly SheetEvent[] | DomainError,
    readonly who: Actor,
    readonly now: string,
  ) {}

  /** Compares with exactly these entries, numbered, dated and of one version, or with exactly this refusal. */
  // biome-ignore lint/suspicious/noThenProperty: it completes given-when, and nobody awaits it
  then(...expected: readonly Expected[]): this {
    const { before, result, who, now } = this;
    const [first] = expected;
    if (first !== undefined && 'code' in first) {
      expect(result).toBeInstanceOf(DomainError);
      expect(said(result)).toEqual({ pointer: undefined, retryAfter: undefined, ...first });
      return this;
    }
    expect(said(result)).toEqual(
      expected.map((body, index) => ({
        ...body,
        ...{ seq: before.entries + 1 + index, version: before.version + 1, at: now, actor: who },
      })),
    );
    return this;
  }

  /** The sheet after it, to look at closer. */
  get sheet(): Sheet {
    if (this.result instanceof DomainError) throw new Error(`refused: ${this.result.reason}`);
    return this.result.reduce<Sheet>(evolve, this.before);
  }

  /** Compares these fields of the sheet after it. */
  leaves(fields: { readonly [name: string]: unknown }): this {
    const { sheet } = this;
    for (const [name, value] of Object.entries(fields)) {
      expect((sheet as unknown as Record<string, unknown>)[name], name).toEqual(value);
    }
    return this;
  }
}

function said(result: readonly SheetEvent[] | DomainError) {
  // Which clocks an entry starts, and what the rules make of it, is the matter of tests of their own.
  if (!(result instanceof DomainError)) {
    return result.map(({ clocks: _clocks, result: _result, ...event }) => event);
  }
  const { code, reason, pointer, retryAfter } = result;
  return { code, reason, pointer, retryAfter };
}
