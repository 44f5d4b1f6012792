/**
 * `given(...what happened).when(command, by(whom)).then(...events | refused(code, reason))` for sheets, the same with
 * `givenCase(life)` for cases.
 */

import { expect } from 'vitest';
import { replay } from '../../shared/domain/archive/replay.ts';
import type { AnyCaseCommand, Case, CaseEvent } from '../../shared/domain/cases/case.ts';
import type { CaseContext } from '../../shared/domain/cases/decide.ts';
import { evolveCase } from '../../shared/domain/cases/evolve.ts';
import { DomainError, type Reason, type RefusalCode } from '../../shared/domain/kernel/errors.ts';
import type { Actor, Directory, Person } from '../../shared/domain/model/directory.ts';
import type { Command, SaidEvent, Sheet, SheetEvent } from '../../shared/domain/model/sheet.ts';
import { decide } from '../../shared/domain/sheets/decide.ts';
import { evolve } from '../../shared/domain/sheets/evolve.ts';
import { openedWithResult, withResult } from '../../shared/domain/sheets/results.ts';
import { type Life, minuteAfter, step } from './domain/case-lives.ts';
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
  if (sheet === undefined) throw new Error(`${said.step} before a sheet was opened`);
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
  readonly actors: readonly Actor[];
  readonly now: string;
  readonly directory: Directory;
  readonly expected?: readonly number[];
  readonly resident?: Person;
  readonly asker?: Person;
}
type Part = Partial<Setting>;

/** Who signs: somebody of the demo organisation by id, or any actor; several are one person in each of their parts. */
export const by = (...who: readonly (string | Actor)[]) => ({
  actors: who.map((each) => (typeof each === 'string' ? actor(each) : each)),
});
/** When: an instant. Left out, it is an hour after the opening. */
export const at = (now: string) => ({ now });
/** In another directory than the demo organisation's. */
export const under = (directory: Directory) => ({ directory });
/** On the condition of a version (`If-Match`). */
export const ifMatch = (...expected: readonly number[]) => ({ expected });
/** Who asked, as the directory knows them; unless said, somebody whom a letter reaches. */
export const askedBy = (asker: Person) => ({ asker });
/** Whom the directory has by the id that an amended resident names. */
export const knowing = (resident: Person) => ({ resident });

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

/** What an entry says, without its place in the ledger. */
type Said<E> = E extends SheetEvent
  ? EventBody
  : E extends unknown
    ? Omit<E, 'seq' | 'at' | 'actor' | 'version'>
    : never;
type Expected<E> = Said<E> | Refused;

/** A refusal in short, `code reason` and where in the body; undefined where there is none. */
export function refusalIn(result: object): string | undefined {
  if (!(result instanceof DomainError)) return undefined;
  const { code, reason, pointer } = result;
  return [code, reason, pointer].filter((part) => part !== undefined).join(' ');
}

/** Starts from what happened to a sheet before. */
export function given(...facts: readonly Fact[]) {
  const before = sheetAfter(...facts);
  return {
    /** Signs a step on it. */
    when(command: Command, ...parts: readonly Part[]) {
      const setting: Part & Pick<Setting, 'now' | 'directory'> = Object.assign(
        { now: minute(60), directory: DIRECTORY, asker: REACHED },
        ...parts,
      );
      const { actors: [who] = [], directory, now, expected, resident, asker } = setting;
      if (who === undefined) throw new Error('nobody signs');
      const result = decide(before, command, who, directory, { now, expected, resident, asker });
      return new Outcome<Sheet, SheetEvent>(before, result, evolve, { at: now, actor: who });
    },
  };
}

/** Starts from the life of a case. */
export function givenCase(life: Life) {
  const before = life.state;
  return {
    /** Signs a step of it, a minute after the last unless said otherwise. */
    when(
      command: AnyCaseCommand,
      ...parts: readonly Partial<Pick<Setting, 'actors' | 'directory'> & CaseContext>[]
    ) {
      const { actors = [], ...more } = Object.assign({}, ...parts);
      const [who] = actors;
      if (who === undefined) throw new Error('nobody signs');
      const result = step(life, actors, command, more);
      return new Outcome<Case, CaseEvent>(before, result, evolveCase, {
        at: more.now ?? minuteAfter(life),
        actor: who,
      });
    },
  };
}

/** What has a ledger: how many entries that is, and what version it came to. */
interface Kept {
  readonly entries: number;
  readonly version: number;
}

class Outcome<State extends Kept, Event extends object> {
  constructor(
    readonly before: State,
    readonly result: readonly Event[] | DomainError,
    readonly evolve: (before: State, event: Event) => State,
    readonly signed: { readonly at: string; readonly actor: Actor },
  ) {}

  /** Compares with exactly these entries, numbered, dated and of one version, or with exactly this refusal. */
  // biome-ignore lint/suspicious/noThenProperty: it completes given-when, and nobody awaits it
  then(...expected: readonly Expected<Event>[]): this {
    const { before, result, signed } = this;
    const [first] = expected;
    if (first !== undefined && 'code' in first) {
      expect(result).toBeInstanceOf(DomainError);
      expect(said(result)).toEqual({ pointer: undefined, retryAfter: undefined, ...first });
      return this;
    }
    expect(said(result)).toEqual(
      expected.map((body, index) => ({
        ...body,
        ...{ seq: before.entries + 1 + index, version: before.version + 1, ...signed },
      })),
    );
    return this;
  }

  /** It is allowed, whatever it comes to. */
  passes(): this {
    expect(refusalIn(this.result)).toBeUndefined();
    return this;
  }

  /** What it is after it, to look at closer. */
  get after(): State {
    if (this.result instanceof DomainError) throw new Error(`refused: ${this.result.reason}`);
    return this.result.reduce<State>(this.evolve, this.before);
  }

  /** Compares these fields of what it is after it. */
  leaves(fields: { readonly [name: string]: unknown }): this {
    const { after } = this;
    for (const [name, value] of Object.entries(fields)) {
      expect((after as Record<string, unknown>)[name], name).toEqual(value);
    }
    return this;
  }
}

function said(result: readonly object[] | DomainError) {
  // Which clocks an entry starts, and what the rules make of it, is the matter of tests of their own.
  if (!(result instanceof DomainError)) {
    const bare = ({ clocks: _clocks, result: _result, ...event }: { clocks?: unknown; result?: unknown }) =>
      event;
    return result.map(bare);
  }
  const { code, reason, pointer, retryAfter } = result;
  return { code, reason, pointer, retryAfter };
}
