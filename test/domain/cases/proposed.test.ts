/** Cases that escalation's last level proposes: about whom (contract section 3, "Breach"), and who is shown them. */
import { describe, expect, it } from 'vitest';
import { isProposedTo, proposedBy, seesProposed } from '../../../shared/domain/cases/proposed.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { repairUntil, type Timeline } from '../../support/domain/timeline.ts';
import { actor, COMPLAINT, DIRECTORY, directoryWhere } from '../../support/factories.ts';

const LATE = '2026-12-23T08:00:00.000Z';

/** Every level of a broken clock, one after the other. */
function raised(life: Timeline, clock: string): Timeline {
  life.rings(LATE, { watch: 'breach', clock });
  for (let level = 2; level <= 3; level += 1) {
    const day = `2026-12-2${level + 2}T08:00:00.000Z`;
    life.rings(day, { watch: 'escalate', clock, level });
  }
  return life;
}

const proposed = ({ events, sheet }: Timeline, directory: Directory = DIRECTORY) =>
  events.flatMap((event) => proposedBy(event, sheet, directory));

describe('the last level', () => {
  it('proposes a case about the person who owes the clock, once', () => {
    const life = raised(repairUntil('accepted'), 'arrival-1-1');
    expect(proposed(life)).toEqual([
      {
        id: `${life.sheet.id}-arrival-1-1`,
        sheet: life.sheet.id,
        clock: 'arrival-1-1',
        about: 'worker-wu',
        rule: 'B5.2.1b',
        at: '2026-12-25T08:00:00.000Z',
      },
    ]);
  });

  it('proposes it about the manager where the section owes, else its supervisor, else the director', () => {
    const life = raised(repairUntil('handed-over'), 'acceptance-1-1');
    expect(life.clock('acceptance-1-1').owes).toEqual({ section: 'engineering' });
    expect(proposed(life).map(({ about }) => about)).toEqual(['engineering-manager-wang']);
    const unmanaged = directoryWhere({ 'engineering-manager-wang': { active: false } });
    // Whoever answered for it when it was broken, not who leads the section since.
    expect(proposed(life, unmanaged).map(({ about }) => about)).toEqual(['engineering-manager-wang']);
    const led = raised(repairUntil('handed-over').under(unmanaged), 'acceptance-1-1');
    expect(proposed(led, unmanaged).map(({ about }) => about)).toEqual(['engineering-supervisor-feng']);
    const empty = directoryWhere({
      'engineering-manager-wang': { active: false },
      'engineering-supervisor-feng': { active: false },
    });
    const deserted = raised(repairUntil('handed-over').under(empty), 'acceptance-1-1');
    expect(proposed(deserted, empty).map(({ about }) => about)).toEqual(['director-wei']);
  });

  it('is the only entry that proposes any', () => {
    const life = raised(repairUntil('accepted'), 'arrival-1-1');
    const others = life.events.filter((event) => event.step !== 'escalate' || event.level !== 3);
    expect(others.some(({ step }) => step === 'escalate')).toBe(true);
    expect(others.flatMap((event) => proposedBy(event, life.sheet, DIRECTORY))).toEqual([]);
  });
});

describe('a proposed case', () => {
  it('is shown to the director and the overseer, but not about themselves', () => {
    expect(isProposedTo(actor('director-wei'), 'worker-wu')).toBe(true);
    expect(isProposedTo(actor('overseer-han'), 'director-wei')).toBe(true);
    expect(isProposedTo(actor('director-wei'), 'director-wei')).toBe(false);
    for (const id of ['deputy-director-jiang', 'hr-yang', 'cs-manager-li', 'administrator-shen']) {
      expect(isProposedTo(actor(id), 'worker-wu'), id).toBe(false);
    }
  });

  it('is not shown to whom the sheet complains of', () => {
    const complained = { complaint: { ...COMPLAINT, against: { person: 'director-wei' } } };
    const about = { about: 'cs-manager-li' };
    expect(seesProposed(actor('director-wei'), about, {}, DIRECTORY)).toBe(true);
    expect(seesProposed(actor('director-wei'), about, complained, DIRECTORY)).toBe(false);
    expect(seesProposed(actor('overseer-han'), about, complained, DIRECTORY)).toBe(true);
    const standIn = {
      ...actor('deputy-director-jiang'),
      role: 'director',
      standInFor: 'director-wei',
    } as const;
    expect(seesProposed(standIn, about, complained, DIRECTORY)).toBe(false);
  });
});
