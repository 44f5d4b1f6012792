/** The demo organisation of contract section 8 as plain data, and sheets with a past made of single facts. */

import type { Actor, Directory, Person, Section, Site } from '../../shared/domain/model/directory.ts';
import type { Role } from '../../shared/domain/model/roles.ts';
import type { Complaint, Kind, Opening, Resident, SaidEvent } from '../../shared/domain/model/sheet.ts';
import { actorOf } from '../../shared/domain/organisation/organisation.ts';

export const SITE: Site = { id: 'riverside', name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };

export const SECTIONS: readonly Section[] = [
  { id: 'customer-service', name: 'Customer service', zh: '客服部', function: 'customer-service' },
  { id: 'engineering', name: 'Engineering', zh: '工程部', function: 'repair' },
  { id: 'security', name: 'Security', zh: '保安部' },
  { id: 'cleaning', name: 'Cleaning', zh: '保洁部' },
];

// biome-ignore format: a table reads best with one row a line
const ROWS: readonly (readonly [id: string, role: Role, section?: string])[] = [
  ['receptionist-sun', 'receptionist', 'customer-service'],
  ['receptionist-zhou', 'receptionist', 'customer-service'],
  ['cs-supervisor-he', 'supervisor', 'customer-service'],
  ['cs-manager-li', 'manager', 'customer-service'],
  ['worker-wu', 'worker', 'engineering'],
  ['worker-zheng', 'worker', 'engineering'],
  ['engineering-supervisor-feng', 'supervisor', 'engineering'],
  ['engineering-manager-wang', 'manager', 'engineering'],
  ['guard-chu', 'worker', 'security'],
  ['security-supervisor-lu', 'supervisor', 'security'],
  ['security-manager-chen', 'manager', 'security'],
  ['cleaner-shi', 'worker', 'cleaning'],
  ['cleaning-manager-kong', 'manager', 'cleaning'],
  ['director-wei', 'director'],
  ['deputy-director-jiang', 'deputy-director'],
  ['administrator-shen', 'administrator'],
  ['hr-yang', 'hr'],
  ['overseer-han', 'overseer'],
];

/** A person of the demo site; `more` overrides what the name alone does not say. */
export function personOf(id: string, role: Role, section?: string, more: Partial<Person> = {}): Person {
  const at = section === undefined ? {} : { section };
  return { id, name: `Name of ${id}`, role, site: SITE.id, active: true, ...at, ...more };
}

export const STAFF: readonly Person[] = ROWS.map(([id, role, section]) => personOf(id, role, section));

export const RESIDENTS: readonly Person[] = ['resident-zhao', 'resident-qian'].map((id) =>
  personOf(id, 'resident', undefined, { phone: '13800000001', address: '1栋2单元301' }),
);

/** When things happen in tests that do not say when. */
export const NOW = '2026-11-23T08:00:00.000Z';

export const DIRECTORY: Directory = { at: NOW, site: SITE, sections: SECTIONS, staff: STAFF };

/** The demo directory in which the people named have changed: left, moved, been promoted. */
export function directoryWhere(changes: Readonly<Record<string, Partial<Person>>>): Directory {
  return { ...DIRECTORY, staff: STAFF.map((each) => ({ ...each, ...changes[each.id] })) };
}

/** Somebody of the demo organisation; throws on an id that it has not. */
export function person(id: string): Person {
  const found = [...STAFF, ...RESIDENTS].find((each) => each.id === id);
  if (found === undefined) throw new Error(`the demo organisation has no ${id}`);
  return found;
}

/** Somebody of the demo organisation as ledger entries name them. */
export const actor = (id: string): Actor => actorOf(person(id));

export const ZHAO: Resident = {
  id: 'resident-zhao',
  name: '赵敏',
  phone: '13800000001',
  address: '1栋2单元301',
};

export const COMPLAINT: Complaint = {
  occurredAt: '2026-11-22T12:00:00.000Z',
  place: '北门',
  cause: '夜间施工',
  course: '昨晚十点仍在施工。',
  persons: ['赵敏'],
};

type Without<E, K extends PropertyKey> = E extends unknown ? Omit<E, K> : never;
/** What an entry says, without its place in the ledger. */
export type EventBody = Without<SaidEvent, 'seq' | 'at' | 'actor' | 'version'>;
/** One thing that happened, before it is numbered and dated: who, and what. */
export interface Fact {
  readonly by: Actor;
  readonly body: EventBody;
}

/** Somebody of the demo organisation did something. */
export const did = (id: string, body: EventBody): Fact => ({ by: actor(id), body });

/** A sheet was opened: by default an ordinary repair that a resident brought to the desk. */
export function opened(more: Partial<Opening> = {}, by = 'receptionist-sun'): Fact {
  const kind = more.kind ?? 'repair';
  const body: Opening = {
    id: '01KAV0000000000000000000AA',
    number: 'KF-20261123-0001',
    site: SITE.id,
    kind,
    channel: 'walk-in',
    subject: '楼道灯不亮',
    firstContact: by,
    resident: ZHAO,
    ...(kind === 'repair' ? { category: 'electricity', urgency: 'ordinary' } : {}),
    ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}),
    ...more,
  };
  return { by: actor(by), body: { step: 'open', ...body } };
}

const desk = 'receptionist-sun';
// biome-ignore format: a life reads best with one fact a line
const LIFE = [
  ['registered', undefined],
  ['handed-over', did(desk, { step: 'hand-over', section: 'engineering', opinion: '请处理' })],
  ['accepted', did('worker-wu', { step: 'accept', handler: 'worker-wu' })],
  ['on-site', did('worker-wu', { step: 'arrive' })],
  ['completed', did('worker-wu', { step: 'complete', outcome: '已修好' })],
  ['returned', did('engineering-supervisor-feng', { step: 'return', opinion: '属实' })],
  ['followed-up', did(desk, { step: 'follow-up', reached: true, resolved: true })],
  ['archived', did(desk, { step: 'archive' })],
] as const;

/** The plain life of a sheet up to a status: engineering has it, worker-wu handles it. */
export function until(status: (typeof LIFE)[number][0], opening: Partial<Opening> = {}): readonly Fact[] {
  const last = LIFE.findIndex(([reached]) => reached === status);
  const later = LIFE.slice(1, last + 1).flatMap(([, fact]) => (fact === undefined ? [] : [fact]));
  return [opened(opening), ...later];
}

/** The kinds that are handled like neither a repair nor a complaint. */
export const PLAIN_KINDS: readonly Kind[] = ['report', 'special-service', 'suggestion', 'enquiry'];
