/** Commitments, described (contract section 7). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { directoryId } from '../forms/directory-id.ts';
import { noBody } from '../forms/no-body.ts';
import { asJson, etag, ifMatch, key, language, responses, WITH_BODY } from '../operation.ts';
import { boardResponse, draftResponse, planResponse } from '../organisation/organisation-responses.ts';
import { commitmentsBody, commitmentsQuery, planQuery } from './commitments.ts';

const path = z.object({ site: directoryId, id: directoryId });
const tagged = z.object({ ETag: etag });
const cached = z.object({
  ETag: z.string().meta({ description: 'Of this very content, for `If-None-Match`.' }),
  'Cache-Control': z.string(),
});
const header = language.extend({ 'If-Match': ifMatch });
const request = z.object({ 'If-None-Match': z.string().optional() });

const publicly = (answer: z.ZodType) => ({
  '200': {
    description: 'JSON or, where `Accept` prefers it, one page in 中文 and English',
    headers: cached,
    content: { ...asJson(answer), 'text/html': { schema: z.string() } },
  },
  '304': { description: 'The reader has it' },
});

const board: ZodOpenApiOperationObject = {
  operationId: 'commitments',
  summary: "What a site's sections have published, also what is not in force yet (A1.7, A1.8)",
  security: [],
  requestParams: { header: request, query: commitmentsQuery },
  responses: responses(publicly(boardResponse), ['validation-failed', 'not-found']),
};

const plan: ZodOpenApiOperationObject = {
  operationId: 'sectionCommitments',
  summary: 'One version, or the one in force, or the next to come',
  security: [],
  requestParams: { header: request, path, query: planQuery },
  responses: responses(publicly(planResponse), ['validation-failed', 'not-found']),
};

const putDraft: ZodOpenApiOperationObject = {
  operationId: 'putCommitments',
  summary: "The section's manager drafts",
  requestParams: { header, path },
  requestBody: { required: true, content: asJson(commitmentsBody) },
  responses: responses(
    {
      '200': { description: 'Changed', headers: tagged, content: asJson(draftResponse) },
      '201': { description: 'New', headers: tagged, content: asJson(draftResponse) },
    },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict'],
  ),
};

const readDraft: ZodOpenApiOperationObject = {
  operationId: 'commitmentsDraft',
  summary: 'What is to be published, for the section’s manager and supervisors and the office',
  requestParams: { header: language, path },
  responses: responses(
    { '200': { description: 'The draft', headers: tagged, content: asJson(draftResponse) } },
    ['validation-failed', 'forbidden', 'not-found'],
  ),
};

const publish: ZodOpenApiOperationObject = {
  operationId: 'publishCommitments',
  summary: 'The director publishes the draft as the next version',
  requestParams: { header: header.extend({ 'Idempotency-Key': key.optional() }), path },
  requestBody: { required: false, content: asJson(noBody) },
  responses: responses(
    { '201': { description: 'Published', headers: tagged, content: asJson(planResponse) } },
    [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict', 'step-not-allowed'],
  ),
};

export const commitmentPaths: ZodOpenApiPathsObject = {
  '/commitments': { get: board },
  '/sites/{site}/sections/{id}/commitments': { get: plan, put: putDraft },
  '/sites/{site}/sections/{id}/commitments/draft': { get: readDraft },
  '/sites/{site}/sections/{id}/commitments/publish': { post: publish },
};
