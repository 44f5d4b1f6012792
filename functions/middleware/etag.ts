/** Tags of answers, and whether a reader has an answer already (contract section 1, `If-None-Match`; RFC 9110, section 13.1.2). */
import { createHash } from 'node:crypto';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import type { ApiEvent } from './request.ts';

const TAG_CHARACTERS = 22;

/** The tag of an answer that has no version: a digest of its text. */
export const digestTag = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, TAG_CHARACTERS)}"`;

/** A tag may have a comma in it. */
const TAGS = /"[^"]*"/g;

/** Whether `If-None-Match` names that tag, compared weakly as RFC 9110 has it, or anything that there is. */
export function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.match(TAGS)?.some((tag) => tag === etag) === true;
}

/** What caches are told with an answer, they are told with a 304 in its place. */
const KEPT = ['etag', 'cache-control', 'vary'];

/** The answer to a GET or, where its reader has it already, 304. */
export function unlessHeld(
  { requestContext, headers }: ApiEvent,
  response: CommandResponse,
): CommandResponse {
  const { etag } = response.headers;
  const isRead = requestContext.http.method === 'GET' && response.statusCode === 200;
  if (!isRead || etag === undefined || !isHeld(headers['if-none-match'], etag)) return response;
  const kept = Object.entries(response.headers).filter(([name]) => KEPT.includes(name));
  return { statusCode: 304, headers: Object.fromEntries(kept), body: '' };
}
