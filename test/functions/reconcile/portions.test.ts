import { describe, expect, it } from 'vitest';
import { type Due, portionOf, workIn } from '../../../functions/reconcile/portions.ts';

const AT = '2026-11-23T08:00:00.000Z';
const LATE = '2026-11-23T08:01:00.000Z';
const clock = (place: string, at = AT): Due => ({ place, item: { kind: 'head', at, sheet: place } });
const notice = (place: string, person: string, at = AT): Due => ({
  place,
  item: { kind: 'waiting', at, person },
});
const places = (due: readonly Due[] | undefined) => (due ?? []).map(({ place }) => place);

describe('what a run takes on', () => {
  it('is of each person’s notices the one that waits longest, and each clock', () => {
    const found = [notice('3', 'li'), clock('5'), notice('1', 'li'), notice('2', 'sun'), clock('4')];
    const work = workIn(found, LATE, false);
    expect(places(work.get('waiting'))).toEqual(['1', '2']);
    expect(places(work.get('head'))).toEqual(['4', '5']);
  });

  it('is of notices that one letter holds the one that waits longest, with the earliest entry that any of them is of', () => {
    const of = (due: Due, written: string): Due => ({
      ...due,
      item: { ...due.item, of: written } as Due['item'],
    });
    const [early, earlier] = ['2026-11-23T07:55:00.000Z', '2026-11-23T07:30:00.000Z'];
    const [soon, later] = ['2026-11-23T08:02:00.000Z', '2026-11-23T08:03:00.000Z'];
    const found = [
      ...[of(notice('1', 'li'), early), of(notice('2', 'li'), earlier), of(notice('3', 'sun'), early)],
      ...[
        of(notice('4', 'li', soon), early),
        of(notice('5', 'li', later), early),
        of(notice('6', 'li', later), earlier),
      ],
    ];
    expect(workIn(found, LATE, true).get('waiting')).toEqual([
      ...[of(notice('1', 'li'), earlier), of(notice('3', 'sun'), early)],
      ...[of(notice('4', 'li', soon), early), of(notice('5', 'li', later), earlier)],
    ]);
  });

  it('is ahead of time only what needs timers and workflows, unless everything is made anew', () => {
    const later = '2026-11-23T08:10:00.000Z';
    const found = [notice('1', 'li', later), clock('2', later)];
    expect([...workIn(found, LATE, false).keys()]).toEqual(['head']);
    expect([...workIn(found, LATE, true).keys()]).toEqual(['waiting', 'head']);
  });

  it.each([
    ['from the beginning where nothing was left over', undefined, 3, ['1', '2', '3']],
    ['from where the last one stopped, then from the beginning', '2', 3, ['3', '4', '1']],
    ['from the beginning where the last one came to the end', '4', 3, ['1', '2', '3']],
    ['all of it, once', '3', 9, ['4', '1', '2', '3']],
  ])('goes %s', (_how, after, most, expected) => {
    expect(
      places(
        portionOf(
          ['1', '2', '3', '4'].map((place) => clock(place)),
          after,
          most,
        ),
      ),
    ).toEqual(expected);
  });

  it('is nothing of nothing', () => {
    expect(portionOf([], '2', 3)).toEqual([]);
    expect(workIn([], LATE, true).size).toBe(0);
  });
});
