import { describe, expect, it } from 'vitest';
import { openBody } from '../../shared/contract/sheets/intake.ts';
import { bodyOf, faultsIn, type IntakeDraft, typedOver } from '../../web/pages/open/intake.ts';

const resident = { id: 'resident-zhao', name: ' 赵敏 ', phone: '13800000001', address: '1栋2单元301' };
const signature = { signer: '', path: 'M 10 40 L 60 20 L 110 40' };
const complaint = {
  occurredAt: '2026-11-22T14:00:00.000Z',
  place: '北门',
  cause: '施工',
  course: '夜里施工',
  persons: '保安、工头',
  anonymous: true,
};
const record = { at: '2026-11-22T14:00:00.000Z', words: '来电说门锁坏了' };
const subject = '单元门门锁坏了';

// biome-ignore format: a table reads best with one row a line
const DRAFTS: readonly (readonly [says: string, draft: IntakeDraft])[] = [
  ['a repair at the desk', { channel: 'walk-in', kind: 'repair', category: 'door-window', subject, resident, signature }],
  ['what another kind left behind', { channel: 'walk-in', kind: 'report', category: 'water', urgent: true, complaint, subject, resident, signature, answer: '已告知' }],
  ['a complaint on the telephone', { channel: 'phone', kind: 'complaint', subject, resident, complaint, record, signature }],
  ['a suggestion by letter, answered at once', { channel: 'letter', kind: 'suggestion', subject, resident, record, answer: '采纳', adopted: true }],
  ['praise', { channel: 'walk-in', kind: 'praise', subject, resident, praise: { person: 'worker-wu' } }],
  ['a repair on site', { channel: 'direct', kind: 'repair', category: 'other', simple: true, subject, resident }],
  ['what staff ask for themselves', { channel: 'staff', kind: 'enquiry', subject, resident, answer: '' }],
];

describe('an intake', () => {
  it.each(DRAFTS)('of %s has nothing that the API would not take', (_says, draft) => {
    expect([...faultsIn(draft)]).toEqual([]);
    const { error } = openBody.safeParse(bodyOf(draft, 'riverside', []));
    expect(error?.issues ?? []).toEqual([]);
  });

  it('is signed by the name as it is typed in the end', () => {
    const [, draft] = DRAFTS[0] ?? ['', { channel: 'walk-in', kind: 'repair' }];
    expect(bodyOf(draft, 'riverside', []).signature?.signer).toBe('赵敏');
    const onBehalf = { name: '赵', relation: '女儿' };
    const byAnother = { ...draft, signature: { ...signature, signer: '赵小敏', onBehalf } };
    expect(bodyOf(byAnother, 'riverside', []).signature).toEqual({
      ...signature,
      signer: '赵小敏',
      onBehalf: { name: '赵敏', relation: '女儿' },
    });
  });

  it('is no longer of whoever was found, once another name is typed over theirs', () => {
    const found = { id: 'resident-zhao', name: '赵敏', phone: '13800000001', address: '1栋2单元301' };
    expect(typedOver(found, { ...found, phone: '13800000009' }).id).toBe('resident-zhao');
    const { id: _id, ...other } = { ...found, name: '钱多' };
    expect(typedOver(found, { ...found, name: '钱多' })).toEqual(other);
  });

  it('of a complaint has no details, which its form does not show', () => {
    const draft = { channel: 'walk-in', subject, resident, complaint, details: '我是赵敏' } as const;
    expect(bodyOf({ ...draft, kind: 'complaint' }, 'riverside', [])).not.toHaveProperty('details');
    expect(bodyOf({ ...draft, kind: 'enquiry' }, 'riverside', [])).toHaveProperty('details');
  });

  it('names what is missing', () => {
    expect([...faultsIn({ channel: 'walk-in', kind: 'repair', subject: '门坏' })]).toEqual([
      ['/resident/name', 'missing'],
      ['/resident/phone', 'missing'],
      ['/resident/address', 'missing'],
      ['/category', 'missing'],
      ['/signature', 'missing'],
      ['/subject', 'too-short'],
    ]);
    const onThePhone = { channel: 'phone', kind: 'enquiry', subject, resident } as const;
    expect([...faultsIn(onThePhone)]).toEqual([['/record/words', 'record']]);
    const file = { key: 'a', name: '录音.webm', type: 'audio/webm', size: 9 } as const;
    expect([...faultsIn({ ...onThePhone, files: [file] })]).toEqual([]);
  });
});
