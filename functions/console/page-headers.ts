/** What the console's page may load, and from where: its own files, people's files, the issuer of tokens, and the API. */
import { STYLE_SOURCE } from '../middleware/printed-style.ts';
import type { ConsoleConfig } from './config.ts';

/**
 * The headers of the page: nothing is written into it, so nothing that is written into it
 * runs; a copy that it prints from a frame brings its own style, which is known by its digest.
 */
export function pageHeaders(config: ConsoleConfig): Record<string, string> {
  const { discovery, logout, filesOrigin, api } = config;
  const named = [discovery, logout.url, ...(api === undefined ? [] : [api])];
  const others = [...new Set(named.map((url) => new URL(url).origin))].join(' ');
  return {
    'cache-control': 'no-cache',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' ${STYLE_SOURCE}`,
      `img-src 'self' blob: ${filesOrigin}`,
      `media-src blob: ${filesOrigin}`,
      `connect-src 'self' ${filesOrigin} ${others}`,
      "frame-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(self), geolocation=()',
  };
}
