/** Each copy is for its holder (B4a): everybody of the demo organisation against each copy of several sheets. */

import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { COPIES, type Copy, copiesNamed, holds } from '../../../shared/domain/sheets/copies.ts';
import {
  actor,
  DIRECTORY,
  did,
  type Fact,
  opened,
  RESIDENTS,
  STAFF,
  until,
} from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

const DESK = ['cs-manager-li', 'cs-supervisor-he', 'receptionist-sun', 'receptionist-zhou'];
const OFFICE = ['deputy-director-jiang', 'director-wei'];
const EVERYBODY = [...STAFF, ...RESIDENTS].map(({ id }) => id);

type Case = readonly [
  sheet: string,
  facts: readonly Fact[],
  who: { readonly [C in Copy]: readonly string[] },
];

/** What every sheet has in common: customer service's copies, and the archive's. */
const ALWAYS = { 'customer-service': DESK, archive: [...DESK, ...OFFICE] };
const ENGINEERING = ['engineering-manager-wang', 'engineering-supervisor-feng'];
const SECURITY = ['security-manager-chen', 'security-supervisor-lu'];

const CASES: readonly Case[] = [
  [
    'that no section has yet',
    until('registered'),
    { ...ALWAYS, resident: [...DESK, 'resident-zhao'], section: [] },
  ],
  [
    'that a worker handles',
    until('on-site'),
    { ...ALWAYS, resident: [...DESK, 'resident-zhao'], section: [...ENGINEERING, 'worker-wu'] },
  ],
  [
    'that waits in a second section',
    [
      ...until('returned'),
      did('receptionist-sun', { step: 'hand-over', section: 'security', opinion: '请协助' }),
    ],
    {
      ...ALWAYS,
      resident: [...DESK, 'resident-zhao'],
      // Who waits for work sees what is unassigned; the first section's other worker never had to do with it.
      section: [...ENGINEERING, ...SECURITY, 'guard-chu', 'worker-wu'],
    },
  ],
  [
    'of a resident who is not in the directory',
    until('archived', { resident: { name: '访客', phone: '010-12345678', address: '门外' } }),
    { ...ALWAYS, resident: DESK, section: [...ENGINEERING, 'worker-wu'] },
  ],
  [
    'that a member of staff asked for',
    [opened({ resident: undefined, requester: { person: 'hr-yang' } })],
    { ...ALWAYS, resident: [...DESK, 'hr-yang'], section: [] },
  ],
  [
    'that customer service had to handle itself',
    [
      ...until('registered', { kind: 'report' }),
      did('cs-manager-li', { step: 'hand-over', section: 'customer-service', opinion: '自办' }),
    ],
    { ...ALWAYS, resident: [...DESK, 'resident-zhao'], section: DESK },
  ],
];

describe.each(CASES)('of a sheet %s', (_sheet, facts, who) => {
  const sheet = sheetAfter(...facts);

  test.each(COPIES)('the copy %s is for its holders and nobody else', (copy) => {
    const holders = EVERYBODY.filter((id) => holds(copy, actor(id), sheet, DIRECTORY));
    expect(holders.toSorted()).toEqual(who[copy].toSorted());
  });
});

test('another site has none of them, whatever their role', () => {
  const elsewhere: Directory = { ...DIRECTORY, site: { ...DIRECTORY.site, id: 'hillside' } };
  const sheet = sheetAfter(...until('returned'));
  const held = EVERYBODY.flatMap((id) => COPIES.filter((copy) => holds(copy, actor(id), sheet, elsewhere)));
  expect(held).toEqual([]);
});

test('there are no copies but the four', () => {
  for (const name of ['', 'Resident', 'ledger', 'toString', '__proto__', undefined]) {
    expect(copiesNamed(name)).toEqual([]);
  }
  expect(COPIES.flatMap(copiesNamed)).toEqual(COPIES);
  expect(copiesNamed('all')).toEqual(COPIES);
});
