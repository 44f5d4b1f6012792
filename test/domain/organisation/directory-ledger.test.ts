/** The ledger of the directory: what is hashed, what lies beside it, and what shows when somebody tampers with it. */
import { expect, it } from 'vitest';
import { GENESIS } from '../../../shared/domain/kernel/ledger.ts';
import { commitmentTo } from '../../../shared/domain/kernel/values.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';
import { noticeOfEntry } from '../../../shared/domain/notices/directory-notices.ts';
import {
  changedIn,
  checkedLedger,
  type DirectoryEvent,
  dutyDigest,
  type KeptEntry,
  nextEntry,
} from '../../../shared/domain/organisation/directory-ledger.ts';
import { actor, NOW, person } from '../../support/factories.ts';

let salts = 0;
const newSalt = () => String(++salts).padStart(32, '0');
const event = (before: Person | undefined, after: Person): DirectoryEvent => ({
  ...{ at: NOW, actor: actor('director-wei'), kind: 'person', subject: after.id, before, after },
});
const WU: Person = { ...person('worker-wu'), email: 'wu@riverside.example', phone: '13800000007' };
const ZHAO: Person = { ...person('resident-zhao'), email: 'zhao@riverside.example' };

/** A ledger of these changes, one after the other. */
function ledger(...people: readonly [Person, ...Person[]]): readonly [KeptEntry, ...KeptEntry[]] {
  const [first, ...rest] = people;
  const entries: [KeptEntry, ...KeptEntry[]] = [nextEntry(event(undefined, first), undefined, newSalt)];
  let before = first;
  for (const after of rest) {
    const { seq, hash } = (entries.at(-1) ?? entries[0]).entry;
    entries.push(nextEntry(event(before, after), { last: seq, hash }, newSalt));
    before = after;
  }
  return entries;
}
const endOf = (kept: readonly KeptEntry[]) => {
  const last = kept.at(-1)?.entry;
  return last && { last: last.seq, hash: last.hash };
};

it('hashes commitments in the place of mail, phone, address and a resident’s name, and nothing else so', () => {
  const [{ entry, values }] = ledger(WU);
  expect(entry.before).toBeNull();
  expect(Object.keys(values)).toEqual(['/after/email', '/after/phone']);
  expect(entry.after).toMatchObject({
    id: 'worker-wu',
    name: WU.name,
    role: 'worker',
    section: 'engineering',
  });
  const [{ entry: first, values: ofZhao }, second] = ledger(ZHAO, { ...ZHAO, phone: '13900000000' });
  const next = second?.values ?? {};
  expect(Object.keys(ofZhao)).toEqual(['/after/name', '/after/email', '/after/phone', '/after/address']);
  const email = ofZhao['/after/email'];
  expect(first.after).toMatchObject({ email: { commitment: email && commitmentTo(email) } });
  // A value that stays is not known again by its commitment.
  expect(next['/before/email']?.value).toBe(ZHAO.email);
  expect(next['/before/email']?.salt).not.toBe(next['/after/email']?.salt);
  expect(JSON.stringify(first)).not.toContain('zhao@');
});

it('is whole as it was written, and before anybody wrote into it', () => {
  const kept = ledger(WU, { ...WU, name: '吴建军' }, { ...WU, active: false });
  expect(checkedLedger(kept, endOf(kept))).toMatchObject({ intact: true, head: kept.at(-1)?.entry.hash });
  expect(checkedLedger([], undefined)).toEqual({ entries: [], values: {}, intact: true, head: GENESIS });
});

it('is broken by an entry that is changed, missing, moved or another’s, and by a value that is none of it', () => {
  const kept = ledger(WU, { ...WU, name: '吴建军' }, { ...WU, active: false });
  const end = endOf(kept);
  const [one, two, three] = kept as readonly KeptEntry[] as readonly [KeptEntry, KeptEntry, KeptEntry];
  const forged = { ...two, entry: { ...two.entry, actor: actor('administrator-shen') } };
  const renamed = {
    ...one,
    values: { ...one.values, '/after/email': { salt: newSalt(), value: 'x@y.example' } },
  };
  const stray = { ...one, values: { ...one.values, '/after/name': { salt: newSalt(), value: '吴' } } };
  for (const [nth, broken] of [
    [one, forged, three],
    [one, three],
    [one, two],
    [two, one, three],
    [renamed, two, three],
    [stray, two, three],
    [],
  ].entries()) {
    expect(checkedLedger(broken, end).intact, String(nth)).toBe(false);
  }
  expect(checkedLedger(kept, undefined).intact).toBe(false);
  // A value that was erased leaves the chain whole.
  expect(checkedLedger([{ ...one, values: {} }, two, three], end).intact).toBe(true);
});

it('says what was changed, and at which address its subject was before', () => {
  const [, mail] = ledger(WU, {
    ...WU,
    email: 'new@riverside.example',
    sites: ['*'],
  }) as readonly KeptEntry[];
  expect(mail && changedIn(mail)).toMatchObject({
    fields: ['email', 'sites'],
    formerEmail: 'wu@riverside.example',
  });
  expect(mail && noticeOfEntry(mail)).toMatchObject({
    ...{
      person: 'worker-wu',
      kind: 'directory',
      changed: ['email', 'sites'],
      alsoTo: 'wu@riverside.example',
    },
    changedBy: ['Name of director-wei'],
  });
  const [entered, address, phone] = ledger(
    ZHAO,
    { ...ZHAO, address: '2-2-202' },
    { ...ZHAO, address: '2-2-202', phone: '13900000000' },
  ) as readonly KeptEntry[];
  expect([entered, address, phone].map((each) => each && noticeOfEntry(each)?.changed)).toEqual([
    ...[undefined, undefined],
    ['phone'],
  ]);
});

it('knows a roster by its digest', () => {
  const shifts = [{ from: NOW, to: NOW, people: ['worker-wu'] }];
  const duty = { site: 'riverside', section: 'engineering', shifts, version: 1 };
  const { section, shifts: many, sha256 } = dutyDigest(duty);
  expect([section, many, sha256.length]).toEqual(['engineering', 1, 64]);
  expect(dutyDigest({ ...duty, shifts: [] }).sha256).not.toBe(sha256);
});
