/** `allowedSteps` against the answers of `decide`: every kind, state and person, complaints, absences and random lives. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Command, KINDS } from '../../../shared/domain/model/sheet.ts';
import { STEPS } from '../../../shared/domain/sheets/steps.ts';
import { ABSENCES } from '../../support/domain/absences.ts';
import { allowedIn, faultsIn, memberFaults, type Situation } from '../../support/domain/allowed.ts';
import { STATES } from '../../support/domain/contract-table.ts';
import { lives } from '../../support/domain/random-lives.ts';
import {
  STATES as COMPLAINT_STATES,
  CASES as COMPLAINTS,
  pastOf,
} from '../../support/domain/recusal-cases.ts';
import { past, SCENARIOS } from '../../support/domain/scenarios.ts';
import { lives as timeline } from '../../support/domain/timeline.ts';
import { COMPLAINT, DIRECTORY, PLAIN_KINDS, RESIDENTS } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

/** In the middle of the work, at night, and when all is overdue. */
const TIMES = [minute(60), '2026-11-23T15:00:00.000Z', '2026-12-01T02:00:00.000Z'];

function check(situations: Iterable<Situation>): void {
  const faults: string[] = [];
  for (const situation of situations) {
    faults.push(...faultsIn(situation));
    if (faults.length > 20) break;
  }
  expect(faults.slice(0, 20)).toEqual([]);
}

const comesToPass = (kind: string, state: string) =>
  kind === 'praise'
    ? ['registered', 'answered'].includes(state)
    : state !== 'answered' || PLAIN_KINDS.some((each) => each === kind);

/** One in so many, which has no factor in common with the number of people. */
const EACH = 7;

function* plain(): Generator<Situation> {
  let nth = 0;
  for (const scenario of SCENARIOS) {
    for (const kind of KINDS) {
      for (const state of STATES.filter((each) => comesToPass(kind, each))) {
        const complaint = kind === 'complaint' ? COMPLAINT : undefined;
        const sheet = sheetAfter(...past(scenario, state, { kind, complaint }));
        for (const who of [...scenario.directory.staff, ...RESIDENTS].filter(({ active }) => active)) {
          nth += 1;
          if (nth % EACH !== 0) continue;
          const now = TIMES[nth % TIMES.length] ?? minute(60);
          yield {
            name: `${scenario.name}: ${kind} ${state} at ${now}`,
            sheet,
            who,
            directory: scenario.directory,
            now,
          };
        }
      }
    }
  }
}

it('names exactly what decide accepts: every kind, state and person', () => {
  check(plain());
});

const EACH_COMPLAINT = 23;

function* complaints(): Generator<Situation> {
  let nth = 0;
  for (const each of COMPLAINTS) {
    for (const state of COMPLAINT_STATES) {
      const sheet = sheetAfter(...pastOf(each, state));
      for (const who of [...each.directory.staff, ...RESIDENTS].filter(({ active }) => active)) {
        nth += 1;
        if (nth % EACH_COMPLAINT !== 0) continue;
        const now = TIMES[nth % TIMES.length] ?? minute(60);
        const name = `${each.name}${each.anonymous ? ', anonymous' : ''}: ${state}`;
        yield { name, sheet, who, directory: each.directory, now };
      }
    }
  }
}

it('names exactly what decide accepts of a complaint, whomever it is against', () => {
  check(complaints());
});

const EACH_ABSENCE = 17;

function* absences(): Generator<Situation> {
  let nth = 0;
  const [scenario] = SCENARIOS;
  if (scenario === undefined) return;
  for (const [away, directory] of ABSENCES) {
    for (const kind of ['repair', 'complaint'] as const) {
      for (const state of STATES.filter((each) => comesToPass(kind, each))) {
        const complaint = kind === 'complaint' ? COMPLAINT : undefined;
        const sheet = sheetAfter(...past(scenario, state, { kind, complaint }));
        for (const who of directory.staff.filter(({ active }) => active)) {
          nth += 1;
          if (nth % EACH_ABSENCE !== 0) continue;
          yield { name: `${away} away: ${kind} ${state}`, sheet, who, directory, now: minute(60) };
        }
      }
    }
  }
}

it('names exactly what decide accepts where somebody is away, and for whom a stand-in would sign', () => {
  check(absences());
  const standIns = [...absences()].flatMap((each) =>
    allowedIn(each).flatMap(({ actingFor }) => actingFor ?? []),
  );
  expect(new Set(standIns)).toEqual(new Set(['receptionist-sun', 'worker-wu', 'cs-manager-li']));
});

/** When a signature that is owed may be written off. */
const LATER = '2026-11-27T08:00:00.000Z';

/** A life with real clocks: signed by telephone, consulted about, excused, withdrawn. */
function* withClocks(): Generator<Situation> {
  const life = timeline({ channel: 'phone', record: { at: minute(0), words: '水管漏了' } });
  const until = '2026-11-25T08:00:00.000Z';
  const steps: readonly (readonly [string, Command])[] = [
    ['receptionist-sun', { step: 'hand-over', section: 'engineering', opinion: '请处理' }],
    ['worker-wu', { step: 'accept' }],
    ['worker-wu', { step: 'consult', person: 'engineering-manager-wang', question: '能否免费' }],
    ['worker-wu', { step: 'request-exemption', clock: 'arrival-1-1', reason: '等配件', until }],
  ];
  for (const [nth, [who, command]] of steps.entries()) {
    life.does(nth + 1, who, command);
    const { sheet } = life;
    for (const each of [...DIRECTORY.staff, ...RESIDENTS]) {
      for (const now of [minute(nth + 2), LATER]) {
        yield { name: `after ${command.step} at ${now}`, sheet, who: each, directory: DIRECTORY, now };
      }
    }
  }
}

it('would find a member that is said wrongly, left out, or no member of the body', () => {
  const [situation] = [...withClocks()].filter((each) => allowedIn(each).some(({ step }) => step === 'urge'));
  const urge = situation && allowedIn(situation).find(({ step }) => step === 'urge');
  if (situation === undefined || urge === undefined) throw new Error('nobody may urge');
  const faults = (wrong: Partial<typeof urge>) => memberFaults({ ...urge, ...wrong }, situation);
  expect(faults({})).toEqual([]);
  expect(faults({ takes: [] })).toEqual(['urge: files is taken and not said']);
  expect(faults({ takes: ['files', 'files'] })).toEqual(['urge: files is said twice']);
  expect(faults({ takes: ['files', 'feedback'] })).toEqual(['urge: feedback is no member of its body']);
  expect(faults({ requires: [] })).toContain('urge: message is not required');
});

it('names every step of the table in one situation or another', () => {
  const named = new Set(
    [...plain(), ...withClocks()].flatMap((each) => allowedIn(each).map(({ step }) => step)),
  );
  expect([...named].sort()).toEqual(Object.keys(STEPS).sort());
});

it('names exactly what decide accepts while clocks run, advice is owed and an exemption asked for', () => {
  check(withClocks());
});

it('names exactly what decide accepts in any life, whatever the clock does', () => {
  fc.assert(
    fc.property(lives, fc.nat({ max: 1000 }), ({ directory, states, tries }, pick) => {
      const sheet = states.at(-1 - (pick % 5)) ?? states.at(-1);
      const now = tries.at(-1)?.now;
      if (sheet === undefined || now === undefined) return;
      const people = [...directory.staff, ...RESIDENTS].filter(
        ({ active }, nth) => active && (nth + pick) % 3 === 0,
      );
      check(people.map((who) => ({ name: `a life at ${now}`, sheet, who, directory, now })));
    }),
    { numRuns: 30 },
  );
});
