/**
 * The two reads of commitments that need no token, as JSON or as a page, with the headers by which caches can answer
 * most of them.
 */

import { type PlanView, planView } from '../../shared/contract/commitments/commitments-view.ts';
import { namedIn, namesFor } from '../../shared/contract/names.ts';
import { languageOf } from '../../shared/contract/problem.ts';
import { type PlanState, planId } from '../../shared/domain/commitments/commitments.ts';
import type { Award } from '../../shared/domain/model/award.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import type { PublishedPlan } from '../../shared/domain/model/plan.ts';
import type { Cursors } from '../../shared/store/table/cursor.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { preferred } from '../middleware/accept.ts';
import { digestTag, isHeld } from '../middleware/etag.ts';
import { type ApiEvent, Refused } from '../middleware/request.ts';
import type { Board } from './board.ts';
import { boardPage } from './page.ts';

type Form = 'application/json' | 'text/html';

/** What a page may do: nothing but show itself. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";
const CACHING = { 'cache-control': 'public, max-age=60', vary: 'accept, accept-language' };

/** How much of a list is asked for. */
interface Paging {
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Given where the list is longer than the limit, or a cursor was sent. */
  readonly cursors: Cursors | undefined;
}

/** All that a site's sections have published, page by page. As HTML it is what is in force or comes, on one page. */
export function listOf(event: ApiEvent, board: Board, { limit, cursor, cursors }: Paging): CommandResponse {
  const request = ['commitments', board.site.id];
  const after = cursor === undefined ? undefined : cursors?.open(cursor, request);
  if (cursor !== undefined && after === undefined) {
    throw new Refused('validation-failed', 'cursor-forged', { pointer: '/cursor' });
  }
  return answered(event, board, `list ${limit} ${after ?? ''}`, (form, language) => {
    const all = board.plans.map((plan) => viewOf(plan, board)).toSorted(bySection);
    if (form === 'text/html') {
      return boardPage(
        board,
        all.filter(({ state }) => state !== 'superseded'),
        language,
      );
    }
    const { site, opinions, anchor, office, missing } = board;
    const awards = board.awards.flatMap(publicAwardView);
    const from = after === undefined ? 0 : all.findIndex((plan) => planId(plan) === after) + 1;
    const items = all.slice(from, from + limit);
    const last = items.at(-1);
    const goesOn = from + limit < all.length && last !== undefined;
    const nextCursor = goesOn ? cursors?.seal(planId(last), request) : undefined;
    const said = {
      site,
      month: opinions.month,
      opinions,
      anchor,
      awards,
      office,
      missing,
      items,
      nextCursor,
    };
    return JSON.stringify(withNames(said, board, language));
  });
}

/** One plan of a section: of a version, or else the one in force, or else the next to come. */
export function planOf(
  event: ApiEvent,
  board: Board,
  section: string,
  version: number | undefined,
): CommandResponse {
  if (!board.sections.some(({ id }) => id === section)) throw new Refused('not-found', 'unknown-section');
  const plans = board.plans.filter((plan) => plan.section === section).map((plan) => viewOf(plan, board));
  const standing = (wanted: PlanState) => plans.findLast(({ state }) => state === wanted);
  const plan =
    version === undefined
      ? (standing('in-force') ?? standing('coming'))
      : plans.find((each) => each.version === version);
  if (plan === undefined) throw new Refused('not-found', 'unknown-plan');
  return answered(event, board, `${section} ${plan.version}`, (form, language) =>
    form === 'text/html'
      ? boardPage(board, [plan], language)
      : JSON.stringify(withNames(plan, board, language)),
  );
}

/** What everybody may know of an award: a section's, not who granted it. */
function publicAwardView({ id: award, about: { section }, kind, reason, month, at }: Award) {
  return section === undefined ? [] : [{ award, section, kind, reason, month, at }];
}

/** Sections alone are named to the public. */
const withNames = (said: object, { sections }: Board, language: Language) => ({
  ...said,
  names: namesFor(namedIn(said), { language, staff: [], sections }).names,
});

const viewOf = (plan: PublishedPlan, { plans, now, compliance }: Board) =>
  planView(plan, plans, now, compliance.get(plan.section));

/** By section; what is newest comes first. */
const bySection = (a: PlanView, b: PlanView) =>
  a.section === b.section ? b.version - a.version : a.section < b.section ? -1 : 1;

/** The answer in the form that the reader prefers; 304 where they have it. */
function answered(
  { headers }: ApiEvent,
  { pages }: Board,
  name: string,
  make: (form: Form, language: Language) => string,
): CommandResponse {
  const form = preferred<Form>(headers.accept, ['application/json', 'text/html']);
  const language = languageOf(headers['accept-language']);
  const key = `${form} ${language} ${name}`;
  const made = (pages.get(key) as Made | undefined) ?? madeOf(form, make(form, language));
  pages.set(key, made);
  return isHeld(headers['if-none-match'], made.headers.etag)
    ? { statusCode: 304, headers: { etag: made.headers.etag, ...CACHING }, body: '' }
    : { statusCode: 200, ...made };
}

interface Made {
  readonly headers: Readonly<Record<string, string>> & { readonly etag: string };
  readonly body: string;
}

function madeOf(form: Form, body: string): Made {
  const etag = digestTag(body);
  const page = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
  const headers = {
    'content-type': `${form}; charset=utf-8`,
    etag,
    ...CACHING,
    ...(form === 'text/html' ? page : {}),
  };
  return { headers, body };
}
