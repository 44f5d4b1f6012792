import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amendedFields, differing } from '../../../shared/domain/model/amendment.ts';
import type { Complaint, Resident } from '../../../shared/domain/model/sheet.ts';
import { opened } from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

const text = fc.constantFrom('东门', '西门', '北门');
const resident: fc.Arbitrary<Resident> = fc.record(
  { id: text, name: text, phone: text, address: text },
  { requiredKeys: ['name', 'phone', 'address'] },
);
const complaint: fc.Arbitrary<Complaint> = fc.record(
  {
    ...{
      occurredAt: text,
      place: text,
      cause: text,
      course: text,
      persons: fc.array(text, { maxLength: 2 }),
    },
    against: fc.record({ person: text, section: text }, { requiredKeys: [] }),
    anonymous: fc.boolean(),
  },
  { requiredKeys: ['occurredAt', 'place', 'cause', 'course', 'persons'] },
);
const fields = fc.record({ subject: text, details: text, resident, complaint }, { requiredKeys: [] });

/** How many texts and marks something holds. */
const leaves = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0)
    : 1;

it('what an amendment says leads to its fields, and never says more than all of them', () => {
  fc.assert(
    fc.property(resident, complaint, fields, (lives, said, wanted) => {
      const sheet = sheetAfter(opened({ kind: 'complaint', resident: lives, complaint: said }));
      const amendment = differing(sheet, wanted);
      expect({ ...sheet, ...amendedFields(sheet, amendment) }).toEqual({ ...sheet, ...wanted });
      expect(leaves(amendment.fields)).toBeLessThanOrEqual(leaves(wanted));
      // What was amended is no longer other than it is.
      expect(differing({ ...sheet, ...wanted }, wanted)).toEqual({ fields: {}, old: {} });
    }),
  );
});
