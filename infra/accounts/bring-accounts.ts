/** Brings the accounts of people in line with the directory, one after the other; one that cannot be stops no other. */
import type { Language, Person } from '../../shared/domain/model/directory.ts';
import { type AccountPlan, type AccountStep, planAccount } from './account.ts';
import { AccountRefused, PoolExhausted, type UserPool } from './user-pool.ts';
import { ACCOUNT_WORDS, type AccountCount, type AccountWords } from './words.ts';

export interface AccountOptions {
  readonly isApplied: boolean;
  /** Whether whoever never logged in is to have another invitation. */
  readonly isInvitedAgain: boolean;
}

interface Output {
  readonly say: (line: string) => void;
  readonly language: Language;
}

/** How it goes with one person, and the sign before their lines. */
const SIGNS = { made: '+', changed: '~', same: '=', leftOut: '-', failed: '!' } as const;
type Outcome = keyof typeof SIGNS;

/**
 * Says what each account lacks and, if it is to be applied, does it first. Run again it does what was left.
 * @returns whether all of them are as they are to be, or would be
 */
export async function bringAccounts(
  pool: UserPool,
  people: readonly Person[],
  options: AccountOptions,
  { say, language }: Output,
): Promise<boolean> {
  const words = ACCOUNT_WORDS[language];
  const count: Record<keyof AccountCount, number> = {
    made: 0,
    changed: 0,
    same: 0,
    leftOut: 0,
    failed: 0,
    unused: 0,
  };
  const tell = (outcome: Outcome, { id, name }: Person, what: string) =>
    say(`${SIGNS[outcome]} ${id} ${name}: ${what}`);

  const bring = async (person: Person): Promise<Outcome> => {
    const found = await pool.find(person.id);
    if (person.active && found?.isUsed === false) count.unused += 1;
    const plan = planAccount(person, found, options.isInvitedAgain);
    const outcome = outcomeOf(plan);
    for (const step of plan.steps) {
      const done = options.isApplied ? await pool.take(step, found?.username ?? person.id) : undefined;
      const what = saidOf(step, words);
      tell(outcome, person, done?.isPhoneTaken ? `${what}${words.phoneTaken}` : what);
    }
    if (plan.fault !== undefined) tell(outcome, person, words.faults[plan.fault]);
    if (plan.isLeftOut) tell(outcome, person, words.leftOut);
    return outcome;
  };

  try {
    for (const person of people) {
      const outcome = await bring(person).catch((error: unknown) => {
        if (!(error instanceof AccountRefused)) throw error;
        tell('failed', person, words.refused(error.why, error.said));
        return 'failed' as const;
      });
      count[outcome] += 1;
    }
  } catch (error) {
    if (!(error instanceof PoolExhausted)) throw error;
    say(words.sum(count));
    say(words.exhausted(error.message));
    return false;
  }
  say(words.sum(count));
  if (count.failed > 0) say(words.again);
  return count.failed === 0;
}

function outcomeOf({ steps: [first], fault, isLeftOut }: AccountPlan): Outcome {
  if (fault !== undefined) return 'failed';
  if (isLeftOut) return 'leftOut';
  if (first === undefined) return 'same';
  return first.kind === 'make' ? 'made' : 'changed';
}

function saidOf(step: AccountStep, words: AccountWords): string {
  switch (step.kind) {
    case 'make':
      return words.made(step.attributes.email !== undefined);
    case 'remake':
      return words.remade;
    case 'change':
      return words.changed(step.names);
    case 'invite':
      return words.invited;
    case 'open':
      return words.opened;
    case 'close':
      return words.closed;
    default:
      return step satisfies never;
  }
}
