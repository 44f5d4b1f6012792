/** What waits for a second pair of eyes, and whose (contract section 2, "Four eyes"). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Directory, Person } from '../../../shared/domain/model/directory.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import {
  type Asked,
  confirmerAmong,
  guardOfChange,
  waitsAt,
} from '../../../shared/domain/organisation/four-eyes.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import {
  actor,
  DIRECTORY,
  directoryWhere,
  NOW,
  person,
  personOf,
  RESIDENTS,
  STAFF,
} from '../../support/factories.ts';

const later = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();
const leave = (standIn?: string) => ({
  leave: { from: later(1), to: later(2), ...(standIn === undefined ? {} : { standIn }) },
});
const standIn = (who: string) => ({ standIn: { person: who, from: later(1), to: later(2) } });

/** Somebody asks that a person be changed so. */
function asks(
  who: string | Actor,
  whom: string,
  more: Partial<Person>,
  directory: Directory = DIRECTORY,
): Asked {
  const before = [...directory.staff, ...RESIDENTS].find(({ id }) => id === whom);
  const after = { ...(before ?? personOf(whom, 'worker', 'security')), ...more };
  const former = before === undefined ? undefined : directory;
  return { actor: typeof who === 'string' ? actor(who) : who, before, after, former, directory };
}

const DESK = { section: 'customer-service' } as const;

describe('it takes four eyes', () => {
  // biome-ignore format: a table reads best with one row a line
  const rows: readonly (readonly [what: string, whom: string, more: Partial<Person>, guard: string])[] = [
    ['the mail address of an overseer', 'overseer-han', { email: 'x@y.example' }, 'authorities'],
    ['the phone of an overseer', 'overseer-han', { phone: '13900000000' }, 'none'],
    ['the name of a director', 'director-wei', { name: '魏' }, 'none'],
    ['the language of a director', 'director-wei', { language: 'en' }, 'none'],
    ['leave of a director', 'director-wei', leave(), 'authorities'],
    ['a stand-in of a deputy', 'deputy-director-jiang', standIn('hr-yang'), 'authorities'],
    ['a deputy who leaves', 'deputy-director-jiang', { active: false }, 'authorities'],
    ['a worker who becomes director', 'worker-wu', { role: 'director', section: undefined }, 'authorities'],
    ['a new overseer', 'newcomer', { role: 'overseer', section: undefined }, 'authorities'],
    ['leave of hr', 'hr-yang', leave(), 'any'],
    ['the sites of hr', 'hr-yang', { sites: ['*'] }, 'any'],
    ['the mail address of an administrator', 'administrator-shen', { email: 'x@y.example' }, 'any'],
    ['a new administrator', 'newcomer', { role: 'administrator', section: undefined }, 'any'],
    ['hr who becomes overseer', 'hr-yang', { role: 'overseer' }, 'authorities'],
    ['a manager of customer service', 'newcomer', { role: 'manager', ...DESK }, 'any'],
    ['a worker who joins the desk', 'worker-wu', { role: 'receptionist', ...DESK }, 'any'],
    ['a receptionist who leaves the desk', 'receptionist-sun', { role: 'worker', section: 'security' }, 'any'],
    ['a receptionist who leaves', 'receptionist-sun', { active: false }, 'any'],
    ['the mail address of a receptionist', 'receptionist-sun', { email: 'x@y.example' }, 'any'],
    ['the phone of a receptionist', 'receptionist-sun', { phone: '13900000000' }, 'none'],
    ['leave of a receptionist', 'receptionist-sun', leave(), 'none'],
    ['leave of a receptionist with a colleague instead', 'receptionist-sun', leave('receptionist-zhou'), 'none'],
    ['leave of a receptionist with an outsider instead', 'receptionist-sun', leave('worker-wu'), 'any'],
    ['an outsider in the place of a receptionist', 'receptionist-sun', standIn('worker-wu'), 'any'],
    ['leave of the desk’s manager', 'cs-manager-li', leave('cs-supervisor-he'), 'any'],
    ['a colleague in the place of the desk’s manager', 'cs-manager-li', standIn('cs-supervisor-he'), 'none'],
    ['an outsider in the place of the desk’s manager', 'cs-manager-li', standIn('hr-yang'), 'any'],
    ['a worker of the desk’s section', 'newcomer', { role: 'worker', ...DESK }, 'none'],
    ['a manager of another section', 'newcomer', { role: 'manager', section: 'engineering' }, 'none'],
    ['leave of a manager of another section', 'engineering-manager-wang', leave('worker-wu'), 'none'],
    ['the mail address of a resident', 'resident-zhao', { email: 'x@y.example' }, 'none'],
    ['nothing at all', 'overseer-han', {}, 'none'],
  ];
  it.each(rows)('%s', (_what, whom, more, guard) => {
    const asked = asks('director-wei', whom, more);
    expect(guardOfChange(asked)).toBe(guard);
    expect(waitsAt(asked)).toBe(guard === 'none' ? undefined : 'riverside');
  });

  it('but not that an absence stays written down, or goes, once it is over', () => {
    const over = { leave: { from: later(-2), to: later(-1) } };
    const was = directoryWhere({ 'director-wei': over, 'cs-manager-li': over });
    expect(guardOfChange(asks('director-wei', 'director-wei', { leave: undefined }, was))).toBe('none');
    expect(guardOfChange(asks('director-wei', 'cs-manager-li', { leave: undefined }, was))).toBe('none');
    expect(guardOfChange(asks('director-wei', 'director-wei', leave(), was))).toBe('authorities');
  });

  it('once the site has had an active director and overseer, whoever has left since', () => {
    const left = directoryWhere({ 'overseer-han': { active: false } });
    const change = (directory: Directory) => asks('director-wei', 'hr-yang', { active: false }, directory);
    expect(waitsAt(change(left))).toBeUndefined();
    expect(waitsAt(change({ ...left, overseen: true }))).toBe('riverside');
    const undirected = directoryWhere({ 'director-wei': { active: false } });
    expect(waitsAt(change(undirected))).toBeUndefined();
  });

  it('to appoint the first overseer, unless the first person of the table does', () => {
    const bare = directoryWhere({ 'overseer-han': { active: false } });
    const change = asks('director-wei', 'newcomer', { role: 'overseer', section: undefined }, bare);
    expect(waitsAt(change)).toBe('riverside');
    expect(waitsAt({ ...change, isFirst: true })).toBeUndefined();
  });

  it('at the site that somebody leaves, where that is overseen', () => {
    const bare: Directory = { ...DIRECTORY, site: { ...DIRECTORY.site, id: 'lakeside' }, staff: [] };
    const change = asks('director-wei', 'cs-manager-li', { site: 'lakeside' });
    expect(waitsAt({ ...change, directory: bare })).toBe('riverside');
    expect(waitsAt({ ...change, former: bare, before: { ...change.after } })).toBeUndefined();
  });
});

/** Who of the staff may confirm what somebody asks. */
function confirmers(asked: Asked, directory: Directory = asked.directory): readonly string[] {
  return directory.staff
    .filter((each) => {
      const actors = actorsOf(each, directory, NOW);
      return each.active && confirmerAmong(asked, { person: each, actors }, directory) !== undefined;
    })
    .map(({ id }) => id.replace(/-[a-z]+$/, ''));
}

describe('it is confirmed', () => {
  const OVERSEER = { role: 'overseer', section: undefined } as const;
  const email = { email: 'x@y.example' };
  // biome-ignore format: a table reads best with one row a line
  const rows: readonly (readonly [who: string, whom: string, more: Partial<Person>, by: readonly string[]])[] = [
    ['director-wei', 'cs-manager-li', email, ['administrator', 'overseer']],
    ['administrator-shen', 'cs-manager-li', email, ['director', 'overseer']],
    ['cs-manager-li', 'cs-supervisor-he', leave(), ['director', 'administrator', 'overseer']],
    ['director-wei', 'administrator-shen', email, ['overseer']],
    ['director-wei', 'hr-yang', email, ['administrator', 'overseer']],
    ['director-wei', 'director-wei', email, ['overseer']],
    ['director-wei', 'deputy-director-jiang', email, ['overseer']],
    // An overseer's own changes are for the director; where they are about the director, for the deputy.
    ['overseer-han', 'deputy-director-jiang', email, ['director']],
    ['overseer-han', 'overseer-han', email, ['director']],
    ['overseer-han', 'newcomer', OVERSEER, ['director']],
    ['overseer-han', 'director-wei', email, ['deputy-director']],
    // What is about an only overseer is for the deputy.
    ['director-wei', 'overseer-han', email, ['deputy-director']],
    ['director-wei', 'overseer-han', { active: false }, ['deputy-director']],
    ['director-wei', 'overseer-han', leave('deputy-director-jiang'), ['hr']],
    // A second overseer is confirmed by the first.
    ['director-wei', 'newcomer', OVERSEER, ['overseer']],
  ];
  it.each(rows)('what %s asks about %s: %j, by %j', (who, whom, more, by) => {
    expect(confirmers(asks(who, whom, more))).toEqual(by);
  });

  it('by hr where the deputy is away, and by the deputy as well, who may be back', () => {
    const away = directoryWhere({ 'deputy-director-jiang': { leave: { from: later(-1), to: later(1) } } });
    expect(confirmers(asks('director-wei', 'overseer-han', email, away))).toEqual(['deputy-director', 'hr']);
    const left = directoryWhere({ 'deputy-director-jiang': { active: false } });
    expect(confirmers(asks('director-wei', 'overseer-han', email, left))).toEqual(['hr']);
  });

  it('by the administrator where a director fills the empty chair of the overseer, and of the office by nobody meanwhile', () => {
    const empty = { ...directoryWhere({ 'overseer-han': { active: false } }), overseen: true };
    expect(confirmers(asks('director-wei', 'newcomer', OVERSEER, empty))).toEqual(['administrator']);
    expect(confirmers(asks('director-wei', 'overseer-han', { active: true }, empty))).toEqual([
      'administrator',
    ]);
    expect(confirmers(asks('director-wei', 'deputy-director-jiang', email, empty))).toEqual([]);
  });

  it('by whoever stands in for who may, unless they asked or are whom it is about', () => {
    const inPlace = (who: string) =>
      directoryWhere({ 'overseer-han': { standIn: { person: who, from: later(-1), to: later(1) } } });
    const change = (who: string) => asks('director-wei', 'deputy-director-jiang', email, inPlace(who));
    expect(confirmers(change('hr-yang'))).toEqual(['hr', 'overseer']);
    expect(confirmers(change('director-wei'))).toEqual(['overseer']);
    expect(confirmers(change('deputy-director-jiang'))).toEqual(['overseer']);
    // A second director has the same role as who asked, also in another's place.
    const second = {
      ...inPlace('director-tang'),
      staff: [...inPlace('director-tang').staff, personOf('director-tang', 'director')],
    };
    expect(confirmers(asks('director-wei', 'deputy-director-jiang', email, second))).toEqual(['overseer']);
  });
});

describe('nobody', () => {
  const MEMBERS: readonly Partial<Person>[] = [
    ...([
      { email: 'x@y.example' },
      { active: false },
      { role: 'overseer', section: undefined },
      leave(),
    ] as const),
    ...STAFF.map(({ id }) => standIn(id)),
    ...STAFF.map(({ id }) => leave(id)),
    { role: 'manager', section: 'customer-service' },
    { role: 'director', section: undefined },
  ];
  const ids = STAFF.map(({ id }) => id);
  const absences = fc.dictionary(
    fc.constantFrom(...ids),
    fc.oneof(
      fc.record({
        standIn: fc.record({
          person: fc.constantFrom(...ids),
          from: fc.constant(later(-1)),
          to: fc.constant(later(1)),
        }),
      }),
      fc.constant({ active: false }),
      fc
        .constantFrom('director', 'overseer', 'administrator', 'hr')
        .map((role) => ({ role, section: undefined })),
    ) as fc.Arbitrary<Partial<Person>>,
    { maxKeys: 6 },
  );

  it('ever confirms what they asked, what is about them, or what somebody of their role asked', () => {
    const seen = { confirmed: 0 };
    fc.assert(
      fc.property(
        absences,
        fc.constantFrom(...ids),
        fc.constantFrom(...ids),
        fc.constantFrom(...MEMBERS),
        fc.nat(3),
        (changes, askerId, subjectId, more, nth) => {
          const directory = directoryWhere(changes);
          const asker = directory.staff.find(({ id }) => id === askerId) ?? person(askerId);
          const actors = actorsOf(asker, directory, NOW);
          const acting = actors[nth % actors.length] ?? actorOf(asker);
          const asked = asks(acting, subjectId, more, directory);
          for (const each of directory.staff) {
            const confirmer = confirmerAmong(
              asked,
              { person: each, actors: actorsOf(each, directory, NOW) },
              directory,
            );
            if (confirmer === undefined) continue;
            seen.confirmed += 1;
            const parts = [each.id, confirmer.id, confirmer.standInFor];
            for (const one of [acting.id, acting.standInFor, subjectId]) {
              if (one !== undefined) expect(parts).not.toContain(one);
            }
            const named = [more.standIn?.person, more.leave?.standIn];
            expect(named).not.toContain(each.id);
            expect([each.role, confirmer.role]).not.toContain(acting.role);
            expect(['director', 'administrator', 'overseer', 'deputy-director', 'hr']).toContain(
              confirmer.role,
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(seen.confirmed).toBeGreaterThan(1_000);
  });
});
