/**
 * What every route that reads is to the property that lists tell nothing of what they hide: asked by these questions, or why
 * nothing in it could be kept from whoever gets it.
 */

import type { Thing } from './whole-world.ts';

/**
 * What is taken out of a world for some lists: whoever was told of a sheet that they do not see, by a notice or a case proposed to them,
 * goes on knowing of it unless it is against them; and who may read figures is told them of all that counts but
 * complaints against somebody that they may not know of (contract sections 6 and 9).
 */
export type Among = 'what nobody told' | 'complaints against somebody';

/** What a list is asked: so many questions, each to its end where it comes in pages, as JSON and, where it has one, as CSV. */
export interface Asked {
  readonly paths: readonly string[];
  /** The same, or these, a row at a time. */
  readonly rowByRow?: true | readonly string[];
  /** The same, or these, as CSV. */
  readonly csv?: true | readonly string[];
  /** In what its two worlds differ, where it is not in all that is hidden. */
  readonly among?: Among;
}

const AT = 'site=riverside';
/** The month that is not frozen: of one that is, everybody is told the same (`test/flows/figures-hide.test.ts`). */
const LIVE = '2026-12';
const of = (path: string, queries: readonly string[]) => queries.map((query) => `${path}?${query}`);

const PEOPLE = ['worker-wu', 'receptionist-sun', 'director-wei', 'hr-yang'];

const ONE = 'one sheet, case or person: 404 where it is hidden, at the cost of what is not there';
const COUNTED = 'complaints against somebody';
const TOLD = 'what nobody told';
const OPEN = 'the same for everybody, with or without a token';

/** Every route that reads, by its template. */
export const LISTS = (things: readonly Thing[]): Readonly<Record<string, Asked | string>> => ({
  '/sheets': {
    paths: of('/sheets', [
      ...['site=riverside,hillside', `${AT}&breached=true`, AT, `${AT}&sort=due`],
      ...[`${AT}&section=engineering`, `${AT}&handler=worker-wu`, `${AT}&firstContact=receptionist-sun`],
      ...[`${AT}&resident=resident-zhao&sort=due`, `${AT}&q=5678`, `${AT}&q=${encodeURIComponent('施工')}`],
      ...[
        `${AT}&q=1-2-301&sort=due`,
        `${AT}&number=KF-20261123-0009`,
        `${AT}&dueBefore=2026-12-05T00:00:00Z`,
      ],
    ]),
    rowByRow: of('/sheets', [`${AT}&section=security&status=registered,handed-over`, `${AT}&kind=complaint`]),
    csv: of('/sheets', [`${AT}&from=2026-11-22T16:00:00Z&to=2026-12-04T16:00:00Z`]),
  },
  '/residents': { paths: of('/residents', [`${AT}&q=5678`, `${AT}&q=1-2-301`]) },
  '/work': { paths: of('/work', ['who=me', 'who=me&limit=1', 'who=section', 'who=site']), among: TOLD },
  '/notices': { paths: ['/notices?limit=100'], rowByRow: ['/notices'], among: TOLD },
  '/me': { paths: ['/me'], among: TOLD },
  '/me/data': { paths: ['/me/data'], rowByRow: true },
  '/cases': {
    paths: of('/cases', [
      ...[
        'site=riverside,hillside',
        `${AT}&status=opened`,
        `${AT}&status=archived`,
        `${AT}&section=engineering&status=opened`,
      ],
      ...things
        .filter(({ path }) => path.startsWith('/sheets/'))
        .slice(0, 2)
        .map(({ id }) => `origin=${id}`),
    ]),
    rowByRow: of('/cases', [AT, `${AT}&section=engineering`, ...PEOPLE.map((person) => `about=${person}`)]),
  },
  '/registers/hand-over': {
    paths: of('/registers/hand-over', [`${AT}&date=2026-11-23`]),
    rowByRow: of('/registers/hand-over', [`${AT}&from=2026-11-23&to=2026-12-05`]),
    csv: true,
  },
  '/registers/repairs': {
    paths: of('/registers/repairs', [`${AT}&from=2026-11-23&to=2026-12-05`]),
    ...({ rowByRow: true, csv: true } as const),
  },
  '/organisation/changes': {
    paths: of('/organisation/changes', [AT, 'site=riverside,hillside']),
    rowByRow: true,
  },
  '/awards': {
    paths: of('/awards', [AT, `${AT}&about=worker-wu`, `${AT}&about=engineering`]),
    rowByRow: true,
  },
  '/consequences': {
    paths: of('/consequences', [AT, `${AT}&from=2026-11-23&to=2026-11-23`, 'site=riverside,hillside']),
    csv: true,
  },
  '/people/{id}/consequences': { paths: PEOPLE.map((person) => `/people/${person}/consequences`) },
  '/people/{id}/ledger': { paths: PEOPLE.map((person) => `/people/${person}/ledger`) },
  '/people/{id}': { paths: PEOPLE.map((person) => `/people/${person}`) },
  '/sites/{id}/ledger': { paths: ['/sites/riverside/ledger'] },
  '/organisation': { paths: of('/organisation', [AT]) },
  '/assessments/{month}': {
    paths: [`/assessments/${LIVE}?${AT}`],
    ...({ csv: true, among: COUNTED } as const),
  },
  '/assessments/{month}/people/{id}': {
    paths: PEOPLE.map((person) => `/assessments/${LIVE}/people/${person}?${AT}`),
    rowByRow: [`/assessments/${LIVE}/people/receptionist-sun?${AT}`],
    ...({ csv: true, among: COUNTED } as const),
  },
  '/assessments/{month}/sections/{id}': {
    paths: ['customer-service', 'security'].map(
      (section) => `/assessments/${LIVE}/sections/${section}?${AT}`,
    ),
    ...({ rowByRow: true, csv: true, among: COUNTED } as const),
  },
  '/company/{month}': { paths: [`/company/${LIVE}`], csv: true, among: COUNTED },
  '/sheets/{id}': ONE,
  '/sheets/{id}/ledger': ONE,
  '/sheets/{id}/copies/{copy}': ONE,
  '/files/{id}': ONE,
  '/cases/{id}': ONE,
  '/cases/{id}/ledger': ONE,
  '/cases/{id}/appeals/{level}': ONE,
  '/cases/{id}/documents/{document}': ONE,
  '/awards/{id}/ledger': ONE,
  '/r/{token}': 'one sheet, to whoever has its link; what is no link is 404 alike',
  '/sites/{site}/sections/{id}/duty':
    'shifts, whole to whoever may read them: they hold no sheet and no case',
  '/sites/{site}/sections/{id}/commitments/draft': 'a plan, whole to whoever may read it',
  '/sites/{site}/sections/{id}/commitments': OPEN,
  '/commitments': OPEN,
  '/health': OPEN,
  '/openapi.json': OPEN,
});

/** The lists that are asked. */
export const askedOf = (things: readonly Thing[]): readonly Asked[] =>
  Object.values(LISTS(things)).filter((list) => typeof list !== 'string');
