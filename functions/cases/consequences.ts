/** What outcomes bear on (A2.5), as it is read: of one person, or of everybody of a site. */
import type * as z from 'zod';
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
  { caller, now }: Pick<Asker, 'caller' | 'now'>,
  person: string,
): Promise<readonly Consequence[]> {
  const directory = await commandContext.directory.current(caller.site, now);
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
  const { caller, now, query, accept, language } = request;
  const { site, from, to } = query;
  const directory = await commandContext.directory.current(caller.site, now);
  const actors = directory === undefined ? [] : actorsOf(caller, directory, now);
  if (directory === undefined || !actors.some(readsEverybodysConsequences)) {
    throw new Refused('forbidden', 'not-your-consequences');
  }
  const span = openSpan(from, to, directory.site.timeZone);
  // Another site has nothing for this reader, as in lists of sheets.
  const [cases, awards] =
    site === caller.site
      ? await Promise.all([
          finalCasesOf(commandContext.table, site),
          readAwardsOfPeople(commandContext.table, site),
        ])
      : [[], []];
  const items = consequencesOf({ cases, awards }).filter(
    (item) => sinceOf(item) >= span.from && sinceOf(item) < span.to && seesConsequences(actors, item.person),
  );
  if (!wantsCsv(accept)) {
    mustFit(items.length);
    return json(200, await named({ items }, request, directory), { vary: 'Accept' });
  }
  const name = ['consequences', site, from, to].filter((part) => part !== undefined).join('-');
  return csv(name, consequenceColumns(directory, language), items);
}
