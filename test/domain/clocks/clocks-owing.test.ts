/** Who owes a clock as things go on, and that its deadline is computed once, when it starts. */

import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/domain/model/clock.ts';
import {
  accept,
  assign,
  dispute,
  lives,
  passTo,
  repairUntil,
  reportUntil,
} from '../../support/domain/timeline.ts';
import { DIRECTORY, directoryWhere } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';

describe('who owes', () => {
  it('return: the first contact, the section while it has it, after a dispute who may pass it on', () => {
    const life = lives();
    const owes = () => life.clock('return-1-1').owes;
    expect(owes()).toEqual({ person: desk });
    life.does(5, 'receptionist-zhou', passTo('engineering'));
    expect(owes()).toEqual({ section: 'engineering' });
    life.does(10, 'engineering-manager-wang', dispute);
    expect(owes()).toEqual({ section: 'customer-service' });
    life.does(15, 'cs-manager-li', passTo('security'));
    expect(owes()).toEqual({ section: 'security' });
    life.does(20, 'guard-chu', accept('guard-chu'));
    expect(owes()).toEqual({ section: 'security' });
  });

  it('handling: who accepts, unless they name a handler', () => {
    const byManager = reportUntil('handed-over').does(10, 'security-manager-chen', accept('guard-chu'));
    expect(byManager.clock('handling-1-1').owes).toEqual({ person: 'guard-chu' });
    const forThemselves = reportUntil('handed-over').does(10, 'security-manager-chen', { step: 'accept' });
    expect(forThemselves.clock('handling-1-1').owes).toEqual({ person: 'security-manager-chen' });
  });

  it('keeps who owed a clock when it stopped, whoever handles the sheet later', () => {
    const life = repairUntil('accepted').does(30, 'engineering-manager-wang', assign('worker-zheng'));
    life.does(40, 'engineering-supervisor-feng', assign('worker-wu'));
    expect(life.sheet.clocks.filter(({ name }) => name === 'arrival').map(({ owes }) => owes.person)).toEqual(
      ['worker-wu', 'worker-zheng', 'worker-wu'],
    );
  });

  it('dispatch after a dispute: its supervisor where customer service has no active manager', () => {
    const directory = directoryWhere({ 'cs-manager-li': { active: false } });
    const life = repairUntil('handed-over').under(directory);
    life.does(10, 'engineering-manager-wang', dispute);
    expect(life.clock('dispatch-1-2').owes).toEqual({ person: 'cs-supervisor-he' });
  });

  it('dispatch after a dispute: the director where it has neither', () => {
    const inactive = { active: false };
    const life = repairUntil('handed-over').under(
      directoryWhere({ 'cs-manager-li': inactive, 'cs-supervisor-he': inactive }),
    );
    life.does(10, 'engineering-manager-wang', dispute);
    expect(life.clock('dispatch-1-2').owes).toEqual({ person: 'director-wei' });
  });
});

describe('a deadline is computed once', () => {
  const deadlines = ({ startedAt, dueAt, warnAt, plan, calendar }: Clock) => ({
    ...{ startedAt, dueAt, warnAt, plan, calendar },
  });

  it('stays where the urgency is amended, which only counts for the next arrival (B5.1a)', () => {
    const life = repairUntil('accepted');
    const before = life.sheet.clocks.map(deadlines);
    life.does(15, desk, { step: 'amend', fields: { category: 'gas' }, reason: '写错' });
    expect(life.sheet.urgency).toBe('urgent');
    expect(life.sheet.clocks.map(deadlines)).toEqual(before);
    life.does(20, 'engineering-manager-wang', assign('worker-zheng'));
    expect(life.clock('arrival-1-2')).toMatchObject({ startedAt: minute(20), dueAt: minute(35) });
  });

  it('stays where the calendar changes, which only counts for what starts later', () => {
    const life = lives({ kind: 'report' });
    const before = deadlines(life.clock('dispatch-1-1'));
    life.under({ ...DIRECTORY, years: { '2026': { holidays: ['2026-11-24'], workdays: [] } } });
    life.does(5, desk, passTo('security'));
    expect(deadlines(life.clock('dispatch-1-1'))).toEqual(before);
    const { dueAt, calendar } = life.clock('acceptance-1-1');
    expect(dueAt).toBe('2026-11-25T01:05:00.000Z');
    expect(calendar).not.toBe(before.calendar);
  });

  it('stays through every hand-over, dispute and assignment', () => {
    const life = repairUntil('handed-over').does(10, 'engineering-manager-wang', dispute);
    const before = deadlines(life.clock('return-1-1'));
    life.does(15, 'cs-manager-li', passTo('security')).does(20, 'guard-chu', accept('guard-chu'));
    life.does(25, 'security-manager-chen', assign('guard-chu'));
    expect(deadlines(life.clock('return-1-1'))).toEqual(before);
  });
});
