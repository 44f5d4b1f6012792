/** What earlier versions sealed, and what this one seals, is whole (A2.6, B4a). */
import { describe, expect, it } from 'vitest';
import { faultsOfSealed, type Sealed, sealedIn } from '../../shared/domain/archive/sealed.ts';
import { canonical, sha256 } from '../../shared/domain/kernel/ledger.ts';
import { expectedOf, sealedFactsOf, sealedOf, VERSIONS } from './kept.ts';

describe.each(VERSIONS)('what version %s sealed', async (version) => {
  const facts = (await expectedOf(version)).sealed;
  const objects = await sealedOf(version);
  const names = [...objects.keys()];
  const parsed = (name: string): Sealed => JSON.parse(objects.get(name) ?? '');

  it('is all there', () => {
    expect(names).toEqual(Object.keys(facts).toSorted());
    expect(names).toHaveLength(59);
  });

  it.each(names)('%s is whole, and says what it said', (name) => {
    expect(faultsOfSealed(objects.get(name) ?? '')).toEqual([]);
    expect(sealedFactsOf(parsed(name))).toEqual(facts[name]);
  });

  /** The object with its state altered, and a digest that fits. */
  function forged(name: string, alter: (state: Record<string, unknown>) => Record<string, unknown>): string {
    const { digest: _, ...object } = parsed(name);
    const what = 'sheet' in object ? 'sheet' : 'case';
    const state = { ...sealedIn({ ...object, digest: '' }) } as unknown as Record<string, unknown>;
    const body = { ...object, [what]: alter(state) };
    return canonical({ ...body, digest: sha256(canonical(body)) });
  }
  const isNoSuch = (name: string) =>
    `The ${'sheet' in parsed(name) ? 'sheet' : 'case'} is not what its ledger comes to.`;

  it.each(names)('%s sealed anew with another status is found out', (name) => {
    const text = forged(name, (state) => ({ ...state, status: 'withdrawn' }));
    expect(faultsOfSealed(text)).toEqual([isNoSuch(name)]);
  });

  it.each(names)('%s sealed anew with one member more, or without one, is found out', (name) => {
    const more = forged(name, (state) => ({ ...state, priority: 'normal' }));
    const less = forged(name, ({ version: _version, ...state }) => state);
    expect([more, less].map(faultsOfSealed)).toEqual([[isNoSuch(name)], [isNoSuch(name)]]);
  });

  it('has every kind and every channel among it, and everything that ends a sheet or a case', () => {
    const all = names.map(parsed);
    const steps = new Set(all.flatMap(({ entries }) => entries.map(({ step }) => step)));
    const opened = all.flatMap((object) =>
      'sheet' in object ? [object.sheet.kind, `by ${object.sheet.channel}`] : [],
    );
    expect(new Set(opened)).toEqual(
      new Set([
        ...['repair', 'complaint', 'report', 'special-service', 'suggestion', 'enquiry'],
        ...['by walk-in', 'by phone', 'by letter', 'by online', 'by direct'],
      ]),
    );
    for (const step of [
      ...['amend', 'dispute', 'write-off', 'countersign', 'withdraw', 'grant-exemption', 'refuse-exemption'],
      ...['breach', 'escalate', 'lapse', 'dismiss', 'refer', 'record-refusal', 'appeal', 'pay', 'close'],
    ]) {
      expect(steps, step).toContain(step);
    }
  });
});

it('version 0.1 wrote no results, and every later one writes them in every entry', async () => {
  for (const version of VERSIONS) {
    for (const [name, text] of await sealedOf(version)) {
      const { entries, format }: Sealed = JSON.parse(text);
      const results = entries.filter((entry) => 'result' in entry).length;
      expect([format.at(-1), results], name).toEqual(version === '0.1' ? ['1', 0] : ['2', entries.length]);
    }
  }
});
