/** Who the caller is, and who works where (contract section 2). */
import { noQuery } from '../../shared/contract/no-query.ts';
import { organisationQuery } from '../../shared/contract/organisation-query.ts';
import { directoryFor } from '../../shared/directory-for.ts';
import { actorsOf } from '../../shared/domain/acting.ts';
import type { Person } from '../../shared/domain/organisation.ts';
import { isRecused } from '../../shared/domain/recusal.ts';
import { readProposed } from '../../shared/store/proposed.ts';
import { heads } from '../../shared/store/streams.ts';
import { json } from '../middleware/answers.ts';
import { api } from '../middleware/api.ts';
import { house, identity } from '../middleware/house.ts';
import { Refused, route } from '../middleware/request.ts';

/** Those whom escalation's last level proposes accountability cases to. */
const PROPOSED_TO: readonly Person['role'][] = ['director', 'overseer'];

/** Cases proposed to the caller or to whom they stand in for; none over a complaint against them (B5.2.2c). */
async function proposedTo(caller: Person, now: string) {
  const directory = await house.directory.directory(caller.site);
  const actors = directory === undefined ? [] : actorsOf(caller, directory, now);
  const asked = actors.filter(({ role }) => PROPOSED_TO.some((each) => each === role));
  if (asked.length === 0) return {};
  const proposed = await readProposed(house.table, caller.site);
  const ids = [...new Set(proposed.map(({ sheet }) => sheet))];
  const listed = new Map((await heads(house.table, ids, true)).map(({ summary }) => [summary.id, summary]));
  const present = await directoryFor(house, caller.site, ...listed.values());
  const isOpenTo = (sheet: string) => {
    const complained = listed.get(sheet) ?? {};
    return present !== undefined && asked.some((actor) => !isRecused(actor, complained, present));
  };
  return { proposedCases: proposed.filter(({ sheet }) => isOpenTo(sheet)) };
}

export const handler = api('organisation', identity, {
  'GET /me': route({
    query: noQuery,
    answer: async ({ caller, now }) => json(200, { ...caller, ...(await proposedTo(caller, now)) }),
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
