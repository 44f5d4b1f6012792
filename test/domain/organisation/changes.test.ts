/** A change that waits: who sees it, who settles it, and until when (contract section 2, "Four eyes"). */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';
import {
  askedChange,
  type DirectoryChange,
  isWaiting,
  type KeptChange,
  listBarrier,
  settlerOf,
} from '../../../shared/domain/organisation/changes.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { actor, DIRECTORY, NOW, person, RESIDENTS, STAFF } from '../../support/factories.ts';

const LATER = '2026-12-07T07:59:59.999Z';
const ENDS = '2026-12-07T08:00:00.000Z';
const readerOf = (who: Person) => ({ person: who, actors: [actorOf(who)], directory: DIRECTORY });
const LI: Person = { ...person('cs-manager-li'), version: 3 };
const change = askedChange({
  ...{ id: '01C', site: 'riverside', actor: actor('director-wei'), at: NOW, before: LI },
  after: { ...LI, email: 'li@new.example' },
});
const WAITING: KeptChange<DirectoryChange> = { change, state: 'waiting' };

function settled(
  who: string,
  how: 'confirm' | 'dismiss',
  kept: KeptChange<DirectoryChange> | undefined = WAITING,
  now = NOW,
  as = LI,
) {
  const context = { reader: readerOf(person(who)), person: as, former: DIRECTORY, directory: DIRECTORY, now };
  const settler = settlerOf(how, kept, context);
  return settler instanceof DomainError ? settler.code : settler.id;
}

it('is about whom it would change, and ends after fourteen days', () => {
  expect(change).toMatchObject({ kind: 'person', subject: 'cs-manager-li', endsAt: ENDS });
  expect([LATER, ENDS].map((now) => isWaiting(WAITING, now))).toEqual([true, false]);
  expect(isWaiting({ change, state: 'dismissed' }, NOW)).toBe(false);
});

describe('it is confirmed', () => {
  it.each(['administrator-shen', 'overseer-han'])('by %s', (who) =>
    expect(settled(who, 'confirm')).toBe(who),
  );

  it.each([
    ['director-wei', 'forbidden'],
    ['cs-manager-li', 'not-found'],
    ['deputy-director-jiang', 'not-found'],
    ['hr-yang', 'not-found'],
    ['resident-zhao', 'not-found'],
  ])('not by %s: %s', (who, code) => expect(settled(who, 'confirm')).toBe(code));

  it('only while it waits, on the version for which it was asked', () => {
    expect(
      settlerOf('confirm', undefined, {
        reader: readerOf(person('overseer-han')),
        person: LI,
        former: DIRECTORY,
        directory: DIRECTORY,
        now: NOW,
      }),
    ).toMatchObject({ code: 'not-found' });
    expect(settled('overseer-han', 'confirm', WAITING, LATER)).toBe('overseer-han');
    expect(settled('overseer-han', 'confirm', WAITING, ENDS)).toBe('step-not-allowed');
    for (const state of ['confirmed', 'dismissed'] as const) {
      expect(settled('overseer-han', 'confirm', { change, state })).toBe('step-not-allowed');
      expect(settled('director-wei', 'dismiss', { change, state })).toBe('step-not-allowed');
    }
    expect(settled('overseer-han', 'confirm', WAITING, NOW, { ...LI, version: 4 })).toBe('step-not-allowed');
  });
});

it('is dismissed by who asked, and by who could confirm it, also where the person has changed', () => {
  for (const who of ['director-wei', 'administrator-shen', 'overseer-han']) {
    expect(settled(who, 'dismiss')).toBe(who);
    expect(settled(who, 'dismiss', WAITING, NOW, { ...LI, version: 4 })).toBe(who);
  }
  expect(settled('hr-yang', 'dismiss')).toBe('not-found');
});

it('is listed for director, administrator and overseer of the site', () => {
  const all = [...STAFF, ...RESIDENTS].filter((each) => listBarrier(readerOf(each), DIRECTORY) === undefined);
  expect(all.map(({ role }) => role)).toEqual(['director', 'administrator', 'overseer']);
  const elsewhere = { ...DIRECTORY, site: { ...DIRECTORY.site, id: 'lakeside' } };
  const wei = readerOf(person('director-wei'));
  expect(listBarrier(wei, elsewhere)?.code).toBe('not-found');
  expect(
    listBarrier(readerOf({ ...person('overseer-han'), sites: ['lakeside'] }), elsewhere),
  ).toBeUndefined();
  expect(listBarrier(readerOf(person('hr-yang')), DIRECTORY)?.code).toBe('forbidden');
});
