/** Tokens of residents' links for tests that open sheets without a cloud; of a secret that everybody may know. */
import { openTokens } from '../../shared/store/sheets/link-tokens.ts';

const SECRET = new Uint8Array(32);

export const tokenOf = openTokens(async () => SECRET);
