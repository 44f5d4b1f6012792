/** The clocks of contract section 3 as a sheet keeps them: their names, states, who owes them, and what was raised. Pure. */

export const CLOCK_NAMES = [
  'answer',
  'dispatch',
  'acceptance',
  'arrival',
  'return',
  'handling',
  'countersign',
  'follow-up',
] as const;

export type ClockName = (typeof CLOCK_NAMES)[number];

/** Who owes a promise: a person, or a section with whoever leads it. */
export interface Owes {
  readonly person?: string;
  readonly section?: string;
}

export const CLOCK_STATES = ['running', 'stopped', 'breached', 'late', 'exempt'] as const;

export type ClockState = (typeof CLOCK_STATES)[number];

/** An exemption asked for (B5.2.1c); `inTime`: asked before the deadline. */
export interface Exemption {
  readonly state: 'requested' | 'granted' | 'refused';
  readonly by: string;
  readonly at: string;
  readonly until: string;
  /** Not shown to residents. */
  readonly reason?: string;
  readonly inTime: boolean;
  /** When it was done, where it asks by itself because it was recorded too late. */
  readonly performedAt?: string;
}

export interface Clock {
  /** `name-round-n`, n counting from 1 by name and round. */
  readonly id: string;
  readonly name: ClockName;
  readonly round: number;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly originalDueAt?: string;
  readonly warnAt: string;
  readonly warnedAt?: string;
  readonly stoppedAt?: string;
  readonly breachedAt?: string;
  readonly state: ClockState;
  readonly clause: string;
  /** Who owes it by what was known when it started, and who did once it is broken or over; meanwhile it is reckoned. */
  readonly owes: Owes;
  /** Who answers for it once it is broken or over: whoever owed it, of a section its manager. */
  readonly answerable?: string;
  readonly exemption?: Exemption;
  /** The version of the plan and of the calendar that the deadline was computed from. */
  readonly plan: string;
  readonly calendar: string;
  /** How long each level of its escalation waits for the next, where the plan says so itself. */
  readonly wait?: string;
  /** The calendar had no data for a year that was counted through. */
  readonly provisional?: true;
}

export const isLive = (clock: Clock): boolean => clock.stoppedAt === undefined;

/** Who heard of a breach when; `to` is empty where a level had nobody to tell. */
export interface Escalation {
  readonly clock: string;
  readonly level: number;
  readonly to: readonly string[];
  readonly at: string;
}

export const TARGET_NAMES = ['review', 'delivery', 'carry-out'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];
