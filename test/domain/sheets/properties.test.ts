/** What holds for every life of every sheet, whatever anybody tries. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../../shared/domain/archive/replay.ts';
import { authorityRole, isRecused, maySectionReceive } from '../../../shared/domain/complaints/recusal.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { chain, GENESIS, isIntact } from '../../../shared/domain/kernel/ledger.ts';
import { type Sheet, type SheetEvent, STATUSES } from '../../../shared/domain/model/sheet.ts';
import { noticesOf } from '../../../shared/domain/notices/notices.ts';
import { customerServiceOf } from '../../../shared/domain/organisation/organisation.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { STEPS } from '../../../shared/domain/sheets/steps.ts';
import { type Life, lives } from '../../support/domain/random-lives.ts';

const RUNS = { numRuns: 120 };
const always = (holds: (life: Life) => void) => fc.assert(fc.property(lives, holds), RUNS);
const pairs = <T>(list: readonly T[]) =>
  list.slice(1).map((next, index) => [list[index] as T, next] as const);

/** Whose it is in a state: one person, or one section, or nobody any more. */
function owners(sheet: Sheet, { directory }: Life): readonly (string | undefined)[] {
  switch (sheet.status) {
    case 'registered':
    case 'answered':
      expect([sheet.section, sheet.handler]).toEqual([undefined, undefined]);
      return [customerServiceOf(directory)?.id];
    case 'handed-over':
      expect(sheet.handler).toBeUndefined();
      return [sheet.section];
    case 'accepted':
    case 'on-site':
    case 'completed':
      return [sheet.handler];
    case 'returned':
      return [customerServiceOf(directory)?.id];
    case 'followed-up':
    case 'withdrawn':
    case 'archived':
      return [];
    default:
      return sheet satisfies never;
  }
}

it('has exactly one responsible person or section while it lives, and they exist', () => {
  always((life) => {
    const { staff, sections } = life.directory;
    for (const sheet of life.states) {
      const names = owners(sheet, life);
      expect(names.length).toBe(['followed-up', 'withdrawn', 'archived'].includes(sheet.status) ? 0 : 1);
      for (const name of names) expect([...staff, ...sections].some(({ id }) => id === name)).toBe(true);
      const handler = staff.find(({ id }) => id === sheet.handler);
      // Whoever takes the place of a deserted section is of none.
      if (handler?.section !== undefined) expect(handler.section).toBe(sheet.section);
      if (sheet.handler !== undefined) expect(sheet.handledBy).toContain(sheet.handler);
      if (sheet.section !== undefined) expect(sheet.sections).toContain(sheet.section);
    }
  });
});

it('keeps its first contact, id, number, kind and opening for ever (A1.6a)', () => {
  always(({ states }) => {
    const kept = ({ firstContact, id, number, site, kind, channel, openedAt }: Sheet) => ({
      ...{ firstContact, id, number, site, kind, channel, openedAt },
    });
    for (const [before, after] of pairs(states)) expect(kept(after)).toEqual(kept(before));
  });
});

it('counts versions, entries and rounds without gaps', () => {
  always(({ states, events, tries, rung }) => {
    const raising = rung.filter(({ command, result }) => command.watch !== 'warn' && result.length > 0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(states.at(-1)?.version).toBe(
      1 + tries.filter(({ result }) => !(result instanceof DomainError)).length + raising.length,
    );
    expect(states.at(-1)?.entries).toBe(events.length);
    for (const [before, after] of pairs(states)) {
      const warned = events[after.entries - 1]?.step === 'warning';
      expect(after.version - before.version).toBe(warned ? 0 : 1);
      expect(after.round - before.round).toBe(before.round < after.round ? 1 : 0);
    }
  });
});

it('is nothing but the fold of its ledger, also after a round trip through JSON', () => {
  always(({ events, states }) => {
    expect(replay(events)).toEqual(states.at(-1));
    expect(JSON.stringify(replay(JSON.parse(JSON.stringify(events)) as SheetEvent[]))).toBe(
      JSON.stringify(states.at(-1)),
    );
  });
});

it('keeps a ledger whose chain is unbroken, written step by step or at once, and read back', () => {
  always(({ events }) => {
    const entries = chain(events, GENESIS);
    let head = GENESIS;
    const stepwise = events.flatMap((event) => {
      const added = chain([event], head);
      head = added[0]?.hash ?? head;
      return added;
    });
    expect(stepwise).toEqual(entries);
    expect(isIntact(JSON.parse(JSON.stringify(entries)) as Record<string, unknown>[], head)).toBe(true);
    expect(new Set(entries.map(({ hash }) => hash)).size).toBe(entries.length);
  });
});

it('never goes back in time, even when the clock does', () => {
  always(({ events, tries, rung }) => {
    for (const [before, after] of pairs(events)) expect(after.at >= before.at).toBe(true);
    for (const { result, now, before } of [...tries, ...rung]) {
      if (result instanceof DomainError) continue;
      for (const { at } of result) expect(at).toBe([now, before.updatedAt].sort()[1]);
    }
  });
});

/** The clocks that are overdue at a step and before their timer, but for one whose deadline the step itself puts off. */
function brokenBy({ before, result }: Life['tries'][number]): readonly string[] {
  if (result instanceof DomainError) return [];
  const at = result[0]?.at ?? '';
  const after = result.reduce<Sheet>(evolve, before);
  const isPutOff = (id: string, dueAt: string) =>
    after.clocks.some((clock) => clock.id === id && clock.stoppedAt === undefined && clock.dueAt !== dueAt);
  return before.clocks
    .filter(({ state, dueAt, id }) => state === 'running' && dueAt < at && !isPutOff(id, dueAt))
    .map(({ id }) => id);
}

it('writes one event a command, after the breaches that it brings to light and a return that it signs for', () => {
  always(({ tries }) => {
    for (const each of tries) {
      const { result, command, actor, before } = each;
      if (result instanceof DomainError) continue;
      const implied =
        before.status === 'returned' && !before.received && ['follow-up', 'hand-over'].includes(command.step);
      const breaches = result.filter((event) => event.step === 'breach');
      expect(breaches.map(({ clock }) => clock)).toEqual(brokenBy(each));
      // What such a breach raises stands behind it, and before what is signed.
      const bySystem = result.filter(({ step }) => step === 'breach' || step === 'escalate');
      expect(bySystem.every((event) => event.actor.id === 'system')).toBe(true);
      expect(result.slice(0, bySystem.length)).toEqual(bySystem);
      const own = result.slice(bySystem.length);
      expect(own.map(({ step }) => step)).toEqual(implied ? ['receive', command.step] : [command.step]);
      for (const event of own) expect(event.actor).toEqual(actor);
      for (const event of result) expect(event.version).toBe(before.version + 1);
    }
  });
});

it('answers the same to the same question, and refuses any other version than the one it is in', () => {
  always(({ tries, directory }) => {
    for (const { before, command, actor, now, result } of tries.slice(0, 40)) {
      expect(decide(before, command, actor, directory, { now })).toEqual(result);
      expect(decide(before, command, actor, directory, { now, expected: [before.version] })).toEqual(result);
      const other = decide(before, command, actor, directory, { now, expected: [before.version + 1] });
      expect(other).toBeInstanceOf(DomainError);
    }
  });
});

it('is signed, handled and heard of by nobody whom it is against (B5.2.2c)', () => {
  always(({ tries, rung, directory }) => {
    const isOpenTo = (id: string, sheet: Sheet) => !isRecused({ id }, sheet, directory);
    for (const { result, actor, before } of tries) {
      if (result instanceof DomainError) continue;
      expect(isOpenTo(actor.id, before)).toBe(true);
      for (const event of result) {
        if (event.step === 'accept' || event.step === 'assign') {
          expect(isOpenTo(event.handler, before)).toBe(true);
        }
        if (event.step === 'hand-over')
          expect(maySectionReceive(event.section, before, directory)).toBe(true);
        const after = result.reduce<Sheet>(evolve, before);
        for (const { person } of noticesOf(event, after, directory)) {
          expect(isOpenTo(person, after)).toBe(true);
        }
      }
    }
    for (const { result, before } of rung) {
      for (const event of result) {
        if (event.step === 'escalate') expect(event.to.every((id) => isOpenTo(id, before))).toBe(true);
      }
    }
  });
});

it('is never with a section of whom it is against, once an amendment says so', () => {
  always(({ states, directory }) => {
    for (const sheet of states) {
      if (!['handed-over', 'accepted', 'on-site'].includes(sheet.status)) continue;
      if (authorityRole(sheet, directory) === undefined || sheet.section === undefined) continue;
      expect(maySectionReceive(sheet.section, sheet, directory)).toBe(true);
    }
  });
});

it('reaches every status and every step in such lives', () => {
  const statuses = new Set<string>();
  const steps = new Set<string>();
  const reasons = new Set<string>();
  for (const { states, events, tries } of fc.sample(lives, { numRuns: 1500, seed: 20261123 })) {
    for (const { status } of states) statuses.add(status);
    for (const { step } of events) steps.add(step);
    for (const { result } of tries) if (result instanceof DomainError) reasons.add(result.reason);
  }
  expect([...statuses].sort()).toEqual([...STATUSES].sort());
  const bySystem = ['warning', 'breach', 'escalate'];
  const all = new Set(['open', ...Object.keys(STEPS), ...bySystem]);
  expect([...steps].sort()).toEqual([...all].sort());
  const met = ['not-visible', 'not-your-step', 'not-in-this-state', 'manager-hands-over'];
  const exemptions = ['unknown-clock', 'no-exemption-now', 'no-exemption-asked'];
  expect([...reasons]).toEqual(expect.arrayContaining([...met, ...exemptions]));
});
