/** What a reader is answered in the world as it is, and in the same without anything that is hidden from them. */
import { canonical } from '../../../shared/domain/kernel/ledger.ts';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import type { Item, Table } from '../../../shared/store/table/table.ts';
import type { ApiClient, Reply, TestCloud } from '../local-cloud.ts';
import { type Among, type Asked, askedOf } from './lists.ts';
import { isAgainst, type Thing } from './whole-world.ts';
import { tellsOf, withoutItems } from './without.ts';

/** A cloud in which nothing works behind the API, with what is in its table. */
export interface Worlds {
  readonly cloud: Pick<TestCloud, 'as'>;
  readonly table: Table;
  readonly items: readonly Item[];
  readonly things: readonly Thing[];
}

/** Answers by what was asked, each list to its end, as text without its cursors. */
export type Answers = ReadonlyMap<string, readonly string[]>;

const CURSOR = /"nextCursor":"([\w-]*)"/;
const CSV = { accept: 'text/csv' };
/** What differs from one answer to the next, whoever asks for what. */
const PASSING = ['date', 'connection', 'keep-alive'];
const MOST_PAGES = 150;
/** To whom cases are proposed, and with them told of a sheet. */
const PROPOSED_TO = ['director-wei', 'overseer-han'];
/** So many questions are asked at once. */
const AT_ONCE = 4;
const joined = (path: string, member: string) => `${path}${path.includes('?') ? '&' : '?'}${member}`;

/** A body without its cursor. The table gives the members of what it keeps in any order; how long the body is the headers say. */
function inOneOrder({ text, json }: Reply<object | undefined>): string {
  return json === undefined ? text : canonical(json).replace(CURSOR, '"nextCursor":"…"');
}

/** Everything that somebody is answered; their cursors are added to those that are known. */
export async function answersTo(
  client: ApiClient,
  lists: readonly Asked[],
  cursors: Set<string> = new Set(),
): Promise<Answers> {
  const pagesOf = async (path: string, headers = {}): Promise<readonly string[]> => {
    const pages: string[] = [];
    for (let at = path; ; ) {
      const reply = await client.get<object | undefined>(at, headers);
      const [, cursor] = CURSOR.exec(reply.text) ?? [];
      const kept = [...reply.headers].filter(([name]) => !PASSING.includes(name));
      pages.push(JSON.stringify([reply.status, kept, inOneOrder(reply)]));
      if (cursor === undefined) return pages;
      cursors.add(cursor);
      if (pages.length > MOST_PAGES) throw new Error(`${path} has no end`);
      at = joined(path, `cursor=${cursor}`);
    }
  };
  const asked = lists.flatMap(
    ({ paths, rowByRow = [], csv = [] }): readonly (readonly [string, object])[] => [
      ...paths.map((path) => [path, {}] as const),
      ...(rowByRow === true ? paths : rowByRow).map((path) => [joined(path, 'limit=1'), {}] as const),
      ...(csv === true ? paths : csv).map((path) => [path, CSV] as const),
    ],
  );
  const found = new Map<string, readonly string[]>();
  await inParallel(asked, AT_ONCE, async ([path, headers]) => {
    found.set(headers === CSV ? `${path} as CSV` : path, await pagesOf(path, headers));
  });
  return found;
}

/** What was asked and answered differently, with both answers. */
export function differing(there: Answers, here: Answers) {
  return [...there]
    .map(([asked, pages]) => ({ asked, there: pages, here: here.get(asked) }))
    .filter((each) => JSON.stringify(each.there) !== JSON.stringify(each.here));
}

/** Asks everything of both worlds as somebody. */
export async function compared({ cloud, table, items, things }: Worlds, who: string) {
  const client = cloud.as(who);
  const [shown, hidden]: [Thing[], Thing[]] = [[], []];
  for (const thing of things) {
    const isShown = thing.hiddenFrom !== who && (await client.get(thing.path)).status === 200;
    (isShown ? shown : hidden).push(thing);
  }
  const isShown = tellsOf(shown);
  const itemsOf = (among: readonly Thing[]) => {
    const isHidden = tellsOf(among);
    return items.filter((item) => isHidden(item) && !isShown(item));
  };
  const isTold = ({ pk }: Item) =>
    pk === `NOTICES#${who}` || (PROPOSED_TO.includes(who) && String(pk).startsWith('PROPOSED#'));
  const told = items.filter(isTold).map((item) => JSON.stringify(item));
  const isKnown = (thing: Thing) => !isAgainst(who, thing) && told.some((text) => text.includes(thing.id));
  const toOthers = items.filter(({ pk }) => String(pk).startsWith('NOTICES#') && pk !== `NOTICES#${who}`);
  const lists = askedOf(things);
  const worlds: readonly (readonly [Among | undefined, readonly Item[]])[] = [
    [undefined, [...new Set([...itemsOf(hidden), ...toOthers])]],
    ['what nobody told', itemsOf(hidden.filter((thing) => !isKnown(thing)))],
    ['complaints against somebody', itemsOf(hidden.filter(({ against }) => against !== undefined))],
  ];
  const cursors = new Set<string>();
  const different: ReturnType<typeof differing>[number][] = [];
  for (const [which, gone] of worlds) {
    const asked = lists.filter(({ among }) => among === which);
    const there = await answersTo(client, asked, cursors);
    const here = await withoutItems(table, gone, () => answersTo(client, asked, cursors));
    different.push(...differing(there, here));
  }
  return { different, cursors, hidden };
}
