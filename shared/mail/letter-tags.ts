/** How a letter names its reader to SES, which takes letters, digits, `_` and `-` alone in the value of a tag. */

/** A person's id as a tag. */
export const tagOf = (person: string): string => Buffer.from(person).toString('base64url');

/** The person's id in a tag. */
export const personTagged = (tag: string): string => Buffer.from(tag, 'base64url').toString();
