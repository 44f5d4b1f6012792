/** Changes of the organisation directory, described (contract section 2). */

import type * as z from 'zod';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { ledgerQuery } from '../forms/ledger-page.ts';
import { noBody } from '../forms/no-body.ts';
import type { ProblemCode } from '../messages.ts';
import {
  asJson,
  changeOfPersonId,
  changeOfSheetId,
  ifMatch,
  language,
  optionalKey,
  personId,
  responses,
  sectionId,
  sheetId,
  siteId,
  versioned,
  WITH_BODY,
} from '../operation.ts';
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

/** What an operation of the directory is called, and who may call it. */
type Called = readonly [operationId: string, summary: string, description: string];
const called = ([operationId, summary, description]: Called) => ({ operationId, summary, description });

const header = language.extend({ 'If-Match': ifMatch });
const keyed = language.extend({ 'Idempotency-Key': optionalKey });

const changed = (answer: z.ZodType): ZodOpenApiResponseObject => ({
  description: 'Changed',
  headers: versioned,
  content: asJson(answer),
});
const personChanged = { id: 'PersonChanged', ...changed(personResponse) };
const personSettled: ZodOpenApiResponseObject = {
  ...{ id: 'PersonSettled', description: 'The person as they are then' },
  ...{ headers: versioned, content: asJson(settledResponse) },
};
const sheetSettled: ZodOpenApiResponseObject = {
  ...{ id: 'SheetSettled', description: 'The sheet as it is then' },
  ...{ headers: versioned, content: asJson(erasedResponse) },
};
const ledgerRead: ZodOpenApiResponseObject = {
  ...{ id: 'DirectoryLedgerRead', description: 'The ledger' },
  content: asJson(directoryLedgerResponse),
};
const waits: ZodOpenApiResponseObject = {
  id: 'Waits',
  description: 'Waits for a second pair of eyes: another person of another role confirms it',
  content: asJson(askedResponse),
};

/** A PUT that changes one entry, which is there. */
function changing(
  operation: Called,
  path: z.ZodObject,
  body: z.ZodType,
  ok: ZodOpenApiResponseObject,
  more: readonly ProblemCode[] = [],
) {
  return {
    ...called(operation),
    requestParams: { header, path },
    requestBody: { required: true, content: asJson(body) },
    responses: responses({ '200': ok }, [
      ...WITH_BODY,
      'forbidden',
      'not-found',
      'version-conflict',
      ...more,
    ]),
  };
}

const NEEDS_VERSION: readonly ProblemCode[] = ['precondition-required'];

/** A PUT of somebody: they are changed or, where it takes a second pair of eyes, 202. */
function orAsked<O extends { readonly responses: ZodOpenApiResponsesObject }>(operation: O): O {
  return { ...operation, responses: { '202': waits, ...operation.responses } };
}

/** A PUT that makes or changes one entry. */
function putting(
  operation: Called,
  path: z.ZodObject,
  body: z.ZodType,
  answer: z.ZodType,
  ok: ZodOpenApiResponseObject = changed(answer),
  more: readonly ProblemCode[] = [],
) {
  const change = changing(operation, path, body, ok, more);
  const made = { '201': { description: 'New', headers: versioned, content: asJson(answer) } };
  return { ...change, responses: { ...change.responses, ...responses(made, ['step-not-allowed']) } };
}

/** A POST that settles what waits. */
const settling = (
  operation: Called,
  path: z.ZodObject,
  settled: ZodOpenApiResponseObject,
): ZodOpenApiOperationObject => ({
  ...called(operation),
  requestParams: { header: keyed, path },
  requestBody: { required: false, content: asJson(noBody) },
  responses: responses({ '200': settled }, [...WITH_BODY, 'forbidden', 'not-found', 'step-not-allowed']),
});

/** A POST that asks for an erasure. */
const asking = (operation: Called, path: z.ZodObject): ZodOpenApiOperationObject => ({
  ...called(operation),
  requestParams: { header: keyed, path },
  requestBody: { required: true, content: asJson(erasureBody) },
  responses: responses({ '202': waits }, [...WITH_BODY, 'forbidden', 'not-found', 'step-not-allowed']),
});

/** A ledger of the directory. */
const ledger = (operation: Called, path: z.ZodObject): ZodOpenApiOperationObject => ({
  ...called(operation),
  requestParams: { header: language, path, query: ledgerQuery },
  responses: responses({ '200': ledgerRead }, ['validation-failed', 'forbidden', 'not-found']),
});

/** A GET of one entry. */
const reading = (operation: Called, path: z.ZodObject, answer: z.ZodType): ZodOpenApiOperationObject => ({
  ...called(operation),
  requestParams: { header: language, path },
  responses: responses(
    { '200': { description: 'As it is now', headers: versioned, content: asJson(answer) } },
    ['validation-failed', 'not-found'],
  ),
});

const myData: ZodOpenApiOperationObject = {
  operationId: 'myData',
  summary: 'All that the product knows of who asks, a page of their sheets at a time',
  description:
    'For residents: their entry of the directory, its ledger, and each of their sheets with its ledger. Of a ledger that is too long for the answer `nextFrom` says where the rest begins; that is read by its own route, `GET /people/{id}/ledger` or `GET /sheets/{id}/ledger`.',
  requestParams: { header: language, query: dataQuery },
  responses: responses({ '200': { description: 'Theirs', content: asJson(dataResponse) } }, [
    'validation-failed',
  ]),
};

const changes: ZodOpenApiOperationObject = {
  operationId: 'changes',
  summary: 'Changes that wait at a site for a second pair of eyes, oldest first',
  description: 'For director, administrator and overseer. What waits ends after 14 days.',
  requestParams: { header: language, query: changesQuery },
  responses: responses({ '200': { description: 'What waits', content: asJson(changesResponse) } }, [
    'validation-failed',
    'forbidden',
    'not-found',
  ]),
};

const CONFIRMS = 'By director, administrator or overseer, never by who asked or whom it is about.';
const DISMISSES = 'By who asked for it, or who could confirm it.';

export const directoryPaths: ZodOpenApiPathsObject = {
  '/sites/{id}': {
    put: putting(
      ['putSite', 'Makes or changes a site', 'By the director or an administrator.'],
      siteId,
      siteBody,
      siteResponse,
    ),
  },
  '/sites/{site}/sections/{id}': {
    put: putting(
      ['putSection', 'Makes or changes a section', 'By the director or an administrator.'],
      sectionId,
      sectionBody,
      sectionResponse,
    ),
  },
  '/sites/{site}/sections/{id}/duty': {
    get: reading(
      ['duty', 'Duty shifts', 'For the section, customer service and the office; 404 for others.'],
      sectionId,
      dutyResponse,
    ),
    put: changing(
      [
        'putDuty',
        'Sets the duty shifts of a section (A1.4)',
        "By the section's leads. Shifts may overlap; whoever is named in any, and is in none now, is not present.",
      ],
      sectionId,
      dutyBody,
      changed(dutyResponse),
    ),
  },
  '/sites/{id}/ledger': {
    get: ledger(
      [
        'siteLedger',
        'Who changed what of a site, its sections and their shifts',
        'For director, hr, overseer and administrator.',
      ],
      siteId,
    ),
  },
  '/people/{id}/leave': {
    put: orAsked(
      changing(
        [
          'putLeave',
          'Grants leave, or ends it where the body is empty (A1.4)',
          'By the section’s leads, director, administrator. Of the office, hr, overseers and customer service it waits for a second pair of eyes.',
        ],
        personId,
        leaveBody,
        personChanged,
        NEEDS_VERSION,
      ),
    ),
  },
  '/people/{id}/ledger': {
    get: ledger(
      [
        'personLedger',
        'Who changed what of somebody',
        'For director, hr, overseer, administrator, and the person theirs.',
      ],
      personId,
    ),
  },
  '/people/{id}/erasures': {
    post: asking(
      [
        'erasePerson',
        'Asks to erase a resident with all that is archived of them',
        'By an administrator. 409 while an open case or objection needs it.',
      ],
      personId,
    ),
  },
  '/sheets/{id}/erasures': {
    post: asking(
      [
        'eraseSheet',
        'Asks to erase an archived sheet of somebody without a login',
        'By an administrator. 409 while an open case or objection needs it.',
      ],
      sheetId,
    ),
  },
  '/sheets/{id}/changes/{change}/confirm': {
    post: settling(
      ['confirmErasure', 'Confirms an erasure: what was said on the sheet is forgotten at once', CONFIRMS],
      changeOfSheetId,
      sheetSettled,
    ),
  },
  '/sheets/{id}/changes/{change}/dismiss': {
    post: settling(
      ['dismissErasure', 'Dismisses an erasure: the sheet stays as it is', DISMISSES],
      changeOfSheetId,
      sheetSettled,
    ),
  },
  '/me/data': { get: myData },
  '/people/{id}/changes/{change}/confirm': {
    post: settling(
      ['confirmChange', 'Confirms a change of somebody: it holds from then on', CONFIRMS],
      changeOfPersonId,
      personSettled,
    ),
  },
  '/people/{id}/changes/{change}/dismiss': {
    post: settling(
      ['dismissChange', 'Dismisses a change of somebody: they stay as they are', DISMISSES],
      changeOfPersonId,
      personSettled,
    ),
  },
  '/organisation/changes': { get: changes },
  '/people/{id}': {
    get: reading(
      [
        'person',
        'An entry of the directory',
        'One’s own; for director, administrator and overseer any; for leads those of their section, for customer service those of residents.',
      ],
      personId,
      personResponse,
    ),
    put: orAsked(
      putting(
        [
          'putPerson',
          'Makes or changes a person',
          'By the director or an administrator, of residents also by customer service; whoever handles open sheets stays until they are assigned to others. What gives power waits for a second pair of eyes.',
        ],
        personId,
        personBody,
        personResponse,
        personChanged,
        NEEDS_VERSION,
      ),
    ),
  },
};
