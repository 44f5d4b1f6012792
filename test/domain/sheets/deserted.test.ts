/** What becomes of a sheet where nobody is left to do the next step: the authority owes it, and may do it (decision 49). */

import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { gone, onLeave } from '../../support/domain/absences.ts';
import {
  accept,
  assign,
  complete,
  dispute,
  giveBack,
  lives,
  passTo,
  repairUntil,
  resolved,
  type Timeline,
} from '../../support/domain/timeline.ts';
import { COMPLAINT, directoryWhere } from '../../support/factories.ts';

const [SUN, ZHOU] = ['receptionist-sun', 'receptionist-zhou'];
const [LI, HE] = ['cs-manager-li', 'cs-supervisor-he'];
const [WU, ZHENG] = ['worker-wu', 'worker-zheng'];
const [WANG, FENG] = ['engineering-manager-wang', 'engineering-supervisor-feng'];
const [WEI, JIANG, HAN] = ['director-wei', 'deputy-director-jiang', 'overseer-han'];

const away = (...ids: readonly string[]): Directory =>
  directoryWhere(Object.fromEntries(ids.map((id) => [id, onLeave])));
const left = (...ids: readonly string[]): Directory =>
  directoryWhere(Object.fromEntries(ids.map((id) => [id, gone])));

/** Who of them may sign a step. */
const may = (life: Timeline, step: Parameters<Timeline['refusal']>[2], people: readonly string[]) =>
  people.filter((who) => life.refusal(60, who, step) === undefined);

describe('customer service', () => {
  const returned = () => repairUntil('returned');

  it('owes what its receptionist on leave cannot, while anybody is there who leads it', () => {
    const life = returned().under(away(SUN, LI));
    expect(life.clock('follow-up-1-1').owes).toEqual({ section: 'customer-service' });
    expect(may(life, resolved, [ZHOU, HE, WEI])).toEqual([ZHOU, HE]);
  });

  it('leaves it to the office where nobody is: the director owes it, and its receptionists may still do it', () => {
    const life = returned().under(away(SUN, LI, HE));
    expect(life.clock('follow-up-1-1').owes).toEqual({ person: WEI });
    expect(may(life, resolved, [ZHOU, WEI, JIANG, HAN])).toEqual([ZHOU, WEI, JIANG]);
  });

  it('leaves it to the director, too, where all who lead it and are there have handled the sheet', () => {
    const life = lives({ kind: 'report', by: LI }).does(5, LI, passTo('customer-service'));
    life.does(6, LI, accept(LI)).does(7, LI, complete).does(8, HE, giveBack).under(away(HE));
    expect(life.clock('follow-up-1-1').owes).toEqual({ person: WEI });
    expect(may(life, resolved, [ZHOU, LI, WEI])).toEqual([ZHOU, WEI]);
  });

  it('owes what a worker took in directly and is nobody’s again', () => {
    const life = lives({ channel: 'direct', by: WU })
      .does(5, WANG, assign(ZHENG))
      .does(6, ZHENG, { step: 'arrive' });
    life.does(7, ZHENG, complete).does(8, WANG, giveBack).does(9, LI, passTo('security'));
    life.does(10, 'security-manager-chen', dispute);
    expect(life.sheet).toMatchObject({ status: 'registered', firstContact: WU });
    expect(life.clock('return-1-2').owes).toEqual({ section: 'customer-service' });
  });
});

describe('a complaint against customer service that the director handled', () => {
  const complaint = { ...COMPLAINT, against: { section: 'customer-service' } };
  const handled = () =>
    lives({ kind: 'complaint', complaint })
      .does(5, WEI, { step: 'accept' })
      .does(6, WEI, complete)
      .does(7, WEI, giveBack);

  it('is the deputy’s to follow up', () => {
    expect(handled().clock('follow-up-1-1').owes).toEqual({ person: JIANG });
    expect(may(handled(), resolved, [WEI, JIANG, HAN])).toEqual([JIANG]);
  });

  it('is the director’s all the same where no deputy is there', () => {
    const life = handled().under(away(JIANG));
    expect(life.clock('follow-up-1-1').owes).toEqual({ person: WEI });
    expect(may(life, resolved, [WEI, JIANG, HAN])).toEqual([WEI, JIANG]);
  });
});

describe('a section', () => {
  it('whose handler is away names another, while anybody is there who leads it', () => {
    const life = repairUntil('accepted').under(left(WU, WANG));
    expect(life.clock('arrival-1-1').owes).toEqual({ section: 'engineering' });
    expect(may(life, assign(ZHENG), [FENG, ZHENG, WEI])).toEqual([FENG]);
    expect(may(life, { step: 'arrive' }, [FENG, ZHENG, WEI])).toEqual([]);
  });

  it('whose handler is away and whom nobody leads is the director’s, step by step', () => {
    const life = repairUntil('accepted').under(away(WU, WANG, FENG));
    expect(life.clock('arrival-1-1').owes).toEqual({ person: WEI });
    expect(may(life, assign(ZHENG), [ZHENG, WEI])).toEqual([WEI]);
    life.does(20, WEI, { step: 'arrive' }).does(21, WEI, complete).does(22, WEI, giveBack);
    expect(life.sheet).toMatchObject({ status: 'returned', handler: WU });
  });

  it('in which nobody is there at all has its repairs taken by the director', () => {
    for (const directory of [left(WU, ZHENG, WANG, FENG), away(WU, ZHENG, WANG, FENG)]) {
      const life = repairUntil('handed-over').under(directory);
      expect(life.clock('acceptance-1-1').owes).toEqual({ person: WEI });
      expect(life.refusal(10, WEI, { step: 'accept' })).toBe('validation-failed required /handler');
      expect(life.does(10, WEI, accept(WEI)).sheet.handler).toBe(WEI);
    }
    expect(repairUntil('handed-over').refusal(10, WANG, accept(WEI))).toBe(
      'validation-failed not-staff-of-section /handler',
    );
  });
});
