/** Every step × every state × every kind × every person of several casts, against the contract's table. */

import { expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';
import { type Command, KINDS, type Kind, type Sheet } from '../../../shared/domain/model/sheet.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { STEPS } from '../../../shared/domain/sheets/steps.ts';
import {
  type By,
  type Line,
  partiesOf,
  STATES,
  type State,
  TABLE,
} from '../../support/domain/contract-table.ts';
import { past, SCENARIOS, type Scenario, seers } from '../../support/domain/scenarios.ts';
import { COMPLAINT, PLAIN_KINDS, RESIDENTS } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

interface Case {
  readonly scenario: Scenario;
  readonly kind: Kind;
  readonly state: State;
  readonly sheet: Sheet;
}

const SIGNED = { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' };
const keyOf = (line: Line) => JSON.stringify(line.command);
/** The table's lines by command: a command that the table speaks of twice is one case to try. */
const LINES: readonly (readonly Line[])[] = [...new Set(TABLE.map(keyOf))].map((key) =>
  TABLE.filter((line) => keyOf(line) === key),
);

const IN_NO_SECTION: readonly State[] = ['registered', 'registered after a dispute', 'answered'];
const WITH_NO_HANDLER: readonly State[] = [...IN_NO_SECTION, 'handed-over', 'handed-over, binding'];
const IN_HAND: readonly State[] = ['accepted', 'on-site', 'completed'];
const OF_THE_SECTION: readonly By[] = ['section staff', 'section lead', 'section manager'];

/** Who is that party while the sheet is in that state: where no section has it, nobody is its staff. */
function partyIn({ scenario, state }: Case, party: By): readonly string[] {
  if (party === 'handler' && WITH_NO_HANDLER.includes(state)) return [];
  if (OF_THE_SECTION.includes(party) && IN_NO_SECTION.includes(state)) return [];
  return scenario.who[party];
}

function takesPart(each: Case, line: Line, who: string): boolean {
  const parts = partiesOf(line, each.kind, each.state);
  const isHandler = partyIn(each, 'handler').includes(who);
  if (line.command.step === 'follow-up' && isHandler) return false;
  return parts.some((party) => partyIn(each, party).includes(who));
}

/** The status afterwards, or the code of the refusal. */
function expected(each: Case, lines: readonly Line[], who: string): string {
  const { scenario, kind, state, sheet } = each;
  const ofKind = lines.filter((line) => line.kinds?.includes(kind) ?? true);
  if (!seers(scenario, state).has(who)) {
    // Whoever could have accepted what a colleague has in hand learns that they were too late.
    const accepting = ofKind.filter(({ command }) => command.step === 'accept');
    const isLate = IN_HAND.includes(state) && accepting.some((line) => takesPart(each, line, who));
    return isLate ? 'step-not-allowed' : 'not-found';
  }
  const noVisit = lines.some(({ command }) => command.step === 'complete' && command.noVisit === true);
  if (noVisit && kind !== 'repair') {
    return partyIn(each, 'handler').includes(who) ? 'validation-failed' : 'forbidden';
  }
  if (!lines.some((line) => takesPart(each, line, who))) return 'forbidden';
  const line = ofKind.find(({ from }) => from.includes(state));
  if (line === undefined) return 'step-not-allowed';
  return line.to === 'same' ? sheet.status : line.to;
}

function tried({ scenario, sheet }: Case, command: Command, person: Person): string {
  const { directory } = scenario;
  // What was followed up waits a week for whoever asked before it is archived.
  const now = command.step === 'archive' ? '2026-12-01T00:00:00.000Z' : minute(60);
  const result = decide(sheet, command, actorOf(person), directory, { now });
  return result instanceof DomainError ? result.code : result.reduce<Sheet>(evolve, sheet).status;
}

/** The command as that person would send it: who accepts a repair and is no worker names a handler. */
function asSentBy(person: Person, command: Command, { scenario, kind }: Case): Command {
  const { handler } = scenario;
  if (command.step === 'assign') return { ...command, handler };
  if (command.step === 'withdraw' && kind === 'complaint') return { ...command, signature: SIGNED };
  if (command.step !== 'accept' || kind !== 'repair' || person.role === 'worker') return command;
  return { ...command, handler };
}

const comesToPass = (kind: Kind, state: State): boolean => {
  if (kind === 'praise') return state === 'registered' || state === 'answered';
  return state !== 'answered' || PLAIN_KINDS.includes(kind);
};

const CASES: readonly Case[] = SCENARIOS.flatMap((scenario) =>
  KINDS.flatMap((kind) =>
    STATES.filter((state) => comesToPass(kind, state)).map((state) => {
      const complaint = kind === 'complaint' ? COMPLAINT : undefined;
      const sheet = sheetAfter(...past(scenario, state, { kind, complaint }));
      return { scenario, kind, state, sheet };
    }),
  ),
);

/** Steps that turn on more than state and kind, with the tests that put them to everybody. */
const ELSEWHERE = [
  ...['countersign', 'write-off'], // every-countersigning.test.ts
  'advise', // signed-words.test.ts: of whoever was consulted alone
  ...['request-exemption', 'grant-exemption', 'refuse-exemption'], // ../clocks/exemptions.test.ts
];

it('has every step of the product in the table by hand', () => {
  const steps = new Set([...TABLE.map(({ command }) => command.step as string), ...ELSEWHERE]);
  expect([...steps].sort()).toEqual(Object.keys(STEPS).sort());
});

it('allows and refuses every step as the table of the contract does', () => {
  const wrong: string[] = [];
  const answers = new Map<string, number>();
  for (const each of CASES) {
    const people = [...each.scenario.directory.staff, ...RESIDENTS].filter(({ active }) => active);
    for (const lines of LINES) {
      for (const person of people) {
        const [line] = lines;
        if (line === undefined) continue;
        const command = asSentBy(person, line.command, each);
        const should = expected(each, lines, person.id);
        const does = tried(each, command, person);
        answers.set(should, (answers.get(should) ?? 0) + 1);
        if (does === should) continue;
        const { scenario, kind, state } = each;
        wrong.push(
          `${scenario.name}: ${kind} ${state}: ${keyOf(line)} by ${person.id}: ${does}, not ${should}`,
        );
      }
    }
  }
  const total = [...answers.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} combinations tried: ${JSON.stringify(Object.fromEntries(answers))}`);
  expect(wrong.slice(0, 40)).toEqual([]);
  expect(total).toBeGreaterThan(100_000);
});
