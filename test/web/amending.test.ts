import { describe, expect, it } from 'vitest';
import { amendedFields, typedFrom } from '../../web/pages/sheet/amending.ts';
import { complaintOf } from '../../web/parts/matter/matter.ts';
import type { Schemas } from '../../web/session/api.ts';

const resident = { name: '赵敏', phone: '13800000001', address: '1栋2单元301' };
const complaint = {
  occurredAt: '2026-11-22T14:00:00.000Z',
  place: '北门',
  cause: '施工',
  course: '夜里施工',
  persons: ['保安', '工头'],
};
const sheet = { subject: '门锁坏了', resident, complaint } as unknown as Schemas['Sheet'];

describe('an amendment', () => {
  it('has what was changed, and nothing else', () => {
    expect(amendedFields(sheet, { subject: '门锁坏了 ', details: '', urgent: false })).toEqual({});
    expect(amendedFields(sheet, { subject: '大门的锁坏了', urgent: true })).toEqual({
      subject: '大门的锁坏了',
      urgent: true,
    });
  });

  it('has what belongs together as a whole, whatever order it was typed in', () => {
    const { name, phone, address } = resident;
    expect(amendedFields(sheet, { resident: { address, phone, name } })).toEqual({});
    expect(amendedFields(sheet, { resident: { ...resident, phone: '13800000009' } })).toEqual({
      resident: { ...resident, phone: '13800000009' },
    });
  });

  it('that was not accepted is typed on as it was typed', () => {
    const draft = { subject: '大门的锁坏了', complaint: { ...complaint, persons: '保安、李工' } };
    const fields = amendedFields(sheet, draft);
    const typed = typedFrom({ step: 'amend', reason: '写错了', fields });
    expect(typed).toEqual({ reason: '写错了', fields: draft });
    expect(amendedFields(sheet, typed.fields as typeof draft)).toEqual(fields);
    expect(typedFrom({ step: 'urge', message: '请快些' })).toEqual({ message: '请快些' });
  });

  it('reads names as people write them', () => {
    expect(amendedFields(sheet, { complaint: { ...complaint, persons: '保安，工头' } })).toEqual({});
    expect(complaintOf({ ...complaint, persons: '保安;  ', against: {} })).toEqual({
      ...complaint,
      persons: ['保安'],
    });
  });
});
