/** Complaints against everybody there is, each with what the contract makes of it, by hand and as plain data. */

import { accusedOf } from '../../../shared/domain/complaints/recusal.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { Complaint } from '../../../shared/domain/model/sheet.ts';
import { COMPLAINT, DIRECTORY, did, directoryWhere, type Fact, opened } from '../factories.ts';

/** A complaint, and what contract section 3 ("Recusal") says of it. */
export interface ComplaintCase {
  readonly name: string;
  readonly against: Complaint['against'];
  /** Whoever it is against: neither sees nor does anything. */
  readonly accused: readonly string[];
  /** Whose it is, where it does not take the usual way. */
  readonly authority: readonly string[];
  /** Whether customer service is among them, whose steps the authority then may take. */
  readonly desk: boolean;
  /** Sections with a manager or supervisor who is complained of. */
  readonly unclean: readonly string[];
  /** Who follows up in customer service's place, before anybody has handled it. */
  readonly deputies: readonly string[];
  /** Who decides on exemptions of what customer service owes, and of all else. */
  readonly excuse: { readonly desk: readonly string[]; readonly else: readonly string[] };
  /** What changed in the directory since the opening. */
  readonly directory: Directory;
  readonly anonymous: boolean;
}

const WEI = ['director-wei'];
const HAN = ['overseer-han'];
const JIANG = ['deputy-director-jiang'];
const LI = ['cs-manager-li'];
const DESK = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'];

const usual = {
  accused: [],
  authority: [],
  desk: false,
  unclean: [],
  deputies: [],
  excuse: { desk: WEI, else: LI },
  directory: DIRECTORY,
  anonymous: false,
};
const person = (id: string) => ({ against: { person: id }, accused: [id] });
const directors = { ...usual, authority: WEI };
const overseers = { ...usual, authority: HAN };
/** Against somebody in customer service: the authority has its steps, and the deputy the follow-up. */
const desks = { ...directors, desk: true, deputies: JIANG };
const excusedBy = (desk: readonly string[], other: readonly string[]) => ({ excuse: { desk, else: other } });
const either = excusedBy(WEI, [...LI, ...WEI]);

// biome-ignore format: a table reads best with one row a line
const ROWS: readonly (Omit<ComplaintCase, 'anonymous'>)[] = [
  { name: 'against nobody', ...usual, against: undefined },
  { name: 'against a worker', ...usual, ...person('worker-wu') },
  { name: 'against another section’s worker', ...usual, ...person('guard-chu') },
  { name: 'against a receptionist', ...desks, ...person('receptionist-zhou'), ...either },
  { name: 'against the first contact', ...desks, ...person('receptionist-sun'), ...either },
  { name: 'against customer service’s supervisor', ...desks, ...person('cs-supervisor-he'), unclean: ['customer-service'], ...either },
  { name: 'against customer service’s manager', ...desks, ...person('cs-manager-li'), unclean: ['customer-service'], ...excusedBy(WEI, WEI) },
  { name: 'against the section’s supervisor', ...directors, ...person('engineering-supervisor-feng'), unclean: ['engineering'] },
  { name: 'against the section’s manager', ...directors, ...person('engineering-manager-wang'), unclean: ['engineering'] },
  { name: 'against another section’s manager', ...directors, ...person('cleaning-manager-kong'), unclean: ['cleaning'] },
  { name: 'against an administrator', ...directors, ...person('administrator-shen') },
  { name: 'against hr', ...directors, ...person('hr-yang') },
  { name: 'against the director', ...overseers, ...person('director-wei'), ...excusedBy(HAN, LI) },
  { name: 'against the deputy', ...overseers, ...person('deputy-director-jiang') },
  { name: 'against the overseer', ...directors, ...person('overseer-han') },
  { name: 'against the section', ...directors, against: { section: 'engineering' }, accused: ['engineering-supervisor-feng', 'engineering-manager-wang'], unclean: ['engineering'] },
  { name: 'against another section', ...directors, against: { section: 'cleaning' }, accused: ['cleaning-manager-kong'], unclean: ['cleaning'] },
  { name: 'against customer service', ...desks, against: { section: 'customer-service' }, accused: DESK, unclean: ['customer-service'], ...excusedBy(WEI, WEI) },
  { name: 'against a worker of a section that is named too', ...usual, against: { person: 'worker-wu', section: 'engineering' }, accused: ['worker-wu'] },
  // Standing counts as at opening, or now if higher.
  { name: 'against a worker who was promoted', ...directors, ...person('worker-wu'), unclean: ['engineering'], directory: directoryWhere({ 'worker-wu': { role: 'supervisor' } }) },
  { name: 'against a supervisor who was demoted', ...directors, ...person('security-supervisor-lu'), directory: directoryWhere({ 'security-supervisor-lu': { role: 'worker' } }) },
  { name: 'against a receptionist who went elsewhere', ...desks, ...person('receptionist-zhou'), ...either, directory: directoryWhere({ 'receptionist-zhou': { role: 'worker', section: 'cleaning' } }) },
  { name: 'against a manager who became the deputy', ...overseers, ...person('security-manager-chen'), directory: directoryWhere({ 'security-manager-chen': { role: 'deputy-director', section: undefined as never } }) },
  { name: 'against a section that somebody leads only now', ...directors, against: { section: 'security' }, accused: ['security-supervisor-lu', 'security-manager-chen', 'guard-chu'], unclean: ['security'], directory: directoryWhere({ 'guard-chu': { role: 'supervisor' } }) },
  { name: 'against a section whose manager went elsewhere', ...directors, against: { section: 'security' }, accused: ['security-supervisor-lu', 'security-manager-chen'], unclean: ['security', 'cleaning'], directory: directoryWhere({ 'security-manager-chen': { section: 'cleaning' } }) },
  // Where somebody is missing.
  { name: 'against customer service, without a deputy', ...desks, against: { section: 'customer-service' }, accused: DESK, unclean: ['customer-service'], ...excusedBy(WEI, WEI), deputies: [], directory: directoryWhere({ 'deputy-director-jiang': { active: false } }) },
  { name: 'against the section’s manager, without a director', ...overseers, ...person('engineering-manager-wang'), unclean: ['engineering'], ...excusedBy(HAN, LI), directory: directoryWhere({ 'director-wei': { active: false } }) },
];

export const CASES: readonly ComplaintCase[] = ROWS.flatMap((row) => [
  { ...row, anonymous: false },
  { ...row, anonymous: true },
]);

/** The opening of that complaint, at the desk, by receptionist-sun. */
export function openingOf({ against, anonymous }: ComplaintCase): Fact {
  const complaint: Complaint = {
    ...COMPLAINT,
    ...(against === undefined ? {} : { against }),
    ...(anonymous ? { anonymous } : {}),
  };
  return opened({ kind: 'complaint', complaint, accused: accusedOf({ complaint }, DIRECTORY) });
}

export const STATES = [
  'registered',
  'registered after a dispute',
  'handed-over',
  'accepted',
  'on-site',
  'completed',
  'returned',
  'followed-up',
  'archived',
  'withdrawn',
  // An authority handles it itself, in no section:
  'accepted by the authority',
  'completed by the authority',
  'returned by the authority',
] as const;
export type State = (typeof STATES)[number];

/** What happened until a complaint was in that state; entries are written, no rule is asked. */
export function pastOf(each: ComplaintCase, state: State): readonly Fact[] {
  const authority = each.authority[0] ?? 'director-wei';
  const registered = [openingOf(each)];
  const handedOver = [
    ...registered,
    did('cs-manager-li', { step: 'hand-over', section: 'engineering', opinion: '请处理' }),
  ];
  const accepted = [
    ...handedOver,
    did('engineering-manager-wang', { step: 'accept', handler: 'worker-zheng' }),
  ];
  const completed = [...accepted, did('worker-zheng', { step: 'complete', outcome: '已办妥' })];
  const returned = [...completed, did('engineering-manager-wang', { step: 'return', opinion: '属实' })];
  const followedUp = [
    ...returned,
    did('receptionist-sun', { step: 'follow-up', reached: true, resolved: true }),
  ];
  const own = [...registered, did(authority, { step: 'accept', handler: authority })];
  const ownCompleted = [...own, did(authority, { step: 'complete', outcome: '已办妥' })];
  const pasts: { readonly [S in State]: readonly Fact[] } = {
    registered,
    'registered after a dispute': [
      ...handedOver,
      did('engineering-manager-wang', { step: 'dispute', reason: '不归我们' }),
    ],
    'handed-over': handedOver,
    accepted,
    'on-site': [...accepted, did('worker-zheng', { step: 'arrive' })],
    completed,
    returned,
    'followed-up': followedUp,
    archived: [...followedUp, did('receptionist-sun', { step: 'archive' })],
    withdrawn: [...accepted, did('resident-zhao', { step: 'withdraw', reason: '不需要了' })],
    'accepted by the authority': own,
    'completed by the authority': ownCompleted,
    'returned by the authority': [...ownCompleted, did(authority, { step: 'return', opinion: '属实' })],
  };
  return pasts[state];
}
