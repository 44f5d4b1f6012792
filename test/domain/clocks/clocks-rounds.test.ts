/** Clocks that start again: rounds and n in their ids, and from what instant each runs. */
import { describe, expect, it } from 'vitest';
import {
  accept,
  assign,
  complete,
  dispute,
  giveBack,
  lives,
  passTo,
  repairUntil,
  reply,
  reportUntil,
  resolved,
  unresolved,
} from '../../support/domain/timeline.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';
const LI = 'cs-manager-li';
const WANG = 'engineering-manager-wang';
const CHEN = 'security-manager-chen';
const WU = 'worker-wu';

describe('handed over again', () => {
  it('from returned: fresh acceptance and return, and the follow-up begins anew at the next return (B4a)', () => {
    const life = repairUntil('returned').does(50, desk, passTo('security'));
    expect(life.live()).toEqual(['acceptance-1-2', 'return-1-2']);
    expect(life.clock('follow-up-1-1')).toMatchObject({ state: 'stopped', stoppedAt: minute(50) });
    expect(life.clock('acceptance-1-2')).toMatchObject({
      ...{ startedAt: minute(50), dueAt: minute(80), round: 1, owes: { section: 'security' } },
    });
    expect(life.clock('return-1-2')).toMatchObject({
      ...{ startedAt: minute(50), dueAt: '2026-11-24T08:50:00.000Z', owes: { section: 'security' } },
    });
    life.does(55, 'guard-chu', accept('guard-chu')).does(60, 'guard-chu', { step: 'arrive' });
    expect(life.clock('arrival-1-2')).toMatchObject({ startedAt: minute(55), state: 'stopped' });
    life.does(65, 'guard-chu', complete).does(70, 'guard-chu', giveBack);
    expect(life.live()).toEqual(['follow-up-1-2']);
    expect(life.clock('follow-up-1-2').startedAt).toBe(minute(70));
  });

  it('from returned: a fresh handling for other kinds once accepted, while answer goes on', () => {
    const life = reportUntil('returned').does(50, desk, passTo('cleaning'));
    expect(life.live()).toEqual(['answer-1-1', 'acceptance-1-2']);
    life.does(55, 'cleaner-shi', accept('cleaner-shi'));
    expect(life.live()).toEqual(['answer-1-1', 'handling-1-2']);
    expect(life.clock('handling-1-2')).toMatchObject({
      ...{ startedAt: minute(55), owes: { person: 'cleaner-shi' } },
    });
    expect(life.clock('answer-1-1').startedAt).toBe(minute(0));
  });

  it('never starts a dispatch where the sheet is not back at the desk unopened', () => {
    const life = repairUntil('returned').does(50, desk, passTo('security'));
    expect(life.ids().filter((id) => id.startsWith('dispatch'))).toEqual(['dispatch-1-1']);
  });
});

describe('after a dispute (A1.3)', () => {
  it('a new dispatch is owed by customer service’s manager, while return goes on', () => {
    const life = repairUntil('handed-over').does(15, WANG, dispute);
    expect(life.live()).toEqual(['return-1-1', 'dispatch-1-2']);
    expect(life.clock('dispatch-1-2')).toMatchObject({
      ...{ startedAt: minute(15), dueAt: minute(25), owes: { person: LI } },
    });
    expect(life.clock('acceptance-1-1')).toMatchObject({ state: 'stopped', stoppedAt: minute(15) });
    life.does(20, LI, passTo('security'));
    expect(life.clock('dispatch-1-2')).toMatchObject({ state: 'stopped', owes: { person: LI } });
    expect(life.live()).toEqual(['return-1-1', 'acceptance-1-2']);
    expect(life.clock('acceptance-1-2')).toMatchObject({ startedAt: minute(20), dueAt: minute(50) });
    expect(life.clock('return-1-1').startedAt).toBe(minute(0));
  });

  it('goes on being owed by the manager through whatever happens before the hand-over', () => {
    const life = repairUntil('handed-over').does(15, WANG, dispute);
    life.does(16, desk, { step: 'amend', fields: { details: '靠东头' }, reason: '补充' });
    life.does(17, desk, { step: 'urge', message: '请尽快' });
    expect(life.clock('dispatch-1-2').owes).toEqual({ person: LI });
  });

  it('a second section’s dispute in the same round starts a third dispatch', () => {
    const life = repairUntil('handed-over').does(6, WANG, dispute).does(7, LI, passTo('security'));
    life.does(8, 'guard-chu', accept('guard-chu')).does(9, 'guard-chu', { step: 'arrive' });
    life.does(10, 'guard-chu', complete).does(11, 'guard-chu', giveBack);
    life.does(12, desk, passTo('cleaning')).does(13, 'cleaning-manager-kong', dispute);
    expect(life.live()).toEqual(['return-1-2', 'dispatch-1-3']);
    expect(life.clock('return-1-2').startedAt).toBe(minute(12));
  });
});

describe('told anew (assign)', () => {
  it('stops the old arrival and starts another, owed by the new handler', () => {
    const life = repairUntil('accepted').does(30, WANG, assign('worker-zheng'));
    expect(life.clock('arrival-1-1')).toMatchObject({
      ...{ state: 'stopped', stoppedAt: minute(30), owes: { person: WU } },
    });
    expect(life.clock('arrival-1-2')).toMatchObject({
      ...{ state: 'running', startedAt: minute(30), dueAt: minute(90), owes: { person: 'worker-zheng' } },
    });
  });

  it('also where the same worker is told again', () => {
    const life = repairUntil('accepted').does(30, WANG, assign(WU));
    expect(life.live()).toEqual(['return-1-1', 'arrival-1-2']);
  });

  it('starts one from on site too, where the old one had stopped by arriving', () => {
    const life = repairUntil('on-site').does(30, WANG, assign('worker-zheng'));
    expect(life.clock('arrival-1-1')).toMatchObject({ state: 'stopped', stoppedAt: minute(20) });
    expect(life.clock('arrival-1-2')).toMatchObject({ state: 'running', startedAt: minute(30) });
  });

  it('has no arrival for another kind, whose handling passes to the new handler', () => {
    const life = reportUntil('accepted');
    const { dueAt } = life.clock('handling-1-1');
    life.does(30, CHEN, assign('security-supervisor-lu'));
    expect(life.ids().some((id) => id.startsWith('arrival'))).toBe(false);
    expect(life.clock('handling-1-1')).toMatchObject({
      ...{ state: 'running', dueAt, owes: { person: 'security-supervisor-lu' } },
    });
  });
});

describe('reopened', () => {
  it('a repair: acceptance and return of round 2, and no dispatch, since its section has it', () => {
    const life = repairUntil('returned').does(50, desk, unresolved);
    expect(life.live()).toEqual(['acceptance-2-1', 'return-2-1']);
    expect(life.clock('return-2-1')).toMatchObject({
      ...{ round: 2, startedAt: minute(50), dueAt: '2026-11-24T08:50:00.000Z' },
      owes: { section: 'engineering' },
    });
    expect(life.clock('follow-up-1-1')).toMatchObject({ state: 'stopped', stoppedAt: minute(50) });
  });

  it('another kind: a new answer too, although the asker was told in the round before', () => {
    const life = reportUntil('accepted').does(15, 'guard-chu', reply);
    life.does(30, 'guard-chu', complete).does(40, CHEN, giveBack).does(50, desk, unresolved);
    expect(life.live()).toEqual(['answer-2-1', 'acceptance-2-1']);
    expect(life.clock('answer-2-1')).toMatchObject({
      ...{ startedAt: minute(50), dueAt: '2026-11-24T08:50:00.000Z' },
    });
  });

  it('an answered sheet: dispatch and answer of round 2, owed by the first contact', () => {
    const life = lives({ kind: 'enquiry', answer: '是的' }).does(30, desk, unresolved);
    expect(life.sheet.status).toBe('registered');
    expect(life.live()).toEqual(['answer-2-1', 'dispatch-2-1']);
    expect(life.clock('dispatch-2-1').owes).toEqual({ person: desk });
    life.does(40, desk, { step: 'answer', answer: '不是', by: 'phone' });
    expect(life.live()).toEqual(['follow-up-2-1']);
    life.does(50, desk, unresolved);
    expect(life.live()).toEqual(['answer-3-1', 'dispatch-3-1']);
  });

  it('counts n from 1 again in each round', () => {
    const life = repairUntil('returned').does(50, desk, passTo('engineering'));
    life.does(51, WU, accept(WU)).does(52, WANG, assign('worker-zheng'));
    expect(life.live()).toEqual(['return-1-2', 'arrival-1-3']);
    life.does(53, 'worker-zheng', { step: 'arrive' }).does(54, 'worker-zheng', complete);
    life.does(55, 'worker-zheng', giveBack).does(60, desk, unresolved);
    expect(life.live()).toEqual(['acceptance-2-1', 'return-2-1']);
    life.does(61, WU, accept(WU)).does(62, WANG, assign('worker-zheng'));
    expect(life.live()).toEqual(['return-2-1', 'arrival-2-2']);
  });

  it('starts nothing where the follow-up found it resolved', () => {
    const life = repairUntil('returned').does(50, desk, resolved);
    expect(life.live()).toEqual([]);
  });
});
