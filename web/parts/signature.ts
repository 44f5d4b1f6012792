/** A drawn signature, as it is sent. */

/** As the API takes it (contract section 3). */
export interface Signature {
  readonly signer: string;
  readonly path: string;
  readonly onBehalf?: { readonly name: string; readonly relation: string };
}
