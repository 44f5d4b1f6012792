/** What copies in a second region are called; the stacks of both regions know them by these names. */

/** The vault that copies of the table are in. */
export const copyVaultName = (stage: string): string => `shoujie-${stage}-copy`;

/** The bucket that copies of sealed objects are in. Names of buckets are the world's, so it bears the account. */
export const archiveCopyName = (stage: string, account: string): string =>
  `shoujie-${stage}-archive-copy-${account}`;
