/** A printable copy, or a page for one reader, as a response: it can load nothing, run nothing and be framed by nobody. */
import type { Language } from '../../shared/domain/model/directory.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * A page that is for the reader's eyes only: 200 and in Chinese unless said otherwise.
 * @param policy what the page may load and do, where that is more than to bear its own style
 */
export function printable(
  body: string,
  {
    language = 'zh-CN',
    statusCode = 200,
    policy = POLICY,
  }: { readonly language?: Language; readonly statusCode?: number; readonly policy?: string } = {},
): CommandResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'private, no-cache',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}
