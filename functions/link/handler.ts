/** `GET` and `POST /r/{token}`: a resident reads their sheet by its link and signs there, without a login (contract section 10). */
import type { LinkContext } from '../../shared/commands/command.ts';
import { openByLink, signByLink } from '../../shared/commands/links.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { limitsOf } from '../../shared/contract/organisation/limits-setting.ts';
import { LINK_FORMS, linkStepBody } from '../../shared/contract/sheets/link.ts';
import { linkedView } from '../../shared/contract/sheets/link-view.ts';
import { RESIDENT_BY_LINK } from '../../shared/domain/model/directory.ts';
import { stepsByLink } from '../../shared/domain/sheets/link-steps.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { preferred } from '../middleware/accept.ts';
import { note } from '../middleware/access-log.ts';
import { behindTheChain, wellFormed } from '../middleware/api.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { tokenOf } from '../middleware/link-context.ts';
import { logFields } from '../middleware/log-fields.ts';
import { printable } from '../middleware/printable.ts';
import { type ApiEvent, orRefused, Refused } from '../middleware/request.ts';
import { endedPage, LINK_POLICY, linkPage } from './page.ts';

const context: LinkContext = { ...commandContext, tokenOf, limits: limitsOf(fromEnvironment('LIMITS')) };

/** Whoever follows a link from here tells nobody where they came from, and no search engine keeps it. */
const PRIVATE = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' } as const;

/** For the eyes of whoever has the link alone. */
const unseen = (response: CommandResponse): CommandResponse => ({
  ...response,
  headers: { ...response.headers, ...PRIVATE, 'cache-control': 'no-store' },
});

const tokenIn = ({ pathParameters }: ApiEvent): string => pathParameters?.token ?? '';

async function show(event: ApiEvent): Promise<CommandResponse> {
  const { now, language, accept } = wellFormed(event, { query: noQuery }, RESIDENT_BY_LINK);
  const isPage = preferred(accept, ['application/json', 'text/html']) === 'text/html';
  const linked = await openByLink(context, tokenIn(event), now);
  const resident = linked?.head.sheet.resident;
  if (linked === undefined || resident === undefined) {
    if (isPage)
      return unseen(printable(endedPage(language), { language, statusCode: 404, policy: LINK_POLICY }));
    throw new Refused('not-found', 'link-not-there', { headers: PRIVATE });
  }
  const { head, directory } = linked;
  const { sheet, generation, bytes } = head;
  note(event, { reader: RESIDENT_BY_LINK, sheet: sheet.id, number: sheet.number });
  const may = stepsByLink(LINK_FORMS, sheet, directory, { generation, bytes });
  const view = linkedView({ sheet: { ...sheet, resident }, directory, may, now, language });
  return unseen(
    isPage ? printable(linkPage(view, language), { language, policy: LINK_POLICY }) : json(200, view),
  );
}

async function sign(event: ApiEvent): Promise<CommandResponse> {
  const form = { query: noQuery, body: linkStepBody, key: 'required' } as const;
  const { body, ...request } = wellFormed(event, form, RESIDENT_BY_LINK);
  const done = orRefused(
    await signByLink(context, request, tokenIn(event), body, ({ number, status }) =>
      json(201, { number, status }),
    ),
  );
  return unseen(done);
}

const ROUTES: Readonly<Record<string, (event: ApiEvent) => Promise<CommandResponse>>> = {
  'GET /r/{token}': show,
  'POST /r/{token}': sign,
};

export const handler = behindTheChain('link', identity.tokens, async (event) => {
  const respond = ROUTES[event.routeKey];
  if (respond === undefined) throw new Error(`no route ${event.routeKey} in link`);
  const response = await respond(event);
  logLine('link', 'answered', { ...logFields(event, event.rawPath, undefined), status: response.statusCode });
  return response;
});
