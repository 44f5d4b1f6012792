import { describe, expect, it } from 'vitest';
import { csv, MOST_ROWS, mustFit, wholeTable } from '../../../functions/middleware/csv.ts';
import { Refused } from '../../../functions/middleware/request.ts';

const COLUMNS = [['编号', (row: string) => row]] as const;
const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof Refused ? [error.code, error.reason] : error;
  }
  return undefined;
};

describe('a table as CSV', () => {
  it('has at most 10,000 rows, else 400', () => {
    const rows = Array.from({ length: MOST_ROWS }, () => 'x');
    expect(csv('table', COLUMNS, rows)).toMatchObject({ statusCode: 200, rows: 10_000 });
    const tooMany = ['validation-failed', 'too-many-rows'];
    expect(refusal(() => csv('table', COLUMNS, [...rows, 'x']))).toEqual(tooMany);
    expect(refusal(() => mustFit(MOST_ROWS + 1))).toEqual(tooMany);
    expect(refusal(() => mustFit(MOST_ROWS))).toBeUndefined();
  });

  it('is read to its end, and no further than it may be long', async () => {
    const pages = [
      { rows: ['a', 'b'], next: '1' },
      { rows: [], next: '2' },
      { rows: ['c'], next: undefined },
    ];
    const asked: (string | undefined)[] = [];
    const rows = await wholeTable(async (after) => {
      asked.push(after);
      return pages[Number(after ?? 0)] ?? { rows: [] };
    });
    expect([rows, asked]).toEqual([
      ['a', 'b', 'c'],
      [undefined, '1', '2'],
    ]);

    const page = Array.from({ length: MOST_ROWS / 2 + 1 }, () => 'x');
    let read = 0;
    const endless = wholeTable(async () => {
      read += 1;
      return { rows: page, next: 'on' };
    });
    await expect(endless).rejects.toMatchObject({ code: 'validation-failed', reason: 'too-many-rows' });
    expect(read).toBe(2);
  });

  it('shows no character that turns the direction of reading, as old texts may hold them', () => {
    expect(csv('table', COLUMNS, ['水管\u202e漏水']).body).toBe('\ufeff编号\r\n水管\ufffd漏水\r\n');
  });

  it('is small enough for a function to answer, however few rows it has', () => {
    const rows = Array.from({ length: 1_400 }, () => '水'.repeat(1_300));
    expect(refusal(() => csv('table', COLUMNS, rows))).toEqual(['validation-failed', 'too-many-rows']);
  });
});
