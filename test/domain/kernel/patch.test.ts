/** What changes in a thing as a merge patch (RFC 7396), with lists of named things patched by their names. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../shared/domain/kernel/ledger.ts';
import { difference, patched } from '../../../shared/domain/kernel/patch.ts';

describe('a patch', () => {
  it('sets members, takes away what is null and leaves the rest alone', () => {
    expect(patched({ a: 1, b: { c: 2, d: 3 }, e: [1] }, { a: 2, b: { c: null, f: 4 }, g: 'new' })).toEqual({
      ...{ a: 2, b: { d: 3, f: 4 }, e: [1], g: 'new' },
    });
  });

  it('replaces a list of values whole', () => {
    expect(patched({ list: ['a', 'b'] }, { list: ['c'] })).toEqual({ list: ['c'] });
    expect(difference({ list: ['a', 'b'] }, { list: ['a', 'b', 'c'] })).toEqual({ list: ['a', 'b', 'c'] });
  });

  it('changes members of a list by what they are known by, in their order, and adds at its end', () => {
    const clocks = [
      { id: 'b', state: 'running' },
      { id: 'a', state: 'running' },
    ];
    const patch = { clocks: { a: { state: 'stopped', at: 5 }, c: { id: 'c', state: 'running' } } };
    const after = {
      clocks: [
        { id: 'b', state: 'running' },
        { id: 'a', state: 'stopped', at: 5 },
        { id: 'c', state: 'running' },
      ],
    };
    expect(patched({ clocks }, patch)).toEqual(after);
    expect(difference({ clocks }, after)).toEqual(patch);
    expect(patched({ lines: [{ seq: 2, n: 1 }] }, { lines: { 2: { n: null } } })).toEqual({
      lines: [{ seq: 2 }],
    });
  });

  it('is empty between what is the same, and says nothing of what is undefined', () => {
    const thing = { a: [{ id: 'x', b: [1, { c: 2 }] }], d: {} };
    expect(difference(thing, structuredClone(thing))).toEqual({});
    expect(difference({ a: undefined, b: 1 }, { b: 1, c: undefined })).toEqual({});
  });

  it('mutates neither', () => {
    const before = Object.freeze({ a: Object.freeze([Object.freeze({ id: '1', n: 1 })]) });
    expect(patched(before, Object.freeze({ a: Object.freeze({ 1: { n: 2 } }) }))).toEqual({
      a: [{ id: '1', n: 2 }],
    });
    expect(before.a[0]?.n).toBe(1);
  });
});

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean());
const named = fc
  .uniqueArray(fc.integer({ min: 0, max: 5 }))
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(`n${id}`), a: leaf, b: leaf }, { requiredKeys: ['id'] }),
      ),
    ),
  );
const thing = fc.record(
  {
    leaf,
    list: fc.array(fc.oneof(fc.integer(), fc.string())),
    named,
    deep: fc.record({ leaf, named, list: fc.array(fc.string()) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

it('the difference of two things leads from the one to the other, also after a round trip through JSON', () => {
  const sorted = (value: unknown) =>
    JSON.parse(canonical(value), (_name, each) =>
      Array.isArray(each) && each.every((member) => member?.id !== undefined)
        ? each.toSorted((a, b) => (a.id < b.id ? -1 : 1))
        : each,
    );
  fc.assert(
    fc.property(thing, thing, (before, after) => {
      const patch = difference(before, after);
      expect(sorted(patched(before, patch))).toEqual(sorted(after));
      expect(sorted(patched(before, JSON.parse(canonical(patch))))).toEqual(sorted(after));
    }),
  );
});
