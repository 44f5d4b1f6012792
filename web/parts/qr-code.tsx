import encodeQR from 'qr';
import { qrPath } from '../../shared/domain/kernel/qr-path.ts';

/** White around the code, in modules, as ISO/IEC 18004 asks for. */
const QUIET = 4;

export interface QrCodeProps {
  readonly address: string;
  /** What it is for, to whoever does not see it. */
  readonly label: string;
}

/** The code of an address, black on white in every scheme, because cameras read it best so. Loaded when it is first shown. */
export function QrCode({ address, label }: QrCodeProps) {
  const modules = encodeQR(address, 'raw', { ecc: 'medium', border: QUIET });
  return (
    <svg class="qr" viewBox={`0 0 ${modules.length} ${modules.length}`} role="img" aria-label={label}>
      <path d={qrPath(modules)} />
    </svg>
  );
}
