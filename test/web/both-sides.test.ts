/** Awards and consequences as the console reads them (奖优惩劣). */
import { describe, expect, it } from 'vitest';
import { en } from '../../web/pages/assessment/assessment.en.ts';
import { zh } from '../../web/pages/assessment/assessment.zh.ts';
import {
  type Consequence,
  carriedOutOf,
  causeOf,
  dayOf,
  effectOf,
  type Reading,
  resultOf,
} from '../../web/pages/assessment/consequence-text.ts';
import { awardableAt } from '../../web/pages/awards/awardable.ts';
import { praisedIn } from '../../web/pages/awards/praised-in.ts';
import { CASE_BOOK } from '../../web/pages/cases/case-book.ts';
import { leftToCarryOut } from '../../web/pages/cases/case-signing.ts';
import { choiceOf, whomOf } from '../../web/parts/whom.ts';
import { actingAt } from '../../web/session/acting.ts';
import { askedFor } from '../../web/signing/members.ts';

const ZH: Reading = { language: 'zh-CN', words: zh, timeZone: 'Asia/Shanghai' };
const EN: Reading = { language: 'en', words: en, timeZone: 'Asia/Shanghai' };

describe('what bears on somebody', () => {
  const yuan = (amount: string) => ({ amount, currency: 'CNY' });
  const ofCase: Consequence = {
    ...{ person: 'wu', case: '01J', number: 'WZ-20261128-0001', rule: 'A1.3' },
    decidedAt: '2026-11-27T17:00:00.000Z',
    sanctions: ['written-self-criticism', 'criticism'],
    ...{ compensation: yuan('120.00'), outstanding: yuan('20.00') },
    bearsOn: ['promotion', 'pay'],
    until: '2027-06-28T16:00:00.000Z',
    carriedOut: [
      { sanction: 'criticism', at: '2026-12-01T02:00:00.000Z' },
      { sanction: 'written-self-criticism', at: '2026-12-02T02:00:00.000Z', refused: true },
    ],
  };
  const award: Consequence = {
    ...{ person: 'wu', award: '01K', kind: 'bonus', reason: '带病抢修', at: '2026-11-27T02:00:00.000Z' },
  };

  it('is a case with its rule, sanctions and money, what was carried out, and until when it counts', () => {
    expect(causeOf(ofCase, ZH)).toBe('WZ-20261128-0001 · 岗位责任制');
    expect(resultOf(ofCase, ZH)).toBe('书面检讨 · 批评教育 · 赔偿 ¥120.00 · 尚欠赔付 ¥20.00');
    expect(carriedOutOf(ofCase, ZH)).toBe('批评教育 2026-12-01 · 书面检讨（拒绝） 2026-12-02');
    expect(effectOf(ofCase, ZH)).toBe('晋级、调资 · 到 2027-06-29');
    // By the site's clocks it was the next day already.
    expect(dayOf(ofCase, ZH)).toBe('2026-11-28');
  });

  it('is an award with what it was for, and bears on nothing until some day', () => {
    expect([causeOf(award, EN), resultOf(award, EN), effectOf(award, EN), carriedOutOf(award, EN)]).toEqual([
      'Bonus',
      '带病抢修',
      '',
      '',
    ]);
  });

  it('says nothing of what was paid in full', () => {
    expect(resultOf({ ...ofCase, outstanding: yuan('0.00') }, EN)).toBe(
      'Written self-criticism · criticism and instruction · Compensation CN¥120.00',
    );
  });
});

describe('whom one may award', () => {
  const site = { id: 'riverside', name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };
  const person = (id: string, role: string, section?: string) => ({
    ...{ id, name: id, role, site: site.id, active: true },
    ...(section && { section }),
  });
  const directory = {
    site,
    sections: [{ id: 'works', name: 'Works', zh: '工程部' }],
    people: [
      person('wei', 'director'),
      person('han', 'overseer'),
      person('wu', 'worker', 'works'),
      { ...person('gone', 'worker', 'works'), active: false },
    ],
  } as never;
  const by = (id: string) =>
    awardableAt([directory], { id, site, now: '2026-11-27T08:00:00.000Z' } as never, 'zh-CN');

  it('is for the director whoever is active but themselves, and sections; for the overseer the director', () => {
    expect(by('wei')).toEqual({
      sections: [['section works', '工程部']],
      people: [
        ['person han', 'han'],
        ['person wu', 'wu'],
      ],
    });
    expect(by('han')).toEqual({ sections: [], people: [['person wei', 'wei']] });
    expect(by('wu')).toEqual({ sections: [], people: [] });
  });

  it('is nobody at a site where one is no staff', () => {
    expect(by('somebody')).toEqual({ sections: [], people: [] });
  });
});

describe('whom praise named', () => {
  const row = (id: string, times?: number) => ({
    id,
    figures: { ...(times === undefined ? {} : { praised: { numerator: times } }) },
  });
  it('stands most often first, without whom it did not name and months that did not count it', () => {
    const month = {
      month: '2026-11',
      people: [row('wu', 1), row('zheng', 0), row('sun', 3)],
      sections: [row('works', 2), row('guard')],
    } as never;
    expect(praisedIn(month).map(({ whom, times }) => [choiceOf(whom), times])).toEqual([
      ['person sun', 3],
      ['section works', 2],
      ['person wu', 1],
    ]);
  });
});

describe('a choice of somebody or a section', () => {
  it('is read as it was written, and nothing is nobody', () => {
    for (const whom of [{ person: 'wu' }, { section: 'works' }]) expect(whomOf(choiceOf(whom))).toEqual(whom);
    expect(whomOf('')).toBeUndefined();
    expect(whomOf(undefined)).toBeUndefined();
  });
});

describe('carrying out', () => {
  const shown = {
    about: 'wu',
    sanctions: ['criticism', 'written-self-criticism', 'public-self-criticism'],
    carriedOut: [{ sanction: 'public-self-criticism' }],
  } as never;

  it('is offered of what was not carried out yet, to the subject of their self-criticisms alone', () => {
    expect(leftToCarryOut(shown, 'wang')).toEqual(['criticism', 'written-self-criticism']);
    expect(leftToCarryOut(shown, 'wu')).toEqual(['written-self-criticism']);
  });

  it('asks for a self-criticism itself, or for a witness of its refusal, and for neither of other sanctions', () => {
    const step = {
      ...{ step: 'carry-out', clause: 'A2.2', requires: ['sanction', 'at'] },
      takes: ['text', 'witness', 'refused', 'files'],
    } as never;
    const asked = (draft: object) =>
      askedFor(CASE_BOOK, step, { ...draft }).map(
        ({ member, required }) => `${member}${required ? '!' : ''}`,
      );
    expect(asked({ sanction: 'criticism' })).toEqual(['sanction!', 'text', 'at!', 'files']);
    expect(asked({ sanction: 'written-self-criticism' })).toEqual([
      ...['sanction!', 'text!', 'refused', 'at!', 'files'],
    ]);
    const refused = { sanction: 'written-self-criticism', refused: true };
    expect(asked(refused)).toEqual(['sanction!', 'witness!', 'refused', 'at!', 'files']);
    const withFile = { sanction: 'written-self-criticism', files: [{ key: 'k' }] };
    expect(asked(withFile)).toEqual(['sanction!', 'text', 'refused', 'at!', 'files']);
  });
});

describe('as whom one acts', () => {
  const site = { id: 'riverside', name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };
  const at = (now: string) => ({ id: 'jiang', site, now }) as never;
  const read = {
    ...{ site, sections: [] },
    people: [
      { id: 'jiang', name: '蒋红', role: 'deputy-director', site: 'riverside', active: true },
      {
        ...{ id: 'wei', name: '魏东', role: 'director', site: 'riverside', active: true },
        leave: { from: '2026-11-27T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z', standIn: 'jiang' },
      },
    ],
  } as never;

  it('is oneself, and whom one stands in for while they are away', () => {
    const roles = (now: string) => actingAt(read, at(now))?.actors.map(({ role }) => role);
    expect(roles('2026-11-27T08:00:00.000Z')).toEqual(['deputy-director', 'director']);
    expect(roles('2026-11-29T08:00:00.000Z')).toEqual(['deputy-director']);
  });
});
