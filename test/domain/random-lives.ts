/** Random directories, and random lives of sheets in them: whoever does whatever, often enough what is allowed. */
import fc from 'fast-check';
import { decide } from '../../shared/domain/decide.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { open } from '../../shared/domain/open.ts';
import {
  type Actor,
  actorOf,
  type Directory,
  type Person,
  type Role,
} from '../../shared/domain/organisation.ts';
import type { Category, Command, Kind, OpenCommand, Sheet, SheetEvent } from '../../shared/domain/sheet.ts';
import { CATEGORIES, KINDS } from '../../shared/domain/sheet.ts';
import { COMPLAINT, personOf, RESIDENTS, SECTIONS, SITE, ZHAO } from '../support/factories.ts';

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
  site: SITE,
  sections: SECTIONS,
  staff: [
    personOf('at-the-desk', 'receptionist', DESK),
    ...list.map(({ role, section, active }, n) => personOf(`staff-${n}`, role, section, { active })),
    ...OFFICE_ROLES.map((role) => personOf(`the-${role}`, role)),
  ],
}));

/** One attempt: which of all commands and people, tried until one is accepted (`eager`) or once; minutes that pass. */
export const moves = fc.array(
  fc.record({
    pick: fc.nat({ max: 1_000_000 }),
    eager: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    minutes: fc.integer({ min: -30, max: 90 }),
  }),
  { minLength: 1, maxLength: 40 },
);
export type Move = { readonly pick: number; readonly eager: boolean; readonly minutes: number };

interface Start {
  readonly kind: Kind;
  readonly channel: 'walk-in' | 'online' | 'direct';
  readonly category: Category;
  readonly requested: boolean;
  readonly by: number;
}
const openings: fc.Arbitrary<Start> = fc.record({
  kind: fc.constantFrom(...KINDS),
  channel: fc.constantFrom('walk-in', 'online', 'direct'),
  category: fc.constantFrom(...CATEGORIES),
  requested: fc.boolean(),
  by: fc.nat({ max: 1000 }),
});

function commandOf(
  kind: Kind,
  channel: 'walk-in' | 'online' | 'direct',
  category: OpenCommand['category'],
): OpenCommand {
  return {
    site: SITE.id,
    kind,
    channel,
    subject: '楼道灯不亮',
    ...(kind === 'repair' ? { category } : {}),
    ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}),
  };
}

/** Everything that could be asked in that directory, sensible or not. */
function commandsIn({ sections, staff }: Directory): readonly Command[] {
  const handlers = staff.map(({ id }) => id);
  return [
    { step: 'answer', answer: '是的' },
    ...sections.map(({ id }): Command => ({ step: 'hand-over', section: id, opinion: '请处理' })),
    { step: 'accept' },
    ...handlers.map((handler): Command => ({ step: 'accept', handler })),
    ...handlers.map((handler): Command => ({ step: 'assign', handler })),
    { step: 'dispute', reason: '不归我们' },
    { step: 'reply', message: '正在处理' },
    { step: 'arrive' },
    { step: 'complete', outcome: '已修好' },
    { step: 'complete', outcome: '电话指导', noVisit: true },
    { step: 'return', opinion: '属实' },
    { step: 'receive' },
    { step: 'follow-up', reached: true, resolved: true, satisfaction: 4 },
    { step: 'follow-up', reached: true, resolved: false },
    { step: 'follow-up', reached: false },
    { step: 'amend', fields: { subject: '更正事由', category: 'gas' }, reason: '写错' },
    { step: 'amend', fields: { details: '靠东头' }, reason: '补充' },
    { step: 'urge', message: '请尽快' },
    { step: 'withdraw', reason: '不需要了' },
    { step: 'archive' },
  ];
}

export interface Try {
  readonly before: Sheet;
  readonly command: Command;
  readonly actor: Actor;
  readonly now: string;
  readonly result: readonly SheetEvent[] | DomainError;
}
export interface Life {
  readonly directory: Directory;
  readonly events: readonly SheetEvent[];
  /** The sheet after the opening and after each accepted command. */
  readonly states: readonly Sheet[];
  readonly tries: readonly Try[];
}

const START = Date.parse('2026-11-23T08:00:00.000Z');
/** Coprime to every number of combinations that can come up, so that a search sees each of them once. */
const STRIDE = 7919;
const MOST_TRIES = 400;

function lived(directory: Directory, start: Start, list: readonly Move[]): Life | undefined {
  const people = [...directory.staff, ...RESIDENTS].filter(({ active }) => active);
  const first = begun(directory, start, people);
  if (first === undefined) return undefined;
  const commands = commandsIn(directory);
  const total = commands.length * people.length;
  const tries: Try[] = [];
  const events: SheetEvent[] = [first];
  const states: Sheet[] = [deepFrozen(evolve(undefined, first))];
  let clock = START;
  for (const { pick, eager, minutes } of list) {
    clock += minutes * 60_000;
    const now = new Date(clock).toISOString();
    const before = states.at(-1);
    if (before === undefined) break;
    for (let n = 0; n < (eager ? MOST_TRIES : 1); n += 1) {
      const choice = (pick + n * STRIDE) % total;
      const command = commands[choice % commands.length];
      const person = people[Math.floor(choice / commands.length)];
      if (command === undefined || person === undefined) continue;
      const actor = actorOf(person);
      const result = decide(before, command, actor, directory, { now });
      tries.push({ before, command, actor, now, result });
      if (result instanceof DomainError) continue;
      events.push(...result.map(deepFrozen));
      states.push(deepFrozen(result.reduce<Sheet>(evolve, before)));
      break;
    }
  }
  return { directory, events, states, tries };
}

function begun(directory: Directory, start: Start, people: readonly Person[]) {
  const { kind, channel, category, requested, by } = start;
  const workers = people.filter(({ role }) => role === 'worker');
  const openers = { 'walk-in': people.slice(0, 1), online: RESIDENTS, direct: workers }[channel];
  const caller = openers[by % Math.max(1, openers.length)];
  if (caller === undefined) return undefined;
  const asker =
    requested && channel !== 'online' ? { requester: { person: 'at-the-desk' } } : { resident: ZHAO };
  const command = { ...commandOf(kind, channel, category), ...asker };
  const [resident] = RESIDENTS;
  const context = { now: new Date(START).toISOString(), id: '01KAV0000000000000000000AA', nth: 1, turns: {} };
  const event = open(command, actorOf(caller), directory, { ...context, caller, resident });
  return event instanceof DomainError ? undefined : deepFrozen(event);
}

/** Lives of sheets: every state and entry is frozen to the bottom, so that a mutation throws. */
export const lives: fc.Arbitrary<Life> = fc
  .tuple(directories, openings, moves)
  .map(([directory, start, list]) => lived(directory, start, list))
  .filter((life) => life !== undefined);

/** Freezes a value and all within it. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
