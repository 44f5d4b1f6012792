/** The headers that make a request conditional or safe to repeat (contract section 1). */
import { type IdempotencyKey, idempotencyKey } from '../../shared/store/table/idempotency.ts';
import { type ApiEvent, Refused } from './request.ts';

const KEY_FORM = /^[\x21-\x7e]{1,128}$/;
const ETAGS_FORM = /^\s*"\d{1,15}"\s*(?:,\s*"\d{1,15}"\s*)*$/;

/** The `Idempotency-Key`, checked; undefined where there is none and none is required. */
export function keyHeader(event: ApiEvent, required: boolean): string | undefined {
  const key = event.headers['idempotency-key'];
  if (key === undefined) {
    if (required) throw bad('/Idempotency-Key', 'key-required');
    return undefined;
  }
  if (!KEY_FORM.test(key)) throw bad('/Idempotency-Key', 'key-form');
  return key;
}

/** What a key binds: caller, method, path and canonical body. */
export function idempotencyKeyOf(
  event: ApiEvent,
  caller: string,
  key: string | undefined,
  body: unknown,
): IdempotencyKey | undefined {
  if (key === undefined) return undefined;
  return idempotencyKey(caller, event.requestContext.http.method, event.rawPath, key, body);
}

/** The versions that `If-Match` names; undefined where any will do. */
export function expectedOf(event: ApiEvent): readonly number[] | undefined {
  const given = event.headers['if-match'];
  if (given === undefined || given.trim() === '*') return undefined;
  if (!ETAGS_FORM.test(given)) throw bad('/If-Match', 'etag-form');
  return given.split(',').map((tag) => Number(tag.trim().slice(1, -1)));
}

function bad(pointer: string, reason: 'key-required' | 'key-form' | 'etag-form'): Refused {
  return new Refused('validation-failed', reason, { pointer });
}
