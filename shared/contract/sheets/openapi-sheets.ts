/** Sheets, described (contract section 3). */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { ALL_COPIES, COPIES } from '../../domain/sheets/copies.ts';
import { ledgerQuery } from '../forms/ledger-page.ts';
import { noBody } from '../forms/no-body.ts';
import {
  asJson,
  ifMatch,
  key,
  language,
  located,
  OPEN,
  optionalKey,
  orCsv,
  printed,
  responses,
  SIGNED,
  sheetId,
  versioned,
  WITH_BODY,
} from '../operation.ts';
import {
  ledgerResponse,
  listResponse,
  openedResponse,
  residentsResponse,
  sheetResponse,
  signOffResponse,
} from '../responses.ts';
import { openBody } from './intake.ts';
import { linkedResponse, linkStepBody, linkStepResponse, madeLinkResponse } from './link.ts';
import { listQuery, residentsQuery } from './list.ts';
import { signOffBody } from './sign-off.ts';

const openSheet: ZodOpenApiOperationObject = {
  operationId: 'openSheet',
  summary: 'Opens a countersign sheet (B5.1)',
  description:
    'Walk-ins, calls and letters are taken in by customer service, `online` by residents themselves, `direct` by repair workers, `staff` by any member of staff for themselves. A telephone call or a letter needs its record, a walk-in the signature (B5.1c, B5.1d).',
  requestParams: { header: language.extend({ 'Idempotency-Key': key }) },
  requestBody: { required: true, content: asJson(openBody) },
  responses: responses(
    {
      '201': {
        description: 'The sheet',
        headers: versioned.extend(located.shape),
        content: asJson(openedResponse),
      },
    },
    [...WITH_BODY, 'forbidden', 'step-not-allowed'],
  ),
};

const listSheets: ZodOpenApiOperationObject = {
  operationId: 'listSheets',
  summary: 'Lists and searches sheets that the caller may see, newest first',
  description:
    'Staff name a `site`. A page is short at the end of the list, or where a filter passed over 2,000 rows; go on while there is a `nextCursor`. `q` finds numbers, telephone numbers (whole or the last four digits), names, addresses in any form, and words of the subject; with `Accept: text/csv`, `from` and `to` (at most 31 days) the whole list comes at once, at most 10,000 rows.',
  requestParams: { header: language, query: listQuery },
  responses: responses({ '200': { description: 'A page', content: orCsv(listResponse) } }, [
    'validation-failed',
  ]),
};

const findResidents: ZodOpenApiOperationObject = {
  operationId: 'findResidents',
  summary: 'Finds residents by telephone, name or address, for customer service',
  description:
    'At most ten, of the directory and those whom sheets alone tell of; who was heard of last comes first.',
  requestParams: { header: language, query: residentsQuery },
  responses: responses({ '200': { description: 'Who was found', content: asJson(residentsResponse) } }, [
    'validation-failed',
    'forbidden',
  ]),
};

const readSheet: ZodOpenApiOperationObject = {
  operationId: 'readSheet',
  summary: 'Reads a sheet',
  description:
    'As its reader may see it: residents without opinions and notes, an anonymous complaint without its resident. `allowedSteps` says what the reader may sign next. 404 for who may not see it.',
  requestParams: { header: language, path: sheetId },
  responses: responses(
    {
      '200': { description: 'The sheet', headers: versioned, content: asJson(sheetResponse) },
    },
    ['validation-failed', 'not-found'],
  ),
};

const signOff: ZodOpenApiOperationObject = {
  operationId: 'signOff',
  summary: 'Signs a step of a sheet (B5.2)',
  description:
    '`step` says which, and so which form the body has. Who may sign what from which state is in `allowedSteps` of the sheet; whoever comes too late is told in `present` how it stands.',
  requestParams: {
    header: language.extend({ 'Idempotency-Key': optionalKey, 'If-Match': ifMatch }),
    path: sheetId,
  },
  requestBody: { required: true, content: asJson(signOffBody) },
  responses: responses(
    {
      '201': {
        description: 'The sheet after the step, and the entry that the step wrote',
        headers: versioned,
        content: asJson(signOffResponse),
      },
    },
    SIGNED,
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
  summary: 'One of the four printable copies (四联单, B4a), or all that the reader may have',
  description:
    'Each is for its holder, the archive’s and the resident’s also for customer service; 404 for others. `all` has those that the reader may have, a page each. HTML, one A4 page for a usual sheet, in Chinese.',
  requestParams: {
    header: language,
    path: sheetId.extend({ copy: z.enum([...COPIES, ALL_COPIES]) }),
  },
  responses: responses({ '200': printed }, ['validation-failed', 'not-found']),
};

const makeLink: ZodOpenApiOperationObject = {
  operationId: 'makeLink',
  summary: 'Makes the resident another link to their sheet',
  description:
    'By the first contact and customer service. It ends the one before when a step is first signed by it, or after a day; what is signed by it counts as signed by way of staff.',
  requestParams: {
    header: language.extend({ 'Idempotency-Key': optionalKey, 'If-Match': ifMatch }),
    path: sheetId,
  },
  requestBody: { required: false, content: asJson(noBody) },
  responses: responses({ '201': { description: 'The link', content: asJson(madeLinkResponse) } }, SIGNED),
};

const token = z.object({
  token: z
    .string()
    .meta({ description: "The end of a resident's link: 22 characters", param: { id: 'Token' } }),
});

const readByLink: ZodOpenApiOperationObject = {
  operationId: 'readByLink',
  summary: 'Shows a sheet to whoever has the link of its resident',
  description:
    'Changes nothing. A link that has ended, was forged or never was is 404 alike. With `Accept: text/html` it is a plain page.',
  security: [],
  requestParams: { header: language, path: token },
  responses: responses(
    {
      '200': {
        description: 'The sheet, as its resident may know it',
        content: { ...asJson(linkedResponse), 'text/html': { schema: z.string() } },
      },
    },
    ['validation-failed', 'not-found'],
    OPEN,
  ),
};

const signByLink: ZodOpenApiOperationObject = {
  operationId: 'signByLink',
  summary: 'Signs a step as the resident whose link it is',
  description:
    '`countersign`, `urge`, `rate`, `object` or `withdraw`, as far as `may` of the sheet has them. Nobody is logged in, so a countersignature is drawn.',
  security: [],
  requestParams: { header: language.extend({ 'Idempotency-Key': key, 'If-Match': ifMatch }), path: token },
  requestBody: { required: true, content: asJson(linkStepBody) },
  responses: responses(
    { '201': { description: 'What has become of the sheet', content: asJson(linkStepResponse) } },
    SIGNED,
    OPEN,
  ),
};

/** The resident's link (contract section 10). */
export const linkPaths: ZodOpenApiPathsObject = {
  '/sheets/{id}/links': { post: makeLink },
  '/r/{token}': { get: readByLink, post: signByLink },
};

export const sheetPaths: ZodOpenApiPathsObject = {
  '/sheets': { get: listSheets, post: openSheet },
  '/residents': { get: findResidents },
  '/sheets/{id}': { get: readSheet },
  '/sheets/{id}/sign-offs': { post: signOff },
  '/sheets/{id}/ledger': { get: readLedger },
  '/sheets/{id}/copies/{copy}': { get: readCopy },
};
