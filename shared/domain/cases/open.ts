/** Opening a case, and dismissing one that was only proposed (A2.1, contract section 5). Pure. */

import { isKnownRule } from '../kernel/clauses.ts';
import { DomainError, forbidden, invalid } from '../kernel/errors.ts';
import { type FoundFiles, filesFault, filesIn } from '../kernel/files.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import { type Authority, isAuthorityRole, ROLE_ROWS } from '../model/roles.ts';
import { customerServiceOf, isManagerOf } from '../organisation/organisation.ts';
import type { Case, CaseEvent, CaseOpening, CaseTerms, Origin } from './case.ts';
import { archivingOf, entriesOn } from './entries.ts';
import { evolveCase } from './evolve.ts';
import { isProposedTo } from './proposed.ts';

export interface OpenCaseCommand {
  readonly about: string;
  readonly rule: string;
  readonly allegation: string;
  readonly origin?: Origin | undefined;
  readonly files?: readonly string[] | undefined;
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
  /** The files that the command names, as they were looked up. */
  readonly files?: FoundFiles;
}

type OpenEvent = Extract<CaseEvent, { step: 'open' }>;

/** Whom a case may be about: staff whose role says whose case it is. */
interface Subject {
  readonly person: Person;
  readonly authority: Authority;
}

function subjectOf({ about }: OpenCaseCommand, directory: Directory): Subject | DomainError {
  const person = directory.staff.find(({ id }) => id === about);
  const authority = person && ROLE_ROWS[person.role].casesAbout;
  if (person === undefined || authority === undefined) return invalid('/about', 'unknown-person');
  return { person, authority };
}

/**
 * Decides the opening of a case; gives its `open` entry, or a DomainError: `validation-failed` for people, rules,
 * origins and files that are not known, `forbidden` for whoever may not open one about that person.
 */
export function openCase(
  command: OpenCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
  context: OpenCaseContext,
): OpenEvent | DomainError {
  const subject = subjectOf(command, directory);
  if (subject instanceof DomainError) return subject;
  const actor = actors.find((each) => mayOpen(each, subject.person, directory));
  if (actor === undefined) return forbidden('not-yours-to-open');
  if (!isKnownRule(command.rule, context.promises)) return invalid('/rule', 'unknown-rule');
  if (context.unknown === 'sheet') return invalid('/origin/sheet', 'unknown-sheet');
  if (context.unknown === 'clock') return invalid('/origin/clock', 'unknown-clock');
  const bad = filesFault(command.files, context.files, actors[0]?.id ?? '', context.now);
  if (bad !== undefined) return bad;
  const opening = {
    ...openingOf(command, subject, directory, context),
    ...filesIn(command.files, context.files),
  };
  return { ...opening, seq: 1, at: context.now, actor, version: 1, result: {} };
}

function openingOf(
  { about, rule, allegation, origin }: OpenCaseCommand,
  { person, authority }: Subject,
  directory: Directory,
  { id, number, terms }: OpenCaseContext,
): CaseOpening {
  return {
    step: 'open',
    ...{ id, number, site: directory.site.id, about },
    ...(person.section === undefined ? {} : { section: person.section }),
    ...{ authority, rule, allegation, terms },
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A manager of that person's section, customer service's manager, director, overseer; never about themselves. */
export function mayOpen(actor: Actor, subject: Person, directory: Directory): boolean {
  if (actor.id === subject.id || actor.standInFor === subject.id) return false;
  if (isAuthorityRole(actor)) return true;
  return [subject.section, customerServiceOf(directory)?.id].some((section) =>
    isManagerOf(actor, section, directory),
  );
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
  const subject = subjectOf(command, directory);
  if (subject instanceof DomainError) return subject;
  const { now } = context;
  const event: OpenEvent = {
    ...openingOf(command, subject, directory, context),
    ...{ seq: 1, at: now, actor, version: 1, result: {} },
  };
  const opened = evolveCase(undefined, event);
  const dismissal = entriesOn(opened, [{ body: { step: 'dismiss', reason }, actor, version: 1 }], now);
  const dismissed = dismissal.reduce<Case>(evolveCase, opened);
  return [event, ...dismissal, ...entriesOn(dismissed, archivingOf(dismissed, now), now)];
}
