/** A ledger is answered in pages that a function may give (contract section 3). */
import { expect, it } from 'vitest';
import { ledgerView } from '../../../shared/contract/sheets/sheet-view.ts';
import { opened } from '../../support/factories.ts';
import { ledgerOf } from '../../support/given-when-then.ts';
import { written } from '../../support/written.ts';

const MIB = 1024 * 1024;
const [first] = written(ledgerOf([opened()]));
if (first === undefined) throw new Error('no entry');
/** So many entries whose values take one MiB each. */
const ledger = Array.from({ length: 6 }, (_, nth) => ({
  entry: { ...first.entry, seq: nth + 1 },
  values: { '/details': { salt: '0'.repeat(32), value: 'x'.repeat(MIB) } },
}));

it('takes at most 4 MiB, and says where the next page begins', () => {
  const page = ledgerView(ledger, {}, {});
  expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(4 * MIB);
  expect([page.entries.map(({ seq }) => seq), page.nextFrom]).toEqual([[1, 2, 3], 4]);
  expect(Object.keys(page.values)).toEqual(['1', '2', '3']);
  const rest = ledgerView(ledger, { from: 4 }, {});
  expect([rest.entries.map(({ seq }) => seq), rest.nextFrom]).toEqual([[4, 5, 6], undefined]);
});

it('gives an entry that is larger all the same, and nothing beyond the end', () => {
  const [one] = ledger;
  if (one === undefined) throw new Error('no entry');
  const large = { ...one, values: { '/details': { salt: '0'.repeat(32), value: 'x'.repeat(5 * MIB) } } };
  expect(ledgerView([large, ...ledger.slice(1)], {}, {})).toMatchObject({ nextFrom: 2 });
  expect(ledgerView(ledger, { from: 7 }, {})).toMatchObject({ entries: [], values: {}, nextFrom: undefined });
});
