/** Sites, sections and who works above them, as they are typed and sent. */
import { describe, expect, it } from 'vitest';
import { planOf, typed } from '../../web/pages/commitments/plan.ts';
import { onVersion, sectionBodyOf, siteBodyOf } from '../../web/pages/organisation/bodies.ts';
import { changedFields } from '../../web/pages/organisation/changed.ts';
import { altersPeople, isOrganiser, readsLedgers } from '../../web/pages/organisation/who.ts';
import { withSite } from '../../web/pages/organisation/with-site.ts';

describe('the body of a site', () => {
  it('has what was typed, trimmed, and nothing that was left empty', () => {
    const typedSite = { id: 'hillside', zh: ' 山景苑 ', name: 'Hillside', timeZone: 'Asia/Shanghai ' };
    expect(siteBodyOf({ ...typedSite, phone: ' ', language: '', robots: [] })).toEqual({
      ...{ zh: '山景苑', name: 'Hillside', timeZone: 'Asia/Shanghai' },
    });
    expect(siteBodyOf({ ...typedSite, phone: '0571-8888', language: 'en' })).toMatchObject({
      ...{ phone: '0571-8888', language: 'en' },
    });
  });

  it('keeps its robots as they were read', () => {
    const robots = [{ format: 'wecom', url: 'group' }];
    expect(siteBodyOf({ name: 'a', zh: '甲', timeZone: 'UTC', robots })).toMatchObject({ robots });
  });
});

describe('the body of a section', () => {
  it('sends a robot that is half filled in, so that it is refused at its field', () => {
    expect(sectionBodyOf({ name: 'Works', zh: '维修部', function: 'repair', robots: [{}] })).toEqual({
      ...{ name: 'Works', zh: '维修部', function: 'repair', robots: [{ format: '', url: '' }] },
    });
  });

  it('has no function where none was chosen', () => {
    expect(sectionBodyOf({ name: 'Works', zh: '维修部', function: '' })).toEqual({
      ...{ name: 'Works', zh: '维修部' },
    });
  });
});

describe('a change', () => {
  it('is of the version that was read, of what was never changed the first, of what is new none', () => {
    expect(onVersion({ version: 4 })).toEqual({ 'If-Match': '"4"' });
    expect(onVersion({})).toEqual({ 'If-Match': '"1"' });
    expect(onVersion(undefined)).toEqual({});
  });

  it('of a section says its function and robots, too', () => {
    const before = { name: 'Works', zh: '维修部', robots: [] };
    const after = { name: 'Works', zh: '工程部', function: 'repair', robots: [{ format: 'json', url: 'a' }] };
    expect(changedFields(before, after).map(({ field }) => field)).toEqual(['zh', 'function', 'robots']);
  });
});

describe('the sites of somebody above them', () => {
  it.each([
    [[], '*', true, ['*']],
    [['a', 'b'], '*', true, ['*']],
    [['*'], 'a', true, ['a']],
    [['a'], 'b', true, ['a', 'b']],
    [['a'], 'a', true, ['a']],
    [['a', 'b'], 'a', false, ['b']],
    [['*'], '*', false, []],
  ] as const)('%j, %s chosen %s: %j', (sites, id, isChosen, then) => {
    expect(withSite(sites, id, isChosen)).toEqual(then);
  });
});

describe('who is offered a change of the directory', () => {
  it('is as the contract has it', () => {
    const roles = ['director', 'administrator', 'overseer', 'hr', 'manager'] as const;
    expect(roles.filter(altersPeople)).toEqual(['director', 'administrator', 'overseer']);
    expect(roles.filter(isOrganiser)).toEqual(['director', 'administrator']);
    expect(roles.filter(readsLedgers)).toEqual(['director', 'administrator', 'overseer', 'hr']);
  });
});

describe('the office’s plan', () => {
  it('is typed from what is in force, keeps the ids of its promises and has no time limits', () => {
    const promises = [{ id: 'A1.1', clause: 'A1.1', zh: '服务第一', en: 'Service first' }];
    expect(planOf(typed({ promises }), {}, () => 'new')).toEqual({
      promises,
      targets: {},
      effectiveFrom: '',
    });
  });
});
