/** Cases and appeals, described (contract section 5). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { defined } from '../../domain/kernel/defined.ts';
import { ledgerAnswer } from '../answers.ts';
import type { ProblemCode } from '../messages.ts';
import { answers, asJson, etag, ifMatch, key, language, WITH_BODY } from '../operation.ts';
import {
  appealAnswer,
  appealedAnswer,
  caseAnswer,
  caseListAnswer,
  caseSignOffAnswer,
  consequencesAnswer,
  reviewedAnswer,
} from './case-answers.ts';
import {
  appealBody,
  caseSignOffBody,
  dismissBody,
  listCasesQuery,
  openCaseBody,
  reviewBody,
} from './case-bodies.ts';

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
  responses: answers(
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
  responses: answers(
    { '201': { description: 'Done', headers: z.object({ ETag: etag }), content: asJson(answer) } },
    SIGNED,
  ),
});

const listCases: ZodOpenApiOperationObject = {
  operationId: 'listCases',
  summary: 'Lists cases that the caller may see, newest first',
  requestParams: { header: language, query: listCasesQuery },
  responses: answers({ '200': { description: 'A page', content: asJson(caseListAnswer) } }, [
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
  responses: answers(
    { '200': { description: 'A page to print', content: { 'text/html': { schema: z.string() } } } },
    READ,
  ),
};

const proposal = z.object({ id: z.string().meta({ description: 'As `/me` lists it' }) });

export const casePaths: ZodOpenApiPathsObject = {
  '/cases': {
    get: listCases,
    post: signed('openCase', 'Opens a case (A2.1)', undefined, openCaseBody, caseAnswer, true),
  },
  '/cases/{id}': {
    get: read('readCase', 'The case', caseId, caseAnswer, z.object({ ETag: etag })),
  },
  '/cases/{id}/sign-offs': {
    post: signed('signCase', 'Signs a step of a case', caseId, caseSignOffBody, caseSignOffAnswer, false),
  },
  '/cases/{id}/ledger': {
    get: read('readCaseLedger', "A case's ledger, its hash chain recomputed", caseId, ledgerAnswer),
  },
  '/cases/{id}/appeals': {
    post: signed('appeal', 'The subject appeals (A2.7a)', caseId, appealBody, appealedAnswer, true),
  },
  '/cases/{id}/appeals/{level}': { get: read('readAppeal', 'The appeal', ofLevel, appealAnswer) },
  '/cases/{id}/appeals/{level}/sign-offs': {
    post: signed('review', 'The reviewer decides (A2.7b)', ofLevel, reviewBody, reviewedAnswer, false),
  },
  '/cases/{id}/documents/{document}': { get: readDocument },
  '/cases/proposed/{id}/dismissals': {
    post: signed(
      'dismissProposedCase',
      'Dismisses a proposed case for a reason, which an archived case keeps',
      proposal,
      dismissBody,
      caseSignOffAnswer,
      false,
    ),
  },
  '/people/{id}/consequences': {
    get: read(
      'consequences',
      'What final cases bear on (A2.5)',
      z.object({ id: z.string() }),
      consequencesAnswer,
    ),
  },
};
