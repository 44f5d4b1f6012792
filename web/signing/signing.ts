import type { ComponentChildren } from 'preact';
import type { Picked } from '../parts/files/kept.ts';
import type { WrongAt } from '../parts/submission.ts';
import type { Allowed, Book, Draft } from './members.ts';

/** What a member that only one sort of thing has is asked with. */
export interface OwnField {
  readonly allowed: Allowed;
  readonly required: boolean;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly wrongAt: WrongAt;
}

/** What goes along with a body that is signed. */
export interface Along {
  readonly key: string;
  /** Kept on this device, and to be attached. */
  readonly files: readonly Picked[];
  /** Sends the files first, where nothing else does; the member of the body that attaches them. */
  attached(): Promise<{ readonly files?: readonly string[] }>;
  /** Is told how far a file is on its way, from 0 to 1. */
  readonly told: (file: string, share: number) => void;
}

/** Something that is signed step by step, as its form needs to know it. */
export interface Signing {
  readonly id: string;
  readonly version: number;
  readonly allowedSteps: readonly Allowed[];
  readonly book: Book;
  /** Steps that were made here and wait for their receipt: they are not offered again. */
  readonly waiting?: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  /** Who draws their signature, where one is drawn. */
  readonly signer: string;
  /** What is said of its steps, of their members and of its statuses, by their codes. */
  readonly said: {
    readonly steps: Readonly<Record<string, string>>;
    readonly effects: Readonly<Record<string, string>>;
    readonly members: Readonly<Record<string, string>>;
    readonly statuses: Readonly<Record<string, string>>;
  };
  /** What may be chosen for a member, each with what it is called. */
  options(member: string, allowed: Allowed): readonly (readonly [code: string, name: string])[];
  /** How members of the kind `own` are asked for. */
  readonly own?: Readonly<Record<string, (asked: OwnField) => ComponentChildren>>;
  /** What was typed, as the API takes it, where that is another form. */
  filled?(draft: Draft): Draft;
  /**
   * Signs. @param body has the members that the API itself named for this step; it checks them again
   * @returns `WAITING` where the device keeps it until there is an answer
   * @throws Refusal
   */
  send(body: Readonly<Record<string, unknown>>, along: Along): Promise<unknown>;
  /** It was signed, or somebody else was quicker: reads anew how it stands. */
  refresh(): void;
}
