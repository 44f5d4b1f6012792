/** How a message of a robot is signed, and when it was taken, as each maker documents it (contract section 11). Pure. */
import { createHmac } from 'node:crypto';
import type { RobotFormat } from '../../shared/domain/model/directory.ts';

/** What the secret of a robot holds: where it listens and, where its maker has one, what requests are signed with. */
export interface RobotSecret {
  readonly url: string;
  readonly secret?: string;
}

interface Signed {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text);

/**
 * Where a body goes, and with which headers. `json` is signed as `t=<unix>,v1=<hex HMAC-SHA256 of "t.body">`; DingTalk
 * wants `timestamp` (ms) and `sign`, Base64 of the HMAC of `timestamp`, newline and secret by that secret, in the address; WeCom
 * knows a robot by the key in its address alone.
 * @throws RobotFault where there is nothing to sign `json` with
 */
export function signedRequest(
  format: RobotFormat,
  { url, secret }: RobotSecret,
  body: string,
  nowMs: number,
): Signed {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  // Whoever takes the product's own form knows by its signature that it is the product's.
  if (secret === undefined && format === 'json') throw new RobotFault('secret-without-secret');
  if (secret === undefined || format === 'wecom') return { url, headers };
  if (format === 'json') {
    const t = Math.floor(nowMs / 1000);
    const v1 = hmac(secret, `${t}.${body}`).digest('hex');
    return { url, headers: { ...headers, 'x-shoujie-signature': `t=${t},v1=${v1}` } };
  }
  const at = new URL(url);
  at.searchParams.set('timestamp', String(nowMs));
  at.searchParams.set('sign', hmac(secret, `${nowMs}\n${secret}`).digest('base64'));
  return { url: at.href, headers };
}

/** What becomes of a message that was not taken; `code` is for the log, and has nothing secret in it. */
export class RobotFault extends Error {
  override readonly name = 'RobotFault';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Why a message was not taken, undefined where it was: both makers answer 200 to what they refuse, with an `errcode`. */
export function refusalIn(format: RobotFormat, status: number, body: string): string | undefined {
  if (status < 200 || status > 299) return `status-${status}`;
  if (format === 'json') return undefined;
  try {
    const said: { readonly errcode?: unknown } = Object(JSON.parse(body));
    return said.errcode === 0 ? undefined : `errcode-${said.errcode}`;
  } catch {
    return 'no-errcode';
  }
}
