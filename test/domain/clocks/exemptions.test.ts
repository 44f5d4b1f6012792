/** Exemptions (B5.2.1c): who asks, who grants, and every order of asking, deadline, breach, stop and decision. */
import { describe, expect, it } from 'vitest';
import { nextEscalationLevel } from '../../../shared/domain/clocks/escalation.ts';
import type { Command } from '../../../shared/domain/model/sheet.ts';
import {
  assign,
  dispute,
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
const LI = 'cs-manager-li';
const WEI = 'director-wei';
const WANG = 'engineering-manager-wang';
const FENG = 'engineering-supervisor-feng';
const WU = 'worker-wu';

/** The clock of most cases: worker-wu owes it from minute 10, due at 70. */
const ID = 'arrival-1-1';
const ask = (until: number | string, clock = ID): Command => ({
  ...{ step: 'request-exemption', clock, reason: '等配件' },
  until: typeof until === 'number' ? minute(until) : until,
});
const grant = (clock = ID): Command => ({ step: 'grant-exemption', clock, reason: '属实' });
const refuse = (clock = ID): Command => ({ step: 'refuse-exemption', clock, reason: '不属实' });
const breach = (clock = ID) => ({ watch: 'breach', clock }) as const;
const raise = (level: number) => ({ watch: 'escalate', clock: ID, level }) as const;
const arrive: Command = { step: 'arrive' };

const accepted = () => repairUntil('accepted');
const breaches = (life: Timeline) => life.events.filter(({ step }) => step === 'breach').length;

/** What a clock says of its deadline, its breach and its stop. */
function shown(life: Timeline, id = ID) {
  const { state, dueAt, originalDueAt, breachedAt, stoppedAt } = life.clock(id);
  return { state, dueAt, originalDueAt, breachedAt, stoppedAt };
}
/** The same in minutes after the opening. */
function says(
  state: string,
  due: number,
  more: { original?: number; breached?: number; stopped?: number } = {},
) {
  const at = (n: number | undefined) => (n === undefined ? undefined : minute(n));
  return {
    ...{ state, dueAt: minute(due), originalDueAt: at(more.original) },
    ...{ breachedAt: at(more.breached), stoppedAt: at(more.stopped) },
  };
}

describe('asked before the deadline', () => {
  const asked = () => accepted().does(20, WU, ask(100));

  it('changes nothing by itself but to note who asked for what', () => {
    const life = asked();
    expect(shown(life)).toEqual(says('running', 70));
    expect(life.clock(ID).exemption).toEqual({
      ...{ state: 'requested', by: WU, at: minute(20), until: minute(100), reason: '等配件', inTime: true },
    });
  });

  it('at the very instant of the deadline is before it', () => {
    const life = accepted().does(70, WU, ask(100)).does(80, LI, grant()).does(90, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 90 }));
    expect(breaches(life)).toBe(0);
  });

  it('at that instant too, granted after the breach: it is lifted, as for whoever asked earlier', () => {
    const life = accepted().does(70, WU, ask(100));
    expect(life.clock(ID).exemption?.inTime).toBe(true);
    life.rings(71, breach()).does(80, LI, grant());
    expect(shown(life)).toEqual(says('running', 100, { original: 70 }));
    life.does(90, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 90 }));
  });

  it('granted before it, stopped by until: exempt, with no breach', () => {
    const life = asked().does(30, LI, grant());
    expect(shown(life)).toEqual(says('running', 100, { original: 70 }));
    expect(life.clock(ID).exemption?.state).toBe('granted');
    life.rings(71, breach()).rings(100, breach()).does(100, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 100 }));
    expect(breaches(life)).toBe(0);
  });

  it('granted, stopped before the first deadline already: exempt', () => {
    const life = asked().does(30, LI, grant()).does(40, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 40 }));
  });

  it('granted, not stopped by until: a breach of the new deadline, raised or late', () => {
    const noticed = asked().does(30, LI, grant()).rings(101, breach());
    expect(shown(noticed)).toEqual(says('breached', 100, { original: 70, breached: 100 }));
    expect(noticed.sheet.escalations).toMatchObject([{ level: 1, to: [WANG], at: minute(101) }]);
    const stepped = asked().does(30, LI, grant()).does(101, WU, arrive);
    expect(shown(stepped)).toEqual(says('late', 100, { original: 70, breached: 100, stopped: 101 }));
    expect([breaches(noticed), breaches(stepped)]).toEqual([1, 1]);
  });

  it('granted after the breach, while it runs: the breach is lifted and its escalation over', () => {
    const life = asked().rings(71, breach());
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeDefined();
    life.does(80, LI, grant());
    expect(shown(life)).toEqual(says('running', 100, { original: 70 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeUndefined();
    expect(life.wouldRing(101, raise(2))).toEqual([]);
    life.does(90, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 90 }));
  });

  it('granted after the breach, then not kept either: a breach of the new deadline, raised to who was not yet', () => {
    const life = asked().rings(71, breach()).does(80, LI, grant()).rings(101, breach());
    expect(shown(life)).toEqual(says('breached', 100, { original: 70, breached: 100 }));
    expect(life.sheet.escalations.map(({ level, to }) => [level, to])).toEqual([
      [1, [WANG]],
      [1, []],
      [2, [LI]],
    ]);
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 3, at: minute(131) });
  });

  it('granted after it was stopped late, within until: exempt, and the breach lifted', () => {
    const life = asked().rings(71, breach()).does(90, WU, arrive);
    expect(shown(life)).toEqual(says('late', 70, { breached: 70, stopped: 90 }));
    life.does(110, LI, grant());
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 90 }));
  });

  it('granted after it was stopped on time: exempt too', () => {
    const life = asked().does(60, WU, arrive).does(65, LI, grant());
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 60 }));
  });

  it('granted after it was stopped beyond until: the breach stays', () => {
    const life = asked().rings(71, breach()).does(110, WU, arrive).does(120, LI, grant());
    expect(shown(life)).toEqual(says('late', 100, { original: 70, breached: 70, stopped: 110 }));
  });

  it('granted only when until has passed, and still not stopped: breach and escalation stay as they are', () => {
    const life = asked().rings(71, breach()).does(120, LI, grant()).rings(120, breach());
    expect(shown(life)).toEqual(says('breached', 70, { breached: 70 }));
    expect(breaches(life)).toBe(1);
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 2, at: minute(101) });
    life.does(130, WU, arrive);
    expect(shown(life)).toEqual(says('late', 70, { breached: 70, stopped: 130 }));
  });

  it('granted between deadline and timer: nothing was broken', () => {
    const life = asked().does('2026-11-23T09:10:30.000Z', LI, grant()).rings(71, breach());
    expect(breaches(life)).toBe(0);
    expect(shown(life)).toEqual(says('running', 100, { original: 70 }));
  });

  it('refused before the deadline: it stays', () => {
    const life = asked().does(30, LI, refuse());
    expect(life.clock(ID).exemption?.state).toBe('refused');
    expect(shown(life)).toEqual(says('running', 70));
    life.does(71, WU, arrive);
    expect(shown(life)).toEqual(says('late', 70, { breached: 70, stopped: 71 }));
  });

  it('refused after the breach: the breach stays, and its escalation goes on', () => {
    const life = asked().rings(71, breach()).does(80, LI, refuse());
    expect(shown(life)).toEqual(says('breached', 70, { breached: 70 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 2, at: minute(101) });
  });

  it('refused after the stop: late stays late and kept stays kept', () => {
    const late = asked().does(80, WU, arrive).does(90, LI, refuse());
    expect(shown(late)).toEqual(says('late', 70, { breached: 70, stopped: 80 }));
    const kept = asked().does(60, WU, arrive).does(90, LI, refuse());
    expect(shown(kept)).toEqual(says('stopped', 70, { stopped: 60 }));
  });

  it('still waiting for its decision it lets the breach come, and be raised', () => {
    const life = asked().rings(71, breach()).rings(101, raise(2));
    expect(life.sheet.escalations).toHaveLength(2);
  });
});

describe('asked after the deadline', () => {
  it('the breach stays when granted, the escalation ends, and it stops late', () => {
    const life = accepted().rings(71, breach()).does(75, WU, ask(100));
    expect(life.clock(ID).exemption?.inTime).toBe(false);
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeDefined();
    life.does(80, LI, grant());
    expect(shown(life)).toEqual(says('breached', 100, { original: 70, breached: 70 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeUndefined();
    life.rings(101, breach()).does(90, WU, arrive);
    expect(shown(life)).toMatchObject({ state: 'late', breachedAt: minute(70) });
    expect(breaches(life)).toBe(1);
  });

  it('granted when the deadline put off has passed as well: it is raised on', () => {
    const life = accepted().rings(71, breach()).does(75, WU, ask(100)).rings(101, raise(2));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 3, at: minute(131) });
    life.does(105, LI, grant());
    expect(shown(life)).toEqual(says('breached', 70, { breached: 70 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 3, at: minute(131) });
    life.rings(131, raise(3));
    expect(life.sheet.escalations.map(({ level }) => level)).toEqual([1, 2, 3]);
  });

  it('before the timer: the breach is written with it, and raised as by the timer', () => {
    const life = accepted().does(71, WU, ask(100));
    expect(life.written(3)).toEqual(['breach v4', 'escalate v4', 'request-exemption v4']);
    expect(life.sheet.escalations.map(({ level }) => level)).toEqual([1]);
    expect(life.clock(ID).exemption?.inTime).toBe(false);
    life.does(80, LI, grant()).does(90, WU, arrive);
    expect(shown(life)).toEqual(says('late', 100, { original: 70, breached: 70, stopped: 90 }));
    expect(breaches(life)).toBe(1);
  });

  it('of another clock: this one’s breach is written with it, and raised', () => {
    const life = accepted().does(80, WANG, ask('2026-11-26T00:00:00.000Z', 'return-1-1'));
    expect(life.written(3)).toEqual(['breach v4', 'escalate v4', 'request-exemption v4']);
    expect(shown(life)).toEqual(says('breached', 70, { breached: 70 }));
  });

  it('granted after the stop: it stays late', () => {
    const life = accepted().does(71, WU, ask(100)).does(80, WU, arrive).does(90, LI, grant());
    expect(shown(life)).toEqual(says('late', 100, { original: 70, breached: 70, stopped: 80 }));
  });

  it('refused: nothing changes', () => {
    const life = accepted().rings(71, breach()).does(75, WU, ask(100)).does(80, LI, refuse());
    expect(shown(life)).toEqual(says('breached', 70, { breached: 70 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 2, at: minute(101) });
  });

  it('a second time, before the deadline put off: the breach stays all the same, and nothing is raised again', () => {
    const life = accepted().rings(71, breach()).does(75, WU, ask(100)).does(80, LI, grant());
    life.does(85, WU, ask(150));
    expect(life.clock(ID).exemption?.inTime).toBe(false);
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeUndefined();
    expect(life.wouldRing(110, raise(2))).toEqual([]);
    life.does(90, LI, grant()).does(120, WU, arrive);
    expect(shown(life)).toEqual(says('late', 150, { original: 70, breached: 70, stopped: 120 }));
  });
});

describe('more than once', () => {
  const twice = () => accepted().does(20, WU, ask(100)).does(30, LI, grant()).does(90, WU, ask(150));

  it('granted twice: the last until holds, and the first deadline is kept', () => {
    const life = twice().does(95, LI, grant()).rings(101, breach()).does(140, WU, arrive);
    expect(shown(life)).toEqual(says('exempt', 150, { original: 70, stopped: 140 }));
    expect(breaches(life)).toBe(0);
  });

  it('the first until holds while the second is waiting, and after it was refused', () => {
    const waiting = twice().does(95, WU, arrive);
    expect(shown(waiting)).toEqual(says('exempt', 100, { original: 70, stopped: 95 }));
    waiting.does(96, LI, refuse());
    expect(shown(waiting)).toEqual(says('exempt', 100, { original: 70, stopped: 95 }));
    const refused = twice().does(92, LI, refuse()).does(95, WU, arrive);
    expect(shown(refused)).toEqual(says('exempt', 100, { original: 70, stopped: 95 }));
    const late = twice().does(92, LI, refuse()).does(101, WU, arrive);
    expect(shown(late)).toEqual(says('late', 100, { original: 70, breached: 100, stopped: 101 }));
  });

  it('the second granted after the first until was broken, and asked before it: lifted', () => {
    const life = twice().rings(101, breach()).does(110, LI, grant());
    expect(shown(life)).toEqual(says('running', 150, { original: 70 }));
  });

  it('asked only after the first until was broken: that breach stays', () => {
    const life = accepted().does(20, WU, ask(100)).does(30, LI, grant()).rings(101, breach());
    life.does(110, WU, ask(150)).does(120, LI, grant()).does(130, WU, arrive);
    expect(shown(life)).toEqual(says('late', 150, { original: 70, breached: 100, stopped: 130 }));
  });

  it('asked after the first until, before the timer: it is raised anew, past whoever was told for the first deadline', () => {
    const life = accepted().does(20, WU, ask(100)).rings(71, breach()).does(80, LI, grant());
    life.does(101, WU, ask(150));
    expect(shown(life)).toEqual(says('breached', 100, { original: 70, breached: 100 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toEqual({ level: 3, at: minute(131) });
  });

  it('asked after the first until, raised for the first deadline at that very instant: not taken up either', () => {
    const life = accepted().does(20, WU, ask(101)).rings(71, breach()).rings(101, raise(2));
    life.does(101, LI, grant()).does(102, WU, ask(150));
    expect(shown(life)).toEqual(says('breached', 101, { original: 70, breached: 101 }));
    expect(nextEscalationLevel(life.sheet, life.clock(ID))).toBeUndefined();
  });

  it('asked again after a refusal', () => {
    const life = accepted().does(20, WU, ask(100)).does(30, LI, refuse()).does(40, WU, ask(110));
    life.does(50, LI, grant());
    expect(shown(life)).toEqual(says('running', 110, { original: 70 }));
  });

  it('is not asked twice at once, nor decided twice', () => {
    const life = accepted().does(20, WU, ask(100));
    expect(life.refusal(25, WU, ask(120))).toBe('step-not-allowed no-exemption-now');
    life.does(30, LI, grant());
    for (const step of [grant(), refuse()]) {
      expect(life.refusal(35, LI, step)).toBe('step-not-allowed no-exemption-asked');
    }
  });
});

describe('is refused', () => {
  it('until the past, the present, or no later than the deadline: 400 /until', () => {
    const pointer = (until: number, now = 30) => accepted().refusal(now, WU, ask(until));
    expect(pointer(29)).toBe('validation-failed until-past /until');
    expect(pointer(30)).toBe('validation-failed until-past /until');
    expect(pointer(60)).toBe('validation-failed until-before-due /until');
    expect(pointer(70)).toBe('validation-failed until-before-due /until');
    expect(pointer(71)).toBeUndefined();
    expect(pointer(80, 90)).toBe('validation-failed until-past /until');
    const put = accepted().does(20, WU, ask(100)).does(30, LI, grant());
    expect(put.refusal(40, WU, ask(90))).toBe('validation-failed until-before-due /until');
  });

  it('until more than 30 days after the clock’s start: 400 /until', () => {
    const refusal = (until: string) => accepted().refusal(30, WU, ask(until));
    expect(refusal('2026-12-23T08:10:00.000Z')).toBeUndefined();
    expect(refusal('2026-12-23T08:10:00.001Z')).toBe('validation-failed until-too-far /until');
  });

  it('for a clock that is not there: 400 /clock, whoever asks and whatever the step', () => {
    for (const step of [ask(100, 'arrival-1-2'), grant('arrival-2-1'), refuse('nonsense')]) {
      for (const who of [WU, LI, WEI]) {
        expect(accepted().refusal(30, who, step)).toBe('validation-failed unknown-clock /clock');
      }
    }
    expect(accepted().refusal(30, 'guard-chu', ask(100, 'nonsense'))).toBe('not-found not-visible');
  });

  it('for a clock that has stopped: 409', () => {
    const life = repairUntil('on-site');
    expect(life.refusal(30, WU, ask(100))).toBe('step-not-allowed no-exemption-now');
    const late = accepted().does(80, WU, arrive);
    expect(late.refusal(85, WU, ask(100))).toBe('step-not-allowed no-exemption-now');
    const gone = accepted().does(30, desk, withdraw);
    expect(gone.refusal(35, WU, ask(100))).toBe('step-not-allowed no-exemption-now');
  });

  it('where nothing was asked: 409, on another clock of the sheet too', () => {
    const life = accepted().does(20, WU, ask(100));
    expect(life.refusal(30, LI, grant('return-1-1'))).toBe('step-not-allowed no-exemption-asked');
    expect(accepted().refusal(30, LI, refuse())).toBe('step-not-allowed no-exemption-asked');
  });
});

describe('who asks', () => {
  const may = (life: Timeline, until: number | string, clock: string, people: readonly string[]) =>
    people.filter((who) => life.refusal(30, who, ask(until, clock)) === undefined);
  const everybody = [
    ...[WU, 'worker-zheng', FENG, WANG, desk, 'receptionist-zhou', 'cs-supervisor-he', LI],
    ...[WEI, 'deputy-director-jiang', 'guard-chu', 'security-manager-chen', 'resident-zhao', 'overseer-han'],
  ];
  const far = '2026-12-10T00:00:00.000Z';

  it('a person’s clock: that person, and their section’s manager', () => {
    expect(may(accepted(), far, ID, everybody)).toEqual([WU, WANG]);
  });

  it('a section’s clock: its supervisors and managers', () => {
    expect(may(accepted(), far, 'return-1-1', everybody)).toEqual([FENG, WANG]);
    expect(may(repairUntil('handed-over'), far, 'acceptance-1-1', everybody)).toEqual([FENG, WANG]);
  });

  it('customer service’s clock: the first contact, and its manager', () => {
    expect(may(lives(), far, 'dispatch-1-1', everybody)).toEqual([desk, LI]);
    const disputed = repairUntil('handed-over').does(10, WANG, dispute);
    expect(may(disputed, far, 'dispatch-1-2', everybody)).toEqual([LI]);
  });

  it('the supervisors where a section has no active manager', () => {
    const life = accepted().under(directoryWhere({ [WANG]: { active: false } }));
    expect(may(life, far, ID, [WU, 'worker-zheng', FENG])).toEqual([WU, FENG]);
  });

  it('who owes it now, not who owed it before', () => {
    const life = reportUntil('accepted').does(20, 'security-manager-chen', assign('security-supervisor-lu'));
    const staff = ['guard-chu', 'security-supervisor-lu', 'security-manager-chen'];
    expect(may(life, far, 'handling-1-1', staff)).toEqual([
      'security-supervisor-lu',
      'security-manager-chen',
    ]);
  });
});

describe('who grants and refuses', () => {
  const everybody = [
    ...[WU, FENG, WANG, desk, 'receptionist-zhou', 'cs-supervisor-he', LI, WEI],
    ...['deputy-director-jiang', 'resident-zhao'],
  ];
  const may = (life: Timeline, clock: string) =>
    [grant(clock), refuse(clock)].map((step) =>
      everybody.filter((who) => life.refusal(40, who, step) === undefined),
    );

  it('customer service’s manager', () => {
    expect(may(accepted().does(20, WU, ask(100)), ID)).toEqual([[LI], [LI]]);
    const section = accepted().does(20, WANG, ask('2026-11-25T00:00:00.000Z', 'return-1-1'));
    expect(may(section, 'return-1-1')).toEqual([[LI], [LI]]);
  });

  it('its supervisors where it has no active manager', () => {
    const life = accepted()
      .does(20, WU, ask(100))
      .under(directoryWhere({ [LI]: { active: false } }));
    expect(may(life, ID)).toEqual([['cs-supervisor-he'], ['cs-supervisor-he']]);
  });

  it('the director where customer service owes it, as a person or as the section', () => {
    const dispatch = lives().does(5, desk, ask(100, 'dispatch-1-1'));
    expect(may(dispatch, 'dispatch-1-1')).toEqual([[WEI], [WEI]]);
    const ownWork = lives().does(5, desk, passTo('customer-service'));
    ownWork.does(6, LI, ask(100, 'acceptance-1-1'));
    expect(may(ownWork, 'acceptance-1-1')).toEqual([[WEI], [WEI]]);
  });

  it('the director alone beyond three times the clock’s own time, here an hour from minute 10', () => {
    expect(may(accepted().does(20, WU, ask(190)), ID)).toEqual([[LI], [LI]]);
    expect(may(accepted().does(20, WU, ask(191)), ID)).toEqual([[WEI], [LI, WEI]]);
  });

  it('by its own time before anything put it off', () => {
    const life = accepted().does(20, WU, ask(190)).does(25, LI, grant()).does(30, WU, ask(191));
    expect(may(life, ID)).toEqual([[WEI], [LI, WEI]]);
  });

  it('counted in working time where the clock is: two hours from Monday 16:05, on to six', () => {
    const asked = (until: string) =>
      reportUntil('handed-over').does(6, 'security-manager-chen', ask(until, 'acceptance-1-1'));
    // 85 minutes are left of Monday; on Tuesday the morning has 210, and 65 are left from 13:30 on.
    expect(may(asked('2026-11-24T06:35:00.000Z'), 'acceptance-1-1')).toEqual([[LI], [LI]]);
    expect(may(asked('2026-11-24T06:35:00.001Z'), 'acceptance-1-1')).toEqual([[WEI], [LI, WEI]]);
  });

  it('whoever takes the director’s place, where it is too much for customer service’s manager', () => {
    const life = accepted().does(20, WU, ask(191));
    life.under(directoryWhere({ [WEI]: { active: false } }));
    const people = [LI, 'overseer-han', 'deputy-director-jiang'];
    expect(people.filter((who) => life.refusal(40, who, grant()) === undefined)).toEqual(['overseer-han']);
  });

  it('never who owes it, also where it is the director', () => {
    const against = { person: 'engineering-manager-wang' };
    const life = lives({ kind: 'complaint', complaint: { ...COMPLAINT, against } });
    const decide = () =>
      [LI, WEI, 'deputy-director-jiang'].filter(
        (who) => life.refusal(70, who, grant('handling-1-1')) === undefined,
      );
    life.does(5, WEI, { step: 'accept' }).does(20, WEI, ask('2026-12-07T08:00:00.000Z', 'handling-1-1'));
    expect(decide()).toEqual([LI]);
    life.does(50, LI, refuse('handling-1-1'));
    life.does(60, WEI, ask('2026-12-23T08:00:00.000Z', 'handling-1-1'));
    expect(decide()).toEqual([]);
  });

  it('the director where nobody leads customer service', () => {
    const life = accepted().does(20, WU, ask(100));
    life.under(directoryWhere({ [LI]: { active: false }, 'cs-supervisor-he': { active: false } }));
    expect(may(life, ID)).toEqual([[WEI], [WEI]]);
  });

  it('after the sheet has moved on as well', () => {
    const life = accepted().does(20, WU, ask(100)).does(80, WU, arrive);
    life
      .does(85, WU, { step: 'complete', outcome: '已修好' })
      .does(90, WU, { step: 'return', opinion: '属实' });
    life.does(95, desk, { step: 'follow-up', reached: true, resolved: true }).does(100, LI, grant());
    expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 80 }));
    expect(life.sheet.status).toBe('followed-up');
  });
});

it('touches no other clock, and starts none', () => {
  const life = accepted();
  const others = () => life.sheet.clocks.filter(({ id }) => id !== ID);
  const before = others();
  life.does(20, WU, ask(100)).does(30, LI, grant());
  expect(others()).toEqual(before);
});

it('leaves a deadline that was put off to the sheet’s next clock of that name as it ever was', () => {
  const life = accepted().does(20, WU, ask(100)).does(30, LI, grant()).does(40, WANG, assign('worker-zheng'));
  expect(shown(life)).toEqual(says('exempt', 100, { original: 70, stopped: 40 }));
  expect(shown(life, 'arrival-1-2')).toEqual(says('running', 100));
  expect(life.clock('arrival-1-2').startedAt).toBe(minute(40));
});
