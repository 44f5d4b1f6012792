/** Awards (奖优, B3c), as they are kept. */

export const AWARD_KINDS = ['commendation', 'bonus', 'model-worker'] as const;
export type AwardKind = (typeof AWARD_KINDS)[number];

/** Who is awarded: one of them. */
export interface Awarded {
  readonly person?: string;
  readonly section?: string;
}

export interface Award {
  readonly id: string;
  readonly site: string;
  readonly about: Awarded;
  /** Of a person: the section in which they worked then. */
  readonly section?: string;
  readonly kind: AwardKind;
  readonly reason: string;
  /** The local month for which it is, written `2026-11`. */
  readonly month?: string;
  /** Who granted it; its ledger has for whom they stood in. */
  readonly by: string;
  readonly at: string;
  /** From then on it neither stands on the public page nor bears on anything. */
  readonly withdrawn?: { readonly reason: string; readonly by: string; readonly at: string };
  /** 1 as it was granted, 2 once it is withdrawn. */
  readonly version: number;
}
