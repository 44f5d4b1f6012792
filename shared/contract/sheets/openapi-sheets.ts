/** Sheets, described (contract section 3). */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { COPIES } from '../../domain/sheets/copies.ts';
import { ledgerQuery } from '../forms/ledger-page.ts';
import { asJson, etag, ifMatch, key, language, responses, WITH_BODY } from '../operation.ts';
import { ledgerResponse, listResponse, sheetResponse, signOffResponse } from '../responses.ts';
import { openBody } from './intake.ts';
import { listQuery } from './list.ts';
import { signOffBody } from './sign-off.ts';

const openSheet: ZodOpenApiOperationObject = {
  operationId: 'openSheet',
  summary: 'Opens a countersign sheet (B5.1)',
  requestParams: { header: language.extend({ 'Idempotency-Key': key }) },
  requestBody: { required: true, content: asJson(openBody) },
  responses: responses(
    {
      '201': {
        description: 'The sheet',
        headers: z.object({ ETag: etag, Location: z.string() }),
        content: asJson(sheetResponse),
      },
    },
    [...WITH_BODY, 'forbidden', 'step-not-allowed'],
  ),
};

const listSheets: ZodOpenApiOperationObject = {
  operationId: 'listSheets',
  summary: 'Lists sheets that the caller may see, newest first',
  description:
    'Staff name a `site`. A page is short at the end of the list, or where a filter passed over 2,000 rows; go on while there is a `nextCursor`.',
  requestParams: { header: language, query: listQuery },
  responses: responses({ '200': { description: 'A page', content: asJson(listResponse) } }, [
    'validation-failed',
  ]),
};

const sheetId = z.object({ id: z.string().meta({ description: "The sheet's id, a ULID" }) });

const readSheet: ZodOpenApiOperationObject = {
  operationId: 'readSheet',
  summary: 'Reads a sheet',
  requestParams: { header: language, path: sheetId },
  responses: responses(
    {
      '200': { description: 'The sheet', headers: z.object({ ETag: etag }), content: asJson(sheetResponse) },
    },
    ['validation-failed', 'not-found'],
  ),
};

const signOff: ZodOpenApiOperationObject = {
  operationId: 'signOff',
  summary: 'Signs a step of a sheet (B5.2)',
  requestParams: {
    header: language.extend({ 'Idempotency-Key': key.optional(), 'If-Match': ifMatch }),
    path: sheetId,
  },
  requestBody: { required: true, content: asJson(signOffBody) },
  responses: responses(
    {
      '201': {
        description: 'The sheet after the step, and the entry that the step wrote',
        headers: z.object({ ETag: etag }),
        content: asJson(signOffResponse),
      },
    },
    [...WITH_BODY, 'not-found', 'forbidden', 'version-conflict', 'step-not-allowed'],
  ),
};

const readLedger: ZodOpenApiOperationObject = {
  operationId: 'readLedger',
  summary: "Reads a sheet's ledger, its hash chain recomputed",
  description: 'An answer takes at most 4 MiB; go on with `from` while there is a `nextFrom`.',
  requestParams: { header: language, path: sheetId, query: ledgerQuery },
  responses: responses({ '200': { description: 'The ledger', content: asJson(ledgerResponse) } }, [
    'validation-failed',
    'not-found',
  ]),
};

const readCopy: ZodOpenApiOperationObject = {
  operationId: 'readCopy',
  summary: 'One of the four printable copies (四联单, B4a)',
  requestParams: {
    header: language,
    path: sheetId.extend({ copy: z.enum(COPIES) }),
  },
  responses: responses(
    { '200': { description: 'A page to print', content: { 'text/html': { schema: z.string() } } } },
    ['validation-failed', 'not-found'],
  ),
};

export const sheetPaths: ZodOpenApiPathsObject = {
  '/sheets': { get: listSheets, post: openSheet },
  '/sheets/{id}': { get: readSheet },
  '/sheets/{id}/sign-offs': { post: signOff },
  '/sheets/{id}/ledger': { get: readLedger },
  '/sheets/{id}/copies/{copy}': { get: readCopy },
};
