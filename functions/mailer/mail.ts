/** A letter on its way: what is sent, and who carries it. */

export interface Mail {
  /** Whose letter it is, by name, and the address that it is sent from. */
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** By what an event names a letter that went wrong: whom it is for, and which one. */
export interface LetterName {
  readonly person: string;
  readonly letter: string;
}

/** The mail server says that nothing reaches the address, and that it will not: whoever asks again is told the same. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Hands a letter over, and stops trying when the signal says so; only SES tells of it by its name.
 * @throws AddressRefused where nothing ever reaches its address; anything else when it was not taken, so that it is tried again
 */
export type Carry = (mail: Mail, name: LetterName, ends?: AbortSignal) => Promise<void>;

/** A mail server, as `smtp://host:port/secret`: TLS from the first byte at port 465, from STARTTLS on elsewhere. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** The secret in Secrets Manager that holds `user` and `password`. */
  readonly secret: string;
}
