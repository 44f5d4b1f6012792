/** Complaints against everybody × every state × every step × everybody and their stand-ins, and every read of them. */

import { expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Clock } from '../../../shared/domain/model/clock.ts';
import type { Actor, Person } from '../../../shared/domain/model/directory.ts';
import type { Command, Sheet } from '../../../shared/domain/model/sheet.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { isResidentHidden } from '../../../shared/domain/sheets/anonymity.ts';
import { COPIES, type Copy, holds } from '../../../shared/domain/sheets/copies.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { judgedBy, summaryOf } from '../../../shared/domain/sheets/summary.ts';
import { sees } from '../../../shared/domain/sheets/visibility.ts';
import { CASES, type ComplaintCase, pastOf, STATES, type State } from '../../support/domain/recusal-cases.ts';
import { expected, isShownResident, LINES, type Line, seersOf } from '../../support/domain/recusal-table.ts';
import { RESIDENTS } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

const keyOf = (line: Line) => JSON.stringify(line.command);
const COMMANDS: readonly (readonly Line[])[] = [...new Set(LINES.map(keyOf))].map((key) =>
  LINES.filter((line) => keyOf(line) === key),
);

/** Two clocks that somebody has asked to be excused from: one that the desk owed, one that nobody there did. */
function asked(sheet: Sheet): Sheet {
  const clock: Omit<Clock, 'id' | 'owes'> = {
    name: 'answer',
    round: 9,
    startedAt: minute(0),
    dueAt: minute(100),
    warnAt: minute(90),
    state: 'stopped',
    stoppedAt: minute(2),
    clause: 'A1.6c',
    plan: 'default-1',
    calendar: 'x',
    exemption: { state: 'requested', by: 'x', at: minute(1), until: minute(300), reason: '…', inTime: true },
  };
  const clocks = [
    { ...clock, id: 'asked-of-desk', owes: { section: 'customer-service' } },
    { ...clock, id: 'asked-of-section', owes: { section: 'engineering' } },
  ];
  return { ...sheet, clocks: [...sheet.clocks, ...clocks] };
}

interface Try {
  readonly each: ComplaintCase;
  readonly state: State;
  readonly sheet: Sheet;
}

const TRIES: readonly Try[] = CASES.flatMap((each) =>
  STATES.map((state) => ({ each, state, sheet: asked(sheetAfter(...pastOf(each, state))) })),
);

const standingIn = (self: Person, absent: Person): Actor => ({
  ...actorOf(absent),
  ...{ id: self.id, name: self.name, standInFor: absent.id },
});

const FEW = 4;

/** Everybody as themselves; a stranger for everybody; whom it is against for some who are not. */
function actorsIn({ each }: Try): readonly { readonly actor: Actor; readonly part: string }[] {
  const people = [...each.directory.staff.filter(({ active }) => active), ...RESIDENTS];
  const staff = people.filter(({ role }) => role !== 'resident');
  const own = people.map((person) => ({ actor: actorOf(person), part: person.id }));
  const others = (id: string | undefined, most: number) => {
    const self = staff.find((person) => person.id === id);
    const absent = staff.filter((person) => person.id !== id).slice(0, most);
    return self === undefined
      ? []
      : absent.map((person) => ({ actor: standingIn(self, person), part: person.id }));
  };
  return [...own, ...others('cleaner-shi', staff.length), ...others(each.accused[0], FEW)];
}

it('allows and refuses every step on every complaint as the contract does', () => {
  const wrong: string[] = [];
  const answers = new Map<string, number>();
  for (const one of TRIES) {
    const { each, state, sheet } = one;
    // Who may sign does not depend on who complains: one half of the cases is enough, with every actor.
    if (each.anonymous) continue;
    for (const { actor, part } of actorsIn(one)) {
      for (const lines of COMMANDS) {
        const { command } = lines[0] as Line;
        const should = expected(each, state, sheet.status, lines, { self: actor.id, part });
        const does = tried(sheet, command, actor, each);
        answers.set(should, (answers.get(should) ?? 0) + 1);
        if (does === should) continue;
        wrong.push(
          `${each.name}, ${state}: ${JSON.stringify(command)} by ${actor.id} for ${part}: ${does}, not ${should}`,
        );
      }
    }
  }
  const total = [...answers.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} combinations tried: ${JSON.stringify(Object.fromEntries(answers))}`);
  expect(wrong.slice(0, 40)).toEqual([]);
  expect(total).toBeGreaterThan(200_000);
});

function tried(sheet: Sheet, command: Command, actor: Actor, { directory }: ComplaintCase): string {
  // What was followed up waits a week for whoever asked before it is archived.
  const now = command.step === 'archive' ? '2026-12-01T00:00:00.000Z' : minute(60);
  const result = decide(sheet, command, actor, directory, { now });
  return result instanceof DomainError ? result.code : result.reduce<Sheet>(evolve, sheet).status;
}

/** Whose copy it is, of those who see the sheet (B4a). */
const HOLDERS: { readonly [C in Copy]: (each: ComplaintCase, state: State, part: string) => boolean } = {
  resident: (each, _state, part) => part === 'resident-zhao' || isAtDesk(each, part),
  'customer-service': (each, _state, part) => isAtDesk(each, part),
  section: (each, state, part) =>
    ![
      'registered',
      'accepted by the authority',
      'completed by the authority',
      'returned by the authority',
    ].includes(state) &&
    each.directory.staff.some(({ id, section }) => id === part && section === 'engineering'),
  archive: (each, _state, part) =>
    isAtDesk(each, part) ||
    each.directory.staff.some(
      ({ id, role }) => id === part && ['director', 'deputy-director'].includes(role),
    ),
};
const isAtDesk = ({ directory }: ComplaintCase, part: string) =>
  directory.staff.some(({ id, section }) => id === part && section === 'customer-service');

it('shows every complaint, who complains and its copies to those whom the contract names', () => {
  const wrong: string[] = [];
  let total = 0;
  const compare = (what: string, does: boolean, should: boolean) => {
    total += 1;
    if (does !== should) wrong.push(`${what}: ${does}, not ${should}`);
  };
  for (const one of TRIES) {
    const { each, state, sheet } = one;
    const { directory } = each;
    const seers = seersOf(each, state);
    for (const { actor, part } of actorsIn(one)) {
      const name = `${each.name}, ${each.anonymous ? 'anonymous, ' : ''}${state}, ${actor.id} for ${part}`;
      const should = seers.has(part) && !each.accused.includes(actor.id);
      compare(`${name} sees it`, sees(actor, sheet, directory), should);
      // Everybody is shown the same by the summary alone.
      compare(`${name} lists it`, sees(actor, judgedBy(summaryOf(sheet)), directory), should);
      const isHidden = each.accused.includes(actor.id) || !isShownResident(each, part);
      if (should)
        compare(`${name} is kept from who complains`, isResidentHidden(actor, sheet, directory), isHidden);
      for (const copy of COPIES) {
        compare(
          `${name} has the copy ${copy}`,
          holds(copy, actor, sheet, directory),
          should && HOLDERS[copy](each, state, part),
        );
      }
    }
  }
  console.log(`${total} reads tried`);
  expect(wrong.slice(0, 40)).toEqual([]);
  expect(total).toBeGreaterThan(150_000);
});
