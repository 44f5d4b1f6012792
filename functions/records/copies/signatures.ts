/** The signatures of a sheet (B5.1c, B5.1d): drawn where the signer drew it, in words where the login signed. */

import {
  type DrawnSignature,
  isSignatureOwed,
  type Sheet,
  type Signature,
} from '../../../shared/domain/model/sheet.ts';
import type { RedactedEntry } from '../../../shared/domain/sheets/anonymity.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import { boundsOf } from './path-bounds.ts';

/** White around a drawing, as a part of its longer side; without it the stroke's edge would be cut off. */
const MARGIN = 0.04;

/** The signatures as markup, or in words why there is none. */
export function signaturesOf(
  sheet: Sheet,
  entries: readonly RedactedEntry[],
  time: (at: string) => string,
): Markup {
  if (sheet.signatures.length === 0) return html`${whyNone(sheet)}`;
  const drawn = new Map(entries.map((entry) => [entry.seq, drawnIn(entry)]));
  const set = sheet.signatures.map((signature) => one(signature, drawn.get(signature.entry), time));
  return isSignatureOwed(sheet) ? html`${set}<span>（另有附件待补签）</span>` : html`${set}`;
}

function one(
  { signer, at }: Signature,
  drawn: DrawnSignature | undefined,
  time: (at: string) => string,
): Markup {
  const hand = drawn === undefined ? html`<span>（登录签署）</span>` : drawing(drawn);
  return html`<div class="signature">${hand}<span>${signer}</span><span>${time(at)}</span></div>`;
}

/** The signature that an entry holds, of an intake or of a countersigning; undefined where it holds none. */
function drawnIn(entry: RedactedEntry): DrawnSignature | undefined {
  return 'signature' in entry ? entry.signature : undefined;
}

/** A drawn signature as a picture that fits its place. */
export function drawing({ signer, path }: DrawnSignature): Markup {
  const box = boundsOf(path);
  if (box === undefined) return html`<span>（签名图形无法显示）</span>`;
  const margin = Math.max(box.width, box.height) * MARGIN || 1;
  const [width, height] = [box.width + 2 * margin, box.height + 2 * margin];
  const view = `${box.left - margin} ${box.top - margin} ${width} ${height}`;
  return html`<svg viewBox="${view}" preserveAspectRatio="xMinYMid meet" role="img" aria-label="${signer}签名">
<path d="${path}" vector-effect="non-scaling-stroke"/></svg>`;
}

function whyNone(sheet: Sheet): string {
  const { requester, channel } = sheet;
  if (requester !== undefined) return '员工申请，免签';
  if (channel === 'direct') return '维修工直接受理，免签';
  // What was withdrawn or written off owes no signature any more.
  return isSignatureOwed(sheet) ? '待补签' : '免签';
}
