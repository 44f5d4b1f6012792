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
import { boardResponse, draftResponse, planResponse } from '../organisation/organisation-responses.ts';
import { commitmentsBody, commitmentsQuery, planQuery } from './commitments.ts';

const path = sectionId;
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

export const commitmentPaths: ZodOpenApiPathsObject = {
  '/commitments': { get: board },
  '/sites/{site}/sections/{id}/commitments': { get: plan, put: putDraft },
  '/sites/{site}/sections/{id}/commitments/draft': { get: readDraft },
  '/sites/{site}/sections/{id}/commitments/publish': { post: publish },
};
