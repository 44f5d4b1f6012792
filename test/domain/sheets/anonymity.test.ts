/** Who is shown who complains, and what is left of sheet and ledger for everybody else. */

import { describe, expect, it } from 'vitest';
import { FILE_TYPES } from '../../../shared/domain/kernel/file-types.ts';
import type { Written } from '../../../shared/domain/kernel/inscribe.ts';
import type { Complaint, LedgerEntry, Opening } from '../../../shared/domain/model/sheet.ts';
import {
  entryFor,
  isFileHidden,
  isGivenWithoutMetadata,
  isResidentHidden,
  readerOf,
  redactFor,
} from '../../../shared/domain/sheets/anonymity.ts';
import {
  actor,
  COMPLAINT,
  DIRECTORY,
  did,
  type Fact,
  opened,
  RESIDENTS,
  STAFF,
  ZHAO,
} from '../../support/factories.ts';
import { ledgerOf, sheetAfter } from '../../support/given-when-then.ts';
import { plainOf, written } from '../../support/written.ts';

const DESK = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'];
const WANG = 'engineering-manager-wang';
const SIGNATURE = { signer: '赵敏', path: 'M 1 2 L 3 4' };
const secret = (against?: Complaint['against'], more: Partial<Opening> = {}): Fact =>
  opened({
    kind: 'complaint',
    complaint: { ...COMPLAINT, persons: [], anonymous: true, ...(against ? { against } : {}) },
    signature: SIGNATURE,
    ...more,
  });
const shownWhoComplains = (fact: Fact) =>
  [...STAFF, ...RESIDENTS]
    .map(({ id }) => id)
    .filter((id) => !isResidentHidden(actor(id), sheetAfter(fact), DIRECTORY));

describe('who complains', () => {
  it('is shown to everybody unless they asked for it not to be', () => {
    expect(shownWhoComplains(opened({ kind: 'complaint' }))).toHaveLength(STAFF.length + RESIDENTS.length);
  });

  it('is shown to customer service and themselves, of a recused complaint to the authority too', () => {
    expect(shownWhoComplains(secret())).toEqual([...DESK, 'resident-zhao']);
    expect(shownWhoComplains(secret({ person: 'worker-wu' }))).toEqual([...DESK, 'resident-zhao']);
    expect(shownWhoComplains(secret({ person: WANG }))).toEqual([...DESK, 'director-wei', 'resident-zhao']);
    expect(shownWhoComplains(secret({ person: 'director-wei' }))).toEqual([
      ...DESK,
      ...['overseer-han', 'resident-zhao'],
    ]);
    expect(shownWhoComplains(secret({ section: 'customer-service' }))).toEqual([
      ...['director-wei', 'resident-zhao'],
    ]);
  });

  it('may be staff who ask for something themselves, who then know it', () => {
    const own = secret({ person: WANG }, {
      resident: undefined,
      requester: { person: 'cleaner-shi' },
    } as never);
    expect(shownWhoComplains(own)).toContain('cleaner-shi');
    const shown = redactFor(actor('security-manager-chen'), sheetAfter(own), DIRECTORY);
    expect(JSON.stringify(shown)).not.toContain('cleaner-shi');
  });

  it('is read as whoever of several is shown most', () => {
    const chen = actor('security-manager-chen');
    const asLi = { ...actor('cs-manager-li'), id: chen.id, standInFor: 'cs-manager-li' };
    const sheet = sheetAfter(
      secret(),
      did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请' }),
    );
    expect(readerOf([chen], sheet, DIRECTORY)).toBe(chen);
    expect(readerOf([chen, asLi], sheet, DIRECTORY)).toBe(asLi);
    expect(readerOf([actor('cleaner-shi')], sheet, DIRECTORY)).toBeUndefined();
  });
});

describe('what is left', () => {
  const facts = [
    secret(),
    did('resident-zhao', { step: 'urge', message: '请尽快' }),
    did('receptionist-sun', {
      ...{ step: 'amend', fields: { resident: ZHAO, subject: '更正' }, reason: '写错' },
      old: { resident: ZHAO, subject: '写错的' },
    }),
    did('receptionist-sun', {
      step: 'amend',
      fields: { subject: '又更正' },
      old: { subject: '更正' },
      reason: '写错',
    }),
  ];
  const sheet = sheetAfter(...facts);
  const entries = written(ledgerOf(facts));
  const chen = actor('security-manager-chen');
  const shown = entries.map((each) => entryFor(chen, each, sheet, DIRECTORY));

  it('has no byte of the resident, their signature or what it is bound to', () => {
    const text = JSON.stringify([redactFor(chen, sheet, DIRECTORY), shown]);
    for (const telling of [
      ...Object.values(ZHAO),
      SIGNATURE.path,
      'Name of resident-zhao',
      `${'0'.repeat(64)}"]`,
    ]) {
      expect(text).not.toContain(telling);
    }
    expect(redactFor(chen, sheet, DIRECTORY)).toMatchObject({ signatures: [], subject: '又更正' });
  });

  it('says of an entry that it is redacted, and only where it is', () => {
    // Only a hidden actor makes an entry redacted; of all else the values are kept back.
    expect(shown.map(({ entry }) => entry.redacted ?? false)).toEqual([false, true, false, false]);
    expect(plainOf(shown)[2]).toMatchObject({
      fields: { subject: '更正', resident: { name: '', phone: '' } },
      old: { subject: '写错的' },
      actor: { id: 'receptionist-sun' },
    });
    expect(Object.keys(shown[2]?.values ?? {}).sort()).toEqual([
      '/fields/subject',
      '/old/subject',
      '/reason',
    ]);
    expect(shown[1]?.entry).not.toHaveProperty('actor');
    for (const nth of [0, 2, 3]) expect(shown[nth]?.entry).toBe(entries[nth]?.entry);
    expect(shown.map(({ entry }) => entry.hash)).toEqual(entries.map(({ entry }) => entry.hash));
  });

  it('is all of it for customer service, and nothing of an entry that somebody laid hands on', () => {
    const li = actor('cs-manager-li');
    expect(redactFor(li, sheet, DIRECTORY)).toBe(sheet);
    for (const each of entries) expect(entryFor(li, each, sheet, DIRECTORY)).toEqual(each);
    const forged = {
      entry: { unreadable: JSON.stringify(ZHAO) },
      values: {},
    } as unknown as Written<LedgerEntry>;
    expect(entryFor(chen, forged, sheet, DIRECTORY).entry).toEqual({ redacted: true });
  });

  it('has no recording of a voice and no letter', () => {
    expect(isFileHidden('audio/mpeg', chen, sheet, DIRECTORY)).toBe(true);
    expect(isFileHidden('audio/webm', chen, sheet, DIRECTORY)).toBe(true);
    expect(isFileHidden('application/pdf', chen, sheet, DIRECTORY)).toBe(true);
    expect(isFileHidden('application/pdf', actor('cs-manager-li'), sheet, DIRECTORY)).toBe(false);
    expect(isFileHidden('image/png', chen, sheet, DIRECTORY)).toBe(false);
    expect(isFileHidden('audio/mpeg', actor('cs-manager-li'), sheet, DIRECTORY)).toBe(false);
    expect(isFileHidden('audio/mpeg', chen, sheetAfter(opened({ kind: 'complaint' })), DIRECTORY)).toBe(
      false,
    );
  });
});

it('gives pictures of complaints without metadata, anonymous or not, and nothing else', () => {
  const complaint = sheetAfter(opened({ kind: 'complaint' }));
  const repair = sheetAfter(opened({ kind: 'repair' }));
  const ofComplaint = FILE_TYPES.filter((type) => isGivenWithoutMetadata(type, complaint));
  expect(ofComplaint).toEqual(['image/jpeg', 'image/png', 'image/webp']);
  expect(FILE_TYPES.filter((type) => isGivenWithoutMetadata(type, repair))).toEqual([]);
});
