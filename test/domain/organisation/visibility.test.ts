/** What somebody is told of a site's organisation (contract section 2). */
import { expect, it } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { shownOrganisation } from '../../../shared/domain/organisation/visibility.ts';
import { DIRECTORY, personOf, RESIDENTS, STAFF } from '../../support/factories.ts';

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

it('tells staff everything, of their company’s other sites too', () => {
  for (const each of STAFF) {
    for (const site of [directory, hillside]) {
      const { site: itself, sections } = site;
      expect(shownOrganisation(each, site), each.id).toEqual({ site: itself, sections, people: [wu, gone] });
    }
  }
});
