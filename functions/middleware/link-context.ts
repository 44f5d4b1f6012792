/** What functions have that make residents' links, or take steps by them (contract section 10). */
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { openTokens } from '../../shared/store/sheets/link-tokens.ts';

export const tokenOf = openTokens(openSecret(fromEnvironment('LINKS_SECRET')));
