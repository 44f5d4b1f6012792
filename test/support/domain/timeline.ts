/** A sheet that is lived through with its real clocks: steps, refusals and timers at minutes after its opening. */
import { expect } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { FoundFiles } from '../../../shared/domain/kernel/files.ts';
import type { Clock } from '../../../shared/domain/model/clock.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { Command, OpenCommand, Sheet, SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { open } from '../../../shared/domain/sheets/open.ts';
import { withOwes } from '../../../shared/domain/sheets/owing.ts';
import { type WatchCommand, watch } from '../../../shared/domain/sheets/watch.ts';
import { actor, COMPLAINT, DIRECTORY, person, RESIDENTS, SITE, ZHAO } from '../factories.ts';
import { minute, refusalIn } from '../given-when-then.ts';

interface Opening extends Partial<OpenCommand> {
  readonly by?: string;
  /** Opened at another instant than minute 0, a Monday at 16:00 of the site. */
  readonly at?: string;
  /** What is found of its files. */
  readonly found?: FoundFiles;
}

/** Minutes after the opening, or an instant. */
type When = number | string;
const instantOf = (when: When) => (typeof when === 'number' ? minute(when) : when);

/** Opens a sheet, by default an ordinary repair brought to the desk, as it would be in earnest. */
export function lives(opening: Opening = {}, directory: Directory = DIRECTORY): Timeline {
  const { by = 'receptionist-sun', at = minute(0), found, ...more } = opening;
  const kind = more.kind ?? 'repair';
  const command: OpenCommand = {
    site: SITE.id,
    kind,
    channel: 'walk-in',
    subject: '楼道灯不亮',
    resident: ZHAO,
    ...(kind === 'repair' ? { category: 'electricity' } : {}),
    ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}),
    ...more,
  };
  const context = { now: at, id: '01KAV0000000000000000000AA', nth: 1, turns: {} };
  const [resident] = RESIDENTS;
  const event = open(command, actor(by), directory, {
    ...context,
    caller: person(by),
    resident,
    files: found,
  });
  if (event instanceof DomainError) throw new Error(`not opened: ${event.reason}`);
  return new Timeline(directory, event);
}

export class Timeline {
  readonly events: SheetEvent[];
  sheet: Sheet;

  constructor(
    public directory: Directory,
    first: SheetEvent,
  ) {
    this.events = [first];
    this.sheet = evolve(undefined, first);
  }

  /** What a step comes to, without taking it: its events or the refusal. */
  tries(when: When, who: string, command: Command, files?: FoundFiles): readonly SheetEvent[] | DomainError {
    return decide(this.sheet, command, actor(who), this.directory, { now: instantOf(when), files });
  }

  /** The refusal of a step in short, or undefined where it would be allowed. */
  refusal(when: When, who: string, command: Command, files?: FoundFiles): string | undefined {
    return refusalIn(this.tries(when, who, command, files));
  }

  /** Takes a step, which must be allowed. */
  does(when: When, who: string, command: Command, files?: FoundFiles): this {
    const result = this.tries(when, who, command, files);
    if (result instanceof DomainError) throw new Error(`${command.step} refused: ${result.reason}`);
    return this.with(result);
  }

  /** A timer rings. */
  rings(when: When, command: WatchCommand): this {
    return this.with(watch(this.sheet, command, this.directory, instantOf(when)));
  }

  /** The events that a timer would bring about. */
  wouldRing(when: When, command: WatchCommand): readonly SheetEvent[] {
    return watch(this.sheet, command, this.directory, instantOf(when));
  }

  /** The organisation changes. */
  under(directory: Directory): this {
    this.directory = directory;
    return this;
  }

  /** A clock as it is read: with who owes it now. */
  clock(id: string): Clock {
    const found = withOwes(this.sheet, this.directory).clocks.find((clock) => clock.id === id);
    if (found === undefined) throw new Error(`no clock ${id} among ${this.ids().join(' ')}`);
    return found;
  }

  /** The ids of all clocks, in the order in which they started. */
  ids(): readonly string[] {
    return this.sheet.clocks.map(({ id }) => id);
  }

  /** The ids of the clocks that are not stopped. */
  live(): readonly string[] {
    return this.sheet.clocks.filter(({ stoppedAt }) => stoppedAt === undefined).map(({ id }) => id);
  }

  /** The steps of the entries since the nth, with the version that each brought about. */
  written(from = 0): readonly string[] {
    return this.events.slice(from).map(({ step, version }) => `${step} v${version}`);
  }

  private with(events: readonly SheetEvent[]): this {
    const seqs = events.map(({ seq }) => seq);
    expect(seqs, 'entries are numbered one after the other').toEqual(
      seqs.map((_, nth) => this.sheet.entries + 1 + nth),
    );
    this.events.push(...events);
    this.sheet = events.reduce<Sheet>(evolve, this.sheet);
    return this;
  }
}

export const passTo = (section: string): Command => ({ step: 'hand-over', section, opinion: '请处理' });
export const accept = (handler: string): Command => ({ step: 'accept', handler });
export const assign = (handler: string): Command => ({ step: 'assign', handler });
export const unresolved: Command = { step: 'follow-up', reached: true, resolved: false };
export const resolved: Command = { step: 'follow-up', reached: true, resolved: true };
export const unreached: Command = { step: 'follow-up', reached: false };
export const dispute: Command = { step: 'dispute', reason: '不归我们' };
export const reply: Command = { step: 'reply', message: '正在处理', by: 'phone' };
export const withdraw: Command = {
  step: 'withdraw',
  reason: '不需要了',
  record: { at: '2026-11-23T08:00:00.000Z', words: '不用来了' },
};
export const complete: Command = { step: 'complete', outcome: '已修好' };
export const giveBack: Command = { step: 'return', opinion: '属实' };

const desk = 'receptionist-sun';
const wu = 'worker-wu';

/** A repair at the desk, on to engineering at 5, accepted at 10, on site at 20, completed at 30, returned at 40. */
export function repairUntil(status: 'handed-over' | 'accepted' | 'on-site' | 'completed' | 'returned') {
  const life = lives().does(5, desk, passTo('engineering'));
  if (status === 'handed-over') return life;
  life.does(10, wu, accept(wu));
  if (status === 'accepted') return life;
  life.does(20, wu, { step: 'arrive' });
  if (status === 'on-site') return life;
  life.does(30, wu, complete);
  return status === 'completed' ? life : life.does(40, 'engineering-supervisor-feng', giveBack);
}

/** A report at the desk, on to security at 5, accepted at 10, completed at 30, returned at 40. */
export function reportUntil(status: 'handed-over' | 'accepted' | 'completed' | 'returned') {
  const life = lives({ kind: 'report' }).does(5, desk, passTo('security'));
  if (status === 'handed-over') return life;
  life.does(10, 'guard-chu', accept('guard-chu'));
  if (status === 'accepted') return life;
  life.does(30, 'guard-chu', complete);
  return status === 'completed' ? life : life.does(40, 'security-manager-chen', giveBack);
}
