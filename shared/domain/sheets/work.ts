/** What somebody has to do on sheets (contract section 9, `GET /work`), one item a clock or a question. Pure. */
import { rowOf } from '../clocks/clock-table.ts';
import { namedOwer } from '../clocks/responsibility.ts';
import { defined } from '../kernel/defined.ts';
import type { Owes } from '../model/clock.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Sheet, StepName } from '../model/sheet.ts';
import { actorsThere } from '../organisation/acting.ts';
import { leads } from '../organisation/organisation.ts';
import { stepTowards, withOwes } from './owing.ts';
import { isConsulted } from './parts.ts';
import { mayTake } from './steps.ts';
import { judgedBy, type Summary, type Unmet } from './summary.ts';

/** Whose work is asked for. */
export const WHOSE = ['me', 'section', 'site'] as const;
export type Whose = (typeof WHOSE)[number];

/** Why something is somebody's to do. */
export const BECAUSE = ['owed', 'section', 'unassigned', 'asked', 'stand-in'] as const;
export type Because = (typeof BECAUSE)[number];

/** Something to do on a sheet. */
export interface SheetWork {
  /** The first step towards it: reckoned for what is given, since it takes longer than whose it is. */
  readonly does: () => StepName | 'open';
  /** The clock that runs for it. */
  readonly clock?: Unmet;
  readonly because: Because;
}

/** Who asks: themselves, and everybody as whom they may act. */
export interface Working {
  readonly id: string;
  readonly actors: readonly Actor[];
  readonly directory: Directory;
}

/** What there is to do on a sheet that somebody sees, as its summary has it with who owes what now. */
export function workOn(summary: Summary, whose: Whose, worker: Working): readonly SheetWork[] {
  const sheet = judgedBy(summary);
  const clocks = summary.unmet.flatMap((clock) => workOfClock(clock, sheet, whose, worker) ?? []);
  const asked = worker.actors.some((actor) => isConsulted(actor, sheet));
  return asked ? [...clocks, { does: () => 'advise', because: 'asked' }] : clocks;
}

function workOfClock(clock: Unmet, sheet: Sheet, whose: Whose, worker: Working): SheetWork | undefined {
  const { actors, directory } = worker;
  const because = ownReason(clock, sheet, worker) ?? othersReason(clock.owes, sheet, whose, worker);
  if (because === undefined) return undefined;
  const does = () =>
    stepTowards(clock.name, actors, sheet, directory) ??
    stepTowards(clock.name, actorsThere(directory), sheet, directory) ??
    'open';
  return { does, clock, because };
}

/** Why a clock is somebody's own to see to. */
function ownReason(clock: Unmet, sheet: Sheet, { id, actors, directory }: Working): Because | undefined {
  const { person, section } = clock.owes;
  if (person !== undefined) {
    if (person !== id) return undefined;
    const row = rowOf(clock.name, sheet);
    const named = row && namedOwer(row, sheet, directory).person;
    return actors.some(({ standInFor }) => standInFor !== undefined && standInFor === named)
      ? 'stand-in'
      : 'owed';
  }
  const lead = actors.find((actor) => leads(actor, section));
  if (lead !== undefined) return lead.standInFor === undefined ? 'section' : 'stand-in';
  const isToAccept = (actor: Actor) => mayTake({ step: 'accept' }, actor, sheet, directory);
  return clock.name === 'acceptance' && actors.some(isToAccept) ? 'unassigned' : undefined;
}

/** Why a clock of somebody else stands in the work of a section or of the site. */
function othersReason(
  owes: Owes,
  sheet: Sheet,
  whose: Whose,
  { actors, directory }: Working,
): Because | undefined {
  const because = owes.person === undefined ? 'section' : 'owed';
  if (whose === 'site') return because;
  if (whose === 'me') return undefined;
  const owing =
    owes.section ?? directory.staff.find(({ id }) => id === owes.person)?.section ?? sheet.section;
  return actors.some((actor) => leads(actor, owing)) ? because : undefined;
}

/** The clocks of a sheet of which an exemption is asked for that somebody may grant or refuse. */
export function toExcuse(stored: Sheet, { actors, directory }: Working): readonly SheetWork[] {
  const sheet = withOwes(stored, directory);
  return sheet.clocks.flatMap(({ exemption, ...clock }) => {
    if (exemption?.state !== 'requested') return [];
    const does = (['grant-exemption', 'refuse-exemption'] as const).find((step) =>
      actors.some((actor) => mayTake({ step, clock: clock.id, reason: '' }, actor, sheet, directory)),
    );
    return does === undefined
      ? []
      : [{ does: () => does, because: 'asked', ...defined({ clock: unmetAs(clock) }) }];
  });
}

/** A clock that runs or is broken, for what is asked of it; one that was stopped presses nobody any more. */
const unmetAs = (clock: Sheet['clocks'][number]): Unmet | undefined =>
  clock.stoppedAt === undefined ? clock : undefined;

/** Whether somebody may ask for the work of a section, or of the site. */
export const leadsAny = (actors: readonly Actor[]): boolean =>
  actors.some((actor) => leads(actor, actor.section));
