/** Who the caller is, and who works where (contract section 2). */

import { getDraft, publishDraft, putDraft } from '../../shared/commands/commitments.ts';
import { putSectionEntry, putSiteEntry } from '../../shared/commands/organisation.ts';
import { getDuty, putDuty } from '../../shared/commands/presence.ts';
import {
  commitmentsBody,
  officeCommitmentsBody,
  toCommitments,
  toOfficeCommitments,
} from '../../shared/contract/commitments/commitments.ts';
import { draftView, officeView, planView } from '../../shared/contract/commitments/commitments-view.ts';
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
import { robotsIn, withKnownRobots } from '../../shared/contract/organisation/robots-setting.ts';
import { shownOrganisation } from '../../shared/domain/organisation/visibility.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { api } from '../middleware/api.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json, tagged } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { orRefused, Refused, route } from '../middleware/request.ts';
import { awardRoutes } from './award-routes.ts';
import { entryResponse, idIn, putResponse } from './entries.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { firstAdministrator, orFirst } from './first-administrator.ts';
import { ledgerRoute } from './ledger-response.ts';
import { meRoutes } from './me-routes.ts';
import { noticesRoutes } from './notices-routes.ts';
import { peopleRoutes } from './people-routes.ts';

const first = firstAdministrator(fromEnvironment('FIRST_ADMINISTRATOR'));
const knowsRobot = robotsIn(fromEnvironment('ROBOTS'));
const callers = { ...identity, findCaller: orFirst(commandContext.table, identity.findCaller, first) };

export const handler = api('organisation', callers, {
  ...meRoutes,
  ...noticesRoutes,
  'GET /organisation': route({
    query: organisationQuery,
    respond: async ({ query, ...reader }) => {
      const found = await readDirectory(commandContext.table, query.site, reader.now);
      const shown = found && shownOrganisation(reader.caller, found);
      if (shown === undefined) throw new Refused('not-found', 'unknown-site');
      return tagged(await named(shown, reader, found));
    },
  }),
  'PUT /sites/{id}': route({
    query: noQuery,
    body: withKnownRobots(siteBody, knowsRobot),
    respond: async ({ params, body, ...request }) =>
      putResponse(
        await putSiteEntry(commandContext.table, request, toSite(idIn(params, 'id'), body)),
        request,
      ),
  }),
  'GET /sites/{id}/ledger': ledgerRoute('site'),
  'PUT /sites/{site}/sections/{id}': route({
    query: noQuery,
    body: withKnownRobots(sectionBody, knowsRobot),
    respond: async ({ params, body, ...request }) => {
      const section = toSection(idIn(params, 'id'), body);
      const done = await putSectionEntry(commandContext.table, request, idIn(params, 'site'), section);
      return putResponse(done, request);
    },
  }),
  ...peopleRoutes,
  ...awardRoutes,
  ...erasureRoutes,
  'GET /sites/{site}/sections/{id}/duty': route({
    query: noQuery,
    respond: async ({ params, ...request }) =>
      entryResponse(await getDuty(commandContext.table, request, placeIn(params)), request),
  }),
  'PUT /sites/{site}/sections/{id}/duty': route({
    query: noQuery,
    body: dutyBody,
    respond: async ({ params, body, ...request }) =>
      putResponse(await putDuty(commandContext.table, request, placeIn(params), body.shifts), request),
  }),
  'PUT /sites/{site}/commitments': route({
    query: noQuery,
    body: officeCommitmentsBody,
    respond: async ({ params, body, ...request }) => {
      const place = { site: params.site ?? '' };
      const done = orRefused(await putDraft(commandContext.table, request, place, toOfficeCommitments(body)));
      const { entry, isNew } = done;
      const view = await named(officeView(entry), request, entry.site);
      return json(isNew ? 201 : 200, view, { etag: `"${entry.revision}"` });
    },
  }),
  'POST /sites/{site}/commitments/publish': route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const place = { site: params.site ?? '' };
      return orRefused(
        await publishDraft(commandContext.table, request, place, (plan) =>
          json(201, officeView(plan), {
            etag: `"${plan.version}"`,
            location: `/commitments?site=${place.site}`,
          }),
        ),
      );
    },
  }),
  'PUT /sites/{site}/sections/{id}/commitments': route({
    query: noQuery,
    body: commitmentsBody,
    respond: async ({ params, body, ...request }) => {
      const done = orRefused(
        await putDraft(commandContext.table, request, placeIn(params), toCommitments(body)),
      );
      const { entry, isNew } = done;
      const view = await named(draftView(entry), request, entry.site);
      return json(isNew ? 201 : 200, view, { etag: `"${entry.revision}"` });
    },
  }),
  'GET /sites/{site}/sections/{id}/commitments/draft': route({
    query: noQuery,
    respond: async ({ params, ...request }) => {
      const draft = orRefused(await getDraft(commandContext.table, request, placeIn(params)));
      const view = await named(draftView(draft), request, draft.site);
      return json(200, view, { etag: `"${draft.revision}"` });
    },
  }),
  'POST /sites/{site}/sections/{id}/commitments/publish': route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const place = placeIn(params);
      const done = await publishDraft(commandContext.table, request, place, async (plan) => {
        const view = planView(plan, [plan], plan.publishedAt, undefined);
        return json(201, await named(view, request, place.site), {
          etag: `"${plan.version}"`,
          location: `/sites/${place.site}/sections/${place.section}/commitments?version=${plan.version}`,
        });
      });
      return orRefused(done);
    },
  }),
});

/** The section that a path names. */
const placeIn = (params: Readonly<Record<string, string | undefined>>) => ({
  site: idIn(params, 'site'),
  section: idIn(params, 'id'),
});
