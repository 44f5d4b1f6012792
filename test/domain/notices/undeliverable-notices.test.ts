/** Who is told that letters do not reach somebody: administrators and whoever they answer to (contract section 11). */
import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { noticesOfUndeliverable } from '../../../shared/domain/notices/undeliverable-notices.ts';
import { DIRECTORY } from '../../support/factories.ts';

const SINCE = '2026-11-23T08:00:00.000Z';
const RESIDENT = {
  id: 'resident-zhao',
  name: '赵',
  role: 'resident',
  site: 'riverside',
  active: true,
} as const;

const told = (id: string, directory: Directory = DIRECTORY) => {
  const person = id === RESIDENT.id ? RESIDENT : directory.staff.find((each) => each.id === id);
  if (person === undefined) throw new Error(`no ${id}`);
  return noticesOfUndeliverable(person, SINCE, directory).map((notice) => notice.person);
};

describe('that letters do not reach somebody', () => {
  it.each([
    ['worker-wu', 'engineering-manager-wang'],
    ['engineering-supervisor-feng', 'engineering-manager-wang'],
    ['engineering-manager-wang', 'director-wei'],
    ['receptionist-sun', 'cs-manager-li'],
    ['deputy-director-jiang', 'director-wei'],
    ['hr-yang', 'director-wei'],
    ['director-wei', 'overseer-han'],
    ['overseer-han', 'director-wei'],
    [RESIDENT.id, 'cs-manager-li'],
  ])('of %s is told to the administrator and %s', (id, superior) => {
    expect(told(id)).toEqual(['administrator-shen', superior]);
  });

  it('is not told to whom it is about', () => {
    expect(told('administrator-shen')).toEqual(['director-wei']);
  });

  it('is told once a reader and instant', () => {
    const person = DIRECTORY.staff.find(({ id }) => id === 'worker-wu');
    if (person === undefined) throw new Error('no worker');
    const notices = noticesOfUndeliverable(person, SINCE, DIRECTORY);
    expect(notices[0]).toMatchObject({ kind: 'undeliverable', sheet: 'undeliverable-worker-wu', at: SINCE });
    expect(new Set(notices.map(({ person: reader, sheet, seq }) => `${reader} ${sheet} ${seq}`)).size).toBe(
      2,
    );
  });
});
