/** Cases and appeals, described (contract section 5). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { defined } from '../../domain/kernel/defined.ts';
import { ledgerQuery } from '../forms/ledger-page.ts';
import type { ProblemCode } from '../messages.ts';
import {
  asJson,
  caseId,
  ifMatch,
  key,
  language,
  optionalKey,
  orCsv,
  personId,
  printed,
  responses,
  SIGNED,
  versioned,
} from '../operation.ts';
import { ledgerResponse } from '../responses.ts';
import {
  appealBody,
  caseSignOffBody,
  consequencesQuery,
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

const level = z
  .int()
  .min(1)
  .max(2)
  .meta({
    description: "1: the section's review; 2: the office's",
    param: { id: 'ReviewLevel' },
  });
const ofLevel = caseId.extend({ level });
const READ: readonly ProblemCode[] = ['validation-failed', 'not-found'];

const read = (
  operationId: string,
  summary: string,
  description: string,
  path: z.ZodObject,
  answer: z.ZodType,
  headers?: z.ZodObject,
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  description,
  requestParams: { header: language, path },
  responses: responses(
    { '200': { description: summary, ...(headers && { headers }), content: asJson(answer) } },
    READ,
  ),
});

const signed = (
  operationId: string,
  summary: string,
  description: string,
  path: z.ZodObject | undefined,
  body: z.ZodType,
  answer: z.ZodType,
  isKeyed: boolean,
  done = 'The case after it',
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  description,
  requestParams: {
    header: language.extend({
      'Idempotency-Key': isKeyed ? key : optionalKey,
      ...defined({ 'If-Match': path && ifMatch }),
    }),
    ...(path && { path }),
  },
  requestBody: { required: true, content: asJson(body) },
  responses: responses({ '201': { description: done, headers: versioned, content: asJson(answer) } }, SIGNED),
});

const listCases: ZodOpenApiOperationObject = {
  operationId: 'listCases',
  summary: 'Lists cases that the caller may see, newest first',
  description: 'Whoever sees none gets an empty list. Newest first.',
  requestParams: { header: language, query: listCasesQuery },
  responses: responses({ '200': { description: 'A page', content: asJson(caseListResponse) } }, [
    'validation-failed',
  ]),
};

const readDocument: ZodOpenApiOperationObject = {
  operationId: 'readCaseDocument',
  summary: 'A document of a case to print, in the reader’s language, usually one A4 page',
  description:
    'With the facts, the clause by title and words, sums in words (人民币大写), and places for signature, date and seal. 404 where there is none yet.',
  requestParams: {
    header: language,
    path: caseId.extend({
      document: z.enum(['conclusion', 'decision', 'review-1', 'review-2', 'delivery']),
    }),
  },
  responses: responses({ '200': printed }, READ),
};

const proposal = z.object({ id: z.string().meta({ description: 'As `/me` lists it' }) });

export const casePaths: ZodOpenApiPathsObject = {
  '/cases': {
    get: listCases,
    post: signed(
      'openCase',
      'Opens a case (A2.1)',
      'By a manager of the section of whom it is about, customer service’s manager, the director, the overseer. `rule` is a clause or a published promise.',
      undefined,
      openCaseBody,
      caseResponse,
      true,
    ),
  },
  '/cases/{id}': {
    get: read(
      'readCase',
      'The case',
      'For who opens, investigates, decides or reviews it, the section’s leads, office, hr, overseer, and its subject once it is concluded; 404 for others.',
      caseId,
      caseResponse,
      versioned,
    ),
  },
  '/cases/{id}/sign-offs': {
    post: signed(
      'signCase',
      'Signs a step of a case',
      '`step` says which, and so which form the body has; `allowedSteps` of the case says what its reader may sign now. Nobody acts in a case about themselves.',
      caseId,
      caseSignOffBody,
      caseSignOffResponse,
      false,
    ),
  },
  '/cases/{id}/ledger': {
    get: {
      ...read(
        'readCaseLedger',
        "A case's ledger, its hash chain recomputed",
        'Entries as they were hashed, and beside them the values that the reader may see; a page at a time.',
        caseId,
        ledgerResponse,
      ),
      requestParams: { header: language, path: caseId, query: ledgerQuery },
    },
  },
  '/cases/{id}/appeals': {
    post: signed(
      'appeal',
      'The subject appeals (A2.7a)',
      'From delivery until the window closes, with a statement or files, once a level. A late one is 409.',
      caseId,
      appealBody,
      appealedResponse,
      true,
    ),
  },
  '/cases/{id}/appeals/{level}': {
    get: read(
      'readAppeal',
      'The appeal',
      'At level 1 the section’s review, at level 2 the office’s, with who reviews it and until when.',
      ofLevel,
      readAppealResponse,
    ),
  },
  '/cases/{id}/appeals/{level}/sign-offs': {
    post: signed(
      'review',
      'The reviewer decides (A2.7b)',
      'By the reviewer alone, who took no part before; never heavier than what was decided (409).',
      ofLevel,
      reviewBody,
      reviewedResponse,
      false,
    ),
  },
  '/cases/{id}/documents/{document}': { get: readDocument },
  '/cases/proposed/{id}/dismissals': {
    post: signed(
      'dismissProposedCase',
      'Dismisses a proposed case for a reason, which an archived case keeps',
      'By whom it was proposed to: the director, or the overseer. `id` is as `/me` lists it.',
      proposal,
      dismissBody,
      caseSignOffResponse,
      false,
      'The archived case that keeps why',
    ),
  },
  '/consequences': {
    get: {
      operationId: 'everybodysConsequences',
      summary: 'What final cases of a site bear on (A2.5)',
      description:
        'For hr and the director: as of one person, of everybody. `from` and `to` are local days of `decidedAt`, both among them; each may be left out. All of it at once, as JSON or, with `Accept: text/csv`, as CSV.',
      requestParams: { header: language, query: consequencesQuery },
      responses: responses({ '200': { description: 'All of them', content: orCsv(consequencesResponse) } }, [
        'validation-failed',
        'forbidden',
      ]),
    },
  },
  '/people/{id}/consequences': {
    get: read(
      'consequences',
      'What final cases bear on (A2.5)',
      'For hr, the director, and the person.',
      personId,
      consequencesResponse,
    ),
  },
};
