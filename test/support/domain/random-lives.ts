/** Random directories, and random lives of sheets in them: whoever does whatever, often enough what is allowed. */

import fc from 'fast-check';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Actor, Directory, Person } from '../../../shared/domain/model/directory.ts';
import type { Role } from '../../../shared/domain/model/roles.ts';
import {
  CATEGORIES,
  type Category,
  type Command,
  KINDS,
  type Kind,
  type OpenCommand,
  type Sheet,
  type SheetEvent,
  type StepName,
} from '../../../shared/domain/model/sheet.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { open } from '../../../shared/domain/sheets/open.ts';
import { type WatchCommand, watch } from '../../../shared/domain/sheets/watch.ts';
import { COMPLAINT, NOW, personOf, RESIDENTS, SECTIONS, SITE, ZHAO } from '../factories.ts';
import { againstWhom, commandsIn, exemptionsOf, timersOf } from './random-commands.ts';

const SECTION_ROLES: readonly Role[] = ['worker', 'receptionist', 'supervisor', 'manager'];
const OFFICE_ROLES: readonly Role[] = ['director', 'deputy-director', 'administrator', 'overseer'];
const DESK = 'customer-service';

const members = fc.array(
  fc.record({
    role: fc.constantFrom(...SECTION_ROLES),
    section: fc.constantFrom(...SECTIONS.map(({ id }) => id)),
    active: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  }),
  { minLength: 6, maxLength: 14 },
);

/** A site with random staff; somebody is always at the desk. */
export const directories: fc.Arbitrary<Directory> = members.map((list) => ({
  at: NOW,
  site: SITE,
  sections: SECTIONS,
  staff: [
    personOf('at-the-desk', 'receptionist', DESK),
    ...list.map(({ role, section, active }, n) => personOf(`staff-${n}`, role, section, { active })),
    ...OFFICE_ROLES.map((role) => personOf(`the-${role}`, role)),
  ],
}));

/** Minutes up to an hour and a half, and now and then days, up to nine. */
const passing = (least: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: least, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 12_960 }) },
  );

/**
 * Minutes that pass; timers that ring, any of them, some twice and most for nothing; and one attempt: which of all
 * commands and people, tried until one is accepted (`eager`) or once.
 */
const movesThat = (least: number, [fewest, most]: readonly [number, number]) =>
  fc.array(
    fc.record({
      pick: fc.nat({ max: 1_000_000 }),
      eager: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
      minutes: passing(least),
      rings: fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 6 }),
    }),
    { minLength: fewest, maxLength: most },
  );
interface Move {
  readonly pick: number;
  readonly eager: boolean;
  readonly minutes: number;
  readonly rings: readonly number[];
}

interface Start {
  readonly kind: Kind;
  readonly channel: 'walk-in' | 'phone' | 'online' | 'direct';
  readonly category: Category;
  readonly requested: boolean;
  readonly by: number;
  readonly against: number;
}
const openings: fc.Arbitrary<Start> = fc.record({
  kind: fc.constantFrom(...KINDS),
  channel: fc.constantFrom('walk-in', 'phone', 'online', 'direct'),
  category: fc.constantFrom(...CATEGORIES),
  requested: fc.boolean(),
  by: fc.nat({ max: 1000 }),
  against: fc.nat({ max: 1000 }),
});

function commandOf(kind: Kind, channel: Start['channel'], category: OpenCommand['category']): OpenCommand {
  return {
    site: SITE.id,
    kind,
    channel,
    subject: '楼道灯不亮',
    ...(kind === 'repair' ? { category } : {}),
    ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}),
  };
}

export interface Try {
  readonly before: Sheet;
  readonly command: Command;
  readonly actor: Actor;
  readonly now: string;
  readonly result: readonly SheetEvent[] | DomainError;
}
/** A timer that rang. */
export interface Rung {
  readonly before: Sheet;
  readonly command: WatchCommand;
  readonly now: string;
  readonly result: readonly SheetEvent[];
}
export interface Life {
  readonly directory: Directory;
  readonly events: readonly SheetEvent[];
  /** The sheet after the opening, each accepted command and each timer that brought something about. */
  readonly states: readonly Sheet[];
  readonly tries: readonly Try[];
  readonly rung: readonly Rung[];
}

const START = Date.parse('2026-11-23T08:00:00.000Z');
/** Coprime to every number of combinations that can come up, so that a search sees each of them once. */
const STRIDE = 7919;
const MOST_TRIES = 400;

function lived(
  directory: Directory,
  start: Start,
  list: readonly Move[],
  worded: Worded,
  without: readonly StepName[],
): Life | undefined {
  const people = [...directory.staff, ...RESIDENTS].filter(({ active }) => active);
  const first = begun(directory, start, people, worded);
  if (first === undefined) return undefined;
  const commands = commandsIn(directory)
    .filter(({ step }) => !without.includes(step))
    .map(worded);
  const tries: Try[] = [];
  const rung: Rung[] = [];
  const events: SheetEvent[] = [first];
  let sheet = deepFrozen(evolve(undefined, first));
  const states: Sheet[] = [sheet];
  const happened = (written: readonly SheetEvent[]) => {
    events.push(...written.map(deepFrozen));
    sheet = deepFrozen(written.reduce<Sheet>(evolve, sheet));
    states.push(sheet);
  };
  let clock = START;
  for (const { pick, eager, minutes, rings } of list) {
    clock += minutes * 60_000;
    const now = new Date(clock).toISOString();
    for (const ring of rings) {
      const timers = timersOf(sheet);
      const command = timers[ring % timers.length];
      if (command === undefined) continue;
      const result = watch(sheet, command, directory, now);
      rung.push({ before: sheet, command, now, result });
      if (result.length > 0) happened(result);
    }
    const choices = [...commands, ...exemptionsOf(sheet, now).map(worded)];
    const total = choices.length * people.length;
    for (let n = 0; n < (eager ? MOST_TRIES : 1); n += 1) {
      const choice = (pick + n * STRIDE) % total;
      const command = choices[choice % choices.length];
      const person = people[Math.floor(choice / choices.length)];
      if (command === undefined || person === undefined) continue;
      const actor = actorOf(person);
      const result = decide(sheet, command, actor, directory, { now });
      tries.push({ before: sheet, command, actor, now, result });
      if (result instanceof DomainError) continue;
      happened(result);
      break;
    }
  }
  return { directory, events, states, tries, rung };
}

function begun(directory: Directory, start: Start, people: readonly Person[], worded: Worded) {
  const { kind, channel, category, requested, by } = start;
  const workers = people.filter(({ role }) => role === 'worker');
  const openers = {
    'walk-in': people.slice(0, 1),
    phone: people.slice(0, 1),
    online: RESIDENTS,
    direct: workers,
  }[channel];
  const caller = openers[by % Math.max(1, openers.length)];
  if (caller === undefined) return undefined;
  const asker =
    requested && channel !== 'online' ? { requester: { person: 'at-the-desk' } } : { resident: ZHAO };
  const whom = againstWhom(directory.staff, directory.sections);
  const against = whom[start.against % whom.length];
  const complaint =
    kind === 'complaint' && against !== undefined ? { complaint: { ...COMPLAINT, against } } : {};
  const command = { ...commandOf(kind, channel, category), ...asker, ...complaint };
  const [resident] = RESIDENTS;
  const context = { now: new Date(START).toISOString(), id: '01KAV0000000000000000000AA', nth: 1, turns: {} };
  const event = open(worded(command), actorOf(caller), directory, { ...context, caller, resident });
  return event instanceof DomainError ? undefined : deepFrozen(event);
}

/** The same with other words. */
export type Worded = <C extends OpenCommand | Command>(command: C) => C;

const livesThat = (
  least: number,
  moves: readonly [fewest: number, most: number] = [1, 40],
  worded: Worded = (command) => command,
  without: readonly StepName[] = [],
): fc.Arbitrary<Life> =>
  fc
    .tuple(directories, openings, movesThat(least, moves))
    .map(([directory, start, list]) => lived(directory, start, list, worded, without))
    .filter((life) => life !== undefined);

/** Lives of sheets: every state and entry is frozen to the bottom, so that a mutation throws. The clock may go back. */
export const lives: fc.Arbitrary<Life> = livesThat(-30);
/** Lives of sheets in which the clock never goes back. */
export const steadyLives: fc.Arbitrary<Life> = livesThat(0);

/** Long lives of sheets whose words are those; some steps are left out, so that they end nothing early. */
export const wordyLives = (worded: Worded, without: readonly StepName[]): fc.Arbitrary<Life> =>
  livesThat(0, [60, 120], worded, without);

/** Freezes a value and all within it. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
