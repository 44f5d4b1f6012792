/** Problem responses (RFC 9457), and the one table from the contract's codes to HTTP statuses. */

import Negotiator from 'negotiator';
import { defined } from '../domain/kernel/defined.ts';
import type { Reason } from '../domain/kernel/errors.ts';
import { LANGUAGES, type Language } from '../domain/model/directory.ts';
import { type FormReason, type ProblemCode, sentence, TITLES } from './messages.ts';

export const STATUS_OF: { readonly [C in ProblemCode]: number } = {
  'validation-failed': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'step-not-allowed': 409,
  'version-conflict': 412,
  'precondition-required': 428,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-mismatch': 422,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
};

/** One fault in the input; `pointer` is an RFC 6901 pointer. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemMore {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that the sentence names. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Members of the problem beside those that every one has. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface ProblemResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The language to answer in: the reader's choice by `Accept-Language`, 中文 where they have none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'zh-CN';
  const [first] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages([
    ...LANGUAGES,
    'zh',
  ]);
  return first === 'en' ? 'en' : 'zh-CN';
}

/** The response to a request that cannot be met, as an HTTP API result. */
export function problem(
  code: ProblemCode,
  language: Language,
  reason: Reason | FormReason,
  more: ProblemMore = {},
): ProblemResponse {
  const status = STATUS_OF[code];
  const body = {
    type: `urn:shoujie:problem:${code}`,
    title: TITLES[code][language],
    status,
    detail: sentence(reason, language, more.values),
    code,
    ...defined({ errors: more.errors }),
    ...more.extensions,
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...more.headers,
    },
    body: JSON.stringify(body),
  };
}
