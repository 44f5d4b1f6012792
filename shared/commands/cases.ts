/** One command on a case from the table and back, as `handle.ts` has it for sheets. */

import type { AnyCaseCommand, Case, CaseEvent, Terms } from '../domain/cases/case.ts';
import { decideCase } from '../domain/cases/decide.ts';
import { evolveCase } from '../domain/cases/evolve.ts';
import { dismissProposed, isProposedTo, type OpenCaseCommand, openCase } from '../domain/cases/open.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import { filesOf } from '../domain/kernel/files.ts';
import { chain, GENESIS } from '../domain/kernel/ledger.ts';
import type { Actor, Directory } from '../domain/model/directory.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { localDay } from '../domain/sheets/number.ts';
import { sees } from '../domain/sheets/visibility.ts';
import type { CaseEntry } from '../store/cases/case-items.ts';
import {
  type CaseChange,
  commitCase,
  hasFinalCase,
  readCase,
  readCaseCounter,
} from '../store/cases/cases.ts';
import { fileFinder } from '../store/files/files.ts';
import { readDirectory } from '../store/organisation/organisation.ts';
import { findProposed, type ProposedCase, type Proposing } from '../store/sheets/proposed.ts';
import { readHead } from '../store/sheets/sheets.ts';
import { proposedKey } from '../store/table/keys.ts';
import type { Answer } from '../store/table/receipts.ts';
import { untilCommitted } from '../store/table/retry.ts';
import type { Asked, House, StepAsked } from './command.ts';
import { answerTo, refusal } from './command.ts';

/** What cases need of the world beside the house. */
export interface CaseHouse extends House {
  readonly terms: Terms;
  /** Ids of the promises that a site's sections have published. */
  readonly promises: (site: string) => Promise<readonly string[]>;
}

/** Makes the answer to a change from the case as the step left it, and the step's entry. */
export type CaseReply = (state: Case, entry: CaseEntry) => Answer;

/** Opens a case; gives the answer, or why not. */
export async function openCaseFor(
  house: CaseHouse,
  asked: Asked,
  command: OpenCaseCommand,
  reply: CaseReply,
): Promise<Answer | DomainError> {
  return beginning(house, asked, reply, async (actors, directory, id, number) => {
    const { now } = asked;
    const proposals = command.origin === undefined ? [] : await proposalsFor(house, directory, command);
    const context = {
      ...{ now, id, number, terms: house.terms, promises: await house.promises(directory.site.id) },
      unknown: proposals.length > 0 ? undefined : await unknownOf(house, command, actors, directory),
    };
    const event = openCase(command, actors, directory, context);
    return event instanceof DomainError ? event : { events: [event], taken: proposals };
  });
}

/** Dismisses a proposed case for a reason, which a case of its own keeps in its ledger. */
export async function dismissCaseFor(
  house: CaseHouse,
  asked: Asked,
  proposal: string,
  reason: string,
  reply: CaseReply,
): Promise<Answer | DomainError> {
  return beginning(house, asked, reply, async (actors, directory, id, number) => {
    const [found] = await findProposed(house.table, directory.site.id, (each) => each.id === proposal);
    const isShown = found !== undefined && actors.some((actor) => isProposedTo(actor, found.about));
    if (!isShown) return new DomainError('not-found', 'case-not-visible');
    const { about, rule, sheet, clock } = found;
    const command = { about, rule, allegation: reason, origin: { sheet, clock } };
    const context = { now: asked.now, id, number, terms: house.terms, promises: [] };
    const events = dismissProposed(command, reason, actors, directory, context);
    return events instanceof DomainError ? events : { events, taken: [found] };
  });
}

interface Begun {
  readonly events: readonly CaseEvent[];
  readonly taken: readonly ProposedCase[];
}
type Begin = (
  actors: readonly Actor[],
  directory: Directory,
  id: string,
  number: string,
) => Promise<Begun | DomainError>;

async function beginning(
  house: CaseHouse,
  asked: Asked,
  reply: CaseReply,
  begin: Begin,
): Promise<Answer | DomainError> {
  const { caller, now } = asked;
  return untilCommitted(async () => {
    const directory = await readDirectory(house.table, caller.site);
    if (directory === undefined) return refusal(house, asked, new DomainError('not-found', 'unknown-site'));
    const day = localDay(now, directory.site.timeZone);
    const nth = (await readCaseCounter(house.table, caller.site, day)) + 1;
    const number = `WZ-${day.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`;
    const begun = await begin(actorsOf(caller, directory, now), directory, house.newId(now), number);
    if (begun instanceof DomainError) return refusal(house, asked, begun);
    const taken = begun.taken.map(({ sheet, clock, at }) => proposedKey(caller.site, at, sheet, clock));
    return write(house, asked, undefined, begun.events, reply, { numbered: { day, nth }, taken });
  });
}

/** The proposed cases that opening one deals with: that of the clock, or all of the sheet about the same person. */
function proposalsFor(house: House, { site }: Directory, { about, origin }: OpenCaseCommand) {
  const isMeant = (each: Proposing) =>
    each.sheet === origin?.sheet &&
    (origin.clock === undefined ? each.about === about : each.clock === origin.clock);
  return findProposed(house.table, site.id, isMeant);
}

/** What of an origin is not there, or not for the caller to know of. */
async function unknownOf(
  house: House,
  { origin }: OpenCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
): Promise<'sheet' | 'clock' | undefined> {
  if (origin === undefined) return undefined;
  const sheet = (await readHead(house.table, origin.sheet))?.sheet;
  if (sheet === undefined || !actors.some((actor) => sees(actor, sheet, directory))) return 'sheet';
  const { clock } = origin;
  return clock === undefined || sheet.clocks.some(({ id }) => id === clock) ? undefined : 'clock';
}

/** Signs a step of a case; gives the answer, or why not. */
export async function signCase(
  house: CaseHouse,
  asked: StepAsked,
  id: string,
  command: AnyCaseCommand,
  reply: CaseReply,
): Promise<Answer | DomainError> {
  const { caller, now, expected } = asked;
  const witness = 'witness' in command && command.witness !== undefined ? command.witness : undefined;
  const named = command.step === 'appeal' ? command.files : undefined;
  const find = fileFinder(house.table, house.storage, named, caller.id, now);
  return untilCommitted(async () => {
    const [head, files, directory] = await Promise.all([
      readCase(house.table, id),
      find(),
      // Who reviews is never decided from a memory.
      readDirectory(house.table, caller.site),
    ]);
    if (head === undefined || directory === undefined) {
      return refusal(house, asked, new DomainError('not-found', 'case-not-visible'));
    }
    const mustBeFirst = command.step === 'conclude' && command.grade === 'first';
    const events = decideCase(head.case, command, actorsOf(caller, directory, now), directory, {
      ...{ now, expected },
      hasFinal: mustBeFirst && (await hasFinalCase(house.table, head.case.about)),
      witness: witness === undefined ? undefined : await house.directory.person(witness),
      files,
    });
    if (events instanceof DomainError) return refusal(house, asked, events);
    const attached = filesOf(named, files);
    return write(house, asked, head, events, reply, { mustBeFirst, attached });
  });
}

async function write(
  house: House,
  { claim, now }: Asked,
  head: { readonly case: Case; readonly hash: string } | undefined,
  events: readonly CaseEvent[],
  reply: CaseReply,
  more: Pick<CaseChange, 'numbered' | 'taken' | 'mustBeFirst' | 'attached'>,
): Promise<Answer | DomainError | 'conflict'> {
  const entries = chain(events, head?.hash ?? GENESIS);
  const own = entries.findLastIndex(({ actor }) => actor.role !== 'system');
  const entry = entries[own];
  const states: Case[] = [];
  for (const event of events) states.push(evolveCase(states.at(-1) ?? head?.case, event));
  const [after, asLeft] = [states.at(-1), states[own]];
  if (entry === undefined || after === undefined || asLeft === undefined) {
    throw new Error('a step that writes nothing');
  }
  // What the system adds at once, such as the archiving, is not the step's own answer.
  const answer = reply(asLeft, entry);
  const change = { before: head?.case, after, entries, ...more };
  const done = await commitCase(house.table, change, claim && { claim, answer, now });
  return answerTo(house.table, claim, now, answer, done);
}
