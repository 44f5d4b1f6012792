/**
 * What contract section 2 says of each role, written down once more by hand and asked of the rules themselves. A role
 * that is missing here does not compile.
 */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../shared/domain/assessment/assessment.ts';
import { scopeOf } from '../../../shared/domain/assessment/readers.ts';
import { seesConsequences } from '../../../shared/domain/cases/consequences.ts';
import { openCase } from '../../../shared/domain/cases/open.ts';
import { isProposedTo } from '../../../shared/domain/cases/proposed.ts';
import { DEFAULT_TERMS } from '../../../shared/domain/cases/terms.ts';
import { seesAllCases, seesCase } from '../../../shared/domain/cases/visibility.ts';
import { authorityRole } from '../../../shared/domain/complaints/recusal.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import {
  AUTHORITY_ROLES,
  isOffice,
  isResident,
  isStaff,
  ROLES,
  type Role,
} from '../../../shared/domain/model/roles.ts';
import {
  organiserAmong,
  personBarrier,
  personFault,
} from '../../../shared/domain/organisation/directory-rules.ts';
import { actorOf, isCustomerService, leads } from '../../../shared/domain/organisation/organisation.ts';
import { seesPerson, shownOrganisation } from '../../../shared/domain/organisation/visibility.ts';
import { sees } from '../../../shared/domain/sheets/visibility.ts';
import { OPENED_AT, opened as openedCase } from '../../support/domain/case-lives.ts';
import {
  actor,
  COMPLAINT,
  DIRECTORY,
  opened,
  person,
  personOf,
  RESIDENTS,
  SITE,
  STAFF,
  until,
} from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

interface ByHand {
  /** What the role is: every one of these that holds. */
  readonly is: readonly (
    | 'staff'
    | 'in a section'
    | 'customer service'
    | 'lead'
    | 'office'
    | 'organiser'
    | 'assessed'
  )[];
  /** Who alters whoever has it, and gives it. */
  readonly alteredBy: readonly ('director' | 'administrator' | 'overseer')[];
  /** Whose a complaint against it is that takes not the usual way. */
  readonly complaint: 'director' | 'overseer' | undefined;
  /** Whose a case about it is. */
  readonly case: 'section' | 'office' | 'overseer' | undefined;
  /** Which of the sheets below it sees. */
  readonly sheets: readonly (keyof typeof SHEETS)[];
  /** Which cases: one in its own section, one elsewhere. */
  readonly cases: readonly ('of its section' | 'of another' | 'proposed')[];
  /** Whose figures and consequences, beside its own. */
  readonly figures: 'none' | 'own' | 'its section and own' | 'all';
  readonly consequences: 'own' | 'all';
  readonly organisation: 'names' | 'everything';
  /** Whose entry of the directory it reads, beside its own. */
  readonly entries: readonly ('of its section' | 'of another' | 'a resident')[];
}

const ENGINEERING = 'engineering';
const complaint = (whom: string) =>
  sheetAfter(opened({ kind: 'complaint', complaint: { ...COMPLAINT, against: { person: whom } } }));
const SHEETS = {
  waiting: sheetAfter(...until('handed-over')),
  handled: sheetAfter(...until('on-site')),
  elsewhere: sheetAfter(opened()),
  "the director's": complaint('cs-manager-li'),
  "the overseer's": complaint('deputy-director-jiang'),
  requested: sheetAfter(opened({ resident: undefined, requester: { person: 'newcomer' } })),
  own: sheetAfter(opened({ resident: { id: 'newcomer', name: 'N', phone: '13800000009', address: '1-1' } })),
};
const ALL = [
  'waiting',
  'handled',
  'elsewhere',
  "the director's",
  "the overseer's",
  'requested',
  'own',
] as const;

const BY_HAND: { readonly [R in Role]: ByHand } = {
  resident: {
    is: [],
    alteredBy: ['director', 'administrator'],
    complaint: undefined,
    case: undefined,
    sheets: ['requested', 'own'],
    cases: [],
    figures: 'none',
    consequences: 'own',
    organisation: 'names',
    entries: [],
  },
  receptionist: {
    is: ['staff', 'in a section', 'customer service', 'assessed'],
    alteredBy: ['director', 'administrator'],
    complaint: undefined,
    case: 'section',
    sheets: ['waiting', 'requested'],
    cases: [],
    figures: 'own',
    consequences: 'own',
    organisation: 'everything',
    entries: [],
  },
  worker: {
    is: ['staff', 'in a section', 'assessed'],
    alteredBy: ['director', 'administrator'],
    complaint: undefined,
    case: 'section',
    sheets: ['waiting', 'requested'],
    cases: [],
    figures: 'own',
    consequences: 'own',
    organisation: 'everything',
    entries: [],
  },
  supervisor: {
    is: ['staff', 'in a section', 'customer service', 'lead', 'assessed'],
    alteredBy: ['director', 'administrator'],
    complaint: 'director',
    case: 'section',
    sheets: ['waiting', 'handled', 'requested'],
    cases: ['of its section'],
    figures: 'own',
    consequences: 'own',
    organisation: 'everything',
    entries: ['of its section'],
  },
  manager: {
    is: ['staff', 'in a section', 'customer service', 'lead', 'assessed'],
    alteredBy: ['director', 'administrator'],
    complaint: 'director',
    case: 'office',
    sheets: ['waiting', 'handled', 'requested'],
    cases: ['of its section'],
    figures: 'its section and own',
    consequences: 'own',
    organisation: 'everything',
    entries: ['of its section'],
  },
  director: {
    is: ['staff', 'office', 'organiser'],
    alteredBy: ['director', 'overseer'],
    complaint: 'overseer',
    case: 'overseer',
    sheets: ALL,
    cases: ['of its section', 'of another', 'proposed'],
    figures: 'all',
    consequences: 'all',
    organisation: 'everything',
    entries: ['of its section', 'of another', 'a resident'],
  },
  'deputy-director': {
    is: ['staff', 'office'],
    alteredBy: ['director', 'overseer'],
    complaint: 'overseer',
    case: 'office',
    sheets: ALL,
    cases: ['of its section', 'of another'],
    figures: 'all',
    consequences: 'own',
    organisation: 'everything',
    entries: [],
  },
  administrator: {
    is: ['staff', 'organiser'],
    alteredBy: ['director', 'administrator'],
    complaint: 'director',
    case: 'office',
    sheets: ['requested'],
    cases: [],
    figures: 'own',
    consequences: 'own',
    organisation: 'everything',
    entries: ['of its section', 'of another', 'a resident'],
  },
  hr: {
    is: ['staff'],
    alteredBy: ['director'],
    complaint: 'director',
    case: 'office',
    sheets: ['requested'],
    cases: ['of its section', 'of another'],
    figures: 'own',
    consequences: 'all',
    organisation: 'everything',
    entries: [],
  },
  overseer: {
    is: ['staff'],
    alteredBy: ['director', 'overseer'],
    complaint: 'director',
    case: 'office',
    sheets: ["the overseer's", 'requested'],
    cases: ['of its section', 'of another', 'proposed'],
    figures: 'all',
    consequences: 'own',
    organisation: 'everything',
    entries: ['of its section', 'of another', 'a resident'],
  },
};

describe.each(ROLES)('a newcomer as %s', (role) => {
  const by = BY_HAND[role];
  const inSection = by.is.includes('in a section');
  const newcomer = personOf('newcomer', role, inSection ? ENGINEERING : undefined, {
    phone: '13800000009',
    email: 'newcomer@riverside.example',
  });
  const me = actorOf(newcomer);
  const directory: Directory = isStaff(newcomer) ? { ...DIRECTORY, staff: [...STAFF, newcomer] } : DIRECTORY;
  const elsewhere: Person = { ...newcomer, section: 'customer-service' };

  it('is what the contract calls it', () => {
    const is = [
      ...(isStaff(newcomer) ? ['staff'] : []),
      ...(personFault({ ...newcomer, section: ENGINEERING }, DIRECTORY) === undefined
        ? ['in a section']
        : []),
      ...(isCustomerService(DIRECTORY, actorOf(elsewhere)) ? ['customer service'] : []),
      ...(leads({ ...me, section: ENGINEERING }, ENGINEERING) ? ['lead'] : []),
      ...(isOffice(newcomer) ? ['office'] : []),
      ...(organiserAmong([me]) === undefined ? [] : ['organiser']),
      ...(assess([], directory).people.some(({ id }) => id === 'newcomer') ? ['assessed'] : []),
    ];
    expect(is).toEqual(by.is);
    expect(isResident(newcomer)).toBe(!by.is.includes('staff'));
    expect(personFault(newcomer, DIRECTORY)).toBeUndefined();
  });

  it('is altered, and made what they are, by whom the contract lets', () => {
    const setting = { directory, former: directory, expected: [1], hasInHand: false };
    const givers = (['director-wei', 'administrator-shen', 'hr-yang', 'overseer-han'] as const).filter(
      (id) => {
        const reader = { person: person(id), actors: [actor(id)], directory };
        const entered =
          personBarrier(newcomer, { ...setting, reader, before: undefined, expected: undefined }) ===
          undefined;
        const before = personOf('newcomer', 'resident');
        const given = personBarrier(newcomer, { ...setting, reader, before }) === undefined;
        // An overseer takes nobody else into the office or to their side than whom they enter there.
        if (id === 'overseer-han') expect(given).toBe(false);
        else expect(given, id).toBe(entered);
        const altered = personBarrier(newcomer, { ...setting, reader, before: newcomer }) === undefined;
        expect(entered, id).toBe(altered);
        return altered;
      },
    );
    expect(givers.map((id) => id.split('-')[0])).toEqual(by.alteredBy);
  });

  it('has complaints and cases about them decided where they belong', () => {
    const listed = { ...DIRECTORY, staff: [...STAFF, newcomer] };
    const against = { complaint: { ...COMPLAINT, against: { person: 'newcomer' } } };
    expect(authorityRole(against, listed)).toBe(by.complaint);
    const atTheDesk = { ...DIRECTORY, staff: [...STAFF, elsewhere] };
    expect(authorityRole(against, atTheDesk)).toBe(by.complaint ?? 'director');
    const event = openCase(
      { about: 'newcomer', rule: 'A1.3', allegation: '推诿扯皮' },
      [actor('director-wei')],
      listed,
      { now: OPENED_AT, id: 'case', number: 'WZ', terms: DEFAULT_TERMS, promises: [] },
    );
    expect(event instanceof DomainError ? event.reason : event.authority).toBe(by.case ?? 'unknown-person');
  });

  it('sees these sheets', () => {
    expect(ALL.filter((name) => sees(me, SHEETS[name], directory))).toEqual(by.sheets);
  });

  it('sees these cases, and is proposed those that it decides about', () => {
    const cases = [
      ...(seesCase(me, openedCase('worker-wu').state, SITE.id) ? ['of its section'] : []),
      ...(seesCase(me, openedCase('guard-chu').state, SITE.id) ? ['of another'] : []),
      ...(isProposedTo(me, 'worker-wu') ? ['proposed'] : []),
    ];
    expect(cases).toEqual(by.cases);
    expect(seesAllCases(me)).toBe(by.cases.includes('of another'));
  });

  it('reads these figures and consequences', () => {
    const scope = scopeOf([me], directory);
    const figures =
      scope === undefined
        ? 'none'
        : scope.everything
          ? 'all'
          : scope.sections.includes(ENGINEERING)
            ? 'its section and own'
            : 'own';
    expect(figures).toBe(by.figures);
    expect(seesConsequences([me], 'newcomer')).toBe(true);
    expect(seesConsequences([me], 'worker-wu')).toBe(by.consequences === 'all');
  });

  it('reads these entries of the directory', () => {
    const reader = { person: newcomer, actors: [me], directory };
    const others = [
      ['of its section', 'worker-wu'],
      ['of another', 'guard-chu'],
      ['a resident', 'resident-zhao'],
    ] as const;
    expect(others.filter(([, id]) => seesPerson(reader, person(id))).map(([whose]) => whose)).toEqual(
      by.entries,
    );
    expect(seesPerson(reader, newcomer)).toBe(true);
    const atTheDesk = { person: elsewhere, actors: [actorOf(elsewhere)], directory };
    expect(seesPerson(atTheDesk, person('resident-zhao'))).toBe(
      by.is.includes('customer service') || by.entries.includes('a resident'),
    );
  });

  it('is told so much of its site, and is so much told of', () => {
    const told = shownOrganisation(newcomer, { ...directory, staff: [...directory.staff, withPhone] });
    const phone = told?.people.find(({ id }) => id === 'with-phone')?.phone;
    expect(phone === undefined ? 'names' : 'everything').toBe(by.organisation);
    const shown = shownOrganisation(personOf('resident-zhao', 'resident'), directory);
    const itself = shown?.people.find(({ id }) => id === 'newcomer');
    if (!by.is.includes('staff')) return expect(itself).toBeUndefined();
    const { id, name, site, section, active } = newcomer;
    expect(itself).toEqual({ id, name, role, site, section, active });
  });
});

const withPhone = personOf('with-phone', 'worker', ENGINEERING, { phone: '13800000008' });

it('has somebody of every role in the demo organisation', () => {
  const somebody = [...STAFF, ...RESIDENTS].map(({ role }) => role);
  expect(ROLES.filter((role) => !somebody.includes(role))).toEqual([]);
});

it('raises to the director first, then to the overseer, who is above the office', () => {
  expect(AUTHORITY_ROLES).toEqual(['director', 'overseer']);
});
