/** What outcomes bear on (A2.5), as it is read: of one person, or of everybody of a site. */
import type * as z from 'zod';
import { placesFor, type SitePlace, together } from '../../shared/commands/places.ts';
import type { consequencesQuery } from '../../shared/contract/cases/case-bodies.ts';
import type { Case } from '../../shared/domain/cases/case.ts';
import {
  type Bearing,
  type Consequence,
  consequencesOf,
  readsEverybodysConsequences,
  seesConsequences,
  sinceOf,
} from '../../shared/domain/cases/consequences.ts';
import { openSpan } from '../../shared/domain/kernel/local-spans.ts';
import type { Award } from '../../shared/domain/model/award.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { standsAt } from '../../shared/domain/organisation/reach.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { readAwardsOf, readAwardsOfPeople } from '../../shared/store/assessment/awards.ts';
import { casesOf, finalCasesOf, withFinalCase } from '../../shared/store/cases/case-list.ts';
import { readSites } from '../../shared/store/organisation/organisation.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import type { Asker } from '../middleware/case-sight.ts';
import { commandContext } from '../middleware/command-context.ts';
import { csv, MOST_ROWS, mustFit, tooMuch, wantsCsv } from '../middleware/csv.ts';
import { columnsOfSites } from '../middleware/csv-words.ts';
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
  const had = await knownOf(person);
  return consequencesOf(had, await zonesOf({ now, directory: directories }, [directory], had.cases));
}

/** What is known of a person, wherever it was decided. */
async function knownOf(person: string): Promise<Bearing> {
  const [cases, awards] = await Promise.all([
    casesOf(commandContext.table, person),
    readAwardsOf(commandContext.table, person),
  ]);
  return { cases: cases.filter(({ about }) => about === person), awards };
}

/** The time zones of the sites of cases; those of other sites than these are looked up. */
async function zonesOf(
  { now, directory: directories }: Pick<Asker, 'now' | 'directory'>,
  known: readonly Directory[],
  cases: readonly Case[],
): Promise<(site: string) => string> {
  const zones = new Map(known.map(({ site }) => [site.id, site.timeZone]));
  for (const id of new Set(cases.map(({ site }) => site))) {
    const there = zones.has(id) ? undefined : await directories.current(id, now);
    if (there !== undefined) zones.set(id, there.site.timeZone);
  }
  const [own = 'UTC'] = zones.values();
  return (site) => zones.get(site) ?? own;
}

type Ask = RouteRequest<z.output<typeof consequencesQuery>, unknown>;

/** At which site it was decided; a row says so where several are asked. */
interface OfSite {
  readonly site?: string | undefined;
}

const idOf = (item: Consequence): string => ('award' in item ? item.award : item.case);

/** `GET /consequences`: what bears on everybody of a site and was decided within some local days, as JSON or CSV. */
export async function ofEverybody(request: Ask): Promise<CommandResponse> {
  const { query, accept, language } = request;
  const { site: sites, from, to } = query;
  const [own, asked] = await Promise.all([placesFor(request, request), placesFor(request, request, sites)]);
  const places = asked.length === 0 ? own : asked;
  const directory = together(places);
  const mayRead = [...own, ...asked].some(({ actors }) => actors.some(readsEverybodysConsequences));
  if (directory === undefined || !mayRead) throw new Refused('forbidden', 'not-your-consequences');
  // Another site has nothing for this reader, as in lists of sheets.
  const found = new Map<string, Consequence & OfSite>();
  for (const place of asked)
    for (const item of await boreAt(request, place, from, to)) found.set(idOf(item), item);
  const items = [...found.values()]
    .toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? 1 : -1))
    .map(({ site, ...item }) => (sites.length > 1 ? { site, ...item } : item));
  mustFit(items.length);
  if (!wantsCsv(accept)) return json(200, await named({ items }, request, directory), { vary: 'Accept' });
  const name = ['consequences', ...sites, from, to].filter((part) => part !== undefined).join('-');
  const staff = [...directory.staff, ...(await movedAmong(request, items, directory))];
  const [first = directory, ...others] = places.map((place) => ({ ...place.directory, staff }));
  const columns = columnsOfSites<Consequence & OfSite>(
    [first, ...others],
    language,
    (at) => consequenceColumns(at, language),
    ({ site }) => site,
  );
  return csv(name, columns, items);
}

/** Those of these people who work at none of the sites of a directory by now. */
async function movedAmong(
  { directory: directories }: Ask,
  items: readonly Consequence[],
  { staff }: Directory,
): Promise<readonly Person[]> {
  const here = new Set(staff.map(({ id }) => id));
  const ids = [...new Set(items.map(({ person }) => person))].filter((id) => !here.has(id));
  const found: Person[] = [];
  await inParallel(ids, AT_ONCE, async (id) => {
    const person = await directories.person(id);
    if (person !== undefined) found.push(person);
  });
  return found;
}

/** So many people are asked after at once. */
const AT_ONCE = 16;

/**
 * What bears on everybody of a site whom the reader is told of, of what was decided within these of its local days: there, or
 * wherever its people worked before.
 */
async function boreAt(
  asker: Ask,
  { actors, directory }: SitePlace,
  from: string | undefined,
  to: string | undefined,
): Promise<readonly (Consequence & OfSite)[]> {
  const { table } = commandContext;
  const { site } = directory;
  const span = openSpan(from, to, site.timeZone);
  const [cases, awards, brought] = await Promise.all([
    finalCasesOf(table, site.id, span.to, MOST_ROWS),
    readAwardsOfPeople(table, site.id, span, MOST_ROWS),
    broughtTo(directory),
  ]);
  if (cases === undefined || awards === undefined) throw tooMuch();
  const all = { cases: [...cases, ...brought.cases], awards: [...awards, ...brought.awards] };
  const items = consequencesOf(all, await zonesOf(asker, [directory], all.cases));
  const places = new Map([...all.cases, ...all.awards].map((each) => [each.id, each.site]));
  const isTold = (item: Consequence) =>
    sinceOf(item) >= span.from && sinceOf(item) < span.to && seesConsequences(actors, item.person);
  return items.filter(isTold).map((item) => ({ site: places.get(idOf(item)), ...item }));
}

/** What the people of a site had at others before they came; where the company has one site that is nothing. */
async function broughtTo({ site, staff }: Directory): Promise<Bearing> {
  const { table } = commandContext;
  const known = { cases: [] as Case[], awards: [] as Award[] };
  if ((await readSites(table)).length < 2) return known;
  const isElsewhere = (each: { readonly site: string }) => each.site !== site.id;
  const people = staff.map(({ id }) => id);
  const held = new Set(await withFinalCase(table, people));
  await inParallel(people, AT_ONCE, async (person) => {
    const { cases, awards } = held.has(person)
      ? await knownOf(person)
      : { cases: [], awards: await readAwardsOf(table, person) };
    known.cases.push(...cases.filter(isElsewhere));
    known.awards.push(...awards.filter(isElsewhere));
  });
  return known;
}
