/** Signing afterwards, writing off and archiving: every person × every state × owed or not, against the contract. */
import { expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { KINDS } from '../../../shared/domain/model/sheet.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { STATES, type State } from '../../support/domain/contract-table.ts';
import { past, SCENARIOS, type Scenario, seers } from '../../support/domain/scenarios.ts';
import { COMPLAINT, PLAIN_KINDS, RESIDENTS } from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

const STEPS = {
  'countersign, drawn': {
    step: 'countersign',
    signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' },
  },
  'countersign by login': { step: 'countersign' },
  'write-off': { step: 'write-off', reason: '联系不上' },
  archive: { step: 'archive' },
} as const;
type StepName = keyof typeof STEPS;

/** When nothing has to wait any more: three days for a signature, a week for the asker. */
const LATER = '2026-12-01T00:00:00.000Z';

/** What the contract says, written out once more: the code of the refusal, or `ok`. */
function should(
  scenario: Scenario,
  state: State,
  handler: string | undefined,
  isOwed: boolean,
  who: string,
  name: StepName,
): string {
  const { who: part } = scenario;
  if (!seers(scenario, state).has(who)) return 'not-found';
  const atDesk = part['customer service'].includes(who);
  const isResident = part.resident.includes(who);
  const isHandler = handler === who;
  const may = {
    'countersign, drawn': isResident || atDesk || isHandler,
    'countersign by login': isResident || atDesk || isHandler,
    'write-off': part['cs manager'].includes(who),
    archive: atDesk,
  };
  if (!may[name]) return 'forbidden';
  if (name === 'countersign by login' && !isResident) return 'validation-failed';
  if (name === 'archive') {
    const isEnded = state === 'withdrawn' || (state === 'followed-up' && !isOwed);
    return isEnded ? 'ok' : 'step-not-allowed';
  }
  return isOwed && state !== 'withdrawn' && state !== 'archived' ? 'ok' : 'step-not-allowed';
}

it('allows exactly whom the contract names, where a signature is owed and nowhere else', () => {
  const wrong: string[] = [];
  const tried = new Map<string, number>();
  for (const scenario of SCENARIOS) {
    const people = [...scenario.directory.staff, ...RESIDENTS].filter(({ active }) => active);
    for (const kind of KINDS.filter((each) => each !== 'praise')) {
      for (const state of STATES) {
        if (state === 'answered' && !PLAIN_KINDS.includes(kind)) continue;
        for (const channel of ['walk-in', 'phone'] as const) {
          const complaint = kind === 'complaint' ? COMPLAINT : undefined;
          const sheet = sheetAfter(...past(scenario, state, { kind, complaint, channel }));
          // What staff ask for themselves nobody signs for.
          const isOwed = channel === 'phone' && scenario.opening.requester === undefined;
          for (const person of people) {
            for (const name of Object.keys(STEPS) as StepName[]) {
              const result = decide(sheet, STEPS[name], actorOf(person), scenario.directory, {
                now: LATER,
              });
              const does = result instanceof DomainError ? result.code : 'ok';
              const expected = should(scenario, state, sheet.handler, isOwed, person.id, name);
              tried.set(expected, (tried.get(expected) ?? 0) + 1);
              if (does === expected) continue;
              wrong.push(
                `${scenario.name}: ${kind} ${state} ${channel}: ${name} by ${person.id}: ${does}, not ${expected}`,
              );
            }
          }
        }
      }
    }
  }
  const total = [...tried.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} combinations tried: ${JSON.stringify(Object.fromEntries(tried))}`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(tried.get('ok')).toBeGreaterThan(1_000);
});
