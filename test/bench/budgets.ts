/** What every route may ask of the table, however many sheets there are: the one place where that is said. */
import { MONTH, NOW } from './busy-month.ts';
import { type ApiRequest, SITE } from './requests.ts';

/** The most that one request asks of the table. */
export interface Budget {
  /** Calls one after the other; those made at once are one. */
  readonly rounds: number;
  readonly calls: number;
  /** Of all answers of the table together. */
  readonly bytes: number;
}

export interface Budgeted {
  readonly name: string;
  readonly budget: Budget;
  /** The function that answers it. */
  readonly at: string;
  readonly person: string;
  readonly request: ApiRequest;
  /** How many rows it must have, so that what is counted is an answer. */
  readonly atLeast: number;
  /** Asked of a site that nobody keeps up with, not of a busy month. */
  readonly crowded?: true;
}

const MB = 1_000_000;
const LIST: Budget = { rounds: 4, calls: 12, bytes: MB };
/**
 * Whoever sees what their section has or had follows links to two thousand sheets, each of which must be read to know whether it
 * fits.
 */
const FOLLOWED: Budget = { rounds: 8, calls: 32, bytes: 3 * MB };
/** What is unmet is read whole, since all of it is counted, and what nobody keeps up with has no bound of its own. */
const WORK: Budget = { rounds: 6, calls: 24, bytes: 8 * MB };
/** Of ten thousand sheets that go on and hundreds of cases: all of the site's, or of one's own and one's section's. */
const CROWDED: Budget = { rounds: 8, calls: 64, bytes: 16 * MB };
/** Its facts are read whole, in parts side by side. */
const COUNTED: Budget = { rounds: 8, calls: 128, bytes: 64 * MB };

const DESK = 'receptionist-sun';
const RECUSED = 'receptionist-zhou';
const DIRECTOR = 'director-wei';
const MANAGER = 'engineering-manager-wang';

const get = (
  routeKey: string,
  query: Record<string, string>,
  params: Record<string, string> = {},
): ApiRequest => {
  const pattern = routeKey.replace('GET ', '');
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? '');
  return { method: 'GET', path, routeKey, query, pathParameters: params, headers: {} };
};

const worked = (name: string, person: string, who: string, more: Partial<Budgeted> = {}): Budgeted => ({
  ...{ name: `work.${name}`, budget: WORK, at: 'records', person, atLeast: 1 },
  request: get('GET /work', { who }),
  ...more,
});

const listed = (
  name: string,
  query: Record<string, string>,
  { person = DESK, atLeast = 25, budget = LIST }: { person?: string; atLeast?: number; budget?: Budget } = {},
): Budgeted => ({
  ...{ name: `list.${name}`, budget, at: 'records', person, atLeast },
  request: get('GET /sheets', { site: SITE, ...query }),
});

const assessed = (
  name: string,
  routeKey: string,
  params: Record<string, string>,
  person = DIRECTOR,
): Budgeted => ({
  ...{ name: `assessment.${name}`, budget: COUNTED, at: 'registers', person, atLeast: 1 },
  request: get(routeKey, { site: SITE }, { month: MONTH, ...params }),
});

const OF_SITE = { site: SITE };
const DAY = { site: SITE, date: NOW.slice(0, 10) };
const MARKED = { site: SITE, limit: '100' };

export const BUDGETED: readonly Budgeted[] = [
  listed('plain', {}),
  listed('kind', { kind: 'complaint' }),
  listed('kind-rare', { kind: 'suggestion' }, { atLeast: 0 }),
  listed('kind-none', { kind: 'special-service' }, { atLeast: 0 }),
  listed('kinds', { kind: 'complaint,enquiry' }),
  listed('status', { status: 'accepted' }),
  listed('status-none', { status: 'withdrawn' }, { atLeast: 0 }),
  listed('statuses', { status: 'registered,handed-over,accepted,on-site,completed,returned' }),
  listed('section', { section: 'engineering' }),
  listed('section-status', { section: 'engineering', status: 'archived' }),
  listed('section-statuses', { section: 'engineering', status: 'accepted,on-site,archived' }),
  listed('section-kind', { section: 'security', kind: 'suggestion' }, { atLeast: 0 }),
  listed('handler', { handler: 'worker-wu' }),
  listed('handler-none', { handler: 'receptionist-sun' }, { atLeast: 0 }),
  listed('handler-one', { handler: 'cs-manager-li', limit: '1' }, { atLeast: 0 }),
  listed('handler-status', { handler: 'worker-wu', status: 'accepted' }),
  listed('first-contact', { firstContact: 'receptionist-zhou' }),
  listed('first-contact-kind', { firstContact: 'receptionist-zhou', kind: 'suggestion' }, { atLeast: 0 }),
  listed('breached', { breached: 'true' }),
  listed('due-before', { dueBefore: '2026-01-01T00:00:00.000Z' }, { atLeast: 0 }),
  listed('search-phone', { q: '13800000000' }, { atLeast: 20 }),
  listed('search-words', { q: '没有这样的词' }, { atLeast: 0 }),
  listed('by-due', { sort: 'due' }),
  listed('by-due-kind', { sort: 'due', kind: 'complaint' }),
  listed('by-due-kind-rare', { sort: 'due', kind: 'suggestion' }, { atLeast: 0 }),
  listed('by-due-handler', { sort: 'due', handler: 'worker-wu' }),
  listed('hundred', { limit: '100' }),
  listed('recused', { kind: 'complaint' }, { person: RECUSED }),
  listed('manager', {}, { person: 'engineering-manager-wang' }),
  listed(
    'manager-kind',
    { kind: 'suggestion' },
    { person: 'engineering-manager-wang', atLeast: 0, budget: FOLLOWED },
  ),
  listed('worker', {}, { person: 'worker-wu' }),
  listed('worker-status', { status: 'accepted' }, { person: 'worker-wu' }),
  listed('overseer', {}, { person: 'overseer-han', atLeast: 0, budget: FOLLOWED }),
  worked('me', 'worker-wu', 'me'),
  worked('site', DIRECTOR, 'site'),
  worked('crowded.site', DIRECTOR, 'site', { crowded: true, budget: CROWDED, atLeast: 50 }),
  worked('crowded.director', DIRECTOR, 'me', { crowded: true, budget: CROWDED, atLeast: 50 }),
  worked('crowded.section', MANAGER, 'section', { crowded: true, budget: CROWDED, atLeast: 50 }),
  worked('crowded.manager', MANAGER, 'me', { crowded: true, budget: CROWDED, atLeast: 50 }),
  worked('crowded.worker', 'worker-wu', 'me', { crowded: true, budget: CROWDED, atLeast: 50 }),
  {
    ...{ name: 'register.repairs', budget: LIST, at: 'registers', person: DESK, atLeast: 100 },
    request: get('GET /registers/repairs', { ...DAY, limit: '100' }),
  },
  {
    ...{ name: 'register.hand-over', budget: LIST, at: 'registers', person: DESK, atLeast: 25 },
    request: get('GET /registers/hand-over', DAY),
  },
  assessed('month', 'GET /assessments/{month}', {}),
  assessed('person', 'GET /assessments/{month}/people/{id}', { id: 'receptionist-sun' }),
  assessed('section', 'GET /assessments/{month}/sections/{id}', { id: 'engineering' }),
  {
    ...{ name: 'cases', budget: LIST, at: 'cases', person: DIRECTOR, atLeast: 0 },
    request: get('GET /cases', OF_SITE),
  },
  {
    ...{ name: 'notices', budget: LIST, at: 'organisation', person: DESK, atLeast: 0 },
    request: get('GET /notices', { limit: '25' }),
  },
  {
    ...{ name: 'awards', budget: LIST, at: 'organisation', person: DIRECTOR, atLeast: 0 },
    request: get('GET /awards', MARKED),
  },
  {
    ...{ name: 'consequences', budget: LIST, at: 'cases', person: DIRECTOR, atLeast: 0 },
    request: get('GET /consequences', OF_SITE),
  },
];
