/** A QR code as a drawing that a page can hold (contract section 3, "copies"). */
import encodeQR from 'qr';
import { qrPath } from '../../../shared/domain/kernel/qr-path.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';

/** White around the code, in modules, as ISO/IEC 18004 asks for. */
const QUIET = 4;

/** The code of an address: black on what is white, drawn as one path. */
export function qrCode(address: string): Markup {
  const modules = encodeQR(address, 'raw', { ecc: 'medium', border: QUIET });
  const side = modules.length;
  return html`<svg viewBox="0 0 ${side} ${side}" role="img" aria-label="二维码"><path d="${qrPath(modules)}"/></svg>`;
}
