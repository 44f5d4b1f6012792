/** Who the caller is, and who works where (contract section 2). */

import { getDraft, publishDraft, putDraft } from '../../shared/commands/commitments.ts';
import { directoryFor } from '../../shared/commands/directory.ts';
import { fullDirectory, putSectionEntry, putSiteEntry } from '../../shared/commands/organisation.ts';
import { getDuty, putDuty } from '../../shared/commands/presence.ts';
import { commitmentsBody, toCommitments } from '../../shared/contract/commitments/commitments.ts';
import { draftView, planView } from '../../shared/contract/commitments/commitments-view.ts';
import { noBody } from '../../shared/contract/forms/no-body.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import {
  dutyBody,
  sectionBody,
  siteBody,
  toSection,
  toSite,
} from '../../shared/contract/organisation/organisation-body.ts';
import { organisationQuery } from '../../shared/contract/organisation/organisation-query.ts';
import { isProposedTo, type ProposedCase, seesProposed } from '../../shared/domain/cases/proposed.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { shownOrganisation } from '../../shared/domain/organisation/visibility.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { readProposed } from '../../shared/store/sheets/proposed.ts';
import { heads } from '../../shared/store/sheets/sources.ts';
import { api } from '../middleware/api.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { Refused, refusedBy, route } from '../middleware/request.ts';
import { entryResponse, idIn, putResponse } from './entries.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { firstAdministrator, orFirst } from './first-administrator.ts';
import { ledgerResponse } from './ledger-response.ts';
import { peopleRoutes } from './people-routes.ts';

/**
 * Cases proposed to the caller or to whom they stand in for: none about themselves, and none over a complaint against
 * them (B5.2.2c).
 */
async function proposedTo(caller: Person, now: string) {
  const directory = await commandContext.directory.current(caller.site, now);
  const actors = directory === undefined ? [] : actorsOf(caller, directory, now);
  const request = actors.filter((actor) => isProposedTo(actor));
  if (request.length === 0) return {};
  const proposed = await readProposed(commandContext.table, caller.site);
  const ids = [...new Set(proposed.map(({ sheet }) => sheet))];
  const listed = new Map(
    (await heads(commandContext.table, ids, true)).map(({ summary }) => [summary.id, summary]),
  );
  const present = await directoryFor(commandContext, caller.site, now, ...listed.values());
  if (present === undefined) return { proposedCases: [] };
  const isShown = (each: ProposedCase) =>
    request.some((actor) => seesProposed(actor, each, listed.get(each.sheet) ?? {}, present));
  return { proposedCases: proposed.filter(isShown) };
}

const first = firstAdministrator(fromEnvironment('FIRST_ADMINISTRATOR'));
const callers = { ...identity, findCaller: orFirst(commandContext.table, identity.findCaller, first) };

export const handler = api('organisation', callers, {
  'GET /me': route({
    query: noQuery,
    respond: async ({ caller, now }) => {
      const [person = caller, proposed] = await Promise.all([
        readPerson(commandContext.table, caller.id),
        proposedTo(caller, now),
      ]);
      return json(200, { ...person, ...proposed });
    },
  }),
  'GET /organisation': route({
    query: organisationQuery,
    respond: async ({ caller, query, now }) => {
      const found = await fullDirectory(commandContext.table, query.site, now);
      const shown = found && shownOrganisation(caller, found);
      if (shown === undefined) throw new Refused('not-found', 'unknown-site');
      return json(200, shown);
    },
  }),
  'PUT /sites/{id}': route({
    query: noQuery,
    body: siteBody,
    respond: async ({ params, body, ...request }) =>
      putResponse(await putSiteEntry(commandContext.table, request, toSite(idIn(params, 'id'), body))),
  }),
  'GET /sites/{id}/ledger': route({
    query: noQuery,
    respond: async ({ params, ...request }) =>
      ledgerResponse(request, { of: 'site', id: idIn(params, 'id') }),
  }),
  'PUT /sites/{site}/sections/{id}': route({
    query: noQuery,
    body: sectionBody,
    respond: async ({ params, body, ...request }) => {
      const section = toSection(idIn(params, 'id'), body);
      return putResponse(await putSectionEntry(commandContext.table, request, idIn(params, 'site'), section));
    },
  }),
  ...peopleRoutes,
  ...erasureRoutes,
  'GET /sites/{site}/sections/{id}/duty': route({
    query: noQuery,
    respond: async ({ params, ...request }) =>
      entryResponse(await getDuty(commandContext.table, request, placeIn(params))),
  }),
  'PUT /sites/{site}/sections/{id}/duty': route({
    query: noQuery,
    body: dutyBody,
    respond: async ({ params, body, ...request }) =>
      putResponse(await putDuty(commandContext.table, request, placeIn(params), body.shifts)),
  }),
  'PUT /sites/{site}/sections/{id}/commitments': route({
    query: noQuery,
    body: commitmentsBody,
    respond: async ({ params, body, ...request }) => {
      const done = await putDraft(commandContext.table, request, placeIn(params), toCommitments(body));
      if (done instanceof DomainError) throw refusedBy(done);
      const { entry, isNew } = done;
      return json(isNew ? 201 : 200, draftView(entry), { etag: `"${entry.revision}"` });
    },
  }),
  'GET /sites/{site}/sections/{id}/commitments/draft': route({
    query: noQuery,
    respond: async ({ params, ...request }) => {
      const draft = await getDraft(commandContext.table, request, placeIn(params));
      if (draft instanceof DomainError) throw refusedBy(draft);
      return json(200, draftView(draft), { etag: `"${draft.revision}"` });
    },
  }),
  'POST /sites/{site}/sections/{id}/commitments/publish': route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const place = placeIn(params);
      const done = await publishDraft(commandContext.table, request, place, (plan) =>
        json(201, planView(plan, [plan], plan.publishedAt, undefined), {
          etag: `"${plan.version}"`,
          location: `/sites/${place.site}/sections/${place.section}/commitments?version=${plan.version}`,
        }),
      );
      if (done instanceof DomainError) throw refusedBy(done);
      return done;
    },
  }),
});

/** The section that a path names. */
const placeIn = (params: Readonly<Record<string, string | undefined>>) => ({
  site: idIn(params, 'site'),
  section: idIn(params, 'id'),
});
