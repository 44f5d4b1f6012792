/** A printable copy as a response: a page that can load nothing, run nothing and be framed by nobody. */
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** 200 with a page in Chinese that is for the reader's eyes only. */
export function printable(body: string): CommandResponse {
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'zh-CN',
      'cache-control': 'private, no-cache',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}
