import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Person, Section, Site } from '../../shared/domain/model/directory.ts';
import {
  putPerson,
  putSection,
  putSite,
  readDirectory,
  readPerson,
} from '../../shared/store/organisation/organisation.ts';
import { keepPersonRows } from '../../shared/store/sheets/finding.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';

const site: Site = { id: 'riverside', name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };

const sections: readonly Section[] = [
  { id: 'customer-service', name: 'Customer service', zh: '客服部', function: 'customer-service' },
  { id: 'engineering', name: 'Engineering', zh: '工程部', function: 'repair' },
  { id: 'security', name: 'Security', zh: '保安部' },
  { id: 'cleaning', name: 'Cleaning', zh: '保洁部' },
];

type Row = readonly [id: string, name: string, role: Person['role'], sectionOrAddress?: string];

const RESIDENTS: readonly Row[] = [
  ['resident-zhao', '赵敏', 'resident', '1栋2单元301'],
  ['resident-qian', '钱志强', 'resident', '3栋1单元502'],
];

const STAFF: readonly Row[] = [
  ['receptionist-sun', '孙丽', 'receptionist', 'customer-service'],
  ['receptionist-zhou', '周婷', 'receptionist', 'customer-service'],
  ['cs-supervisor-he', '何静', 'supervisor', 'customer-service'],
  ['cs-manager-li', '李慧', 'manager', 'customer-service'],
  ['worker-wu', '吴建国', 'worker', 'engineering'],
  ['worker-zheng', '郑海涛', 'worker', 'engineering'],
  ['engineering-supervisor-feng', '冯刚', 'supervisor', 'engineering'],
  ['engineering-manager-wang', '王志明', 'manager', 'engineering'],
  ['guard-chu', '褚勇', 'worker', 'security'],
  ['security-supervisor-lu', '吕军', 'supervisor', 'security'],
  ['security-manager-chen', '陈国栋', 'manager', 'security'],
  ['cleaner-shi', '施桂英', 'worker', 'cleaning'],
  ['cleaning-manager-kong', '孔秀兰', 'manager', 'cleaning'],
  ['director-wei', '魏东', 'director'],
  ['deputy-director-jiang', '蒋红', 'deputy-director'],
  ['administrator-shen', '沈洁', 'administrator'],
  ['hr-yang', '杨帆', 'hr'],
  ['overseer-han', '韩正', 'overseer'],
];

const FIRST_PHONE = 13_800_000_001;

const people: readonly Person[] = [...RESIDENTS, ...STAFF].map(([id, name, role, place], index) => ({
  id,
  name,
  role,
  site: site.id,
  ...(place === undefined ? {} : role === 'resident' ? { address: place } : { section: place }),
  email: `${id}@riverside.example`,
  phone: String(FIRST_PHONE + index),
  language: 'zh-CN',
  active: true,
}));

async function isEmpty(table: Table): Promise<boolean> {
  const { Items } = await table.client.send(new ScanCommand({ TableName: table.name, Limit: 1 }));
  return (Items ?? []).length === 0;
}

/**
 * Writes the demo organisation of contract section 8 into an empty table. A note in the data directory says
 * that it is being written, so that a start that was cut short is completed by the next.
 */
export async function writeDemoOrganisation(table: Table, data: DataDirectory): Promise<void> {
  const note = data.file('demo-organisation.unfinished');
  if (!existsSync(note)) {
    if (!(await isEmpty(table))) return nameRepairers(table);
    await writeDurably(note, '');
  }
  await Promise.all([
    putSite(table, site),
    ...sections.map((section) => putSection(table, site.id, section)),
    ...people.map((person) => putPerson(table, person)),
  ]);
  // No entry of a ledger brings these about.
  for (const person of people) await keepPersonRows(table, person.id, [person]);
  await rm(note);
}

/** A demo organisation of version 0.1 does not say yet who repairs; it does from then on, unless somebody changed it. */
async function nameRepairers(table: Table): Promise<void> {
  const directory = await readDirectory(table, site.id, new Date(0).toISOString());
  for (const section of sections.filter((each) => each.function === 'repair')) {
    const kept = directory?.sections.find(({ id }) => id === section.id);
    const isAsWritten = kept !== undefined && kept.version === undefined && kept.function === undefined;
    if (isAsWritten) await putSection(table, site.id, section);
  }
}

/** The people of the demo organisation's site as the directory now has them: its residents, then its staff. */
export async function demoPeople(table: Table, now: string): Promise<readonly Person[]> {
  const directory = await readDirectory(table, site.id, now);
  const residents = await Promise.all(RESIDENTS.map(([id]) => readPerson(table, id)));
  return [...residents.filter((person) => person !== undefined), ...(directory?.staff ?? [])];
}
