/** What the rules of A2 do not allow, beyond who and when: sanctions, compensation, witnesses, means. Pure. */

import { type DomainError, notAllowed } from '../kernel/errors.ts';
import { isAtMost, isPositive, type Money } from '../kernel/money.ts';
import type { Actor } from '../model/directory.ts';
import { toCarryOut } from './carrying-out.ts';
import type { Case, CaseCommand, JudgedCase, ReviewCommand } from './case.ts';
import { outstanding } from './evolve.ts';
import {
  isNoHeavier,
  OFFICE_SANCTIONS,
  type Outcome,
  SANCTIONS,
  type Sanction,
  SECTION_SANCTIONS,
} from './sanctions.ts';

/** The sanctions that a decision may impose: the section's, the office's, or in an office case any (A2.2, A2.3). */
export function sanctionsOf(state: Case): readonly Sanction[] {
  if (state.authority !== 'section') return SANCTIONS;
  const isSerious = 'conclusion' in state && state.conclusion?.grade === 'serious';
  return isSerious ? OFFICE_SANCTIONS : SECTION_SANCTIONS;
}

/** A loss is compensated, by something and by no more than it was; without one there is nothing to (A2.4). */
export function compensationBarrier(
  loss: Money | undefined,
  compensation: Money | undefined,
): DomainError | undefined {
  if (loss === undefined) return compensation === undefined ? undefined : notAllowed('no-loss');
  if (compensation === undefined || !isPositive(compensation)) return notAllowed('loss-is-compensated');
  return isAtMost(compensation, loss) ? undefined : notAllowed('more-than-the-loss');
}

/** Why a step in the right hands and state is refused all the same. `hasFinal`: an earlier case of theirs is final. */
export function caseBarrier(
  state: Case,
  command: CaseCommand,
  actor: Actor,
  hasFinal: boolean,
): DomainError | undefined {
  switch (command.step) {
    case 'conclude':
      return command.grade === 'first' && hasFinal ? notAllowed('not-the-first') : undefined;
    case 'record-refusal':
      return witnessBarrier(state, command.witness, actor);
    case 'decide':
      return decisionBarrier(state, command);
    case 'deliver':
      return deliveryBarrier(state, command, actor);
    case 'receive':
      return state.deliveries.at(-1)?.receivedAt === undefined
        ? undefined
        : notAllowed('delivery-signed-for');
    case 'pay': {
      const left = outstanding(state);
      return left !== undefined && isPositive(command.payment) && isAtMost(command.payment, left)
        ? undefined
        : notAllowed('more-than-is-owed');
    }
    case 'carry-out':
      if (!toCarryOut(state).includes(command.sanction)) return notAllowed('nothing-to-carry-out');
      return command.witness === undefined ? undefined : witnessBarrier(state, command.witness, actor);
    case 'waive':
      return outstanding(state) === undefined ? notAllowed('nothing-unpaid') : undefined;
    case 'acknowledge':
    case 'refer':
      return undefined;
    default:
      return command satisfies never;
  }
}

/** A witness is somebody else than the subject, whoever records it and whoever investigated. */
function witnessBarrier(state: Case, witness: string, actor: Actor): DomainError | undefined {
  const investigated = state.parts.some(({ person, part }) => part === 'investigated' && person === witness);
  const self = witness === actor.id || witness === actor.standInFor;
  return witness === state.about || self || investigated ? notAllowed('no-such-witness') : undefined;
}

function decisionBarrier(
  state: Case,
  { sanctions, compensation }: Extract<CaseCommand, { step: 'decide' }>,
): DomainError | undefined {
  const allowed = sanctionsOf(state);
  if (!sanctions.every((sanction) => allowed.includes(sanction)))
    return notAllowed('sanction-of-other-level');
  const loss = 'conclusion' in state ? state.conclusion?.loss : undefined;
  return compensationBarrier(loss, compensation);
}

/** A review's result goes to the appellant personally, or is left with a witness (A2.7c). */
function deliveryBarrier(
  state: Case,
  { means, witness }: Extract<CaseCommand, { step: 'deliver' }>,
  actor: Actor,
): DomainError | undefined {
  if (state.status === 'reviewed' && means !== 'in-person' && means !== 'left-with-witness') {
    return notAllowed('in-person-only');
  }
  const self = witness === actor.id || witness === actor.standInFor;
  return witness !== undefined && (witness === state.about || self)
    ? notAllowed('no-such-witness')
    : undefined;
}

/** What holds after a review. What it does not name stays as it was. */
export function reviewOutcome(
  { outcome: before }: JudgedCase,
  { outcome, sanctions, compensation }: ReviewCommand,
): Outcome {
  if (outcome === 'upheld') return before;
  if (outcome === 'revoked') return { sanctions: [] };
  const money = compensation ?? before.compensation;
  return {
    sanctions: sanctions ?? before.sanctions,
    ...(money === undefined ? {} : { compensation: money }),
  };
}

/** A review never makes it heavier, and still has a loss compensated. */
export function reviewBarrier(state: JudgedCase, command: ReviewCommand): DomainError | undefined {
  const after = reviewOutcome(state, command);
  if (!isNoHeavier(after, state.outcome)) return notAllowed('heavier-than-before');
  if (command.outcome !== 'varied' || command.compensation === undefined) return undefined;
  return compensationBarrier(state.conclusion.loss, command.compensation);
}
