/** What the table keeps deflated, beside what earlier versions kept plain. */
import { describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../shared/domain/kernel/ledger.ts';
import { deflated, inflated } from '../../shared/store/table/deflated.ts';
import { DICTIONARIES } from '../../shared/store/table/dictionaries.ts';
import { idempotencyKey, recordedResponse, recordPut } from '../../shared/store/table/idempotency.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const key = idempotencyKey('receptionist-sun', 'POST', '/sheets', 'k', {});
const response = {
  statusCode: 201,
  headers: { etag: '"1"', location: '/sheets/01' },
  body: JSON.stringify({ subject: '1号楼单元门闭门器松动', status: 'registered' }),
};
const holding = (item: Item | undefined) =>
  ({ name: 'table', client: { send: async () => ({ Item: item }) } }) as unknown as Table;

function inPlainForm<T>(make: () => T): T {
  vi.stubEnv('TABLE_FORM', 'plain');
  try {
    return make();
  } finally {
    vi.unstubAllEnvs();
  }
}

describe('a text of the table', () => {
  it('is read as it was written, deflated or plain, by itself or beside another', () => {
    for (const text of ['', '{}', '漏水'.repeat(2_000)]) {
      expect(inflated(deflated(text))).toBe(text);
      expect(inflated(deflated(text, '厨房漏水'), '厨房漏水')).toBe(text);
      expect(inPlainForm(() => deflated(text))).toBe(text);
      expect(inflated(text)).toBe(text);
    }
  });

  it('is deflated by the first dictionary as it was released, which stays as it is', () => {
    const kept = 'AauG2fZi69ZnU/vRHI4t8GsB';
    const text = '{"name":"赵敏","version":1,"status":"registered"}';
    expect(inflated(Buffer.from(kept, 'base64'))).toBe(text);
    const [first] = DICTIONARIES;
    expect(first && sha256(Buffer.from(first).toString('utf8'))).toBe(
      '91bc27e574c98573cebc135a4b6667852aa662ad3f4f7f12ba98bae8f93d651c',
    );
  });

  it('is refused where its dictionary is not known', () => {
    expect(() => inflated(Buffer.of(99, 3, 0))).toThrow('no dictionary has the number 99');
  });
});

describe('a recorded response', () => {
  const item = () => recordPut('table', { key, response, now: NOW }).Put.Item;

  it.each([
    ['as it is written now', item],
    ['as earlier versions write it', () => inPlainForm(item)],
  ])('is given again %s', async (_form, make) => {
    expect(await recordedResponse(holding(make()), key, NOW)).toEqual(response);
  });

  it('says no shape that an earlier version does not know where one answers beside it', () => {
    expect([item().shape, inPlainForm(item).shape]).toEqual([2, 1]);
    expect(inPlainForm(item).headers).toBe(JSON.stringify(response.headers));
  });

  it('has no body any more once that was erased', async () => {
    const { answer: _answer, ...erased } = item();
    expect(await recordedResponse(holding(erased), key, NOW)).toMatchObject({ statusCode: 201, body: '' });
  });
});
