/** Whom a complaint is against, and how high they stand (B5.2.2c). Pure. */

/** How high somebody stands, the lowest first: it says whose a complaint against them is. */
export const STANDINGS = ['plain', 'leading', 'office', 'overseer'] as const;

export type Standing = (typeof STANDINGS)[number];

/** Somebody complained of, as they stood when the complaint was written down. */
export interface Accused {
  readonly id: string;
  readonly standing: Standing;
  readonly section?: string;
  /** The complaint's words leave them out by now; they stay complained of until the director takes them out. */
  readonly stays?: true;
}
