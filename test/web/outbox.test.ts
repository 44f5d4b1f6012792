import { describe, expect, it } from 'vitest';
import {
  afterTry,
  fresh,
  type Item,
  isForVersion,
  madeAfter,
  nextToSend,
  nextTryAt,
  type Outcome,
  ofPerson,
  readied,
} from '../../web/outbox/item.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const at = (minute: number) => new Date(NOW + minute * 60_000).toISOString();

const made = (given: Partial<Item> = {}): Item => ({
  ...fresh(
    {
      ...{ key: 'k1', person: 'worker-wu', sheet: 's1', number: 'KF-1', subject: '漏水' },
      ...{ step: 'arrive', body: { step: 'arrive' }, files: [], madeAt: at(0), version: 3 },
    },
    true,
  ),
  ...given,
});

const SAID = (isFinal: boolean) => ({ status: isFinal ? 409 : 429, problem: {}, isFinal });

describe('what is sent next', () => {
  it.each<[given: string, items: readonly Item[], then: string | undefined]>([
    ['nothing', [], undefined],
    ['one', [made()], 'k1'],
    [
      'two of a sheet, the later first in the store',
      [made({ key: 'k2', madeAt: at(1) }), made({ key: 'k1', madeAt: at(0) })],
      'k1',
    ],
    ['two of one instant', [made({ key: 'b' }), made({ key: 'a' })], 'a'],
    ['one that waits for its time', [made({ notBefore: NOW + 1 })], undefined],
    ['one whose time has just come', [made({ notBefore: NOW })], 'k1'],
    [
      'one behind another that waits for its time',
      [made({ notBefore: NOW + 1 }), made({ key: 'k2', madeAt: at(1) })],
      undefined,
    ],
    [
      'one of another sheet, behind one that waits',
      [made({ notBefore: NOW + 1 }), made({ key: 'k2', sheet: 's2', madeAt: at(1) })],
      'k2',
    ],
    [
      'one behind another that was refused',
      [made({ said: SAID(true) }), made({ key: 'k2', madeAt: at(1) })],
      undefined,
    ],
    ['one that came too early, and whose time has come', [made({ said: SAID(false) })], 'k1'],
    ['another person\u2019s alone', [made({ person: 'worker-zheng' })], undefined],
    [
      'another person\u2019s before, on the same sheet',
      [made({ person: 'worker-zheng' }), made({ key: 'k2', madeAt: at(1) })],
      'k2',
    ],
  ])('given %s', (_given, items, then) => {
    expect(nextToSend(items, 'worker-wu', NOW)?.key).toBe(then);
  });

  it('is tried when the first of a sheet may be', () => {
    const items = [
      made({ notBefore: NOW + 9 }),
      made({ key: 'k2', madeAt: at(1), notBefore: 0 }),
      made({ key: 'k3', sheet: 's2', notBefore: NOW + 5 }),
      made({ key: 'k4', sheet: 's3', said: SAID(true) }),
    ];
    expect(nextTryAt(items, 'worker-wu')).toBe(NOW + 5);
    expect(nextTryAt(items, 'worker-zheng')).toBeUndefined();
  });

  it('is shown in order, and each sees their own', () => {
    const items = [made({ key: 'k2', madeAt: at(1) }), made(), made({ key: 'k3', person: 'x' })];
    expect(ofPerson(items, 'worker-wu').map(({ key }) => key)).toEqual(['k1', 'k2']);
  });
});

describe('what an answer does', () => {
  const refused = (status: number, againAt?: number): Outcome => ({
    ...{ kind: 'refused', status, problem: { detail: 'why' } },
    againAt,
  });

  it('a receipt: it is gone', () => {
    expect(afterTry(made(), { kind: 'acknowledged' }, NOW)).toBeUndefined();
  });

  it('an ended login: it stays as it is', () => {
    const item = made({ tries: 2 });
    expect(afterTry(item, { kind: 'login' }, NOW)).toEqual(item);
  });

  it.each([
    [0, 2],
    [1, 4],
    [2, 8],
    [7, 256],
    [8, 300],
    [60, 300],
  ])('silence after %i tries: the same again in %i s', (tries, seconds) => {
    const item = afterTry(made({ tries, sent: { step: 'arrive' } }), { kind: 'silence' }, NOW);
    expect(item).toMatchObject({ key: 'k1', tries: tries + 1, notBefore: NOW + seconds * 1000 });
    expect(item?.said).toBeUndefined();
  });

  it('503 with Retry-After: not before that', () => {
    expect(afterTry(made(), { kind: 'silence', againAt: NOW + 60_000 }, NOW)?.notBefore).toBe(NOW + 60_000);
  });

  it('429: the same again when it is possible, and why not yet', () => {
    const item = afterTry(made(), refused(429, NOW + 3_600_000), NOW);
    expect(item).toMatchObject({
      ...{ key: 'k1', notBefore: NOW + 3_600_000 },
      said: { status: 429, isFinal: false, problem: { detail: 'why' } },
    });
  });

  it('an instant that was put in here is refused: the same again without it, once', () => {
    const problem = { errors: [{ pointer: '/performedAt', detail: 'in the future' }] };
    const outcome: Outcome = { kind: 'refused', status: 400, problem };
    const late = readied(fresh(made(), false), []);
    expect(late.sent.performedAt).toBe(at(0));
    const again = afterTry(late, outcome, NOW);
    expect(again).toMatchObject({ key: 'k1', sent: { step: 'arrive' }, notBefore: 0 });
    expect(again?.sent).not.toHaveProperty('performedAt');
    expect(again && afterTry(again, outcome, NOW)).toMatchObject({ said: { isFinal: true } });
    // What somebody typed themselves is theirs to put right.
    const typed = made({ body: { step: 'arrive', performedAt: at(-9) } });
    expect(afterTry(readied(typed, []), outcome, NOW)).toMatchObject({ said: { isFinal: true } });
  });

  it.each([400, 403, 404, 409, 412, 413, 422])('%i: it was not accepted, and is kept', (status) => {
    const item = afterTry(made(), refused(status), NOW);
    expect(item).toMatchObject({ key: 'k1', said: { status, isFinal: true } });
    expect(nextToSend(item === undefined ? [] : [item], 'worker-wu', NOW + 86_400_000)).toBeUndefined();
  });
});

describe('when it was done', () => {
  it('is not told of what went out at once', () => {
    expect(readied(made(), ['f1']).sent).toEqual({ step: 'arrive', files: ['f1'] });
  });

  it('is told of what was made without a network', () => {
    const item = fresh(made(), false);
    expect(readied(item, []).sent).toEqual({ step: 'arrive', performedAt: at(0) });
  });

  it('is told of what surely did not leave the device at the first try', () => {
    const item = afterTry(made(), { kind: 'silence' }, NOW);
    expect(item && readied(item, []).sent).toEqual({ step: 'arrive', performedAt: at(0) });
  });

  it('is what somebody wrote, where they did', () => {
    const item = fresh(made({ body: { step: 'arrive', performedAt: at(-5) } }), false);
    expect(readied(item, []).sent.performedAt).toBe(at(-5));
  });

  it('is told of no step that does not take it', () => {
    const item = fresh(made({ step: 'urge', body: { step: 'urge', message: '快' } }), false);
    expect(readied(item, []).sent).toEqual({ step: 'urge', message: '快' });
  });

  it('and whatever else was sent stays the same under the same key', () => {
    const sent = readied(made(), ['f1']);
    const again = afterTry(sent, { kind: 'silence' }, NOW);
    expect(again && readied(again, ['f2']).sent).toEqual(sent.sent);
  });

  it('is after what was done to the sheet before, however wrong the device\u2019s clock is', () => {
    expect(madeAfter(NOW, [at(-1)])).toBe(at(0));
    expect(madeAfter(NOW, [at(3), at(1)])).toBe(new Date(NOW + 180_001).toISOString());
  });
});

describe('the version that it was made on', () => {
  it('counts for what goes out at once, and not for what waited', () => {
    expect(isForVersion(made())).toBe(true);
    expect(isForVersion(made({ waited: true }))).toBe(false);
    expect(isForVersion(made({ tries: 1 }))).toBe(false);
  });
});
