/** What sheets and residents are found by, and what somebody means by what they typed (contract section 3, `q`). */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../shared/domain/model/directory.ts';
import {
  findKeysOf,
  findKeysOfPerson,
  homeOf,
  isFoundAnew,
  matches,
  searchFor,
  searchForHome,
  telOf,
} from '../../../shared/domain/sheets/finding.ts';
import { type Summary, summaryOf } from '../../../shared/domain/sheets/summary.ts';
import { repairUntil } from '../../support/domain/timeline.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const search = (q: string) => searchFor(q, NOW, 'Asia/Shanghai');
const sheet = summaryOf(repairUntil('handed-over').sheet);
const found = (q: string, more: Partial<Summary> = {}) => matches({ ...sheet, ...more }, search(q));

describe('an address', () => {
  it.each([
    ['1栋2单元301', '1-2-301'],
    ['1-2-301', '1-2-301'],
    ['1号楼2单元301室', '1-2-301'],
    ['１幢２单元３０１', '1-2-301'],
    ['01栋 02单元 0301', '1-2-301'],
    ['1#2-301', '1-2-301'],
    ['一栋二单元三〇一室', '1-2-301'],
    ['十二栋2单元301', '12-2-301'],
    ['A座1203', 'a-1203'],
    ['北门', '北门'],
    ['东区1栋2单元301', '东区1-2-301'],
    ['--', ''],
  ])('%s is %s', (written, form) => {
    expect(homeOf(written)).toBe(form);
  });

  it('of another flat is another', () => {
    const homes = ['1栋2单元301', '11栋2单元301', '1栋2单元3012', '1栋12单元301', '12-301'];
    expect(new Set(homes.map(homeOf)).size).toBe(homes.length);
  });
});

it.each([
  ['13800005678', '13800005678'],
  ['138-0000-5678', '13800005678'],
  ['+86 138 0000 5678', '13800005678'],
  ['0086 13800005678', '13800005678'],
  ['021-6500 1234', '02165001234'],
  ['8600', '8600'],
])('the telephone number %s is %s', (written, digits) => {
  expect(telOf(written)).toBe(digits);
});

describe('what is typed', () => {
  it.each([
    ['KF-20261123-0001', { numbers: ['KF-20261123-0001'] }, []],
    ['kf-20261123-0001', { numbers: ['KF-20261123-0001'] }, []],
    ['1', { numbers: ['KF-20261123-0001'] }, []],
    ['031', { numbers: ['KF-20261123-0031'] }, []],
    ['5678', { numbers: ['KF-20261123-5678'] }, ['tel', 'tail']],
    ['65678', { numbers: [] }, ['tel']],
    ['13800005678', { numbers: [] }, ['tel']],
    ['138 0000 5678', { numbers: [] }, ['tel', 'name', 'home']],
    ['赵敏', { numbers: [] }, ['name', 'home']],
    ['1栋2单元301', { numbers: [] }, ['name', 'home']],
  ])('%s', (q, numbers, kinds) => {
    const { keys, ...rest } = search(q);
    expect(Object.keys(keys)).toEqual(kinds);
    expect(rest).toMatchObject(numbers);
    const isWords = kinds.includes('name');
    expect(rest.words === undefined).toBe(!isWords);
  });

  it('of today is of the day at the site', () => {
    expect(searchFor('7', '2026-11-23T17:00:00.000Z', 'Asia/Shanghai').numbers).toEqual(['KF-20261124-0007']);
  });
});

describe('a sheet', () => {
  const resident = { name: '赵 敏', phone: '138-0000-5678', address: '1栋2单元301' };
  it.each(['5678', '13800005678', '赵敏', '1-2-301', '1号楼2单元301室', sheet.number])(
    'is found by %s',
    (q) => {
      expect(found(q, { resident })).toBe(true);
    },
  );
  it.each(['0001', '0000', '138', '1380000567', '赵', '2-301', 'KF-20261123-0002'])('is not by %s', (q) => {
    expect(found(q, { resident, number: 'KF-20261122-0001', subject: '灯不亮' })).toBe(false);
  });
  it('is found by all words of its subject, for ninety days', () => {
    const subject = '厨房 水管 Leak';
    expect(found('水管', { subject })).toBe(true);
    expect(found('leak 厨房', { subject })).toBe(true);
    expect(found('水管 客厅', { subject })).toBe(false);
    for (const q of ['厨房，水管', '水管、厨房', 'leak, 厨房', '水管。'])
      expect(found(q, { subject })).toBe(true);
    for (const q of ['，客厅', '、', '，。']) expect(found(q, { subject: '厨房、水管，漏水。' })).toBe(false);
    expect(found('水管', { subject, openedAt: '2026-08-25T08:00:00.000Z' })).toBe(true);
    expect(found('水管', { subject, openedAt: '2026-08-25T07:59:59.999Z' })).toBe(false);
  });
  it('of which the resident is kept from the reader is found by nothing of theirs', () => {
    const { resident: _hidden, ...rest } = { ...sheet, number: 'KF-20261122-0001', subject: '投诉' };
    for (const q of ['5678', '13800005678', '赵敏', '1-2-301']) expect(matches(rest, search(q))).toBe(false);
  });
});

it('nothing is at an address of no letters, and nobody has an empty name', () => {
  expect(searchForHome('——')).toEqual({ keys: {}, numbers: [] });
  expect(findKeysOf({ name: ' ', phone: '12', address: '' })).toEqual({ tel: '12' });
});

describe('somebody of the directory', () => {
  const meng: Person = {
    ...{ id: 'resident-meng', name: '孟小满', role: 'resident', site: 'riverside' },
    ...{ phone: '137 0000 9876', address: '9栋1单元101', active: true },
  };
  const worker: Person = { ...meng, role: 'worker' };

  it('is found as a resident, and not as staff', () => {
    expect(findKeysOfPerson(meng)).toEqual({
      ...{ tel: '13700009876', tail: '9876', name: '孟小满', home: '9-1-101' },
    });
    expect([findKeysOfPerson(worker), findKeysOfPerson(null)]).toEqual([{}, {}]);
  });

  it.each<[string, Person | null, Person, boolean]>([
    ['who is entered', null, meng, true],
    ['who is staff from now on', meng, worker, true],
    ['who stays staff', worker, { ...worker, phone: '1' }, false],
    ['who has another number', meng, { ...meng, phone: '13700001234' }, true],
    ['whose number is written otherwise', meng, { ...meng, phone: '13700009876' }, false],
    ['who moves to another site', meng, { ...meng, site: 'lakeside' }, true],
    ['who speaks another language', meng, { ...meng, language: 'en' }, false],
  ])('%s', (_who, before, after, expected) => {
    expect(isFoundAnew(before, after)).toBe(expected);
  });
});
