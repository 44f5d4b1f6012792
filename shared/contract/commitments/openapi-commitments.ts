/** Commitments, described (contract section 7). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { noBody } from '../forms/no-body.ts';
import {
  asJson,
  digested,
  ifMatch,
  ifNoneMatch,
  language,
  optionalKey,
  responses,
  sectionId,
  unchanged,
  versioned,
  WITH_BODY,
} from '../operation.ts';
import {
  boardResponse,
  draftResponse,
  officeDraftResponse,
  officePlanResponse,
  planResponse,
} from '../organisation/organisation-responses.ts';
import { commitmentsBody, commitmentsQuery, officeCommitmentsBody, planQuery } from './commitments.ts';

const path = sectionId;
const ofSite = sectionId.pick({ site: true });
const cached = digested.extend({
  'Cache-Control': z.string().meta({ header: { id: 'CacheControl' } }),
});
const header = language.extend({ 'If-Match': ifMatch });
const request = z.object({ 'If-None-Match': ifNoneMatch });

const publicly = (answer: z.ZodType) => ({
  '200': {
    description: 'JSON or, where `Accept` prefers it, one page in 中文 and English',
    headers: cached,
    content: { ...asJson(answer), 'text/html': { schema: z.string() } },
  },
  '304': unchanged,
});

const board: ZodOpenApiOperationObject = {
  operationId: 'commitments',
  summary: "What a site's sections have published, also what is not in force yet (A1.7, A1.8)",
  description:
    'Open to everybody, without a token; with last month’s compliance. With `Accept: text/html` it is a page in both languages.',
  security: [],
  requestParams: { header: request, query: commitmentsQuery },
  responses: responses(publicly(boardResponse), ['validation-failed', 'not-found']),
};

const plan: ZodOpenApiOperationObject = {
  operationId: 'sectionCommitments',
  summary: 'One version, or the one in force, or the next to come',
  description:
    'Open to everybody, without a token. `version` names one that was published; it never changes.',
  security: [],
  requestParams: { header: request, path, query: planQuery },
  responses: responses(publicly(planResponse), ['validation-failed', 'not-found']),
};

const putDraft: ZodOpenApiOperationObject = {
  operationId: 'putCommitments',
  summary: "The section's manager drafts",
  description:
    'Replaces the draft. A target that is looser than its clause is 400; nothing is promised before the director publishes it.',
  requestParams: { header, path },
  requestBody: { required: true, content: asJson(commitmentsBody) },
  responses: responses(
    {
      '200': { description: 'Changed', headers: versioned, content: asJson(draftResponse) },
      '201': { description: 'New', headers: versioned, content: asJson(draftResponse) },
    },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict'],
  ),
};

const readDraft: ZodOpenApiOperationObject = {
  operationId: 'commitmentsDraft',
  summary: 'What is to be published, for the section’s manager and supervisors and the office',
  description: '404 where nothing is drafted.',
  requestParams: { header: language, path },
  responses: responses(
    { '200': { description: 'The draft', headers: versioned, content: asJson(draftResponse) } },
    ['validation-failed', 'forbidden', 'not-found'],
  ),
};

const publish: ZodOpenApiOperationObject = {
  operationId: 'publishCommitments',
  summary: 'The director publishes the draft as the next version',
  description:
    'Versions count 1, 2, …. Sheets that are opened from `effectiveFrom` on go by it; those before keep theirs.',
  requestParams: { header: header.extend({ 'Idempotency-Key': optionalKey }), path },
  requestBody: { required: false, content: asJson(noBody) },
  responses: responses(
    { '201': { description: 'Published', headers: versioned, content: asJson(planResponse) } },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict', 'step-not-allowed'],
  ),
};

const putOffice: ZodOpenApiOperationObject = {
  operationId: 'putOfficeCommitments',
  summary: "The director drafts what the site's office promises for itself",
  description: 'Replaces the draft. Until one is published, A1.1 to A1.6 hold as they are shipped.',
  requestParams: { header, path: ofSite },
  requestBody: { required: true, content: asJson(officeCommitmentsBody) },
  responses: responses(
    {
      '200': { description: 'Changed', headers: versioned, content: asJson(officeDraftResponse) },
      '201': { description: 'New', headers: versioned, content: asJson(officeDraftResponse) },
    },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict'],
  ),
};

const publishOffice: ZodOpenApiOperationObject = {
  operationId: 'publishOfficeCommitments',
  summary: "The director publishes the office's draft as its next version",
  description: 'Versions count 1, 2, …; what is shipped is 0.',
  requestParams: { header: header.extend({ 'Idempotency-Key': optionalKey }), path: ofSite },
  requestBody: { required: false, content: asJson(noBody) },
  responses: responses(
    { '201': { description: 'Published', headers: versioned, content: asJson(officePlanResponse) } },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict', 'step-not-allowed'],
  ),
};

export const commitmentPaths: ZodOpenApiPathsObject = {
  '/sites/{site}/commitments': { put: putOffice },
  '/sites/{site}/commitments/publish': { post: publishOffice },
  '/commitments': { get: board },
  '/sites/{site}/sections/{id}/commitments': { get: plan, put: putDraft },
  '/sites/{site}/sections/{id}/commitments/draft': { get: readDraft },
  '/sites/{site}/sections/{id}/commitments/publish': { post: publish },
};
