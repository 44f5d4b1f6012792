/** The secrets that a stage is made with, and that nobody writes down: `secrets` of a row of the manifest says who reads which. */

/** By their names, what each is for. */
export const SECRETS = {
  cursors: 'Encrypts the cursors of lists',
  links: "Makes the tokens of residents' links",
  search: 'Keys the digests that sheets and residents are found by',
} as const;

export type SecretName = keyof typeof SECRETS;

export const secretNames = Object.keys(SECRETS) as readonly SecretName[];

/** A variable that tells functions where a secret is, such as `CURSORS_SECRET`. */
export type SecretVariable = `${Uppercase<SecretName>}_SECRET`;

export const secretVariable = (name: SecretName): SecretVariable =>
  `${name.toUpperCase() as Uppercase<SecretName>}_SECRET`;
