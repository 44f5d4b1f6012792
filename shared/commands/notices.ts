/** What somebody was told, as they may still see it, and what of it they have read (contract section 9). */
import { seesCase } from '../domain/cases/visibility.ts';
import { defined } from '../domain/kernel/defined.ts';
import { type DomainError, invalid } from '../domain/kernel/errors.ts';
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { isStillFor, messageOf } from '../domain/notices/kept.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { actorOf } from '../domain/organisation/organisation.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { eventFor, readerOf } from '../domain/sheets/anonymity.ts';
import { readCase } from '../store/cases/cases.ts';
import {
  hasNotice,
  type PlacedNotice,
  readNotices,
  readUpTo,
  readUpToWrite,
} from '../store/notices/notices.ts';
import { readEntry, readSheets } from '../store/sheets/sheets.ts';
import type { CommandResponse, Rendered } from '../store/table/idempotency.ts';
import { type FilledPage, filledPage } from '../store/table/merged-page.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import { transact } from '../store/table/transact.ts';
import { type CommandContext, type CommandRequest, refusal, respondOnce } from './command.ts';
import { directoryFor } from './directory.ts';

/** A notice as its reader is shown it; `message` as far as they see it in the sheet. */
export interface ShownNotice extends PlacedNotice {
  readonly message?: string;
  readonly isRead: boolean;
}

/** Unread notices are counted up to so many: more are more than anybody reads one by one. */
export const MOST_UNREAD = 100;

const LOWEST = '0';
const HIGHEST = '~';

type Context = Pick<CommandContext, 'table' | 'directory'>;

/** Who reads: by their site's directory, with everybody as whom they act. */
interface Reading {
  readonly caller: Person;
  readonly actors: readonly Actor[];
  readonly directory: Directory | undefined;
}

/** A page of what somebody was told in the last 90 days, the newest first, and how much of all is unread. */
export async function noticesFor(
  context: Context,
  { caller, now }: Pick<CommandRequest, 'caller' | 'now'>,
  limit: number,
  after: string | undefined,
): Promise<FilledPage<ShownNotice> & { readonly unread: number }> {
  const mark = await readUpTo(context.table, caller.id);
  const [{ items, ...rest }, unread] = await Promise.all([
    pageOf(context, caller, now, { limit, after, above: LOWEST }),
    unreadAbove(context, caller, now, mark),
  ]);
  const read = (place: string) => mark !== undefined && place <= mark;
  const shown = items.map(async ({ notice, sheet, reading }): Promise<ShownNotice> => {
    const message = sheet && (await messageIn(context, notice, sheet, reading));
    return { ...notice, ...defined({ message }), isRead: read(notice.place) };
  });
  return { items: await Promise.all(shown), ...rest, unread };
}

/** How many notices somebody has not read that they may still see, up to `MOST_UNREAD`. */
export async function unreadNotices(context: Context, caller: Person, now: string): Promise<number> {
  return unreadAbove(context, caller, now, await readUpTo(context.table, caller.id));
}

async function unreadAbove(context: Context, caller: Person, now: string, mark = LOWEST): Promise<number> {
  const page = { limit: MOST_UNREAD, after: undefined, above: mark };
  return (await pageOf(context, caller, now, page)).items.length;
}

/** A notice with the sheet that it is about, and by which directory that is shown. */
interface Seen {
  readonly notice: PlacedNotice;
  readonly sheet: Sheet | undefined;
  readonly reading: Reading;
}

function pageOf(
  context: Context,
  caller: Person,
  now: string,
  { limit, after, above }: { limit: number; after: string | undefined; above: string },
): Promise<FilledPage<Seen>> {
  return filledPage(
    async (upTo) => {
      const span = { upTo, above, limit: limit + 1 };
      const { notices, reached } = await readNotices(context.table, caller.id, span, now);
      const seen = await seenAmong(context, caller, now, notices);
      const rows = seen.map((value) => ({ position: value.notice.place, value, fits: true }));
      return [{ rows, reached }];
    },
    { limit, from: after ?? HIGHEST, after },
  );
}

/** Those of somebody's notices that they may see by now. */
async function seenAmong(
  context: Context,
  caller: Person,
  now: string,
  notices: readonly PlacedNotice[],
): Promise<readonly Seen[]> {
  const idsOf = (about: 'sheet' | 'case') => [
    ...new Set(notices.flatMap((notice) => (notice.about === about ? [notice.id] : []))),
  ];
  const [sheets, cases] = await Promise.all([
    readSheets(context.table, idsOf('sheet')),
    Promise.all(idsOf('case').map((id) => readCase(context.table, id))),
  ]);
  const states = new Map(cases.flatMap((head) => (head === undefined ? [] : [[head.case.id, head.case]])));
  const siteOf = ({ about, id }: PlacedNotice) =>
    standsAt(caller, about === 'sheet' ? sheets.get(id)?.site : states.get(id)?.site);
  // Whoever works above the sites is told of several.
  const sites = new Map<string, Reading>();
  for (const site of new Set(notices.map(siteOf))) {
    const directory = await directoryFor(context, site, now, ...sheets.values());
    const actors = directory === undefined ? [actorOf(caller)] : actorsOf(caller, directory, now);
    sites.set(site, { caller, actors, directory });
  }
  return notices.flatMap((notice): readonly Seen[] => {
    const reading = sites.get(siteOf(notice));
    if (reading === undefined) return [];
    const { actors, directory } = reading;
    const sheet = notice.about === 'sheet' ? sheets.get(notice.id) : undefined;
    if (notice.about === 'sheet') return isToldOf(notice, sheet, reading) ? [{ notice, sheet, reading }] : [];
    const state = states.get(notice.id);
    const site = directory?.site.id ?? caller.site;
    const isKept =
      notice.about === 'case' &&
      !(state !== undefined && actors.some((actor) => seesCase(actor, state, site)));
    return isKept ? [] : [{ notice, sheet, reading }];
  });
}

const isToldOf = (notice: PlacedNotice, sheet: Sheet | undefined, { caller, directory }: Reading) =>
  sheet !== undefined &&
  directory !== undefined &&
  sheet.site === directory.site.id &&
  isStillFor(notice, caller, sheet, directory);

/** What was said, where the reader sees the sheet, as its ledger shows it to them: nothing once it was erased. */
async function messageIn(
  { table }: Context,
  { kind, id, seq }: PlacedNotice,
  sheet: Sheet,
  { actors, directory }: Reading,
): Promise<string | undefined> {
  const reader = directory && readerOf(actors, sheet, directory);
  if (directory === undefined || reader === undefined || sheet.erased === true) return undefined;
  const written = await readEntry(table, id, seq, false);
  return written && messageOf(kind, eventFor(reader, written, sheet, directory));
}

/** Marks a notice and all older as read; gives the response with what is then unread, or why not. */
export function markRead(
  context: Context,
  request: CommandRequest,
  upTo: string,
  render: (unread: number) => Rendered,
): Promise<CommandResponse | DomainError> {
  const { table } = context;
  const { caller, now } = request;
  return retryOnConflict(async () => {
    const [before, isTheirs] = await Promise.all([
      readUpTo(table, caller.id),
      hasNotice(table, caller.id, upTo),
    ]);
    if (!isTheirs) return refusal(table, request, invalid('/upTo', 'unknown-notice'));
    // What was read stays read.
    const mark = before !== undefined && before > upTo ? before : upTo;
    const response = await render(await unreadAbove(context, caller, now, mark));
    const write = readUpToWrite(table.name, caller.id, before, mark);
    return respondOnce(table, request, response, (record) => transact(table, [write], record));
  });
}
