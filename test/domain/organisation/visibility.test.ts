/** What somebody is told of a site's organisation (contract section 2). */
import { describe, expect, it } from 'vitest';
import type { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import {
  personLedgerBarrier,
  seesPerson,
  shownOrganisation,
  siteLedgerBarrier,
} from '../../../shared/domain/organisation/visibility.ts';
import { DIRECTORY, person, personOf, RESIDENTS, STAFF } from '../../support/factories.ts';

const [zhao] = RESIDENTS;
const wu = personOf('wu', 'worker', 'engineering', { phone: '13800000002', email: 'wu@riverside.example' });
const gone = personOf('gone', 'worker', 'engineering', { active: false });
const directory: Directory = { ...DIRECTORY, staff: [wu, gone] };
const hillside: Directory = { ...directory, site: { ...DIRECTORY.site, id: 'hillside' } };

it('tells a resident who works at their site, without phones and mail addresses', () => {
  if (zhao === undefined) throw new Error('no resident');
  expect(shownOrganisation(zhao, directory)).toEqual({
    site: directory.site,
    sections: directory.sections,
    people: [
      {
        id: 'wu',
        name: 'Name of wu',
        role: 'worker',
        site: 'riverside',
        section: 'engineering',
        active: true,
      },
    ],
  });
  expect(shownOrganisation(zhao, hillside)).toBeUndefined();
});

it('tells staff everything of their own site, and of another only whoever works for it too', () => {
  for (const each of STAFF) {
    const { site: itself, sections } = directory;
    const all = { sections, people: [wu, gone] };
    expect(shownOrganisation(each, directory), each.id).toEqual({ site: itself, ...all });
    expect(shownOrganisation(each, hillside), each.id).toBeUndefined();
    for (const sites of [['*'], ['hillside']]) {
      const shown = shownOrganisation({ ...each, sites }, hillside);
      expect(shown, each.id).toEqual({ site: hillside.site, ...all });
    }
    expect(shownOrganisation({ ...each, sites: ['lakeside'] }, hillside), each.id).toBeUndefined();
  }
});

describe('a ledger of the directory', () => {
  const readerOf = (who: Person) => ({ person: who, actors: [actorOf(who)], directory: DIRECTORY });
  const code = (refusal: DomainError | undefined) => refusal?.code ?? 'read';

  it('is read by director, hr, overseer and administrator, of a person by themselves too', () => {
    const readers = [...STAFF, ...RESIDENTS];
    const above = ['administrator-shen', 'director-wei', 'hr-yang', 'overseer-han'];
    const ofWu = readers.filter(
      (each) => personLedgerBarrier(readerOf(each), person('worker-wu')) === undefined,
    );
    expect(ofWu.map(({ id }) => id).toSorted()).toEqual([...above, 'worker-wu']);
    const ofSite = readers.filter((each) => siteLedgerBarrier(readerOf(each), DIRECTORY) === undefined);
    expect(ofSite.map(({ id }) => id).toSorted()).toEqual(above);
    // Who sees the entry, or the site, is refused; to all others there is no such ledger.
    const wang = readerOf(person('engineering-manager-wang'));
    expect(code(personLedgerBarrier(wang, person('worker-wu')))).toBe('forbidden');
    expect(code(personLedgerBarrier(wang, person('guard-chu')))).toBe('not-found');
    expect(code(siteLedgerBarrier(wang, DIRECTORY))).toBe('forbidden');
    expect(code(siteLedgerBarrier(wang, hillside))).toBe('not-found');
    expect(code(siteLedgerBarrier(wang, undefined))).toBe('not-found');
    expect(code(personLedgerBarrier(readerOf(person('hr-yang')), undefined))).toBe('not-found');
  });

  it('is read at other sites by whoever works for them too', () => {
    const elsewhere = personOf('lin', 'worker', 'garden', { site: 'hillside' });
    const hr = person('hr-yang');
    expect(code(personLedgerBarrier(readerOf(hr), elsewhere))).toBe('not-found');
    expect(code(siteLedgerBarrier(readerOf(hr), hillside))).toBe('not-found');
    const above = { ...hr, sites: ['hillside'] };
    expect(code(personLedgerBarrier(readerOf(above), elsewhere))).toBe('read');
    expect(code(siteLedgerBarrier(readerOf(above), hillside))).toBe('read');
    // Whoever works for a site counts as its staff.
    const company = personOf('company-hr', 'hr', undefined, { site: 'hillside', sites: ['*'] });
    expect(code(personLedgerBarrier(readerOf(hr), company))).toBe('read');
    expect(seesPerson(readerOf(person('director-wei')), company)).toBe(true);
    expect(seesPerson(readerOf(person('director-wei')), elsewhere)).toBe(false);
  });
});
