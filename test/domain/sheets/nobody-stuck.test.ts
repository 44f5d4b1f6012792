/** Nobody owes a clock that they may not stop (contract section 3): kinds × channels × states × recusal × who is away. */

import { expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Clock, Owes } from '../../../shared/domain/model/clock.ts';
import { type Actor, asOf, type Directory, type Person } from '../../../shared/domain/model/directory.ts';
import type {
  Channel,
  Command,
  Complaint,
  Kind,
  OpenCommand,
  Sheet,
} from '../../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { decideAs } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { openAs } from '../../../shared/domain/sheets/open.ts';
import { owesNow } from '../../../shared/domain/sheets/owing.ts';
import { STEPS } from '../../../shared/domain/sheets/steps.ts';
import { ABSENCES, NOBODY_AT_DESK } from '../../support/domain/absences.ts';
import { COMPLAINT, DIRECTORY, person, RESIDENTS, SITE, STAFF, ZHAO } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

/** Before anything is due, and when all is overdue. */
const [SOON, LATE] = [minute(1), '2026-12-07T08:00:00.000Z'];
const SIGNED = { signer: '赵敏', path: 'M 1 1 L 9 9 L 3 8' };

/** Steps that bring a sheet on, as somebody would send them. Declining and withdrawing do so for the asker's reasons alone. */
const BRINGING_ON: readonly Command[] = [
  { step: 'answer', answer: '是的', by: 'phone' },
  ...['engineering', 'customer-service'].map(
    (section): Command => ({ step: 'hand-over', section, opinion: '请处理' }),
  ),
  { step: 'accept' },
  { step: 'reply', message: '正在处理', by: 'phone' },
  { step: 'arrive' },
  { step: 'complete', outcome: '已修好' },
  { step: 'complete', outcome: '电话指导', noVisit: true },
  { step: 'return', opinion: '属实' },
  { step: 'follow-up', reached: true, resolved: true },
  { step: 'follow-up', reached: true, resolved: false },
  { step: 'countersign', signature: SIGNED },
  { step: 'dispute', reason: '不归我们' },
];
const OF_THE_ASKER: readonly Command[] = [
  { step: 'decline', reason: '不合理', by: 'phone' },
  { step: 'object', reason: '没有解决' },
  { step: 'rate', satisfaction: 5 },
];

const NAMING = new Map(
  STAFF.map(({ id: handler }): [string, readonly Command[]] => [
    handler,
    [
      { step: 'accept', handler },
      { step: 'assign', handler },
    ],
  ]),
);
const naming = (handlers: readonly string[]) => handlers.flatMap((each) => NAMING.get(each) ?? []);

/** What nobody can sign in that state need not be tried with everybody. */
const inState = (commands: readonly Command[], { kind, status }: Sheet) =>
  commands.filter(({ step }) =>
    STEPS[step].some(({ kinds, from }) => kinds.includes(kind) && from.includes(status)),
  );

/** Those steps, with each of those as handler whom the section has, and whoever signs. */
function stepsOn(sheet: Sheet, { staff }: Directory, who?: Person): readonly Command[] {
  const { section } = sheet;
  if (section === undefined) return inState(BRINGING_ON, sheet);
  const known = staff.filter((each) => each.active && each.section === section).map(({ id }) => id);
  const named = new Set([...known, ...(who === undefined ? [] : [who.id])]);
  return inState([...BRINGING_ON, ...naming([...named])], sheet);
}

/** As whom each may act, by directory: it is asked for again and again. */
const ACTING = new WeakMap<Directory, Map<Person, readonly Actor[]>>();

function actingAs(who: Person, directory: Directory): readonly Actor[] {
  const known = ACTING.get(directory) ?? new Map<Person, readonly Actor[]>();
  ACTING.set(directory, known);
  const actors = known.get(who) ?? actorsOf(who, directory, directory.at);
  known.set(who, actors);
  return actors;
}

const decided = (sheet: Sheet, command: Command, who: Person, directory: Directory) =>
  decideAs(sheet, command, actingAs(who, directory), directory, { now: directory.at });

const isAway = ({ active, leave, standIn }: Person) =>
  !active || leave !== undefined || standIn !== undefined;

const isStopped = ({ id }: Clock, { clocks }: Sheet) =>
  clocks.some((each) => each.id === id && each.stoppedAt !== undefined);

/** A sheet in a directory, and what each of those asked about can make of it by one step. */
class Situation {
  readonly #known = new Map<Person, Map<Command, Sheet | undefined>>();

  constructor(
    readonly sheet: Sheet,
    readonly directory: Directory,
  ) {}

  /** The sheet after somebody's step, or undefined where they may not take it. */
  #after(who: Person, command: Command): Sheet | undefined {
    const known = this.#known.get(who) ?? new Map<Command, Sheet | undefined>();
    this.#known.set(who, known);
    if (!known.has(command)) {
      const result = decided(this.sheet, command, who, this.directory);
      known.set(
        command,
        result instanceof DomainError ? undefined : result.reduce<Sheet>(evolve, this.sheet),
      );
    }
    return known.get(command);
  }

  mayStop(clock: Clock, who: Person): boolean {
    return stepsOn(this.sheet, this.directory, who).some((command) => {
      const after = this.#after(who, command);
      return after !== undefined && isStopped(clock, after);
    });
  }

  /** Whether anybody who is there may stop a clock; whether a step stops it does not depend on who takes it. */
  canBeStopped(clock: Clock): boolean {
    const there = this.directory.staff.filter((each) => !isAway(each));
    return stepsOn(this.sheet, this.directory).some((command) => {
      for (const who of there) {
        const after = this.#after(who, command);
        if (after !== undefined) return isStopped(clock, after);
      }
      return false;
    });
  }

  /** Whether somebody may bring the sheet nearer to where the clock can be stopped; a dispute takes it farther away. */
  mayBringOn(who: Person): boolean {
    const { status, handler } = this.sheet;
    return stepsOn(this.sheet, this.directory, who).some((command) => {
      const after = command.step === 'dispute' ? undefined : this.#after(who, command);
      return after !== undefined && (after.status !== status || after.handler !== handler);
    });
  }
}

type Reckons = (clock: Clock, sheet: Sheet, directory: Directory) => Owes;

/** Those who are there, and whom an absent one has named to stand in. */
function inTheirPlace(people: readonly Person[], { staff }: Directory): readonly Person[] {
  const ids = people.map((each) =>
    isAway(each) ? (each.active && (each.standIn?.person ?? each.leave?.standIn)) || undefined : each.id,
  );
  return staff.filter((each) => ids.includes(each.id) && !isAway(each));
}

/** What is wrong with who owes a clock, or undefined: they are away, or can do nothing about it. */
function fault(clock: Clock, situation: Situation, reckons: Reckons): string | undefined {
  const { sheet, directory } = situation;
  const { person: id, section } = reckons(clock, sheet, directory);
  const owing = directory.staff.filter((each) =>
    id === undefined
      ? each.section === section && ['supervisor', 'manager'].includes(each.role)
      : each.id === id,
  );
  const there = id === undefined ? inTheirPlace(owing, directory) : owing.filter((each) => !isAway(each));
  if (there.length === 0) return `${id ?? section} is away`;
  if (there.some((each) => situation.mayStop(clock, each))) return undefined;
  const leadsThere = !situation.canBeStopped(clock) && there.some((each) => situation.mayBringOn(each));
  return leadsThere ? undefined : `${id ?? section} may do nothing`;
}

/** One of each standing, and who has a part in the sheet. */
const AGAINST: readonly Complaint['against'][] = [
  undefined,
  ...[
    ...['worker-wu', 'engineering-manager-wang', 'receptionist-sun', 'cs-manager-li'],
    ...['director-wei', 'deputy-director-jiang', 'overseer-han'],
  ].map((id) => ({ person: id })),
  ...['engineering', 'customer-service'].map((section) => ({ section })),
];

const CHANNELS: readonly (readonly [Channel, string])[] = [
  ['walk-in', 'receptionist-sun'],
  ['phone', 'cs-manager-li'],
  ['online', 'resident-zhao'],
  ['direct', 'worker-wu'],
  ['staff', 'worker-wu'],
];

/** A sheet as it is opened, where it may be. */
function opened(
  kind: Kind,
  [channel, by]: (typeof CHANNELS)[number],
  about: { readonly against?: Complaint['against']; readonly praised?: string },
  directory: Directory = DIRECTORY,
): readonly Sheet[] {
  const { against, praised } = about;
  const command: OpenCommand = {
    ...{ site: SITE.id, kind, channel, subject: '楼道灯不亮' },
    ...(channel === 'staff' ? {} : { resident: ZHAO }),
    ...(channel === 'phone' ? { record: { at: minute(0), words: '楼道灯不亮' } } : {}),
    ...(kind === 'repair' ? { category: 'gas' as const } : {}),
    ...(kind === 'complaint' ? { complaint: { ...COMPLAINT, ...(against && { against }) } } : {}),
    ...(kind === 'praise' ? { praise: { person: praised ?? 'worker-zheng' } } : {}),
  };
  const caller = person(by);
  const context = { now: minute(0), id: '01KAV0000000000000000000AA', nth: 1, turns: {}, caller };
  const event = openAs(command, actorsOf(caller, directory, minute(0)), directory, {
    ...context,
    resident: RESIDENTS[0],
  });
  return event instanceof DomainError ? [] : [evolve(undefined, event)];
}

const KINDS: readonly Kind[] = ['repair', 'complaint', 'enquiry', 'praise'];

function beginnings(): readonly Sheet[] {
  const plain = KINDS.flatMap((kind) => CHANNELS.flatMap((channel) => opened(kind, channel, {})));
  const [atTheDesk = ['walk-in', 'receptionist-sun']] = CHANNELS;
  const against = AGAINST.flatMap((each) => opened('complaint', atTheDesk, { against: each }));
  const praising = ['receptionist-sun', 'cs-manager-li'].flatMap((praised) =>
    opened('praise', atTheDesk, { praised }),
  );
  // Where nobody was at the desk the director is first contact.
  const unreceived = KINDS.flatMap((kind) => opened(kind, ['online', 'resident-zhao'], {}, NOBODY_AT_DESK));
  return [...plain, ...against, ...praising, ...unreceived];
}

const lookOf = (sheet: Sheet) =>
  JSON.stringify([
    ...[sheet.kind, sheet.channel, sheet.complaint?.against, sheet.praise, sheet.firstContact],
    ...[sheet.status, sheet.section, sheet.handler, sheet.round, 'binding' in sheet && sheet.binding],
    ...['disputed' in sheet && sheet.disputed, sheet.askerInformed],
  ]);

const ROUNDS = 2;
const HANDLERS = ['worker-wu', 'cs-manager-li'];

/** Every state that sheets can come into with everybody at work, each once. */
function states(): readonly Sheet[] {
  const now = asOf(DIRECTORY, SOON);
  const found = new Map<string, Sheet>();
  const left = [...beginnings()];
  for (let sheet = left.pop(); sheet !== undefined; sheet = left.pop()) {
    if (found.has(lookOf(sheet)) || sheet.round > ROUNDS) continue;
    found.set(lookOf(sheet), sheet);
    for (const command of inState([...BRINGING_ON, ...naming(HANDLERS), ...OF_THE_ASKER], sheet)) {
      for (const who of [...STAFF, ...RESIDENTS]) {
        const result = decided(sheet, command, who, now);
        if (result instanceof DomainError) continue;
        left.push(result.reduce<Sheet>(evolve, sheet));
        break;
      }
    }
  }
  return [...found.values()];
}

const EACH = 13;

interface Walked {
  readonly tried: number;
  readonly faults: readonly string[];
}

function walk(sheets: readonly Sheet[], reckons: Reckons): Walked {
  let tried = 0;
  const faults: string[] = [];
  for (const [nth, [away, directory]] of ABSENCES.entries()) {
    const now = asOf(directory, nth % 5 === 0 ? LATE : SOON);
    // Each state with a part of the absences, each absence with a part of the states: together they meet often enough.
    for (const sheet of sheets.filter((_sheet, place) => (nth + place) % EACH === 0)) {
      const situation = new Situation(sheet, now);
      for (const clock of sheet.clocks.filter(({ stoppedAt }) => stoppedAt === undefined)) {
        tried += 1;
        const wrong = fault(clock, situation, reckons);
        if (wrong !== undefined) faults.push(`${away} away: ${clock.id} of ${lookOf(sheet)}: ${wrong}`);
      }
    }
  }
  return { tried, faults };
}

const SHEETS = states();

it('finds nobody who owes a clock that they may not stop', () => {
  const { tried, faults } = walk(SHEETS, owesNow);
  console.log(`${tried} clocks of ${SHEETS.length} sheets tried`);
  expect(faults.slice(0, 40)).toEqual([]);
  expect(tried).toBeGreaterThan(10_000);
});

it('would find whoever is only named by the table, and a first contact who owes whatever happens', () => {
  const some = SHEETS.filter((_sheet, nth) => nth % 20 === 0);
  const asStarted = walk(some, (clock) => clock.owes);
  const always = walk(some, (_clock, sheet) => ({ person: sheet.firstContact }));
  for (const { faults } of [asStarted, always]) {
    expect(faults.some((each) => each.endsWith('is away'))).toBe(true);
    expect(faults.some((each) => each.endsWith('may do nothing'))).toBe(true);
  }
});
