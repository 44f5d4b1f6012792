/** Salts of commitments (contract section 3). */
import { randomBytes } from 'node:crypto';

/** A fresh salt: 32 lower-case hex digits. */
export const newSalt = (): string => randomBytes(16).toString('hex');
