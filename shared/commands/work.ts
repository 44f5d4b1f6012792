/** Everything that somebody has to do (contract section 9, `GET /work`), gathered from sheets, cases and the directory. */
import { CASE_FORMS } from '../contract/cases/case-bodies.ts';
import { allowedCaseSteps } from '../domain/cases/allowed.ts';
import type { ProposedCase } from '../domain/cases/proposed.ts';
import { type CaseSummary, caseSummaryOf } from '../domain/cases/summary.ts';
import { workOnCase } from '../domain/cases/work.ts';
import { defined } from '../domain/kernel/defined.ts';
import { type DomainError, forbidden } from '../domain/kernel/errors.ts';
import type { Directory } from '../domain/model/directory.ts';
import { isOffice, isStaff } from '../domain/model/roles.ts';
import { seesChanges, type WaitingChange } from '../domain/organisation/changes.ts';
import { isCustomerService } from '../domain/organisation/organisation.ts';
import type { Summary } from '../domain/sheets/summary.ts';
import { type Because, leadsAny, toExcuse, type Whose, type Working, workOn } from '../domain/sheets/work.ts';
import { readUnsettled } from '../store/cases/case-list.ts';
import { sitesOf } from '../store/organisation/organisation.ts';
import { readWaiting } from '../store/organisation/waiting-changes.ts';
import { shownRows } from '../store/sheets/shown-rows.ts';
import { heads, type Listed } from '../store/sheets/sources.ts';
import { readUnmet } from '../store/sheets/unmet-rows.ts';
import { everyRow } from '../store/table/merged-page.ts';
import type { CommandContext, CommandRequest } from './command.ts';
import { mayConfirm } from './directory-changes.ts';
import { readerNow } from './organisation.ts';
import { placesFor, type SitePlace, together } from './places.ts';
import { proposedTo } from './proposed.ts';

/** Something to do. */
export type WorkItem = (
  | { readonly kind: 'sheet'; readonly of: Summary }
  | { readonly kind: 'case'; readonly of: CaseSummary }
  | { readonly kind: 'proposed'; readonly of: ProposedCase }
  | { readonly kind: 'change'; readonly of: WaitingChange }
) & {
  readonly id: string;
  readonly does: () => string;
  readonly clock?: {
    readonly id: string;
    readonly dueAt: string;
    readonly warnAt?: string;
    readonly state: string;
  };
  readonly because: Because;
};

export interface Work {
  readonly counts: Readonly<Record<'overdue' | 'soon' | 'owed' | 'pool' | 'asked', number>>;
  /** What is overdue first, then by deadline, then what has none. */
  readonly items: readonly WorkItem[];
  /** Whence whoever is named in them has their name. */
  readonly directory?: Directory;
}

/**
 * The work of somebody, of the sections that they lead or of their site, at these sites or at all of theirs; `forbidden` where
 * it is not theirs to ask for.
 */
export async function readWork(
  context: CommandContext,
  request: CommandRequest,
  whose: Whose,
  sites?: readonly string[],
): Promise<Work | DomainError> {
  const { caller, now } = request;
  const places = await placesFor(context, request, sites ?? (await sitesOf(context.table, caller)));
  if (!isStaff(caller)) return forbidden('work-of-staff');
  const isTheirs = ({ actors, directory }: SitePlace) =>
    whose === 'me' ||
    (whose === 'section' && leadsAny(actors)) ||
    (whose === 'site' && actors.some((actor) => isCustomerService(directory, actor) || isOffice(actor)));
  const theirs = places.filter(isTheirs);
  if (theirs.length === 0 && whose === 'section') return forbidden('work-of-section');
  if (theirs.length === 0 && whose === 'site') return forbidden('work-of-site');
  const parts = await Promise.all(
    theirs.flatMap((place) => {
      const worker: Working = { id: caller.id, ...place };
      const atSite = place.directory.site.id;
      return [
        sheetItems(context, whose, worker),
        ...(whose === 'me'
          ? [
              caseItems(context, worker),
              proposedItems(context, worker),
              changeItems(context, request, atSite),
            ]
          : []),
      ];
    }),
  );
  const items = parts.flat().toSorted(byUrgency(now));
  return { items, counts: countsOf(items, now), ...defined({ directory: together(theirs) }) };
}

async function sheetItems(
  { table }: CommandContext,
  whose: Whose,
  worker: Working,
): Promise<readonly WorkItem[]> {
  const rows = await readUnmet(table, worker.actors, worker.directory);
  const found = worker.actors.flatMap((actor) => rows.map((row) => ({ ...row, actor })));
  const shown = (await shownRows(table, found, worker.directory)).map(({ withOwes }) => withOwes());
  const excused = new Map((await excusable(table, shown)).map((each) => [each.summary.id, each.sheet]));
  return shown.flatMap((summary) => {
    const whole = excused.get(summary.id);
    const todo = [...workOn(summary, whose, worker), ...(whole === undefined ? [] : toExcuse(whole, worker))];
    return todo.map((each) => ({ kind: 'sheet' as const, id: summary.id, of: summary, ...each }));
  });
}

/** The sheets with an exemption asked for, whole: whether it is somebody's to decide their summaries do not tell. */
async function excusable(
  table: CommandContext['table'],
  shown: readonly Summary[],
): Promise<readonly Listed[]> {
  const asked = shown.filter(({ parts }) => (parts.asked ?? []).length > 0);
  return heads(
    table,
    asked.map(({ id }) => id),
  );
}

async function caseItems(
  { table }: CommandContext,
  { actors, directory }: Working,
): Promise<readonly WorkItem[]> {
  return (await readUnsettled(table, actors, directory.site.id)).flatMap((state) => {
    const todo = workOnCase(state, allowedCaseSteps(CASE_FORMS, state, actors, directory));
    return todo === undefined
      ? []
      : [{ kind: 'case' as const, id: state.id, of: caseSummaryOf(state), ...todo }];
  });
}

async function proposedItems(
  context: CommandContext,
  { actors, directory }: Working,
): Promise<readonly WorkItem[]> {
  const proposed = await proposedTo(context, actors, directory);
  return proposed.map((each) => ({
    ...{ kind: 'proposed' as const, id: each.id, of: each, does: () => 'open', because: 'asked' as const },
  }));
}

async function changeItems(
  { table }: CommandContext,
  request: CommandRequest,
  site: string,
): Promise<readonly WorkItem[]> {
  const reader = await readerNow(table, request);
  if (!seesChanges(reader, site)) return [];
  const mine = async (changes: readonly WaitingChange[]) => {
    const isMine = await Promise.all(changes.map((change) => mayConfirm(table, request, reader, change)));
    return changes.filter((_change, nth) => isMine[nth] === true);
  };
  const items = await everyRow((limit, after) => readWaiting(table, site, request.now, mine, limit, after));
  return items.map((change) => ({
    ...{
      kind: 'change' as const,
      id: change.id,
      of: change,
      does: () => 'confirm',
      because: 'asked' as const,
    },
  }));
}

const isOverdue = ({ clock }: WorkItem, now: string) =>
  clock !== undefined && (clock.state === 'breached' || clock.dueAt < now);

function byUrgency(now: string): (a: WorkItem, b: WorkItem) => number {
  const place = (item: WorkItem) => {
    const rank = isOverdue(item, now) ? '0' : item.clock === undefined ? '2' : '1';
    return `${rank}#${item.clock?.dueAt ?? ''}#${item.id}#${item.clock?.id ?? ''}`;
  };
  return (a, b) => (place(a) < place(b) ? -1 : 1);
}

function countsOf(items: readonly WorkItem[], now: string): Work['counts'] {
  const count = (holds: (item: WorkItem) => boolean) => items.filter(holds).length;
  const isSoon = ({ clock }: WorkItem) =>
    clock?.warnAt !== undefined && clock.warnAt <= now && now <= clock.dueAt;
  return {
    overdue: count((item) => isOverdue(item, now)),
    soon: count((item) => isSoon(item) && !isOverdue(item, now)),
    owed: count(({ because }) => because === 'owed' || because === 'section' || because === 'stand-in'),
    pool: count(({ because }) => because === 'unassigned'),
    asked: count(({ because }) => because === 'asked'),
  };
}
