/** Residents' links (contract section 10): making one, reading a sheet by one, signing a step by one. */
import { DomainError, notAllowed } from '../domain/kernel/errors.ts';
import type { Directory } from '../domain/model/directory.ts';
import type { Command, Sheet } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { newLinkAs } from '../domain/sheets/new-link.ts';
import { actorByLink, linkExpiry, opensByLink } from '../domain/sheets/resident-link.ts';
import { commit } from '../store/sheets/commit.ts';
import { type LinkedHead, linkWrites, readLinked } from '../store/sheets/link-tokens.ts';
import { readHead } from '../store/sheets/sheets.ts';
import type { CommandResponse } from '../store/table/idempotency.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import { type LinkContext, type Repeatable, refusal, respondOnce, type StepRequest } from './command.ts';
import { currentDirectoryFor } from './directory.ts';
import { inscribed } from './inscribed.ts';
import { signAs } from './sheets.ts';

/** A link that was made; its token is made of this whenever it is told. */
export interface MadeLink {
  readonly generation: number;
  /** RFC 3339; null until the sheet is archived. */
  readonly expiresAt: string | null;
}

/**
 * Makes the resident of a sheet another link, or says why not. What is remembered of the answer holds the generation; it is
 * for the caller to make the token of it.
 */
export async function makeLink(
  context: LinkContext,
  request: StepRequest,
  id: string,
): Promise<MadeLink | DomainError> {
  const { table } = context;
  const { caller, now, expected } = request;
  const answer = await retryOnConflict(async () => {
    const head = await readHead(table, id);
    const directory = await currentDirectoryFor(
      context,
      standsAt(caller, head?.sheet.site),
      now,
      head?.sheet,
    );
    if (head === undefined || directory === undefined) {
      return refusal(table, request, new DomainError('not-found', 'not-visible'));
    }
    const event = newLinkAs(head.sheet, actorsOf(caller, directory, now), directory, { now, expected });
    if (event instanceof DomainError) return refusal(table, request, event);
    const { after, entries } = inscribed(head, [event]);
    const links = await linkWrites(table.name, head.sheet, after, context.tokenOf);
    const change = { before: head.sheet, after, bytes: head.bytes, entries, links };
    const made: MadeLink = { generation: after.link?.last ?? 0, expiresAt: linkExpiry(after) ?? null };
    return respondOnce(table, request, remembered(made), (record) => commit(table, change, record));
  });
  if (answer instanceof DomainError) return answer;
  // Of a sheet that was erased since, nothing is remembered.
  return answer.body === '' ? notAllowed('link-over') : (JSON.parse(answer.body) as MadeLink);
}

const remembered = (made: MadeLink): CommandResponse => ({
  ...{ statusCode: 201, headers: {} },
  body: JSON.stringify(made),
});

/** A sheet that somebody opened by a link of its resident's. */
export interface Linked {
  readonly head: LinkedHead;
  readonly directory: Directory;
}

/** The sheet that a token opens at an instant; undefined where it was never one, is forged, or has ended: all alike. */
export async function openByLink(
  context: LinkContext,
  token: string,
  now: string,
): Promise<Linked | undefined> {
  const head = await readLinked(context.table, context.tokenOf, token);
  if (head === undefined || !opensByLink(head.sheet, head.generation, now)) return undefined;
  const directory = await currentDirectoryFor(context, head.sheet.site, now, head.sheet);
  return directory && { head, directory };
}

/** What whoever signs by a link is told. */
export type RenderForLink = (sheet: Pick<Sheet, 'number' | 'status'>) => CommandResponse;

/** Signs a step as the resident whose link it is; gives the response, or why not. */
export async function signByLink(
  context: LinkContext,
  request: Repeatable & Pick<StepRequest, 'expected'>,
  token: string,
  command: Command,
  render: RenderForLink,
): Promise<CommandResponse | DomainError> {
  const answer = await retryOnConflict(async () => {
    const linked = await openByLink(context, token, request.now);
    const actor = linked && actorByLink(linked.head.sheet);
    if (linked === undefined || actor === undefined) {
      return refusal(context.table, request, new DomainError('not-found', 'link-not-there'));
    }
    const { head, directory } = linked;
    const known = { generation: head.generation };
    const signing = { command, actors: [actor], directory, known };
    return signAs(context, request, head, signing, async (after) => () => render(after));
  });
  if (answer instanceof DomainError) return answer;
  const { about, ...response } = answer;
  // What was remembered is gone with the values of a sheet that was erased since.
  const sheet =
    response.body === '' && about?.sheet ? (await readHead(context.table, about.sheet))?.sheet : undefined;
  return sheet === undefined ? response : render(sheet);
}
