/** A case with all that is needed to print it. */

import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import type { Names } from '../copies/names.ts';
import { drawing } from '../copies/signatures.ts';

export interface CaseOnPaper {
  readonly state: Case;
  readonly entries: readonly CaseEntry[];
  readonly names: Names;
  /** Writes an instant as the site's clocks show it. */
  readonly time: (at: string) => string;
}

/** The signature that an entry holds, drawn, with who signed and when; undefined where it holds none. */
export function signatureIn({ time }: CaseOnPaper, entry: CaseEntry | undefined): Markup | undefined {
  if (entry === undefined || !('signature' in entry)) return undefined;
  const { signature, at } = entry;
  return html`<div class="signature">${drawing(signature)}<span>${signature.signer}</span><span>${time(at)}</span></div>`;
}
