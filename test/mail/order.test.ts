import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { inOrder } from '../../shared/mail/order.ts';
import { anyNotice, due, notice } from '../support/sample-notices.ts';

const at = (minute: number) =>
  new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute * 60_000).toISOString();
const named = (number: string, kind: Notice['kind'], more: Partial<Notice>) =>
  notice(kind, { ...more, number });

it('is breaches and what was raised by how overdue they are, then warnings, then the rest', () => {
  const notices = [
    named('urged later', 'urge', { at: at(9) }),
    named('warned, far', 'warning', due(at(90))),
    named('raised lately', 'escalation', due(at(-5))),
    // Its clock is nearer than any other's, but a hand-over is told in order of time.
    named('handed over', 'hand-over', { ...due(at(-99)), at: at(1) }),
    named('broken lately', 'breach', due(at(-1))),
    named('warned, near', 'warning', due(at(5))),
    named('raised long ago', 'escalation', due(at(-900))),
    named('broken long ago', 'breach', due(at(-60))),
  ];
  expect(inOrder(notices).map(({ number }) => number)).toEqual([
    ...['raised long ago', 'broken long ago', 'raised lately', 'broken lately'],
    ...['warned, near', 'warned, far', 'handed over', 'urged later'],
  ]);
});

it('keeps every notice, once, and never puts an earlier deadline of a rank behind a later one', () => {
  const ranks: readonly (readonly Notice['kind'][])[] = [['breach', 'escalation', 'overdue'], ['warning']];
  const rank = ({ kind }: Notice) => {
    const found = ranks.findIndex((kinds) => kinds.includes(kind));
    return found === -1 ? ranks.length : found;
  };
  fc.assert(
    fc.property(fc.array(anyNotice, { maxLength: 30 }), (notices) => {
      const ordered = inOrder(notices);
      expect(new Set(ordered)).toEqual(new Set(notices));
      expect(ordered).toHaveLength(notices.length);
      for (const [nth, one] of ordered.entries()) {
        const before = ordered[nth - 1] ?? one;
        expect(rank(before)).toBeLessThanOrEqual(rank(one));
        if (rank(before) !== rank(one)) continue;
        const time = (each: Notice) => (rank(each) < ranks.length ? (each.dueAt ?? each.at) : each.at);
        expect(time(before) <= time(one)).toBe(true);
      }
    }),
  );
});

it('is one order also where everything falls into one instant', () => {
  const same = [1, 2, 3].flatMap((seq) =>
    ['KF-20261123-0001', 'KF-20261123-0002'].flatMap((number) =>
      (['urge', 'reply'] as const).map((kind) => named(number, kind, { seq, at: at(0) })),
    ),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(same, { minLength: same.length }), (shuffled) => {
      expect(inOrder(shuffled)).toEqual(inOrder(same));
    }),
  );
});
