/** What the descriptions of all operations share: headers, problem responses (contract section 1). */
import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import type { ProblemCode } from './messages.ts';
import { STATUS_OF } from './problem.ts';
import { problemResponse } from './responses.ts';

export const language = z.object({
  'Accept-Language': z.string().optional().meta({ description: '`zh-CN` (default) or `en`' }),
});
export const key = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/)
  .meta({ description: 'Makes the request safe to repeat for at least 24 hours.' });
export const ifMatch = z
  .string()
  .optional()
  .meta({ description: 'The version that the step is meant for, as in `"7"`.' });

export const etag = z.string().meta({ description: 'The version, as in `"7"`.' });

/** Problems that any route may answer, also one without a token. */
export const OPEN: readonly ProblemCode[] = ['too-many-requests', 'internal', 'unavailable'];
/** Problems that any route with a token may answer. */
const ALWAYS: readonly ProblemCode[] = ['unauthenticated', ...OPEN];
export const WITH_BODY: readonly ProblemCode[] = [
  'validation-failed',
  'unsupported-media-type',
  'payload-too-large',
  'idempotency-mismatch',
];

export function responses(
  ok: ZodOpenApiResponsesObject,
  problems: readonly ProblemCode[],
  always: readonly ProblemCode[] = ALWAYS,
): ZodOpenApiResponsesObject {
  const all = [...problems, ...always].map((code) => [
    String(STATUS_OF[code]),
    { description: code, content: { 'application/problem+json': { schema: problemResponse } } },
  ]);
  return { ...ok, ...Object.fromEntries(all) };
}

export const asJson = (schema: z.ZodType) => ({ 'application/json': { schema } });
/** JSON, or a table for who would rather have that (`Accept`). */
export const orCsv = (schema: z.ZodType) => ({
  ...asJson(schema),
  'text/csv': { schema: z.string().meta({ description: 'UTF-8 with BOM, CRLF' }) },
});
