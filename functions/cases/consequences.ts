/** What outcomes bear on (A2.5), as it is read: of one person, or of everybody of a site. */
import type * as z from 'zod';
import { placesFor, type SitePlace, together } from '../../shared/commands/places.ts';
import type { consequencesQuery } from '../../shared/contract/cases/case-bodies.ts';
import {
  type Consequence,
  consequencesOf,
  readsEverybodysConsequences,
  seesConsequences,
  sinceOf,
} from '../../shared/domain/cases/consequences.ts';
import { openSpan } from '../../shared/domain/kernel/local-spans.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { standsAt } from '../../shared/domain/organisation/reach.ts';
import { readAwardsOf, readAwardsOfPeople } from '../../shared/store/assessment/awards.ts';
import { casesOf, finalCasesOf } from '../../shared/store/cases/case-list.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import type { Asker } from '../middleware/case-sight.ts';
import { commandContext } from '../middleware/command-context.ts';
import { csv, mustFit, wantsCsv } from '../middleware/csv.ts';
import { json } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { Refused, type RouteRequest } from '../middleware/request.ts';
import { consequenceColumns } from './consequence-columns.ts';

/** What bears on a person; ends the request for whoever may not know. */
export async function ofPerson(
  { caller, now, directory: directories }: Pick<Asker, 'caller' | 'now' | 'directory'>,
  person: string,
): Promise<readonly Consequence[]> {
  const known = caller.sites === undefined ? undefined : await directories.person(person);
  const directory = await directories.current(standsAt(caller, known?.site), now);
  const isStaff = directory?.staff.some(({ id }) => id === person);
  if (directory === undefined || isStaff !== true) throw new Refused('not-found', 'unknown-person');
  if (!seesConsequences(actorsOf(caller, directory, now), person))
    throw new Refused('not-found', 'unknown-person');
  const [cases, awards] = await Promise.all([
    casesOf(commandContext.table, person),
    readAwardsOf(commandContext.table, person),
  ]);
  return consequencesOf({ cases: cases.filter(({ about }) => about === person), awards });
}

type Ask = RouteRequest<z.output<typeof consequencesQuery>, unknown>;

/** `GET /consequences`: what bears on everybody of a site and was decided within some local days, as JSON or CSV. */
export async function ofEverybody(request: Ask): Promise<CommandResponse> {
  const { query, accept, language } = request;
  const { site: sites, from, to } = query;
  const [own, asked] = await Promise.all([placesFor(request, request), placesFor(request, request, sites)]);
  const directory = together(asked.length === 0 ? own : asked);
  const mayRead = [...own, ...asked].some(({ actors }) => actors.some(readsEverybodysConsequences));
  if (directory === undefined || !mayRead) throw new Refused('forbidden', 'not-your-consequences');
  // Another site has nothing for this reader, as in lists of sheets.
  const parts = await Promise.all(asked.map((place) => boreAt(place, from, to)));
  const items = parts.flat().toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? 1 : -1));
  if (!wantsCsv(accept)) {
    mustFit(items.length);
    return json(200, await named({ items }, request, directory), { vary: 'Accept' });
  }
  const name = ['consequences', ...sites, from, to].filter((part) => part !== undefined).join('-');
  return csv(name, consequenceColumns(directory, language), items);
}

/** What bears on everybody of a site whom the reader is told of, of what was decided within these of its local days. */
async function boreAt(
  { actors, directory: { site } }: SitePlace,
  from: string | undefined,
  to: string | undefined,
): Promise<readonly Consequence[]> {
  const span = openSpan(from, to, site.timeZone);
  const [cases, awards] = await Promise.all([
    finalCasesOf(commandContext.table, site.id),
    readAwardsOfPeople(commandContext.table, site.id),
  ]);
  return consequencesOf({ cases, awards }).filter(
    (item) => sinceOf(item) >= span.from && sinceOf(item) < span.to && seesConsequences(actors, item.person),
  );
}
