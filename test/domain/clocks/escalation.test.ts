/** Raising a breach: levels, waits, whom it reaches and whom it skips, and when it ends. */

import { describe, expect, it } from 'vitest';
import { nextEscalationLevel } from '../../../shared/domain/clocks/escalation.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import {
  assign,
  complete,
  dispute,
  giveBack,
  lives,
  passTo,
  repairUntil,
  reportUntil,
  type Timeline,
  withdraw,
} from '../../support/domain/timeline.ts';
import { COMPLAINT, directoryWhere } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';
const [LI, HE] = ['cs-manager-li', 'cs-supervisor-he'];
const [WANG, FENG] = ['engineering-manager-wang', 'engineering-supervisor-feng'];
const [WEI, HAN] = ['director-wei', 'overseer-han'];
const gone = (...ids: readonly string[]) =>
  directoryWhere(Object.fromEntries(ids.map((id) => [id, { active: false }])));

const breach = (clock: string) => ({ watch: 'breach', clock }) as const;
const escalate = (clock: string, level: number) => ({ watch: 'escalate', clock, level }) as const;
const told = (life: Timeline) => life.sheet.escalations.map(({ level, to }) => [level, to]);
const next = (life: Timeline, clock: string) => nextEscalationLevel(life.sheet, life.clock(clock));

/** Lets every level of a clock come as soon as it is due. */
function raisedToTheEnd(life: Timeline, clock: string): Timeline {
  for (let due = next(life, clock); due !== undefined; due = next(life, clock)) {
    life.rings(due.at, escalate(clock, due.level));
  }
  return life;
}

/** An arrival that worker-wu owes, broken and noticed at minute 71. */
const arrival = (directory?: Directory) => {
  const life = repairUntil('accepted');
  if (directory !== undefined) life.under(directory);
  return life.rings(71, breach('arrival-1-1'));
};

describe('the levels', () => {
  it('reach the section’s managers at once, customer service’s after a wait, the director after another', () => {
    const life = arrival();
    expect(told(life)).toEqual([[1, [WANG]]]);
    expect(next(life, 'arrival-1-1')).toEqual({ level: 2, at: minute(101) });
    expect(life.wouldRing('2026-11-23T09:40:59.999Z', escalate('arrival-1-1', 2))).toEqual([]);
    life.rings(101, escalate('arrival-1-1', 2));
    expect(next(life, 'arrival-1-1')).toEqual({ level: 3, at: minute(131) });
    life.rings(140, escalate('arrival-1-1', 3));
    expect(life.sheet.escalations).toEqual([
      { clock: 'arrival-1-1', level: 1, to: [WANG], at: minute(71) },
      { clock: 'arrival-1-1', level: 2, to: [LI], at: minute(101) },
      { clock: 'arrival-1-1', level: 3, to: [WEI], at: minute(140) },
    ]);
    expect(next(life, 'arrival-1-1')).toBeUndefined();
    expect(life.written(3)).toEqual(['breach v4', 'escalate v4', 'escalate v5', 'escalate v6']);
  });

  it('wait half an hour for dispatch, acceptance and arrival, four hours for all else', () => {
    const waits: readonly (readonly [Timeline, string, number])[] = [
      [lives(), 'dispatch-1-1', 30],
      [repairUntil('handed-over'), 'acceptance-1-1', 30],
      [repairUntil('accepted'), 'arrival-1-1', 30],
      [lives({ kind: 'report' }), 'answer-1-1', 240],
      [repairUntil('on-site'), 'return-1-1', 240],
      [reportUntil('accepted'), 'handling-1-1', 240],
      [repairUntil('returned'), 'follow-up-1-1', 240],
    ];
    for (const [life, clock, minutes] of waits) {
      const noticed = '2026-12-05T00:00:00.000Z';
      life.rings(noticed, breach(clock));
      const at = new Date(Date.parse(noticed) + minutes * 60_000).toISOString();
      expect([clock, next(life, clock)]).toEqual([clock, { level: 2, at }]);
    }
  });

  it('are the director’s from the second on where customer service owes it, who is not raised to twice', () => {
    const life = raisedToTheEnd(lives().rings(11, breach('dispatch-1-1')), 'dispatch-1-1');
    expect(told(life)).toEqual([
      [1, [LI]],
      [2, [WEI]],
      [3, []],
    ]);
  });

  it('reach all managers of a section, or its supervisors where it has none active', () => {
    const promoted = directoryWhere({ [FENG]: { role: 'manager' } });
    expect(told(arrival(promoted))).toEqual([[1, [WANG, FENG].sort()]]);
    expect(told(arrival(gone(WANG)))).toEqual([[1, [FENG]]]);
  });
});

describe('a level with nobody', () => {
  it('is noted and passed without a wait', () => {
    const life = arrival(gone(WANG, FENG));
    expect(told(life)).toEqual([
      [1, []],
      [2, [LI]],
    ]);
    expect(life.written(3)).toEqual(['breach v4', 'escalate v4', 'escalate v4']);
    expect(next(life, 'arrival-1-1')).toEqual({ level: 3, at: minute(101) });
  });

  it('in the middle: the level after it comes at the same time', () => {
    const life = arrival(gone(LI, HE)).rings(101, escalate('arrival-1-1', 2));
    expect(told(life)).toEqual([
      [1, [WANG]],
      [2, []],
      [3, [WEI]],
    ]);
  });

  it('at the end: is noted, so that the proposed case is still made, and nobody beyond is told', () => {
    const office = gone(WEI, HAN, 'deputy-director-jiang', 'hr-yang');
    const life = raisedToTheEnd(arrival(office), 'arrival-1-1');
    expect(told(life)).toEqual([
      [1, [WANG]],
      [2, [LI]],
      [3, []],
    ]);
  });

  it('below the last: whoever takes the director’s place', () => {
    const life = arrival(gone(WANG, FENG, LI, HE, WEI));
    expect(told(life)).toEqual([
      [1, []],
      [2, []],
      [3, [HAN]],
    ]);
    expect(next(life, 'arrival-1-1')).toBeUndefined();
  });

  it('at all of them, beyond too: is noted all the same, and over', () => {
    const office = [WEI, HAN, 'deputy-director-jiang', 'hr-yang'];
    const life = arrival(gone(WANG, FENG, LI, HE, ...office));
    expect(told(life).at(-1)).toEqual([4, []]);
    expect(next(life, 'arrival-1-1')).toBeUndefined();
  });
});

describe('who owes is not raised to', () => {
  it('a manager who handles it themselves is skipped at level 1', () => {
    const life = repairUntil('handed-over').does(10, WANG, { step: 'accept', handler: WANG });
    life.rings(71, breach('arrival-1-1'));
    expect(told(life)).toEqual([
      [1, []],
      [2, [LI]],
    ]);
  });

  it('customer service’s manager, after a dispute', () => {
    const life = repairUntil('handed-over').does(10, WANG, dispute).rings(21, breach('dispatch-1-2'));
    expect(told(life)).toEqual([
      [1, []],
      [2, [WEI]],
    ]);
  });

  it('the person alone: of what a section owes its supervisors hear, where they are its manager', () => {
    const life = repairUntil('handed-over').under(gone(WANG)).rings(36, breach('acceptance-1-1'));
    expect(told(life)).toEqual([[1, [FENG]]]);
  });

  it('the director as first contact, since customer service owes what it alone may pass on', () => {
    const directory = gone(desk, 'receptionist-zhou', LI, HE);
    const life = lives({ channel: 'online', by: 'resident-zhao' }, directory);
    expect(life.sheet.firstContact).toBe(WEI);
    life.under(gone(desk, 'receptionist-zhou', HE)).rings(11, breach('dispatch-1-1'));
    raisedToTheEnd(life, 'dispatch-1-1');
    expect(told(life)).toEqual([
      [1, [LI]],
      [2, [WEI]],
      [3, []],
    ]);
  });

  const complained = (against: string) =>
    lives({ kind: 'complaint', complaint: { ...COMPLAINT, against: { person: against } } });
  const raisedOf = (life: Timeline, clock: string) =>
    told(raisedToTheEnd(life.rings('2026-12-07T08:00:00.000Z', breach(clock)), clock));

  it('the director, whose are the overseer’s', () => {
    expect(raisedOf(complained(WANG), 'dispatch-1-1')).toEqual([
      [1, []],
      [2, [HAN]],
      [3, []],
    ]);
  });

  it('the overseer in charge, unless nobody else is there at any level', () => {
    expect(raisedOf(complained(WEI), 'dispatch-1-1')).toEqual([
      [1, []],
      [2, []],
      [3, []],
      [4, [HAN]],
    ]);
    expect(raisedOf(complained('deputy-director-jiang'), 'dispatch-1-1')).toEqual([
      [1, []],
      [2, []],
      [3, [WEI]],
    ]);
  });

  it('nobody who stands in for a manager whom it is against', () => {
    const always = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    const away = directoryWhere({ [LI]: { standIn: { person: 'guard-chu', ...always } } });
    const answer = (against: string, giver: string) => {
      const life = complained(against).under(away).does(5, giver, passTo('engineering'));
      return told(life.rings('2026-12-07T08:00:00.000Z', breach('answer-1-1')));
    };
    expect(answer(LI, WEI)).toEqual([[1, [HE]]]);
    expect(answer('worker-wu', HE)).toEqual([[1, [HE, 'guard-chu']]]);
  });

  it('the deputy who follows up what the director handled', () => {
    const life = complained(LI).under(gone('receptionist-zhou', desk, HE));
    life.does(5, WEI, { step: 'accept' }).does(6, WEI, complete).does(7, WEI, giveBack);
    expect(life.clock('follow-up-1-1').owes).toEqual({ person: 'deputy-director-jiang' });
    expect(raisedOf(life, 'follow-up-1-1')).toEqual([
      [1, []],
      [2, [HAN]],
      [3, [WEI]],
    ]);
  });

  it('nobody is raised to twice, where somebody has moved up in between', () => {
    const life = arrival().under(
      directoryWhere({ [WANG]: { section: 'customer-service' }, [LI]: { active: false } }),
    );
    life.rings(101, escalate('arrival-1-1', 2));
    expect(told(life)).toEqual([
      [1, [WANG]],
      [2, []],
      [3, [WEI]],
    ]);
  });
});

describe('duplicates and disorder', () => {
  it('rings as often as it likes: each level once, in order', () => {
    const life = arrival();
    life.rings(101, escalate('arrival-1-1', 3)).rings(500, escalate('arrival-1-1', 3));
    expect(told(life)).toHaveLength(1);
    life.rings(101, escalate('arrival-1-1', 2)).rings(102, escalate('arrival-1-1', 2));
    life.rings(500, escalate('arrival-1-1', 1)).rings(500, escalate('arrival-1-1', 4));
    expect(told(life)).toHaveLength(2);
    life.rings(500, escalate('arrival-1-1', 3)).rings(900, escalate('arrival-1-1', 3));
    life.rings(900, escalate('arrival-1-1', 4));
    expect(told(life)).toHaveLength(3);
  });

  it('does nothing before there is a breach', () => {
    const life = repairUntil('accepted');
    expect(life.wouldRing(500, escalate('arrival-1-1', 1))).toEqual([]);
    expect(life.wouldRing(500, escalate('arrival-1-1', 2))).toEqual([]);
  });

  it('keeps two clocks of a sheet apart', () => {
    const life = arrival().rings('2026-11-24T08:01:00.000Z', breach('return-1-1'));
    expect(life.sheet.escalations.map(({ clock, level }) => `${clock} ${level}`)).toEqual([
      'arrival-1-1 1',
      'return-1-1 1',
    ]);
    expect(next(life, 'return-1-1')).toEqual({ level: 2, at: '2026-11-24T12:01:00.000Z' });
    expect(next(life, 'arrival-1-1')).toEqual({ level: 2, at: minute(101) });
  });
});

describe('ends', () => {
  it('as soon as the clock stops, whichever step stops it', () => {
    const steps = [
      ['worker-wu', { step: 'arrive' }],
      [WANG, assign('worker-zheng')],
      [desk, withdraw],
    ] as const;
    for (const [who, step] of steps) {
      const life = arrival().does(90, who, step);
      expect(next(life, 'arrival-1-1')).toBeUndefined();
      expect(life.wouldRing(101, escalate('arrival-1-1', 2))).toEqual([]);
      expect(told(life)).toEqual([[1, [WANG]]]);
    }
  });

  it('while another clock of that name, started by the step, is raised by itself', () => {
    const life = arrival().does(90, WANG, assign('worker-zheng'));
    life.rings(151, breach('arrival-1-2'));
    expect(life.sheet.escalations.at(-1)).toMatchObject({ clock: 'arrival-1-2', level: 1, to: [WANG] });
  });

  it('goes on with the people of the section that has it now, where responsibility moved while it was broken', () => {
    const life = lives().rings('2026-11-24T08:01:00.000Z', breach('return-1-1'));
    life.does('2026-11-24T08:30:00.000Z', desk, passTo('engineering'));
    raisedToTheEnd(life, 'return-1-1');
    expect(told(life)).toEqual([
      [1, [LI]],
      [2, []],
      [3, [WEI]],
    ]);
  });
});
