import { describe, expect, it } from 'vitest';
import { bodyOf, comesAtOnce, faultsIn, fieldAt, type Request } from '../../web/pages/ask/request.ts';
import { comesTo, owesSignature, parted } from '../../web/pages/mine/own-sheets.ts';
import type { Schemas } from '../../web/session/api.ts';

const [FROM, TO] = ['2026-11-23T08:00:00.000Z', '2026-11-23T10:00:00.000Z'];

describe('a request that a resident types', () => {
  it.each([
    ['nothing at all', {}, { kind: 'missing', subject: 'missing' }],
    ['blanks alone', { kind: 'enquiry', subject: '   ' }, { subject: 'missing' }],
    ['three rare characters', { kind: 'enquiry', subject: '𠀀𠀀𠀀' }, { subject: 'too-short' }],
    ['four of them', { kind: 'enquiry', subject: '𠀀𠀀𠀀𠀀' }, {}],
    ['a repair of nothing', { kind: 'repair', subject: '门锁坏了' }, { category: 'missing' }],
    ['praise of nobody', { kind: 'praise', subject: '谢谢师傅' }, { praised: 'missing' }],
    [
      'a complaint without its particulars',
      { kind: 'complaint', subject: '态度不好', place: '大堂' },
      { occurredAt: 'missing', cause: 'missing', course: 'missing' },
    ],
    [
      'an appointment with its beginning alone',
      { kind: 'repair', category: 'other', subject: '门锁坏了', from: FROM },
      { to: 'missing' },
    ],
    [
      'an appointment that ends before it begins',
      { kind: 'repair', category: 'other', subject: '门锁坏了', from: TO, to: FROM },
      { to: 'backwards' },
    ],
    [
      'an appointment that no longer counts, since it became urgent',
      { kind: 'repair', category: 'other', urgent: true, subject: '门锁坏了', from: TO, to: FROM },
      {},
    ],
  ] as const)('given %s, says what is wrong with it', (_given, request, faults) => {
    expect(faultsIn(request)).toEqual(faults);
  });

  it.each([
    ['water', {}, true],
    ['other', {}, false],
    ['other', { urgent: true }, true],
  ] as const)('of %s %j comes at once: %s', (category, more, expected) => {
    expect(comesAtOnce({ category, ...more })).toBe(expected);
  });

  it('becomes the body of its kind, without what was typed for another', () => {
    const typed: Request = {
      ...{ subject: ' 门锁坏了 ', category: 'door-window' as const, from: FROM, to: TO },
      ...{ place: '大堂', praised: 'person worker-wu', details: '' },
    };
    expect(bodyOf({ ...typed, kind: 'repair' }, ['f1'], 'riverside')).toEqual({
      ...{ site: 'riverside', kind: 'repair', channel: 'online', subject: '门锁坏了' },
      ...{ category: 'door-window', appointment: { from: FROM, to: TO }, files: ['f1'] },
    });
    expect(bodyOf({ ...typed, kind: 'praise' }, ['f1'], 'riverside')).toEqual({
      ...{ site: 'riverside', kind: 'praise', channel: 'online', subject: '门锁坏了', files: ['f1'] },
      praise: { person: 'worker-wu' },
    });
  });

  it('has no details where it is a complaint, whose form does not show them', () => {
    const typed: Request = { subject: '态度不好', details: '我是赵敏', anonymous: true };
    expect(bodyOf({ ...typed, kind: 'complaint' }, [], 'riverside')).not.toHaveProperty('details');
    expect(bodyOf({ ...typed, kind: 'enquiry' }, [], 'riverside')).toHaveProperty('details', '我是赵敏');
  });

  it('names the people of a complaint line by line, and whom it is against', () => {
    const request: Request = {
      ...{ kind: 'complaint' as const, subject: '态度不好', occurredAt: FROM, place: '大堂', cause: '停车' },
      ...{ course: '吵架', persons: ' 保安甲\n\n邻居 ', against: 'section security', anonymous: true },
    };
    expect(bodyOf(request, [], 'riverside').complaint).toEqual({
      ...{ occurredAt: FROM, place: '大堂', cause: '停车', course: '吵架' },
      ...{ persons: ['保安甲', '邻居'], against: { section: 'security' }, anonymous: true },
    });
  });

  it.each([
    ['/subject', 'subject'],
    ['/complaint/course', 'course'],
    ['/appointment/to', 'to'],
    ['/praise', 'praised'],
    ['/complaint/against', 'against'],
  ])('a fault at %s is said at its field', (pointer, field) => {
    expect(fieldAt(pointer)).toBe(field);
  });
});

const summary = (given: Partial<Schemas['SheetSummary']>) =>
  ({ id: 'a', status: 'accepted', unmet: [], ...given }) as unknown as Schemas['SheetSummary'];
const clock = (name: Schemas['ClockName']) =>
  ({
    ...{ clock: `${name}-1-1`, name, dueAt: TO, warnAt: FROM, state: 'running', owes: {} },
  }) as Schemas['SheetSummary']['unmet'][number];

describe('a resident\u2019s sheets', () => {
  it('are in hand until they were followed up, filed or withdrawn', () => {
    const items = ['registered', 'followed-up', 'answered', 'withdrawn', 'archived'] as const;
    const { open, over } = parted(items.map((status) => summary({ status })));
    expect(open.map(({ status }) => status)).toEqual(['registered', 'answered']);
    expect(over.map(({ status }) => status)).toEqual(['followed-up', 'withdrawn', 'archived']);
  });

  it('say who comes while somebody is on the way, and nobody before and after', () => {
    expect(comesTo(summary({ handler: 'worker-wu', unmet: [clock('arrival')] }))).toEqual({
      who: 'worker-wu',
      dueAt: TO,
    });
    expect(comesTo(summary({ unmet: [clock('dispatch')] }))).toBeUndefined();
    expect(comesTo(summary({ handler: 'worker-wu', unmet: [clock('return')] }))).toBeUndefined();
  });

  it('ask for a signature as long as it is owed', () => {
    expect(owesSignature(summary({ unmet: [clock('countersign')] }))).toBe(true);
    expect(owesSignature(summary({ unmet: [clock('return')] }))).toBe(false);
  });
});
