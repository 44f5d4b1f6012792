/** Who the caller is, and who works where (contract section 2). */
import { noQuery, organisationQuery } from '../../shared/contract/list.ts';
import { isProposedTo } from '../../shared/domain/case-open.ts';
import type { Person } from '../../shared/domain/organisation.ts';
import { readProposed } from '../../shared/store/proposed.ts';
import { json } from '../middleware/answers.ts';
import { api } from '../middleware/api.ts';
import { house, identity } from '../middleware/house.ts';
import { Refused, route } from '../middleware/request.ts';

export const handler = api('organisation', identity, {
  'GET /me': route({
    query: noQuery,
    answer: async ({ caller }) =>
      json(200, isProposedTo(caller) ? { ...caller, proposedCases: await proposedTo(caller) } : caller),
  }),
  'GET /organisation': route({
    query: organisationQuery,
    answer: async ({ caller, query }) => {
      const isResident = caller.role === 'resident';
      // Staff know their company's other sites; a resident knows their own.
      const hidden = isResident && caller.site !== query.site;
      const found = hidden ? undefined : await house.directory.directory(query.site);
      if (found === undefined) throw new Refused('not-found', 'unknown-site');
      const people = isResident ? found.staff.filter(({ active }) => active).map(forResidents) : found.staff;
      return json(200, { site: found.site, sections: found.sections, people });
    },
  }),
});

/** What is proposed about somebody else: nobody judges what is proposed about themselves. */
async function proposedTo(caller: Person) {
  const proposed = await readProposed(house.table, caller.site);
  return proposed.filter(({ about }) => isProposedTo(caller, about));
}

function forResidents({ id, name, role, site, section, active }: Person) {
  return { id, name, role, site, section, active };
}
