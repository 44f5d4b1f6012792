import { expect, test } from 'vitest';
import { deedsOf } from '../../web/pages/work/deeds.ts';

const item = (id: string, does: string, clock: string) => ({
  ...{ kind: 'sheet' as const, id, does, clock, because: 'owed' as const, summary: {} },
  ...{ dueAt: '2026-11-23T08:30:00.000Z', state: 'running' as const },
});

test('a sheet whose next step is owed to two deadlines is one thing to do, at the place of the more urgent one', () => {
  const [overdue, other, later] = [
    item('a', 'accept', 'acceptance-1-1'),
    item('b', 'hand-over', 'dispatch-1-1'),
    item('a', 'accept', 'return-1-1'),
  ];
  expect(deedsOf([overdue, other, later])).toEqual([
    { item: overdue, others: 1 },
    { item: other, others: 0 },
  ]);
});

test('two steps of one sheet are two things to do', () => {
  const [advise, receive] = [item('a', 'advise', 'consultation-1'), item('a', 'receive', 'receipt-1-1')];
  expect(deedsOf([advise, receive]).map(({ others }) => others)).toEqual([0, 0]);
});
