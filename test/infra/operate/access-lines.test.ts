import { describe, expect, it } from 'vitest';
import { type AccessLines, linesAbout, type ReadLine } from '../../../infra/operate/access-lines.ts';

const NUMBER = 'KF-20261123-0001';
const line = (requestId: string, more: Partial<ReadLine>): ReadLine => ({
  at: `2026-11-23T08:00:0${requestId}.000Z`,
  requestId,
  reader: 'worker-wu',
  route: 'GET /sheets/{id}',
  outcome: 200,
  ...more,
});
const ALL = [
  line('4', { sheet: '01A', outcome: 403, code: 'forbidden' }),
  line('2', { sheet: '01A', number: NUMBER }),
  line('3', { filters: { number: NUMBER } }),
  line('1', { sheet: '01B', number: 'KF-20261123-0002' }),
];
const lines: AccessLines = {
  of: async (member, value) =>
    ALL.filter((each) => each[member] === value || each.filters?.[member] === value),
};

describe('the lines about a number', () => {
  it('are those that name it, and those of the same id that do not, each once and in the order of time', async () => {
    const found = await linesAbout(lines, NUMBER);
    expect(found.map(({ requestId }) => requestId)).toEqual(['2', '3', '4']);
  });

  it('are none where nobody looked', async () => {
    expect(await linesAbout(lines, 'KF-20261123-0009')).toEqual([]);
  });
});
