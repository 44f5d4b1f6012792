/** Cases and appeals, described (contract section 5). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { defined } from '../../domain/kernel/defined.ts';
import { ledgerQuery } from '../forms/ledger-page.ts';
import type { ProblemCode } from '../messages.ts';
import { asJson, etag, ifMatch, key, language, responses, WITH_BODY } from '../operation.ts';
import { ledgerResponse } from '../responses.ts';
import {
  appealBody,
  caseSignOffBody,
  dismissBody,
  listCasesQuery,
  openCaseBody,
  reviewBody,
} from './case-bodies.ts';
import {
  appealedResponse,
  caseListResponse,
  caseResponse,
  caseSignOffResponse,
  consequencesResponse,
  readAppealResponse,
  reviewedResponse,
} from './case-responses.ts';

const caseId = z.object({ id: z.string().meta({ description: "The case's id, a ULID" }) });
const ofLevel = caseId.extend({ level: z.enum(['1', '2']) });
const READ: readonly ProblemCode[] = ['validation-failed', 'not-found'];
const SIGNED: readonly ProblemCode[] = [
  ...WITH_BODY,
  'not-found',
  'forbidden',
  'version-conflict',
  'step-not-allowed',
];

const read = (
  operationId: string,
  summary: string,
  path: z.ZodObject,
  answer: z.ZodType,
  headers?: z.ZodObject,
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  requestParams: { header: language, path },
  responses: responses(
    { '200': { description: summary, ...(headers && { headers }), content: asJson(answer) } },
    READ,
  ),
});

const signed = (
  operationId: string,
  summary: string,
  path: z.ZodObject | undefined,
  body: z.ZodType,
  answer: z.ZodType,
  isKeyed: boolean,
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  requestParams: {
    header: language.extend({
      'Idempotency-Key': isKeyed ? key : key.optional(),
      ...defined({ 'If-Match': path && ifMatch }),
    }),
    ...(path && { path }),
  },
  requestBody: { required: true, content: asJson(body) },
  responses: responses(
    { '201': { description: 'Done', headers: z.object({ ETag: etag }), content: asJson(answer) } },
    SIGNED,
  ),
});

const listCases: ZodOpenApiOperationObject = {
  operationId: 'listCases',
  summary: 'Lists cases that the caller may see, newest first',
  requestParams: { header: language, query: listCasesQuery },
  responses: responses({ '200': { description: 'A page', content: asJson(caseListResponse) } }, [
    'validation-failed',
  ]),
};

const readDocument: ZodOpenApiOperationObject = {
  operationId: 'readCaseDocument',
  summary: 'A document of a case to print, in Chinese, one A4 page',
  requestParams: {
    header: language,
    path: caseId.extend({
      document: z.enum(['conclusion', 'decision', 'review-1', 'review-2', 'delivery']),
    }),
  },
  responses: responses(
    { '200': { description: 'A page to print', content: { 'text/html': { schema: z.string() } } } },
    READ,
  ),
};

const proposal = z.object({ id: z.string().meta({ description: 'As `/me` lists it' }) });

export const casePaths: ZodOpenApiPathsObject = {
  '/cases': {
    get: listCases,
    post: signed('openCase', 'Opens a case (A2.1)', undefined, openCaseBody, caseResponse, true),
  },
  '/cases/{id}': {
    get: read('readCase', 'The case', caseId, caseResponse, z.object({ ETag: etag })),
  },
  '/cases/{id}/sign-offs': {
    post: signed('signCase', 'Signs a step of a case', caseId, caseSignOffBody, caseSignOffResponse, false),
  },
  '/cases/{id}/ledger': {
    get: {
      ...read('readCaseLedger', "A case's ledger, its hash chain recomputed", caseId, ledgerResponse),
      requestParams: { header: language, path: caseId, query: ledgerQuery },
    },
  },
  '/cases/{id}/appeals': {
    post: signed('appeal', 'The subject appeals (A2.7a)', caseId, appealBody, appealedResponse, true),
  },
  '/cases/{id}/appeals/{level}': { get: read('readAppeal', 'The appeal', ofLevel, readAppealResponse) },
  '/cases/{id}/appeals/{level}/sign-offs': {
    post: signed('review', 'The reviewer decides (A2.7b)', ofLevel, reviewBody, reviewedResponse, false),
  },
  '/cases/{id}/documents/{document}': { get: readDocument },
  '/cases/proposed/{id}/dismissals': {
    post: signed(
      'dismissProposedCase',
      'Dismisses a proposed case for a reason, which an archived case keeps',
      proposal,
      dismissBody,
      caseSignOffResponse,
      false,
    ),
  },
  '/people/{id}/consequences': {
    get: read(
      'consequences',
      'What final cases bear on (A2.5)',
      z.object({ id: z.string() }),
      consequencesResponse,
    ),
  },
};
