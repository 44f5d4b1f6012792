/** Changes of the organisation directory, described (contract section 2). */

import * as z from 'zod';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { directoryId } from '../forms/directory-id.ts';
import { noBody } from '../forms/no-body.ts';
import type { ProblemCode } from '../messages.ts';
import { asJson, etag, ifMatch, key, language, responses, WITH_BODY } from '../operation.ts';
import { erasureBody } from './erasure-body.ts';
import { dutyBody, leaveBody, personBody, sectionBody, siteBody } from './organisation-body.ts';
import { changesQuery, dataQuery } from './organisation-query.ts';
import {
  askedResponse,
  changesResponse,
  dataResponse,
  directoryLedgerResponse,
  dutyResponse,
  erasedResponse,
  personResponse,
  sectionResponse,
  settledResponse,
  siteResponse,
} from './organisation-responses.ts';

const header = language.extend({ 'If-Match': ifMatch });

const headers = z.object({ ETag: etag });

const one = z.object({ id: directoryId });
const section = z.object({ site: directoryId, id: directoryId });
const change = z.object({ id: directoryId, change: z.string().min(1) });

/** A PUT that changes one entry, which is there. */
function changing(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  body: z.ZodType,
  answer: z.ZodType,
  more: readonly ProblemCode[] = [],
) {
  return {
    operationId,
    summary,
    requestParams: { header, path },
    requestBody: { required: true, content: asJson(body) },
    responses: responses({ '200': { description: 'Changed', headers, content: asJson(answer) } }, [
      ...WITH_BODY,
      'forbidden',
      'not-found',
      'version-conflict',
      ...more,
    ]),
  };
}

/** A PUT of somebody: they are changed or, where it takes a second pair of eyes, 202. */
const WAITS = {
  '202': {
    description: 'Waits for a second pair of eyes: another person of another role confirms it',
    content: asJson(askedResponse),
  },
};
const NEEDS_VERSION: readonly ProblemCode[] = ['precondition-required'];

function orAsked<O extends { readonly responses: ZodOpenApiResponsesObject }>(operation: O): O {
  return { ...operation, responses: { ...WAITS, ...operation.responses } };
}

/** A POST that settles what waits. */
function settling(operationId: string, summary: string): ZodOpenApiOperationObject {
  return {
    operationId,
    summary,
    requestParams: { header: language.extend({ 'Idempotency-Key': key.optional() }), path: change },
    requestBody: { required: false, content: asJson(noBody) },
    responses: responses(
      { '200': { description: 'The person as they are then', headers, content: asJson(settledResponse) } },
      [...WITH_BODY, 'forbidden', 'not-found', 'step-not-allowed'],
    ),
  };
}

/** A POST that asks for an erasure. */
const asking = (operationId: string, summary: string, path: z.ZodObject): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  requestParams: { header: language.extend({ 'Idempotency-Key': key.optional() }), path },
  requestBody: { required: true, content: asJson(erasureBody) },
  responses: {
    ...WAITS,
    ...responses({}, [...WITH_BODY, 'forbidden', 'not-found', 'step-not-allowed']),
  },
});

/** A POST that settles an erasure of a sheet. */
const settlingErasure = (operationId: string, summary: string): ZodOpenApiOperationObject => ({
  ...settling(operationId, summary),
  responses: responses(
    { '200': { description: 'The sheet as it is then', headers, content: asJson(erasedResponse) } },
    [...WITH_BODY, 'forbidden', 'not-found', 'step-not-allowed'],
  ),
});

/** A ledger of the directory. */
const ledger = (operationId: string, summary: string): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  requestParams: { header: language, path: one },
  responses: responses({ '200': { description: 'The ledger', content: asJson(directoryLedgerResponse) } }, [
    'validation-failed',
    'forbidden',
    'not-found',
  ]),
});

/** A PUT that makes or changes one entry. */
function putting(...[operationId, summary, path, body, answer, more]: Parameters<typeof changing>) {
  const change = changing(operationId, summary, path, body, answer, more);
  const made = { '201': { description: 'New', headers, content: asJson(answer) } };
  return { ...change, responses: { ...change.responses, ...responses(made, ['step-not-allowed']) } };
}

/** A GET of one entry. */
function reading(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  answer: z.ZodType,
): ZodOpenApiOperationObject {
  return {
    operationId,
    summary,
    requestParams: { header: language, path },
    responses: responses({ '200': { description: 'As it is now', headers, content: asJson(answer) } }, [
      'validation-failed',
      'not-found',
    ]),
  };
}

export const directoryPaths: ZodOpenApiPathsObject = {
  '/sites/{id}': { put: putting('putSite', 'Makes or changes a site', one, siteBody, siteResponse) },
  '/sites/{site}/sections/{id}': {
    put: putting('putSection', 'Makes or changes a section', section, sectionBody, sectionResponse),
  },
  '/sites/{site}/sections/{id}/duty': {
    get: reading(
      'duty',
      'Duty shifts, for the section, customer service and the office',
      section,
      dutyResponse,
    ),
    put: changing(
      'putDuty',
      "The section's leads set its shifts, which may overlap; who is in none now is not present (A1.4)",
      section,
      dutyBody,
      dutyResponse,
    ),
  },
  '/sites/{id}/ledger': {
    get: ledger('siteLedger', 'Who changed what of a site, its sections and their shifts'),
  },
  '/people/{id}/leave': {
    put: orAsked(
      changing(
        'putLeave',
        'Grants leave, or ends it where the body is empty (A1.4); for the section’s leads, director, administrator',
        one,
        leaveBody,
        personResponse,
        NEEDS_VERSION,
      ),
    ),
  },
  '/people/{id}/ledger': {
    get: ledger('personLedger', 'Who changed what of somebody, for director, hr, overseer, administrator'),
  },
  '/people/{id}/erasures': {
    post: asking(
      'erasePerson',
      'Asks to erase a resident with all that is archived of them, for administrators',
      one,
    ),
  },
  '/sheets/{id}/erasures': {
    post: asking(
      'eraseSheet',
      'Asks to erase an archived sheet of somebody without a login, for administrators',
      one,
    ),
  },
  '/sheets/{id}/changes/{change}/confirm': {
    post: settlingErasure(
      'confirmErasure',
      'Confirms an erasure: what was said on the sheet is forgotten at once',
    ),
  },
  '/sheets/{id}/changes/{change}/dismiss': {
    post: settlingErasure(
      'dismissErasure',
      'Dismisses an erasure, as who asked for it or who could confirm it',
    ),
  },
  '/me/data': {
    get: {
      operationId: 'myData',
      summary: 'All that the product knows of who asks, a page of their sheets at a time',
      requestParams: { header: language, query: dataQuery },
      responses: responses({ '200': { description: 'Theirs', content: asJson(dataResponse) } }, [
        'validation-failed',
      ]),
    },
  },
  '/people/{id}/changes/{change}/confirm': {
    post: settling(
      'confirmChange',
      'Confirms a change as another person of another role: it holds from then on',
    ),
  },
  '/people/{id}/changes/{change}/dismiss': {
    post: settling('dismissChange', 'Dismisses a change, as who asked for it or who could confirm it'),
  },
  '/organisation/changes': {
    get: {
      operationId: 'changes',
      summary: 'Changes that wait at a site for a second pair of eyes, oldest first',
      requestParams: { header: language, query: changesQuery },
      responses: responses({ '200': { description: 'What waits', content: asJson(changesResponse) } }, [
        ...(['validation-failed', 'forbidden', 'not-found'] as const),
      ]),
    },
  },
  '/people/{id}': {
    get: reading(
      'person',
      'An entry of the directory: one’s own, to leads those of their section, to customer service those of residents',
      one,
      personResponse,
    ),
    put: orAsked(
      putting(
        'putPerson',
        'Makes or changes a person; whoever handles open sheets stays until they are assigned to others',
        one,
        personBody,
        personResponse,
        NEEDS_VERSION,
      ),
    ),
  },
};
