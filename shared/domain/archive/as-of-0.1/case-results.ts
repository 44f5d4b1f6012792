/**
 * The rules of version 0.1 on cases. Its entries say what was done and nothing of what came of it; this says it in their
 * place. Frozen: whatever today's rules become, these stay as they were, and import none of them. Pure.
 */

import type { Case, CaseDecided, CaseResult, CaseStatus, Part, SaidOfCase } from '../../cases/case.ts';
import { difference, patched } from '../../kernel/patch.ts';

type Step = Exclude<SaidOfCase['step'], 'open'>;
type Said<S extends SaidOfCase['step'] = Step> = Extract<SaidOfCase, { step: S }>;

/** What the rules of 0.1 made of an entry; takes no case for an `open` and the case before it for every other. */
export function caseResultAsOf01(state: Case | undefined, said: SaidOfCase): CaseResult {
  if (said.step === 'open') return {};
  if (state === undefined) throw new Error(`a ledger begins with open, not ${said.step}`);
  return difference<Partial<CaseDecided>>(state, patched(state, ofStep(state, said)));
}

function ofStep(state: Case, said: Said): CaseResult {
  const { seq, at, actor } = said;
  const own = actor.standInFor === undefined ? [actor.id] : [actor.id, actor.standInFor];
  const brought = (status: CaseStatus) => ({ status, since: { seq, at }, window: null, level: null });
  const took = (part: Part, people = own) => withPart(state.parts, people, part);
  switch (said.step) {
    case 'conclude': {
      const parts = took('investigated');
      return said.grade === 'unfounded'
        ? { ...brought('dismissed'), dismissal: { reason: 'unfounded' }, parts }
        : { ...brought('concluded'), parts };
    }
    case 'acknowledge':
      return brought('acknowledged');
    case 'record-refusal': {
      const parts = withPart(took('investigated'), [said.witness], 'witnessed');
      return { ...brought('acknowledged'), parts };
    }
    case 'refer':
      return { ...brought('referred'), parts: took('investigated') };
    case 'decide': {
      if (said.level !== undefined) {
        return { ...brought('reviewed'), parts: took('reviewed'), clocks: met(state, at) };
      }
      const level = state.authority !== 'section' || state.status === 'referred' ? 'office' : 'section';
      return { ...brought('decided'), parts: took('decided'), decision: { level } };
    }
    case 'deliver': {
      const { witness, window } = said;
      const result = {
        parts: witness === undefined ? state.parts : took('witnessed', [witness]),
        clocks: met(state, at),
      };
      return window === undefined
        ? { ...brought('final'), ...result, finalAt: at }
        : { ...brought('delivered'), ...result };
    }
    case 'pay':
      return { paid: sum(state.paid, said.payment) };
    case 'appeal':
      return { ...brought('appealed'), level: said.level };
    case 'dismiss':
      return { ...brought('dismissed'), dismissal: { reason: 'not-pursued' } };
    case 'warning':
      return state.status === 'delivered' ? { window: { remindedAt: at } } : {};
    case 'breach':
      return { clocks: { [said.clock]: { state: 'breached', breachedAt: said.dueAt } } };
    case 'close':
      return { ...brought('final'), finalAt: said.closedAt };
    case 'lapse':
      return { ...brought('dismissed'), dismissal: { reason: 'lapsed' }, clocks: met(state, at) };
    case 'archive':
      return brought('archived');
    case 'receive':
    case 'escalate':
      return {};
    default:
      throw new Error(`version 0.1 has no step ${(said as Said).step} of a case`);
  }
}

function withPart(parts: Case['parts'], people: readonly string[], part: Part): Case['parts'] {
  const isNew = (person: string) => !parts.some((each) => each.person === person && each.part === part);
  return [...parts, ...people.filter(isNew).map((person) => ({ person, part }))];
}

/** The running targets were met with it: in time, or late. */
function met({ clocks }: Case, stoppedAt: string): NonNullable<CaseResult['clocks']> {
  const running = clocks.filter((clock) => clock.stoppedAt === undefined);
  return Object.fromEntries(
    running.map(({ id, state }) => [id, { stoppedAt, state: state === 'breached' ? 'late' : 'stopped' }]),
  );
}

/** In whole hundredths, written with two decimals. */
function sum(paid: Case['paid'], { amount, currency }: NonNullable<Case['paid']>) {
  const hundredths = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(2, '0'));
  };
  const total = String(hundredths(paid?.amount ?? '0') + hundredths(amount)).padStart(3, '0');
  return { amount: `${total.slice(0, -2)}.${total.slice(-2)}`, currency };
}
