/** Opening a case, and dismissing one that was only proposed (A2.1, contract section 5). Pure. */

import { isKnownRule } from '../kernel/clauses.ts';
import { DomainError, forbidden, invalid } from '../kernel/errors.ts';
import type { Actor, Directory, Person, Role } from '../model/directory.ts';
import { customerServiceOf, managersOf } from '../organisation/organisation.ts';
import type { Authority, Case, CaseEvent, CaseOpening, CaseTerms, Origin } from './case.ts';
import { archivingOf, entriesOn } from './entries.ts';
import { evolveCase } from './evolve.ts';

export interface OpenCaseCommand {
  readonly about: string;
  readonly rule: string;
  readonly allegation: string;
  readonly origin?: Origin | undefined;
}

export interface OpenCaseContext {
  readonly now: string;
  /** The new case's id, a ULID, and its number. */
  readonly id: string;
  readonly number: string;
  readonly terms: CaseTerms;
  /** Ids of promises that sections have published. */
  readonly promises: readonly string[];
  /** What of the origin the caller cannot refer to: because it is not there, or because they do not see it. */
  readonly unknown?: 'sheet' | 'clock' | undefined;
}

/** Whose case it is, by the standing of whom it is about. One about an overseer is the director's (as B5.2.2c has it). */
const AUTHORITY: { readonly [R in Role]?: Authority } = {
  manager: 'office',
  administrator: 'office',
  hr: 'office',
  'deputy-director': 'office',
  overseer: 'office',
  director: 'overseer',
};

type OpenEvent = Extract<CaseEvent, { step: 'open' }>;

/**
 * Decides the opening of a case; gives its `open` entry, or a DomainError: `validation-failed` for people, rules and
 * origins that are not known, `forbidden` for whoever may not open one about that person.
 */
export function openCase(
  command: OpenCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
  context: OpenCaseContext,
): OpenEvent | DomainError {
  const subject = directory.staff.find(({ id }) => id === command.about);
  if (subject === undefined) return invalid('/about', 'unknown-person');
  if (!isKnownRule(command.rule, context.promises)) return invalid('/rule', 'unknown-rule');
  if (context.unknown === 'sheet') return invalid('/origin/sheet', 'unknown-sheet');
  if (context.unknown === 'clock') return invalid('/origin/clock', 'unknown-clock');
  const actor = actors.find((each) => mayOpen(each, subject, directory));
  if (actor === undefined) return forbidden('not-yours-to-open');
  return { ...openingOf(command, subject, context), seq: 1, at: context.now, actor, version: 1, result: {} };
}

function openingOf(
  { about, rule, allegation, origin }: OpenCaseCommand,
  subject: Person,
  { id, number, terms }: OpenCaseContext,
): CaseOpening {
  return {
    step: 'open',
    ...{ id, number, site: subject.site, about },
    ...(subject.section === undefined ? {} : { section: subject.section }),
    authority: AUTHORITY[subject.role] ?? 'section',
    ...{ rule, allegation, terms },
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A manager of that person's section, customer service's manager, director, overseer; never about themselves. */
export function mayOpen(actor: Actor, subject: Person, directory: Directory): boolean {
  if (actor.id === subject.id || actor.standInFor === subject.id) return false;
  if (actor.role === 'director' || actor.role === 'overseer') return true;
  const managers = [subject.section, customerServiceOf(directory)?.id].flatMap((section) =>
    managersOf(directory, section),
  );
  return managers.some(({ id }) => id === (actor.standInFor ?? actor.id));
}

/** Those whom escalation's last level proposes cases to. */
const PROPOSED_TO: readonly Actor['role'][] = ['director', 'overseer'];

/** Whether a proposed case is shown to somebody: nobody judges what is proposed about themselves. */
export function isProposedTo(actor: Pick<Actor, 'id' | 'role'>, about?: string): boolean {
  return PROPOSED_TO.includes(actor.role) && actor.id !== about;
}

/**
 * Dismissing a proposed case: it is opened, dismissed for that reason and archived in one go, so that the reason
 * stands in a ledger like any other outcome.
 */
export function dismissProposed(
  command: OpenCaseCommand,
  reason: string,
  actors: readonly Actor[],
  directory: Directory,
  context: OpenCaseContext,
): readonly CaseEvent[] | DomainError {
  const actor = actors.find((each) => isProposedTo(each, command.about) && each.standInFor !== command.about);
  if (actor === undefined) return new DomainError('not-found', 'case-not-visible');
  const subject = directory.staff.find(({ id }) => id === command.about);
  if (subject === undefined) return invalid('/about', 'unknown-person');
  const { now } = context;
  const event: OpenEvent = {
    ...openingOf(command, subject, context),
    ...{ seq: 1, at: now, actor, version: 1, result: {} },
  };
  const opened = evolveCase(undefined, event);
  const dismissal = entriesOn(opened, [{ body: { step: 'dismiss', reason }, actor, version: 1 }], now);
  const dismissed = dismissal.reduce<Case>(evolveCase, opened);
  return [event, ...dismissal, ...entriesOn(dismissed, archivingOf(dismissed), now)];
}
