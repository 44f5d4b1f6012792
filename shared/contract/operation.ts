/** What the descriptions of all operations share: parameters, headers and responses by name (contract section 1). */
import * as z from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { directoryId } from './forms/directory-id.ts';
import { schemaName } from './forms/step-forms.ts';
import { type ProblemCode, TITLES } from './messages.ts';
import { STATUS_OF } from './problem.ts';
import { problemResponse } from './responses.ts';

export const language = z.object({
  'Accept-Language': z
    .string()
    .optional()
    .meta({ description: '`zh-CN` (default) or `en`', param: { id: 'AcceptLanguage' } }),
});

const KEY_FORM = z.string().regex(/^[\x21-\x7e]{1,128}$/);
const KEY_MEANS = 'Makes the request safe to repeat for 7 days: the same again gives the first answer.';
export const key = KEY_FORM.meta({ description: KEY_MEANS, param: { id: 'IdempotencyKey' } });
export const optionalKey = KEY_FORM.optional().meta({
  description: KEY_MEANS,
  param: { id: 'OptionalIdempotencyKey' },
});
export const ifMatch = z
  .string()
  .optional()
  .meta({ description: 'The version that the step is meant for, as in `"7"`.', param: { id: 'IfMatch' } });
export const ifNoneMatch = z
  .string()
  .optional()
  .meta({
    description: 'The `ETag` of what the reader has: 304 where that is current.',
    param: { id: 'IfNoneMatch' },
  });

/** An id in a path, by the name that the description knows it by. */
const inPath = <S extends z.ZodType>(id: string, description: string, form: S) =>
  form.meta({ description, param: { id } });

export const sheetId = z.object({ id: inPath('SheetId', "The sheet's id, a ULID", z.string()) });
export const caseId = z.object({ id: inPath('CaseId', "The case's id, a ULID", z.string()) });
export const personId = z.object({ id: inPath('PersonId', "The person's id", directoryId) });
export const awardId = z.object({ id: inPath('AwardId', "The award's id, a ULID", z.string()) });
export const siteId = z.object({ id: inPath('SiteId', "The site's id", directoryId) });
export const sectionId = z.object({
  site: inPath('SiteOfSection', "The id of the section's site", directoryId),
  id: inPath('SectionId', "The section's id", directoryId),
});
/** Of a section at a site that the query names, or the reader's. */
export const ofSectionId = z.object({ id: inPath('OfSectionId', "The section's id", directoryId) });
const changeId = inPath('ChangeId', 'The id of the change that waits', z.string().min(1));
export const changeOfPersonId = personId.extend({ change: changeId });
export const changeOfSheetId = sheetId.extend({ change: changeId });

const ETAG = z.string().meta({ description: 'The version, as in `"7"`.', header: { id: 'ETag' } });
export const versioned = z.object({ ETag: ETAG });
export const digested = z.object({
  ETag: z
    .string()
    .meta({ description: 'Of this very content, for `If-None-Match`.', header: { id: 'Digest' } }),
});
export const located = z.object({
  Location: z.string().meta({ description: 'The address of what is new', header: { id: 'Location' } }),
});

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
/** Problems of a step that somebody signs. */
export const SIGNED: readonly ProblemCode[] = [
  ...WITH_BODY,
  'not-found',
  'forbidden',
  'version-conflict',
  'step-not-allowed',
];

const retryAfter = z
  .string()
  .optional()
  .meta({ description: 'After how many seconds to try again', header: { id: 'RetryAfter' } });
const WAITING: readonly ProblemCode[] = ['too-many-requests', 'unavailable'];

const problemOf = (code: ProblemCode): ZodOpenApiResponseObject => ({
  id: schemaName(code),
  description: `\`${code}\`: ${TITLES[code]['zh-CN']} · ${TITLES[code].en}`,
  ...(WAITING.includes(code) && { headers: z.object({ 'Retry-After': retryAfter }) }),
  content: { 'application/problem+json': { schema: problemResponse } },
});

/** Each code has one response, by its name, which all operations share. */
const PROBLEMS = Object.fromEntries(
  Object.keys(TITLES).map((code) => [code, problemOf(code as ProblemCode)]),
) as { readonly [C in ProblemCode]: ZodOpenApiResponseObject };

export function responses(
  ok: ZodOpenApiResponsesObject,
  problems: readonly ProblemCode[],
  always: readonly ProblemCode[] = ALWAYS,
): ZodOpenApiResponsesObject {
  const all = [...problems, ...always].map((code) => [String(STATUS_OF[code]), PROBLEMS[code]]);
  return { ...ok, ...Object.fromEntries(all) };
}

export const asJson = (schema: z.ZodType) => ({ 'application/json': { schema } });
/** JSON, or a table for who would rather have that (`Accept`). */
export const orCsv = (schema: z.ZodType) => ({
  ...asJson(schema),
  'text/csv': { schema: z.string().meta({ description: 'UTF-8 with BOM, CRLF' }) },
});

export const printed: ZodOpenApiResponseObject = {
  id: 'Printed',
  description: 'A page to print',
  content: { 'text/html': { schema: z.string() } },
};
export const unchanged: ZodOpenApiResponseObject = {
  id: 'Unchanged',
  description: 'The reader has it',
};
