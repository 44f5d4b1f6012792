/** The API described (OpenAPI 3.1), from the very schemas that check requests. */
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import {
  healthAnswer,
  ledgerAnswer,
  listAnswer,
  meAnswer,
  organisationAnswer,
  problemAnswer,
  sheetAnswer,
  signOffAnswer,
} from './answers.ts';
import { openBody } from './intake.ts';
import { listQuery, organisationQuery } from './list.ts';
import type { ProblemCode } from './messages.ts';
import { STATUS_OF } from './problem.ts';
import { signOffBody } from './sign-off.ts';

const language = z.object({
  'Accept-Language': z.string().optional().meta({ description: '`zh-CN` (default) or `en`' }),
});
const key = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/)
  .meta({ description: 'Makes the request safe to repeat for at least 24 hours.' });
const ifMatch = z
  .string()
  .optional()
  .meta({ description: 'The version that the step is meant for, as in `"7"`.' });

const etag = z.string().meta({ description: 'The version, as in `"7"`.' });

/** Problems that any route with a token may answer. */
const ALWAYS: readonly ProblemCode[] = ['unauthenticated', 'too-many-requests', 'internal', 'unavailable'];
const WITH_BODY: readonly ProblemCode[] = [
  'validation-failed',
  'unsupported-media-type',
  'payload-too-large',
  'idempotency-mismatch',
];

function answers(ok: ZodOpenApiResponsesObject, problems: readonly ProblemCode[]): ZodOpenApiResponsesObject {
  const all = [...problems, ...ALWAYS].map((code) => [
    String(STATUS_OF[code]),
    { description: code, content: { 'application/problem+json': { schema: problemAnswer } } },
  ]);
  return { ...ok, ...Object.fromEntries(all) };
}

const asJson = (schema: z.ZodType) => ({ 'application/json': { schema } });

const openSheet: ZodOpenApiOperationObject = {
  operationId: 'openSheet',
  summary: 'Opens a countersign sheet (B5.1)',
  requestParams: { header: language.extend({ 'Idempotency-Key': key }) },
  requestBody: { required: true, content: asJson(openBody) },
  responses: answers(
    {
      '201': {
        description: 'The sheet',
        headers: z.object({ ETag: etag, Location: z.string() }),
        content: asJson(sheetAnswer),
      },
    },
    [...WITH_BODY, 'forbidden', 'step-not-allowed'],
  ),
};

const listSheets: ZodOpenApiOperationObject = {
  operationId: 'listSheets',
  summary: 'Lists sheets that the caller may see, newest first',
  description: 'Staff name a `site`. A page may be short; go on while there is a `nextCursor`.',
  requestParams: { header: language, query: listQuery },
  responses: answers({ '200': { description: 'A page', content: asJson(listAnswer) } }, [
    'validation-failed',
  ]),
};

const sheetId = z.object({ id: z.string().meta({ description: "The sheet's id, a ULID" }) });

const readSheet: ZodOpenApiOperationObject = {
  operationId: 'readSheet',
  summary: 'Reads a sheet',
  requestParams: { header: language, path: sheetId },
  responses: answers(
    { '200': { description: 'The sheet', headers: z.object({ ETag: etag }), content: asJson(sheetAnswer) } },
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
  responses: answers(
    {
      '201': {
        description: 'The sheet after the step, and the entry that the step wrote',
        headers: z.object({ ETag: etag }),
        content: asJson(signOffAnswer),
      },
    },
    [...WITH_BODY, 'not-found', 'forbidden', 'version-conflict', 'step-not-allowed'],
  ),
};

const readLedger: ZodOpenApiOperationObject = {
  operationId: 'readLedger',
  summary: "Reads a sheet's ledger, its hash chain recomputed",
  requestParams: { header: language, path: sheetId },
  responses: answers({ '200': { description: 'The ledger', content: asJson(ledgerAnswer) } }, [
    'validation-failed',
    'not-found',
  ]),
};

const readCopy: ZodOpenApiOperationObject = {
  operationId: 'readCopy',
  summary: 'One of the four printable copies (四联单, B4a)',
  requestParams: {
    header: language,
    path: sheetId.extend({ copy: z.enum(['resident', 'customer-service', 'section', 'archive']) }),
  },
  responses: answers(
    { '200': { description: 'A page to print', content: { 'text/html': { schema: z.string() } } } },
    ['validation-failed', 'not-found'],
  ),
};

const me: ZodOpenApiOperationObject = {
  operationId: 'me',
  summary: 'Who the caller is',
  requestParams: { header: language },
  responses: answers({ '200': { description: 'The person', content: asJson(meAnswer) } }, [
    'validation-failed',
  ]),
};

const organisation: ZodOpenApiOperationObject = {
  operationId: 'organisation',
  summary: "A site's sections and staff; residents see no phones or mail addresses",
  requestParams: { header: language, query: organisationQuery },
  responses: answers({ '200': { description: 'The organisation', content: asJson(organisationAnswer) } }, [
    'validation-failed',
    'not-found',
  ]),
};

const health: ZodOpenApiOperationObject = {
  operationId: 'health',
  summary: 'Whether the API is there, and in which version',
  security: [],
  responses: { '200': { description: 'It is', content: asJson(healthAnswer) } },
};

const description: ZodOpenApiOperationObject = {
  operationId: 'description',
  summary: 'This description',
  security: [],
  responses: { '200': { description: 'OpenAPI 3.1', content: asJson(z.looseObject({})) } },
};

/** The OpenAPI 3.1 document of that version of the product. */
export function openApiDocument(version: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Shoujie (首接)',
      version,
      description:
        'Whoever is asked first sees it through: countersign sheets (会签单) from the first word to the archive.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths: {
      '/sheets': { get: listSheets, post: openSheet },
      '/sheets/{id}': { get: readSheet },
      '/sheets/{id}/sign-offs': { post: signOff },
      '/sheets/{id}/ledger': { get: readLedger },
      '/sheets/{id}/copies/{copy}': { get: readCopy },
      '/me': { get: me },
      '/organisation': { get: organisation },
      '/health': { get: health },
      '/openapi.json': { get: description },
    },
  });
}
