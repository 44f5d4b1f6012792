/** The demo organisation with somebody away: on leave with or without a stand-in, or gone. */

import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import { DIRECTORY, directoryWhere, STAFF } from '../factories.ts';

const AWAY = { from: '2026-11-01T00:00:00.000Z', to: '2027-03-01T00:00:00.000Z' } as const;
/** On leave for as long as tests last. */
export const onLeave: Partial<Person> = { leave: AWAY };
export const standingInFor = (person: string): Partial<Person> => ({ standIn: { person, ...AWAY } });
const leaveWith = (standIn: string): Partial<Person> => ({ leave: { ...AWAY, standIn } });
export const gone: Partial<Person> = { active: false };

const all = (ids: readonly string[], how: Partial<Person>) =>
  directoryWhere(Object.fromEntries(ids.map((id) => [id, how])));

const RECEPTIONISTS = ['receptionist-sun', 'receptionist-zhou'];
const DESK = [...RECEPTIONISTS, 'cs-supervisor-he', 'cs-manager-li'];
const ENGINEERS = ['worker-wu', 'worker-zheng', 'engineering-supervisor-feng', 'engineering-manager-wang'];
const LEADS = ['engineering-supervisor-feng', 'engineering-manager-wang', 'security-supervisor-lu'];
const MANAGERS = ['cs-manager-li', 'engineering-manager-wang', 'security-manager-chen'];

export const NOBODY_AT_DESK: Directory = all(DESK, gone);

/** Directories by who is away in them; whoever is at work is so in all the rest. */
export const ABSENCES: readonly (readonly [name: string, directory: Directory])[] = [
  ['nobody', DIRECTORY],
  ...STAFF.map(({ id }) => [`${id} on leave`, all([id], onLeave)] as const),
  ...STAFF.filter(({ role }) => role !== 'administrator').map(
    ({ id }) => [`${id} gone`, all([id], gone)] as const,
  ),
  ['the first contact, with a colleague instead', all(['receptionist-sun'], leaveWith('receptionist-zhou'))],
  ['the first contact, with a guard instead', all(['receptionist-sun'], standingInFor('guard-chu'))],
  ['the handler, with a colleague instead', all(['worker-wu'], leaveWith('worker-zheng'))],
  ['the manager, with a cleaner instead', all(['cs-manager-li'], standingInFor('cleaner-shi'))],
  [
    'the manager, with somebody absent instead',
    directoryWhere({ 'cs-manager-li': leaveWith('cs-supervisor-he'), 'cs-supervisor-he': onLeave }),
  ],
  ['all receptionists', all(RECEPTIONISTS, onLeave)],
  ['all but one receptionist', all(DESK.slice(1), onLeave)],
  ['all of customer service', all(DESK, onLeave)],
  ['all of customer service for good', NOBODY_AT_DESK],
  ['all of engineering', all(ENGINEERS, onLeave)],
  ['everybody who leads', all(LEADS, onLeave)],
  ['all managers', all(MANAGERS, onLeave)],
  ['all managers for good', all(MANAGERS, gone)],
  ['the office', all(['director-wei', 'deputy-director-jiang'], onLeave)],
  ['director and overseer', all(['director-wei', 'overseer-han'], onLeave)],
  ['the desk and the director', all([...DESK, 'director-wei'], onLeave)],
  ['engineering and the director', all([...ENGINEERS, 'director-wei'], gone)],
];
