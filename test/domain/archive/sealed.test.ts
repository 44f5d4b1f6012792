/** A sealed sheet speaks for itself: whatever was altered in the object shows. */
import { describe, expect, it } from 'vitest';
import { faultsOfSealed, sealed, sealedCase } from '../../../shared/domain/archive/sealed.ts';
import { canonical } from '../../../shared/domain/kernel/ledger.ts';
import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { delivered, passed, signed } from '../../support/domain/case-lives.ts';
import { lives, withdraw } from '../../support/domain/timeline.ts';
import { fileOf, filesBy } from '../../support/found-files.ts';
import { entriesOf, lastHash, written, writtenOfCase } from '../../support/written.ts';

const DESK = 'receptionist-sun';
const life = lives({ kind: 'report', channel: 'letter', files: ['letter'], found: filesBy(DESK, 'letter') })
  .does(5, DESK, { step: 'urge', message: '见附件', files: ['photo'] }, filesBy(DESK, 'photo'))
  .does(10, 'resident-zhao', withdraw)
  .does(20, DESK, { step: 'archive' });
const entries = written(life.events);
const files = ['letter', 'photo'].map((id) => fileOf(id, DESK));
const text = sealed(entriesOf(entries), lastHash(entries), files);

type Loose = { [name: string]: Loose } & { [place: number]: Loose };
/** The object altered and written as JSON again; its digest is made to fit where `cleverly`. */
function altered(alter: (object: Loose) => void, whole = text): string {
  const object = JSON.parse(whole);
  alter(object);
  return canonical(object);
}

describe('a sealed sheet', () => {
  it('is whole as it was sealed, the same each time, and has the bytes of no file', () => {
    expect(faultsOfSealed(text)).toEqual([]);
    expect(faultsOfSealed(`${text}\n`)).toEqual([]);
    expect(sealed(entriesOf(entries), lastHash(entries), files)).toBe(text);
    expect(JSON.parse(text).files.map(({ id }: { id: string }) => id)).toEqual(['letter', 'photo']);
    expect(life.events.reduce<Sheet | undefined>(evolve, undefined)).toEqual(life.sheet);
  });

  // biome-ignore format: a table reads best with one row a line
  const ALTERED: readonly (readonly [string, (object: Loose) => void, RegExp])[] = [
    ['a word of an entry', (o) => Object.assign(o.entries?.[1] ?? {}, { message: '见附注' }), /entry 2 does not fit/],
    ['an entry gone', (o) => Object.assign(o, { entries: [o.entries?.[0], o.entries?.[2], o.entries?.[3]] }), /entry 2 does not fit/],
    ['the last entry gone', (o) => (o.entries as unknown as unknown[]).pop(), /does not end in the hash/],
    ['all entries gone', (o) => Object.assign(o, { entries: [] }), /no entries/],
    ['the sheet', (o) => Object.assign(o.sheet ?? {}, { subject: '别的事' }), /not what its ledger comes to/],
    ['what it tells of a file', (o) => Object.assign(o.sheet?.attachments?.[0] ?? {}, { size: 1 }), /not what its ledger comes to/],
    ['what it tells of its files gone', (o) => delete o.sheet?.attachments, /not what its ledger comes to/],
    ['the hash of a file', (o) => Object.assign(o.files?.[1] ?? {}, { sha256: '0'.repeat(64) }), /photo is listed with another SHA-256/],
    ['a file gone', (o) => (o.files as unknown as unknown[]).pop(), /photo is not listed/],
    ['a file more', (o) => (o.files as unknown as unknown[]).push({ id: 'x' }), /More files/],
    ['the name of a file', (o) => Object.assign(o.files?.[0] ?? {}, { name: 'other.pdf' }), /digest/],
  ];
  it.each(ALTERED)('shows %s', (_what, alter, fault) => {
    expect(faultsOfSealed(altered(alter)).join(' ')).toMatch(fault);
  });

  it('shows any other writing of it, and what is none', () => {
    expect(faultsOfSealed(JSON.stringify(JSON.parse(text), undefined, 1))).toEqual([
      'The object is not in its canonical form any more.',
    ]);
    for (const none of ['', 'null', '[]', '{}', '{"format":"shoujie-sealed-sheet-1"}', text.slice(0, -1)]) {
      expect(faultsOfSealed(none)).toHaveLength(1);
    }
  });
});

describe('a sealed case', () => {
  const appeal = { step: 'appeal', files: ['photo', 'note'] } as const;
  const evidence = filesBy('worker-wu', 'photo', 'note');
  const appealed = signed(delivered(), 'worker-wu', appeal, { files: evidence });
  // Nobody reviews it, so it lapses in favour of its subject.
  const { state, ledger } = passed(appealed, '2027-12-31T00:00:00.000Z');
  const chained = writtenOfCase(ledger);
  const attached = ['photo', 'note'].map((id) => fileOf(id, 'worker-wu'));
  const whole = sealedCase(entriesOf(chained), lastHash(chained), attached);
  const appealAt = ledger.findIndex(({ step }) => step === 'appeal');

  it('is whole as it was sealed, and the same each time', () => {
    expect(state.status).toBe('archived');
    expect(faultsOfSealed(whole)).toEqual([]);
    expect(sealedCase(entriesOf(chained), lastHash(chained), attached)).toBe(whole);
  });

  // biome-ignore format: a table reads best with one row a line
  const ALTERED: readonly (readonly [string, (object: Loose) => void, RegExp])[] = [
    ['a word of an entry', (o) => Object.assign(o.entries?.[appealAt] ?? {}, { files: ['photo'] }), new RegExp(`entry ${appealAt + 1} does not fit`)],
    ['the case', (o) => Object.assign(o.case ?? {}, { about: 'worker-zheng' }), /The case is not what its ledger comes to/],
    ['the hash of its evidence', (o) => Object.assign(o.files?.[0] ?? {}, { sha256: '0'.repeat(64) }), /photo is listed with another SHA-256/],
    ['evidence gone', (o) => (o.files as unknown as unknown[]).pop(), /note is not listed/],
    ['that it says to be a sheet', (o) => Object.assign(o, { format: 'shoujie-sealed-sheet-1', sheet: o.case }), /The sheet is not what its ledger comes to/],
  ];
  it.each(ALTERED)('shows %s', (_what, alter, fault) => {
    expect(faultsOfSealed(altered(alter, whole)).join(' ')).toMatch(fault);
  });
});
