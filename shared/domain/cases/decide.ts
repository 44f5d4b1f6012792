/** What a step of a case comes to: the entries that it writes, or why it is refused. Pure. */

import { defaultPlan } from '../clocks/responsibility.ts';
import { DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import { type FoundFiles, filesFault, filesIn } from '../kernel/files.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import type { DrawnSignature } from '../model/sheet.ts';
import { reaches } from '../organisation/reach.ts';
import { isNameOf } from '../sheets/signatures.ts';
import { SYSTEM } from '../sheets/watch.ts';
import { currentAppeal, nextAppealLevel, reviewerFor, reviewerNow } from './appeal.ts';
import { isLast, startOfCarryingOut } from './carrying-out.ts';
import type {
  AnyCaseCommand,
  AppealCommand,
  Case,
  CaseEvent,
  CaseTarget,
  JudgedCase,
  ReviewCommand,
} from './case.ts';
import { archivingOf, type Body, entriesOn } from './entries.ts';
import { evolveCase } from './evolve.ts';
import { overdueBreach, unreviewed } from './moves.ts';
import { caseBarrier, reviewBarrier, reviewOutcome } from './rules.ts';
import { type CaseStepRow, caseRowsFor, isInState, takesPartIn } from './steps.ts';
import { isOpenAt, targetOf, windowOf } from './terms.ts';
import { seesCase } from './visibility.ts';

export interface CaseContext {
  readonly now: string;
  /** Versions one of which the case must be in (`If-Match`); none: any. */
  readonly expected?: readonly number[] | undefined;
  /** Whether the subject has an earlier case that became final. */
  readonly hasFinal?: boolean;
  /** Whom the command names as witness, if the directory knows them. */
  readonly witness?: Person | undefined;
  /** The files that the command names, as they were looked up. */
  readonly files?: FoundFiles;
}

/**
 * Decides a step on a case.
 *
 * Takes the case, the command in proper form, everybody as whom the caller may act, the site's directory and the present
 * instant; gives the entries to append, in order, or a DomainError. Checked in the contract's order: `not-found`
 * (may not see it), `forbidden`, `version-conflict`, `validation-failed`, `step-not-allowed`.
 */
export function decideCase(
  state: Case,
  command: AnyCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
  context: CaseContext,
): readonly CaseEvent[] | DomainError {
  const part = judgeCase(state, command, actors, directory, context);
  if (part instanceof DomainError) return part;
  const body = {
    ...bodyOf(state, command, part.actor, directory, context),
    ...filesIn(command.files, context.files),
  };
  return entries(state, body, part.actor, directory, context.now);
}

/** By which row of the table a step is allowed, and as whom somebody signs it. */
export interface CasePart {
  readonly row: CaseStepRow;
  readonly actor: Actor;
}

/** Whether a step may be taken, as `decideCase` has it. */
export function judgeCase(
  state: Case,
  command: AnyCaseCommand,
  actors: readonly Actor[],
  directory: Directory,
  context: CaseContext,
): CasePart | DomainError {
  const seeing = actors.filter((actor) => seesCase(actor, state, directory.site.id));
  if (seeing.length === 0) return new DomainError('not-found', 'case-not-visible');
  if (command.step === 'review' && !state.appeals.some(({ level }) => level === command.level)) {
    return new DomainError('not-found', 'case-not-visible');
  }
  const parts = caseRowsFor(state, command).flatMap((row) =>
    seeing
      .filter((actor) => takesPartIn(row, actor, state, directory, command))
      .map((actor) => ({ row, actor })),
  );
  if (parts.length === 0) return forbidden('not-your-step');
  if (context.expected !== undefined && !context.expected.includes(state.version)) {
    return new DomainError('version-conflict', 'case-moved-on');
  }
  const bad = fault(state, command, actors, directory, context);
  if (bad !== undefined) return bad;
  const part = parts.find(({ row }) => isInState(row, state));
  if (part === undefined) return notAllowed('case-not-in-this-state');
  const barred = barrier(state, command, part.actor, context);
  if (barred !== undefined) return barred;
  return part;
}

/** Bad input that shows only against the case and the directory. */
function fault(
  state: Case,
  command: AnyCaseCommand,
  [caller]: readonly Actor[],
  directory: Directory,
  context: CaseContext,
): DomainError | undefined {
  if ('signature' in command) {
    const unlike = subjectFault(state, command.signature, directory);
    if (unlike !== undefined) return unlike;
  }
  if ('witness' in command && command.witness !== undefined) {
    const { witness } = context;
    const isThere = witness?.active === true && reaches(witness, state.site);
    if (!isThere) return invalid('/witness', 'unknown-person');
  }
  if (command.step === 'carry-out' && !isPossible(state, command.at, context.now)) {
    return invalid('/at', 'carried-out-when');
  }
  return filesFault(command.files, context.files, caller?.id ?? '', context.now);
}

/** A sanction is carried out once it was decided, and no earlier than it is entered. */
function isPossible(state: Case, at: string, now: string): boolean {
  const decided = 'decision' in state ? state.decision : undefined;
  return at <= now && (decided === undefined || decided.at <= at);
}

/** What the subject signs bears their name (contract section 3, `signature`). */
function subjectFault(
  { about }: Case,
  { signer }: DrawnSignature,
  { staff }: Directory,
): DomainError | undefined {
  const subject = staff.find(({ id }) => id === about);
  return subject === undefined || isNameOf(signer, subject)
    ? undefined
    : invalid('/signature/signer', 'not-the-subjects-name');
}

function barrier(
  state: Case,
  command: AnyCaseCommand,
  actor: Actor,
  { now, hasFinal = false }: CaseContext,
): DomainError | undefined {
  switch (command.step) {
    case 'appeal':
      return state.status === 'delivered' && isOpenAt(state.window, now)
        ? undefined
        : notAllowed('window-closed');
    case 'review':
      return currentAppeal(state)?.level === command.level
        ? reviewBarrier(state as JudgedCase, command)
        : notAllowed('case-not-in-this-state');
    default:
      return caseBarrier(state, command, actor, hasFinal);
  }
}

/** What the step's own entry says, with the target that it starts. */
function bodyOf(
  state: Case,
  command: AnyCaseCommand,
  actor: Actor,
  directory: Directory,
  { now }: CaseContext,
): Body {
  const starts = (
    name: CaseTarget['name'],
    of: CaseTarget['of'],
    person: string | undefined,
  ): { starts: CaseTarget } => ({
    starts: targetOf(
      name,
      of,
      now,
      person === undefined ? {} : { person },
      state.terms,
      defaultPlan(directory).calendar,
    ),
  });
  const decider = actor.standInFor ?? actor.id;
  switch (command.step) {
    case 'decide':
      return { ...command, ...starts('delivery', 0, decider) };
    case 'deliver': {
      const judged = state as JudgedCase;
      const of = currentAppeal(state)?.level ?? 0;
      const level = nextAppealLevel(state, judged.decision.level);
      const { timeZone } = directory.site;
      return {
        ...command,
        of,
        ...(level === undefined
          ? startOfCarryingOut(judged, now, directory)
          : { window: windowOf(now, level, state.terms, timeZone) }),
      };
    }
    case 'carry-out': {
      const { at: carriedOutAt, ...done } = command;
      return { ...done, carriedOutAt };
    }
    case 'appeal':
      return appealBody(state as JudgedCase, command, directory, starts);
    case 'review':
      return reviewBody(state as JudgedCase, command, actor, directory, starts);
    default:
      return command;
  }
}

type Starting = (
  name: CaseTarget['name'],
  of: CaseTarget['of'],
  person: string | undefined,
) => { starts: CaseTarget };

function appealBody(state: JudgedCase, command: AppealCommand, directory: Directory, starts: Starting): Body {
  const level = nextAppealLevel(state, state.decision.level) ?? 2;
  const choice = reviewerFor(state, level, directory);
  return { ...command, level, ...choice, ...starts('review', level, choice.reviewer) };
}

function reviewBody(
  state: JudgedCase,
  command: ReviewCommand,
  actor: Actor,
  directory: Directory,
  starts: Starting,
): Body {
  const appeal = currentAppeal(state);
  const now = appeal && reviewerNow(state, appeal, directory);
  const { level, outcome, reason } = command;
  const { sanctions, compensation } = reviewOutcome(state, command);
  return {
    step: 'decide',
    ...{ level, outcome, reason, sanctions },
    ...(compensation === undefined ? {} : { compensation }),
    ...(now === undefined || now.reviewer === appeal?.reviewer ? {} : { passedOver: now.passedOver }),
    ...starts('delivery', level, actor.standInFor ?? actor.id),
  };
}

/**
 * The entry with those that come with it: before it the breach of a target that it meets too late, with which nothing
 * is raised; after it, where nobody is left to review, that the overseer is shown it, and where the
 * case ends with it, its archiving.
 */
function entries(
  state: Case,
  body: Body,
  actor: Actor,
  directory: Directory,
  now: string,
): readonly CaseEvent[] {
  const at = now > state.updatedAt ? now : state.updatedAt;
  const version = state.version + 1;
  const bySystem = (said: Body) => ({ body: said, actor: SYSTEM, version });
  const late = meetsTarget(state, body) ? overdueBreach(state, at) : undefined;
  const own = [...(late === undefined ? [] : [bySystem(late)]), { body, actor, version }];
  const events = entriesOn(state, own, at);
  const after = events.reduce<Case>(evolveCase, state);
  const more = [...unreviewed(after, directory).map(bySystem), ...archivingOf(after, at)];
  return [...events, ...entriesOn(after, more, at)];
}

/** Whether an entry meets the target that runs: a sanction does once none is left. */
function meetsTarget(state: Case, body: Body): boolean {
  return body.step === 'carry-out' ? isLast(state, body.sanction) : MEETS.includes(body.step);
}

const MEETS: readonly CaseEvent['step'][] = ['deliver', 'decide'];
