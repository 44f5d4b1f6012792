import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimerQueue } from '../../../infra/local/timers.ts';

type Step =
  | { readonly does: 'add'; readonly at: number }
  | { readonly does: 'back' | 'take'; readonly at: number };

const steps = fc.array(
  fc.record({ does: fc.constantFrom<Step['does']>('add', 'add', 'back', 'take'), at: fc.nat(20) }),
  { maxLength: 60 },
);

/** The obvious queue: a list that is sorted whenever it is asked. */
it('takes out what is due in the order of time, then of setting, and never what was taken back', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const queue = new TimerQueue();
      const list: { at: number; nth: number; back: () => void }[] = [];
      const rung: number[] = [];
      const expected: number[] = [];
      const next = () => [...list].sort((a, b) => a.at - b.at || a.nth - b.nth)[0];
      for (const [nth, { does, at }] of all.entries()) {
        if (does === 'add') list.push({ at, nth, back: queue.add({ at, run: () => void rung.push(nth) }) });
        if (does === 'back') list.splice(at % Math.max(list.length, 1), 1)[0]?.back();
        if (does === 'take') {
          queue.takeDue(at)?.run();
          const due = next();
          if (due !== undefined && due.at <= at) {
            expected.push(due.nth);
            list.splice(list.indexOf(due), 1);
          }
        }
        expect(queue.nextAt).toBe(next()?.at);
        expect(rung).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});
