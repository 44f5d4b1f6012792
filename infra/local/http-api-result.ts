import type { OutgoingHttpHeaders } from 'node:http';
import type { Answer } from './http-server.ts';

interface StructuredResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, boolean | number | string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

const isStructured = (result: unknown): result is StructuredResult =>
  typeof result === 'object' && result !== null && 'statusCode' in result;

function headersOf({ headers = {}, cookies }: StructuredResult): OutgoingHttpHeaders {
  const out: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) out[name.toLowerCase()] = String(value);
  out['content-type'] ??= 'text/plain; charset=utf-8';
  if (cookies && cookies.length > 0) out['set-cookie'] = [...cookies];
  return out;
}

/**
 * What an HTTP API makes of a function's result under payload 2.0: with a `statusCode` it is the answer, any
 * other value is the body of a 200 in JSON.
 * @throws TypeError for a result that an HTTP API would refuse
 */
export function answerOf(result: unknown): Answer {
  if (!isStructured(result)) {
    const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { statusCode, body = '', isBase64Encoded = false } = result;
  if (!Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599 || typeof body !== 'string') {
    throw new TypeError(`not an HTTP API result: status ${String(statusCode)}, body of type ${typeof body}`);
  }
  return {
    status: statusCode,
    headers: headersOf(result),
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
