/** Who grants and withdraws awards, and who is shown which (奖优, B3c; contract section 6). */
import { describe, expect, it } from 'vitest';
import { awardConsequences } from '../../../shared/domain/assessment/award-consequences.ts';
import {
  type Grant,
  grantAward,
  seesAward,
  withdrawAward,
} from '../../../shared/domain/assessment/awards.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Award } from '../../../shared/domain/model/award.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { noticesOfAward } from '../../../shared/mail/award-notices.ts';
import { DIRECTORY, directoryWhere, NOW, person, personOf, STAFF } from '../../support/factories.ts';

const LEAVE = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const GRANT: Grant = { about: { person: 'worker-wu' }, kind: 'model-worker', reason: '带病抢修。' };
const ID = '01KAV0000000000000000000AA';

const grantBy = (who: string, grant: Partial<Grant> = {}, directory: Directory = DIRECTORY) =>
  grantAward(actorsOf(person(who), directory, NOW), { ...GRANT, ...grant }, directory, { id: ID, now: NOW });

/** What it came to: the role in which it was granted, or why not. */
const outcome = (...asked: Parameters<typeof grantBy>) => {
  const done = grantBy(...asked);
  return done instanceof DomainError ? `${done.code} ${done.pointer ?? done.reason}` : done.actor.role;
};

function granted(grant: Partial<Grant> = {}): Award {
  const done = grantBy(grant.about?.person === 'director-wei' ? 'overseer-han' : 'director-wei', grant);
  if (done instanceof DomainError) throw new Error(done.reason);
  return done.award;
}

describe('granting', () => {
  it('is the director’s alone', () => {
    const may = STAFF.map(({ id }) => id).filter((id) => outcome(id) === 'director');
    expect(may).toEqual(['director-wei']);
    expect(outcome('overseer-han')).toBe('forbidden award-granters');
    expect(outcome('deputy-director-jiang')).toBe('forbidden award-granters');
    expect(outcome('resident-zhao')).toBe('forbidden award-granters');
  });

  it('keeps what was said, who granted it and where the person worked', () => {
    expect(granted({ month: '2026-10' })).toEqual({
      ...{ id: ID, site: 'riverside', about: { person: 'worker-wu' }, section: 'engineering' },
      ...{
        kind: 'model-worker',
        reason: '带病抢修。',
        month: '2026-10',
        by: 'director-wei',
        at: NOW,
        version: 1,
      },
    });
  });

  it('is the overseer’s about a director, and no director’s, not even another one', () => {
    const about = { person: 'director-wei' };
    expect(outcome('overseer-han', { about })).toBe('overseer');
    expect(outcome('director-wei', { about })).toBe('forbidden award-granters');
    const second = personOf('director-sheng', 'director');
    const two = { ...DIRECTORY, staff: [...STAFF, second] };
    const done = grantAward(actorsOf(second, two, NOW), { ...GRANT, about }, two, { id: ID, now: NOW });
    expect(done).toBeInstanceOf(DomainError);
  });

  it('is the next in line’s where the director is away, and never that of whom it is about', () => {
    const away = directoryWhere({ 'director-wei': { leave: LEAVE } });
    expect(outcome('overseer-han', {}, away)).toBe('overseer');
    expect(outcome('overseer-han', { about: { person: 'overseer-han' } }, away)).toBe(
      'forbidden award-granters',
    );
    // Of those in line nobody but the director on leave is left.
    const gone = directoryWhere({
      'director-wei': { active: false },
      'overseer-han': { active: false },
      'deputy-director-jiang': { active: false },
    });
    expect(outcome('hr-yang', {}, gone)).toBe('hr');
    expect(outcome('hr-yang', { about: { person: 'hr-yang' } }, gone)).toBe('forbidden award-granters');
  });

  it('is a stand-in’s, but for themselves, and in the director’s place not for the director', () => {
    const stood = directoryWhere({ 'director-wei': { leave: { ...LEAVE, standIn: 'cs-manager-li' } } });
    expect(outcome('cs-manager-li', {}, stood)).toBe('director');
    expect(outcome('cs-manager-li', { about: { person: 'cs-manager-li' } }, stood)).toBe(
      'forbidden award-granters',
    );
    expect(outcome('cs-manager-li', { about: { person: 'director-wei' } }, stood)).toBe(
      'forbidden award-granters',
    );
  });

  it('is bad input for who or what is not there, and for a month to come', () => {
    expect(outcome('director-wei', { about: { person: 'nobody' } })).toBe('validation-failed /about/person');
    expect(outcome('director-wei', { about: { person: 'resident-zhao' } })).toBe(
      'validation-failed /about/person',
    );
    const left = directoryWhere({ 'worker-wu': { active: false } });
    expect(outcome('director-wei', {}, left)).toBe('validation-failed /about/person');
    expect(outcome('director-wei', { about: { section: 'nowhere' } })).toBe(
      'validation-failed /about/section',
    );
    expect(outcome('director-wei', { month: '2026-12' })).toBe('validation-failed /month');
    expect(outcome('director-wei', { month: '2026-11' })).toBe('director');
    // Who may not grant it is told that first.
    expect(outcome('worker-zheng', { about: { person: 'nobody' } })).toBe('forbidden award-granters');
  });
});

describe('being shown an award', () => {
  const seenBy = (award: Award) =>
    STAFF.filter((each) => seesAward(actorsOf(each, DIRECTORY, NOW), award, DIRECTORY)).map(({ id }) => id);
  const ALWAYS = ['director-wei', 'deputy-director-jiang', 'hr-yang'];

  it('is for the office, hr, the leads of the section, and oneself', () => {
    expect(seenBy(granted())).toEqual([
      ...['worker-wu', 'engineering-supervisor-feng', 'engineering-manager-wang'],
      ...ALWAYS,
    ]);
  });

  it('of a section is for its leads and no others of it', () => {
    expect(seenBy(granted({ about: { section: 'security' } }))).toEqual([
      ...['security-supervisor-lu', 'security-manager-chen'],
      ...ALWAYS,
    ]);
  });

  it('of the director is for the overseer too, who grants it', () => {
    expect(seenBy(granted({ about: { person: 'director-wei' } }))).toEqual([...ALWAYS, 'overseer-han']);
  });

  it('is not for who stands in for whom it is about', () => {
    const stood = directoryWhere({ 'worker-wu': { leave: { ...LEAVE, standIn: 'worker-zheng' } } });
    expect(seesAward(actorsOf(person('worker-zheng'), stood, NOW), granted(), stood)).toBe(false);
  });
});

describe('withdrawing', () => {
  const withdrawBy = (who: string, award: Award | undefined, expected?: readonly number[]) => {
    const done = withdrawAward(actorsOf(person(who), DIRECTORY, NOW), award, '误报', DIRECTORY, {
      now: '2026-11-24T08:00:00.000Z',
      expected,
    });
    return done instanceof DomainError ? `${done.code} ${done.reason}` : done.award;
  };

  it('says why, by whom and when, and is done once', () => {
    const award = granted();
    const withdrawn = { reason: '误报', by: 'director-wei', at: '2026-11-24T08:00:00.000Z' };
    expect(withdrawBy('director-wei', award, [1])).toEqual({ ...award, withdrawn, version: 2 });
    expect(withdrawBy('director-wei', { ...award, withdrawn })).toBe('step-not-allowed award-withdrawn');
    expect(withdrawBy('director-wei', award, [2])).toBe('version-conflict directory-moved-on');
  });

  it('is 404 for who is not shown it and 403 for who is and may not', () => {
    expect(withdrawBy('director-wei', undefined)).toBe('not-found award-not-visible');
    expect(withdrawBy('guard-chu', granted())).toBe('not-found award-not-visible');
    for (const who of ['worker-wu', 'engineering-manager-wang', 'hr-yang', 'deputy-director-jiang']) {
      expect(withdrawBy(who, granted())).toBe('forbidden award-granters');
    }
  });
});

it('awards bear on somebody as long as they are not withdrawn', () => {
  const award = granted();
  const withdrawn = { reason: '误报', by: 'director-wei', at: NOW };
  expect(awardConsequences([award, { ...award, id: '2', withdrawn }])).toEqual([
    { person: 'worker-wu', award: ID, kind: 'model-worker', reason: '带病抢修。', at: NOW },
  ]);
  expect(awardConsequences([])).toEqual([]);
});

describe('notices of awards', () => {
  const told = (award: Award, directory: Directory = DIRECTORY) =>
    noticesOfAward(award, directory).map(({ person: reader, kind, seq }) => `${reader} ${kind} ${seq}`);

  it('go to whom it is about and the leads of their section, once each', () => {
    expect(told(granted())).toEqual([
      'worker-wu award 1',
      'engineering-manager-wang award 1',
      'engineering-supervisor-feng award 1',
    ]);
    expect(told(granted({ about: { person: 'security-manager-chen' } }))).toEqual([
      'security-manager-chen award 1',
      'security-supervisor-lu award 1',
    ]);
    expect(told(granted({ about: { section: 'cleaning' } }))).toEqual(['cleaning-manager-kong award 1']);
    expect(told(granted({ about: { person: 'hr-yang' } }))).toEqual(['hr-yang award 1']);
    const withdrawn = { reason: '误报', by: 'director-wei', at: NOW };
    expect(told({ ...granted(), withdrawn, version: 2 })[0]).toBe('worker-wu award-withdrawn 2');
  });

  it('are in their reader’s language and say why', () => {
    const inEnglish = directoryWhere({ 'cleaning-manager-kong': { language: 'en' } });
    const [notice] = noticesOfAward(granted({ about: { section: 'cleaning' }, kind: 'bonus' }), inEnglish);
    expect(notice).toMatchObject({
      subject: 'Cleaning · bonus',
      message: '带病抢修。',
      path: '/sections/cleaning',
    });
    const [zh] = noticesOfAward(granted({ month: '2026-10' }), DIRECTORY);
    expect(zh?.subject).toBe('Name of worker-wu · 先进工作者 · 2026-10');
  });
});
