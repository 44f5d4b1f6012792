/** A head is what its ledger comes to, of whichever version, and whatever somebody changes in it shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inscribed } from '../../../shared/commands/inscribed.ts';
import { renamedFrom01 } from '../../../shared/domain/archive/as-of-0.1/sheet-names.ts';
import { isCaseOf, isSheetOf } from '../../../shared/domain/archive/comes-to.ts';
import { replayCase } from '../../../shared/domain/archive/replay.ts';
import type { Sealed, SealedCase, SealedSheet } from '../../../shared/domain/archive/sealed.ts';
import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import { eventOf, type Written } from '../../../shared/domain/kernel/inscribe.ts';
import type { LedgerEntry, Sheet } from '../../../shared/domain/model/sheet.ts';
import { sealedOf } from '../../archive/kept.ts';
import { secondAppeal } from '../../support/domain/case-lives.ts';
import { type Life, lives } from '../../support/domain/random-lives.ts';
import { writtenOfCase } from '../../support/written.ts';

const stored = <T>(state: T): T => JSON.parse(JSON.stringify(state));

/** The heads that a life leaves one after the other, as the table keeps them, each with its ledger. */
function headsOf({ events, states }: Life) {
  const entries: Written<LedgerEntry>[] = [];
  let head: { sheet: Sheet; hash: string } | undefined;
  return states.map((state) => {
    const written = inscribed(head, events.slice(entries.length, state.entries));
    entries.push(...written.entries);
    head = { sheet: stored(written.after), hash: entries.at(-1)?.entry.hash ?? '' };
    return { sheet: head.sheet, ledger: [...entries] };
  });
}

/** Something with every change of one member: another value, or none. */
function* tampered<T extends object>(state: T): Generator<[string, T]> {
  for (const [name, value] of Object.entries(state)) {
    const { [name as keyof T]: _left, ...rest } = state;
    yield [`without ${name}`, rest as T];
    yield [`another ${name}`, { ...state, [name]: other(value) }];
  }
}

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.length === 0 ? ['x'] : value.map(other);
  if (typeof value === 'object' && value !== null) return { ...value, changed: true };
  return `${value}x`;
}

describe('a head of this version', () => {
  it('is what its ledger comes to after every step of every life', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const { sheet, ledger } of headsOf(life)) expect(isSheetOf(sheet, ledger, true)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('shows whatever is changed in it, and another ledger', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { sheet, ledger } = headsOf(life).at(-1) ?? { ledger: [] };
        if (sheet === undefined) return;
        for (const [what, changed] of tampered(sheet))
          expect(isSheetOf(changed, ledger, true), what).toBe(false);
        expect(isSheetOf({ ...sheet, ...{ extra: 1 } }, ledger, true)).toBe(false);
        expect(isSheetOf(sheet, ledger.slice(0, -1), true)).toBe(false);
        expect(isSheetOf(sheet, [], true)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('of a case likewise', () => {
    const ledger = writtenOfCase(secondAppeal().ledger);
    const state = stored(replayCase(ledger.map((written) => eventOf(written))));
    expect(isCaseOf(state, ledger, true)).toBe(true);
    for (const [what, changed] of tampered(state)) expect(isCaseOf(changed, ledger, true), what).toBe(false);
    expect(isCaseOf(state, ledger.slice(0, -1), true)).toBe(false);
  });
});

describe.each(['0.1', '0.2'] as const)('a head of version %s, whose values are plain', (version) => {
  it('is what its ledger comes to, and shows what is changed in it', async () => {
    const plain = <E>(entries: readonly E[]): readonly Written<E>[] =>
      entries.map((entry) => ({ entry, values: {} }));
    const all = [...(await sealedOf(version)).values()].map((text): Sealed => JSON.parse(text));
    expect(all.length).toBeGreaterThan(1);
    for (const object of all) {
      const isSheet = 'sheet' in object;
      const kept = isSheet ? sheetIn(object) : object.case;
      const fits = (state: Sheet | Case): boolean =>
        isSheet
          ? isSheetOf(state as Sheet, plain<LedgerEntry>(object.entries), false)
          : isCaseOf(state as Case, plain<CaseEntry>((object as SealedCase).entries), false);
      expect(fits(kept)).toBe(true);
      expect(fits({ ...kept, version: kept.version + 1 })).toBe(false);
      const moved = kept.clocks.map((clock) => ({ ...clock, dueAt: '2030-01-01T00:00:00.000Z' }));
      if (moved.length > 0) expect(fits({ ...kept, clocks: moved } as Sheet | Case)).toBe(false);
    }
  });
});

const sheetIn = ({ format, sheet }: SealedSheet): Sheet =>
  format === 'shoujie-sealed-sheet-1' ? renamedFrom01(sheet) : sheet;
