/** One command on a case from the table and back: load, decide, evolve, commit; as `sheets.ts` has it for sheets. */

import type { AnyCaseCommand, Case, CaseEntry, CaseEvent, CaseTerms } from '../domain/cases/case.ts';
import { decideCase } from '../domain/cases/decide.ts';
import { caseNumber } from '../domain/cases/number.ts';
import { dismissProposed, type OpenCaseCommand, openCase } from '../domain/cases/open.ts';
import { isProposedTo, type ProposedCase } from '../domain/cases/proposed.ts';
import { defined } from '../domain/kernel/defined.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import { filesOf, type UploadedFile } from '../domain/kernel/files.ts';
import type { Written } from '../domain/kernel/inscribe.ts';
import { localDay } from '../domain/kernel/local-time.ts';
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { sees } from '../domain/sheets/visibility.ts';
import type { CaseHead } from '../store/cases/case-items.ts';
import { type CaseChange, commitCase, hasFinalCase, readCase, readCaseLedger } from '../store/cases/cases.ts';
import { fileFinder } from '../store/files/files.ts';
import { readDirectory, sitesOf } from '../store/organisation/organisation.ts';
import { findProposed, type Proposing } from '../store/sheets/proposed.ts';
import { readHead } from '../store/sheets/sheets.ts';
import type { CommandResponse, RecordedResponse, Rendered } from '../store/table/idempotency.ts';
import { caseSeries, proposedKey } from '../store/table/keys.ts';
import { nextNumber } from '../store/table/numbers.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import {
  type CommandContext,
  type CommandRequest,
  refusal,
  respondOnce,
  type StepRequest,
} from './command.ts';
import { inscribedCase } from './inscribed.ts';
import { tellingCase } from './present.ts';

/** What commands on cases need beside what every command needs. */
export interface CaseCommandContext extends CommandContext {
  readonly terms: CaseTerms;
  /** Ids of the promises that a site's sections have published. */
  readonly promises: (site: string) => Promise<readonly string[]>;
}

/** Makes the response to a change from the case as the step left it, the step's entry, and the directory it was decided by. */
export type RenderCaseResponse = (state: Case, written: Written<CaseEntry>, directory: Directory) => Rendered;

/** Opens a case; gives the response, or why not. */
export async function openCaseFor(
  context: CaseCommandContext,
  request: CommandRequest,
  command: OpenCaseCommand,
  render: RenderCaseResponse,
): Promise<CommandResponse | DomainError> {
  const { caller, now } = request;
  const find = fileFinder(context.table, context.storage, command.files, caller.id, now);
  const site = await siteOfCase(context, caller, command);
  return startCase(context, request, site, render, async (actors, directory, id, number) => {
    const files = await find();
    const proposals = command.origin === undefined ? [] : await proposalsFor(context, directory, command);
    const facts = {
      ...{ now, id, number, terms: context.terms, promises: await context.promises(directory.site.id) },
      unknown: proposals.length > 0 ? undefined : await unknownOf(context, command, actors, directory),
      files,
    };
    const event = openCase(command, actors, directory, facts);
    if (event instanceof DomainError) return event;
    return { events: [event], taken: proposals, attached: filesOf(command.files, files) };
  });
}

/**
 * Dismisses a proposed case for a reason. A case is opened and dismissed at once, so that its ledger keeps the
 * reason.
 */
export async function dismissCaseFor(
  context: CaseCommandContext,
  request: CommandRequest,
  proposal: string,
  reason: string,
  render: RenderCaseResponse,
): Promise<CommandResponse | DomainError> {
  const site = await siteOfProposed(context, request.caller, proposal);
  return startCase(context, request, site, render, async (actors, directory, id, number) => {
    const [found] = await findProposed(context.table, directory.site.id, (each) => each.id === proposal);
    const isShown = found !== undefined && actors.some((actor) => isProposedTo(actor, found.about));
    if (!isShown) return new DomainError('not-found', 'case-not-visible');
    const { about, rule, sheet, clock } = found;
    const command = { about, rule, allegation: reason, origin: { sheet, clock } };
    const facts = { now: request.now, id, number, terms: context.terms, promises: [] };
    const events = dismissProposed(command, reason, actors, directory, facts);
    return events instanceof DomainError ? events : { events, taken: [found] };
  });
}

interface Begun {
  readonly events: readonly CaseEvent[];
  readonly taken: readonly ProposedCase[];
  readonly attached?: readonly UploadedFile[];
}
type Begin = (
  actors: readonly Actor[],
  directory: Directory,
  id: string,
  number: string,
) => Promise<Begun | DomainError>;

/** At which site a case is opened: where the sheet is that gave rise to it, else where the person works. */
async function siteOfCase(
  { table, directory }: CommandContext,
  caller: Person,
  { about, origin }: OpenCaseCommand,
): Promise<string> {
  if (caller.sites === undefined) return caller.site;
  const sheet = origin && (await readHead(table, origin.sheet))?.sheet;
  return standsAt(caller, sheet?.site ?? (await directory.person(about))?.site);
}

/** At which of the caller's sites a case was proposed; their own where it is at none of them. */
async function siteOfProposed({ table }: CommandContext, caller: Person, proposal: string): Promise<string> {
  for (const site of await sitesOf(table, caller)) {
    const [found] = await findProposed(table, site, ({ id }) => id === proposal);
    if (found !== undefined) return site;
  }
  return caller.site;
}

/** Decides how a case of a site begins in the next number of its local day, and writes it. */
async function startCase(
  context: CaseCommandContext,
  request: CommandRequest,
  site: string,
  render: RenderCaseResponse,
  begin: Begin,
): Promise<CommandResponse | DomainError> {
  const { caller, now } = request;
  let isRefused = false;
  const answer = await retryOnConflict(async () => {
    const directory = await readDirectory(context.table, site, now);
    if (directory === undefined)
      return refusal(context.table, request, new DomainError('not-found', 'unknown-site'));
    const day = localDay(now, directory.site.timeZone);
    const numbered = await nextNumber(context.table, caseSeries(site), day, isRefused);
    isRefused = true;
    const number = caseNumber(day, numbered.nth);
    const begun = await begin(actorsOf(caller, directory, now), directory, context.newId(now), number);
    if (begun instanceof DomainError) return refusal(context.table, request, begun);
    const taken = begun.taken.map(({ sheet, clock, at }) => proposedKey(site, at, sheet, clock));
    const change = { numbered, taken, ...defined({ attached: begun.attached }) };
    return write(context, request, undefined, begun.events, rendering(render, directory), change);
  });
  return asItIsNow(context, request, answer, render);
}

/**
 * The proposed cases that an opened case settles: that of the clock which it names or, where it names a sheet alone,
 * all of that sheet about the same person.
 */
function proposalsFor(context: CommandContext, { site }: Directory, { about, origin }: OpenCaseCommand) {
  const isMeant = (each: Proposing) =>
    each.sheet === origin?.sheet &&
    (origin.clock === undefined ? each.about === about : each.clock === origin.clock);
  return findProposed(context.table, site.id, isMeant);
}

/** Which part of an origin does not exist, or is not for the caller to know of. */
async function unknownOf(
  context: CommandContext,
  { origin }: OpenCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
): Promise<'sheet' | 'clock' | undefined> {
  if (origin === undefined) return undefined;
  const sheet = (await readHead(context.table, origin.sheet))?.sheet;
  if (sheet === undefined || !actors.some((actor) => sees(actor, sheet, directory))) return 'sheet';
  const { clock } = origin;
  return clock === undefined || sheet.clocks.some(({ id }) => id === clock) ? undefined : 'clock';
}

/** Signs a step of a case; gives the response, or why not. */
export async function signCase(
  context: CaseCommandContext,
  request: StepRequest,
  id: string,
  command: AnyCaseCommand,
  render: RenderCaseResponse,
): Promise<CommandResponse | DomainError> {
  const { caller, now, expected } = request;
  const witness = 'witness' in command && command.witness !== undefined ? command.witness : undefined;
  const find = fileFinder(context.table, context.storage, command.files, caller.id, now);
  const answer = await retryOnConflict(async () => {
    const [head, files] = await Promise.all([readCase(context.table, id), find()]);
    // Who reviews an appeal is decided by the directory as it is now, never by a remembered one.
    const directory = await readDirectory(context.table, standsAt(caller, head?.case.site), now);
    if (head === undefined || directory === undefined) {
      return refusal(context.table, request, new DomainError('not-found', 'case-not-visible'));
    }
    const mustBeFirst = command.step === 'conclude' && command.grade === 'first';
    const events = decideCase(head.case, command, actorsOf(caller, directory, now), directory, {
      ...{ now, expected },
      hasFinal: mustBeFirst && (await hasFinalCase(context.table, head.case.about)),
      witness: witness === undefined ? undefined : await context.directory.person(witness),
      files,
    });
    if (events instanceof DomainError) {
      return tellingCase(context.table, await refusal(context.table, request, events), head.case);
    }
    const attached = filesOf(command.files, files);
    const change = { mustBeFirst, attached };
    return write(context, request, head, events, rendering(render, directory), change);
  });
  return asItIsNow(context, request, answer, render);
}

type RenderCommitted = (state: Case, written: Written<CaseEntry>) => Rendered;

const rendering =
  (render: RenderCaseResponse, directory: Directory): RenderCommitted =>
  (state, written) =>
    render(state, written, directory);

async function write(
  { table }: CommandContext,
  request: CommandRequest,
  head: CaseHead | undefined,
  events: readonly CaseEvent[],
  render: RenderCommitted,
  more: Pick<CaseChange, 'numbered' | 'taken' | 'mustBeFirst' | 'attached'>,
): Promise<CommandResponse | DomainError | 'conflict'> {
  const { states, entries } = inscribedCase(head, events);
  const own = entries.findLastIndex(({ entry: { actor } }) => actor.role !== 'system');
  const entry = entries[own];
  const [after, asLeft] = [states.at(-1), states[own]];
  if (entry === undefined || after === undefined || asLeft === undefined) {
    throw new Error('a step that writes nothing');
  }
  const bytes = head === undefined ? 0 : head.bytes;
  const change = { before: head?.case, after, bytes, entries, ...more };
  // The response shows the case as the step itself left it, before what the system adds at once, such as the archiving.
  return respondOnce(table, request, await render(asLeft, entry), (record) =>
    commitCase(table, change, record && { ...record, about: { case: after.id, seq: entry.entry.seq } }),
  );
}

/**
 * What is answered. A remembered response tells of the case as it then was; of one that was erased since, nobody is told but
 * how it is (contract section 12).
 */
async function asItIsNow(
  { table }: CommandContext,
  { caller, now }: CommandRequest,
  answer: RecordedResponse | DomainError,
  render: RenderCaseResponse,
): Promise<CommandResponse | DomainError> {
  if (answer instanceof DomainError) return answer;
  const { about, ...response } = answer;
  if (about?.case === undefined || (await readCase(table, about.case))?.case.erased !== true) return response;
  const found = await readCaseLedger(table, about.case);
  const written = found?.entries[about.seq - 1];
  const directory = await readDirectory(table, standsAt(caller, found?.head.case.site), now);
  if (found === undefined || written === undefined || directory === undefined) return response;
  return render(found.head.case, written, directory);
}
