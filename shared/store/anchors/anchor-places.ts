/** Where checkpoints, and the public keys that they are signed with, are in their bucket. */

const NUMBER_DIGITS = 8;
export const checkpointPlace = (number: number): string =>
  `checkpoints/${String(number).padStart(NUMBER_DIGITS, '0')}.json`;

export const PUBLIC_KEYS_PREFIX = 'keys/';
export const publicKeyPlace = (keyId: string): string => `${PUBLIC_KEYS_PREFIX}${keyId}.pem`;
