/** Who the caller is, and who works where (contract section 2). */
import { noQuery } from '../../shared/contract/no-query.ts';
import { organisationQuery } from '../../shared/contract/organisation-query.ts';
import type { Person } from '../../shared/domain/organisation.ts';
import { readProposed } from '../../shared/store/proposed.ts';
import { json } from '../middleware/answers.ts';
import { api } from '../middleware/api.ts';
import { house, identity } from '../middleware/house.ts';
import { Refused, route } from '../middleware/request.ts';

/** Those whom escalation's last level proposes accountability cases to. */
const PROPOSED_TO: readonly Person['role'][] = ['director', 'overseer'];

export const handler = api('organisation', identity, {
  'GET /me': route({
    query: noQuery,
    answer: async ({ caller }) =>
      json(
        200,
        PROPOSED_TO.includes(caller.role)
          ? { ...caller, proposedCases: await readProposed(house.table, caller.site) }
          : caller,
      ),
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

function forResidents({ id, name, role, site, section, active }: Person) {
  return { id, name, role, site, section, active };
}
