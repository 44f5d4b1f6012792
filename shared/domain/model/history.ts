/**
 * How a sheet went from hand to hand: what the registers write down of it (会签单交接记录本, 报修登记台帐; B5.2a, B5.2b,
 * B5.2.1a). Part of the sheet, so that a register's row is never older than it. Pure.
 */
import type { Owes } from './clock.ts';

/** What passed a sheet on: handed over to a section, returned to customer service, reopened at the follow-up or because its asker objected. */
export const HAND_OVER_STEPS = ['hand-over', 'return', 'follow-up', 'object'] as const;
export type HandOverStep = (typeof HAND_OVER_STEPS)[number];

/** `open`: nobody signed for it yet. `ended`: it was withdrawn or taken back before anybody did. */
export const HAND_OVER_STATES = ['open', 'received', 'disputed', 'ended'] as const;
export type HandOverState = (typeof HAND_OVER_STATES)[number];

export interface Signatory {
  readonly id: string;
  readonly standInFor?: string;
}

/** One line of the hand-over ledger. */
export interface HandOver {
  /** `seq` of the ledger entry that passed it on. */
  readonly seq: number;
  readonly step: HandOverStep;
  readonly at: string;
  readonly round: number;
  /** None where its asker objected, who need not be known. */
  readonly by?: Signatory;
  /** The section that it was passed to or, for a return, that returned it; none: the authority itself. */
  readonly section?: string;
  /** Which of the sheet's opinions was written with it. */
  readonly opinion?: number;
  readonly state: HandOverState;
  /** Who signed for it, or disputed it, and when. */
  readonly receiver?: Signatory;
  readonly receivedAt?: string;
}

/** A follow-up that ended its round, with whom it speaks of. */
export interface FollowedUp {
  readonly seq: number;
  readonly at: string;
  readonly round: number;
  readonly outcome: 'resolved' | 'unresolved' | 'unreachable';
  /** Whoever asked objected to it: what the desk wrote down is not what came of it. */
  readonly objected?: true;
  readonly satisfaction?: number;
  readonly attitude?: number;
  readonly section?: string;
  readonly handler?: string;
}

export interface History {
  readonly handOvers: readonly HandOver[];
  readonly followUps: readonly FollowedUp[];
  /** Who owed what was broken when it was; the clock may have passed to somebody else since. */
  readonly broken: { readonly [clock: string]: Owes };
  /** Of the present round. */
  readonly arrivedAt?: string;
  readonly completedAt?: string;
  readonly returnedAt?: string;
}

export const NO_HISTORY: History = { handOvers: [], followUps: [], broken: {} };
