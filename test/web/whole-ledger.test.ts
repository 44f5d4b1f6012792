/** Whoever shows or hands out a ledger asks for its pages until there is none. */
import { expect, it } from 'vitest';
import { wholeLedger } from '../../web/session/whole-ledger.ts';

const page = (seq: number, nextFrom?: number) => ({
  ...{ entries: [{ seq }], values: { [seq]: { '/after/name': { salt: '', value: `${seq}` } } }, head: 'h' },
  ...{ names: { [`person-${seq}`]: '某人' } },
  ...(nextFrom === undefined ? {} : { nextFrom }),
});

it('is what its pages are together, and no page any more', async () => {
  const asked: number[] = [];
  const whole = await wholeLedger(page(1, 2), async (from) => {
    asked.push(from);
    return page(from, from < 3 ? from + 1 : undefined);
  });
  expect(asked).toEqual([2, 3]);
  expect(whole).toEqual({
    ...{ entries: [{ seq: 1 }, { seq: 2 }, { seq: 3 }], head: 'h' },
    values: { ...page(1).values, ...page(2).values, ...page(3).values },
    names: { 'person-1': '某人', 'person-2': '某人', 'person-3': '某人' },
  });
  const only = page(1);
  expect(await wholeLedger(only, () => Promise.reject(new Error('nothing is left to be asked')))).toEqual(
    only,
  );
});
