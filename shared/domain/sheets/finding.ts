/**
 * By what a sheet and a resident are found (contract section 3, `q`): telephone, name, address, number, words of the
 * subject. A search matches only what its reader is shown. Pure.
 */
import { DAY_MS } from '../kernel/duration.ts';
import { localDay } from '../kernel/local-time.ts';
import type { Person } from '../model/directory.ts';
import { isResident } from '../model/roles.ts';
import type { Resident, Status } from '../model/sheet.ts';
import { comparable } from './comparable.ts';
import { sheetNumber } from './number.ts';
import type { Summary } from './summary.ts';

/** Sheets with work left on them (contract section 9, "open is what is not …"). */
export const OPEN_STATUSES: readonly Status[] = [
  ...(['registered', 'handed-over', 'accepted', 'on-site', 'completed', 'returned'] as const),
];
export const isOpen = ({ status }: { readonly status: Status }): boolean => OPEN_STATUSES.includes(status);

/** What of a resident has rows that they are found by: the whole telephone number, its last four digits, name, address. */
export const FIND_KINDS = ['tel', 'tail', 'name', 'home'] as const;
export type FindKind = (typeof FIND_KINDS)[number];
export type FindKeys = { readonly [K in FindKind]?: string };

const TAIL = 4;
const SHORTEST_WHOLE = 7;

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

/** The digits of a telephone number, without the country's own prefix. */
export const telOf = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replaceAll(/\D/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '');

const UNITS = /(?<=[0-9a-z])(?:号楼|单元|[栋幢座号楼层室户房#])/gu;
const BETWEEN = /[\s\-‐-―_/.,，、·~]+/gu;
const CHINESE_NUMBER = /[〇零一二三四五六七八九十]+(?=号楼|单元|[栋幢座号楼层室户房])/gu;
const DIGITS = '〇一二三四五六七八九';

/** A Chinese number below a hundred, or digit by digit: 十二 is 12, 三〇一 is 301. */
function arabic(text: string): string {
  const [tens, ones] = text.replaceAll('零', '〇').split('十');
  const digits = (part: string) => [...part].map((each) => DIGITS.indexOf(each)).join('');
  return ones === undefined ? digits(tens ?? '') : `${digits(tens || '一')}${digits(ones || '〇')}`;
}

/** An address in one form, however it is written: `1栋2单元301`, `1号楼2单元301室` and `01-2-301` are `1-2-301`. */
export function homeOf(address: string): string {
  return address
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replaceAll(CHINESE_NUMBER, arabic)
    .replaceAll(UNITS, '-')
    .replaceAll(BETWEEN, '-')
    .replaceAll(/(?<![0-9a-z])0+(?=\d)/g, '')
    .replaceAll(/^-+|-+$/g, '');
}

/** What a resident is found by. */
export function findKeysOf({ name, phone, address }: Pick<Resident, 'name' | 'phone' | 'address'>): FindKeys {
  const tel = telOf(phone);
  const keys = {
    tel,
    tail: tel.length < TAIL ? '' : tel.slice(-TAIL),
    name: plain(name),
    home: homeOf(address),
  };
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== ''));
}

/** What somebody of the directory is found by: a resident alone. */
export function findKeysOfPerson(person: Person | null): FindKeys {
  if (person === null || !isResident(person)) return {};
  const { name, phone = '', address = '' } = person;
  return findKeysOf({ name, phone, address });
}

/** Whether two are found by the same. */
export const areFoundAlike = (one: FindKeys, other: FindKeys): boolean =>
  FIND_KINDS.every((kind) => one[kind] === other[kind]);

/** Whether somebody of the directory is found otherwise, or elsewhere, than before. */
export const isFoundAnew = (before: Person | null, after: Person): boolean =>
  !areFoundAlike(findKeysOfPerson(before), findKeysOfPerson(after)) ||
  (before?.site !== after.site && isResident(after));

/** What is searched for: any of it is enough. */
export interface Search {
  readonly keys: FindKeys;
  /** Sheets with one of these numbers. */
  readonly numbers: readonly string[];
  /** Sheets opened since then that have all of these in their subject. */
  readonly words?: { readonly all: readonly string[]; readonly since: string };
}

const WORDS_DAYS = 90;
const TODAYS = /^\d{1,4}$/;
const PHONE = /^\d{4,11}$/;
const LIKE_A_PHONE = /^\+?[\d ()-]+$/;
/** Blanks, and what people at a Chinese keyboard put between words; full-width commas are folded before. */
const BETWEEN_WORDS = /[\s,;、。]+/u;

/** What somebody means by what they typed, at a site and an instant (contract section 3). */
export function searchFor(typed: string, now: string, timeZone: string): Search {
  const q = typed.normalize('NFKC').trim();
  if (/^kf-/i.test(q)) return { keys: {}, numbers: [q.toUpperCase()] };
  const numbers = TODAYS.test(q) ? [sheetNumber(localDay(now, timeZone), Number(q))] : [];
  if (PHONE.test(q)) return { keys: q.length === TAIL ? { tel: q, tail: q } : { tel: q }, numbers };
  if (numbers.length > 0) return { keys: {}, numbers };
  const tel = LIKE_A_PHONE.test(q) && telOf(q).length >= SHORTEST_WHOLE ? { tel: telOf(q) } : {};
  const since = new Date(Date.parse(now) - WORDS_DAYS * DAY_MS).toISOString();
  const all = q
    .toLowerCase()
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '');
  return { keys: { ...tel, ...named(q) }, numbers, ...(all.length > 0 && { words: { all, since } }) };
}

/** The keys of a name or an address; one of punctuation alone is none. */
function named(q: string): FindKeys {
  const { name, home } = findKeysOf({ name: q, phone: '', address: q });
  return { ...(name === undefined ? {} : { name }), ...(home === undefined ? {} : { home }) };
}

/** What is at the same address. */
export function searchForHome(address: string): Search {
  const { home } = findKeysOf({ name: '', phone: '', address });
  return { keys: home === undefined ? {} : { home }, numbers: [] };
}

/** Whether a resident is one of those who are searched for. */
export function isFound(resident: Pick<Resident, 'name' | 'phone' | 'address'>, { keys }: Search): boolean {
  const own = findKeysOf(resident);
  return FIND_KINDS.some((kind) => keys[kind] !== undefined && keys[kind] === own[kind]);
}

/** Whether a sheet is one of those that are searched for, by what its reader is shown of it. */
export function matches(sheet: Summary, search: Search): boolean {
  const { resident, subject, number, openedAt } = sheet;
  if (search.numbers.includes(number)) return true;
  if (resident !== undefined && isFound(resident, search)) return true;
  if (search.words === undefined || openedAt < search.words.since) return false;
  const text = comparable(subject);
  return search.words.all.every((word) => text.includes(word));
}

/** What a sheet is found by. */
export const findKeysOfSheet = (sheet: { readonly resident?: Resident | undefined }): FindKeys =>
  sheet.resident === undefined ? {} : findKeysOf(sheet.resident);

/** A resident with how many sheets of theirs are open, and the newest, of those that the reader may see. */
export interface FoundResident extends Resident {
  readonly open: number;
  readonly last?: Summary | undefined;
}
