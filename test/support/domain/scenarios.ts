/** Casts for the exhaustive walk: who is which party, who sees the sheet, and how each state comes about. */

import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { Opening } from '../../../shared/domain/model/sheet.ts';
import { DIRECTORY, did, directoryWhere, type Fact, opened } from '../factories.ts';
import type { By, State } from './contract-table.ts';

export interface Scenario {
  readonly name: string;
  readonly opening: Partial<Opening>;
  readonly openedBy: string;
  readonly section: string;
  readonly lead: string;
  readonly handler: string;
  readonly directory: Directory;
  readonly who: { readonly [P in By]: readonly string[] };
  /** Who sees it in every state; who once the section had it; who while it waits there; who once the handler had it. */
  readonly sees: Readonly<
    Record<'ever' | 'since hand-over' | 'while waiting' | 'since accept', readonly string[]>
  >;
}

const DESK = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'];
const OFFICE = ['director-wei', 'deputy-director-jiang'];
const ENGINEERING = ['worker-wu', 'worker-zheng', 'engineering-supervisor-feng', 'engineering-manager-wang'];
const ENGINEERING_LEADS = ['engineering-supervisor-feng', 'engineering-manager-wang'];

const plain: Scenario = {
  name: 'at the desk, for engineering',
  opening: {},
  openedBy: 'receptionist-sun',
  section: 'engineering',
  lead: 'engineering-manager-wang',
  handler: 'worker-wu',
  directory: DIRECTORY,
  who: {
    'first contact': ['receptionist-sun'],
    'customer service': DESK,
    'cs lead': ['cs-supervisor-he', 'cs-manager-li'],
    'cs manager': ['cs-manager-li'],
    'section staff': ENGINEERING,
    'section lead': ENGINEERING_LEADS,
    'section manager': ['engineering-manager-wang'],
    handler: ['worker-wu'],
    resident: ['resident-zhao'],
  },
  sees: {
    ever: [...DESK, ...OFFICE, 'resident-zhao'],
    'since hand-over': ENGINEERING_LEADS,
    'while waiting': ENGINEERING,
    'since accept': ['worker-wu'],
  },
};

const withoutManagers: Scenario = {
  ...plain,
  name: 'where no section has an active manager',
  lead: 'engineering-supervisor-feng',
  directory: directoryWhere({
    'cs-manager-li': { active: false },
    'engineering-manager-wang': { active: false },
  }),
  who: {
    ...plain.who,
    'customer service': ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he'],
    'cs lead': ['cs-supervisor-he'],
    'cs manager': ['cs-supervisor-he'],
    'section lead': ['engineering-supervisor-feng'],
    'section manager': ['engineering-supervisor-feng'],
  },
};

const atNight: Scenario = {
  ...plain,
  name: 'online with the director as first contact',
  opening: { channel: 'online', firstContact: 'director-wei' },
  openedBy: 'resident-zhao',
  who: { ...plain.who, 'first contact': ['director-wei'] },
};

const byTheDesk: Scenario = {
  ...plain,
  name: 'handled by a receptionist of customer service',
  section: 'customer-service',
  lead: 'cs-manager-li',
  handler: 'receptionist-zhou',
  who: {
    ...plain.who,
    'section staff': DESK,
    'section lead': ['cs-supervisor-he', 'cs-manager-li'],
    'section manager': ['cs-manager-li'],
    handler: ['receptionist-zhou'],
  },
  sees: {
    ever: [...DESK, ...OFFICE, 'resident-zhao'],
    'since hand-over': [],
    'while waiting': [],
    'since accept': [],
  },
};

const ownRequest: Scenario = {
  ...plain,
  name: 'for a member of staff who asks for something',
  opening: { resident: undefined, requester: { person: 'cleaner-shi' } },
  who: { ...plain.who, resident: ['cleaner-shi'] },
  sees: { ...plain.sees, ever: [...DESK, ...OFFICE, 'cleaner-shi'] },
};

export const SCENARIOS: readonly Scenario[] = [plain, withoutManagers, atNight, byTheDesk, ownRequest];

/** What happened until a sheet of that scenario was in that state; entries are written, no rule is asked. */
export function past(scenario: Scenario, state: State, opening: Partial<Opening>): readonly Fact[] {
  const { section, lead, handler } = scenario;
  const registered = [
    opened({ firstContact: scenario.openedBy, ...scenario.opening, ...opening }, scenario.openedBy),
  ];
  const handOver = did('cs-manager-li', { step: 'hand-over', section, opinion: '请处理' });
  const handedOver = [...registered, handOver];
  const disputed = [...handedOver, did(lead, { step: 'dispute', reason: '不归我们' })];
  const accepted = [...handedOver, did(handler, { step: 'accept', handler })];
  const onSite = [...accepted, did(handler, { step: 'arrive' })];
  const completed = [...onSite, did(handler, { step: 'complete', outcome: '已修好' })];
  const returned = [...completed, did(lead, { step: 'return', opinion: '属实' })];
  const followedUp = [
    ...returned,
    did('receptionist-sun', { step: 'follow-up', reached: true, resolved: true }),
  ];
  const pasts: { readonly [S in State]: readonly Fact[] } = {
    registered,
    'registered after a dispute': disputed,
    'handed-over': handedOver,
    'handed-over, binding': [...disputed, handOver],
    accepted,
    'on-site': onSite,
    completed,
    returned,
    'returned and received': [...returned, did('receptionist-sun', { step: 'receive' })],
    answered: [...registered, did('receptionist-sun', { step: 'answer', answer: '是的' })],
    'followed-up': followedUp,
    archived: [...followedUp, did('receptionist-sun', { step: 'archive' })],
    withdrawn: [...accepted, did('receptionist-sun', { step: 'withdraw', reason: '不需要了' })],
  };
  return pasts[state];
}

const WAITING: readonly State[] = ['handed-over', 'handed-over, binding'];
const NOT_YET_ACCEPTED: readonly State[] = [...WAITING, 'registered after a dispute'];
const NEVER_HANDED_OVER: readonly State[] = ['registered', 'answered'];

/** Who sees a sheet of that scenario in that state (contract section 2). */
export function seers(scenario: Scenario, state: State): ReadonlySet<string> {
  const { sees } = scenario;
  const handed = !NEVER_HANDED_OVER.includes(state);
  return new Set([
    ...sees.ever,
    ...(handed ? sees['since hand-over'] : []),
    ...(WAITING.includes(state) ? sees['while waiting'] : []),
    ...(handed && !NOT_YET_ACCEPTED.includes(state) ? sees['since accept'] : []),
  ]);
}
