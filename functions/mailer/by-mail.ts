/** Mail, the first of the channels: at most one letter a person and minute, to the address that they have by then (contract section 3). */
import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import { noteUndelivered, raiseUnheard } from '../../shared/commands/undeliverable.ts';
import { MINUTE_MS } from '../../shared/domain/kernel/duration.ts';
import type { Directory, Person, Site } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import {
  isImmediate,
  isOfDirectory,
  type Notice,
  noticeMinute,
  stillTold,
} from '../../shared/domain/notices/notices.ts';
import { openGeneration } from '../../shared/domain/sheets/resident-link.ts';
import type { Letters } from '../../shared/effects/notify.ts';
import { linkAddress } from '../../shared/mail/addresses.ts';
import { letterOf } from '../../shared/mail/letter.ts';
import type { Telling, Told } from '../../shared/mail/paragraph.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { preferencesOf, readPreferences } from '../../shared/store/organisation/preferences.ts';
import { keepRaised, raisedIn } from '../../shared/store/organisation/sent-letters.ts';
import { readUndeliverable } from '../../shared/store/organisation/undeliverable.ts';
import type { TokenOf } from '../../shared/store/sheets/link-tokens.ts';
import { readSheets } from '../../shared/store/sheets/sheets.ts';
import type { Table } from '../../shared/store/table/table.ts';
import type { Channel } from './channel.ts';
import { AddressRefused, type Carry } from './mail.ts';

/** Whose letter it is where the site is not known any more. */
const PRODUCT = { name: 'Shoujie', zh: '首接' };

export interface MailOffice {
  readonly table: Table;
  readonly directories: ReadDirectory;
  /** Where letters are asked for: what becomes of an address is told others. */
  readonly letters: Letters;
  readonly logger: Pick<Logger, 'warn'>;
  readonly carry: Carry;
  /** The bare address that letters come from. */
  readonly sender: string;
  readonly baseUrl: string;
  /** IANA name; of letters to people whose site is not known. */
  readonly timeZone: string;
  readonly tokenOf: TokenOf;
  /** The pause after a letter, by which a function keeps to its share of the rate. */
  readonly pause: () => Promise<void>;
}

/** The pause after a letter, in whole ms, as a timer counts them, at which no more than so many go a second. */
export const pauseOf = (aSecond: number): number => Math.ceil(1000 / aSecond);

/** Whether a letter went in the minute that an instant is in. */
const wentInMinute = (slot: string, now: string) => Date.parse(now) - Date.parse(slot) < MINUTE_MS;

/** Letters to one person. What is told at once goes without waiting for the next minute. */
export const byMail = (office: MailOffice, person: string): Channel => ({
  turn: (last, waiting, now) =>
    last?.state === 'sent' && wentInMinute(last.slot, now) && !waiting.some(isImmediate)
      ? noticeMinute(now)
      : now,
  // A letter is as long as it has to be.
  compose: async (waiting) => ({ notices: waiting.map(({ sk }) => sk) }),
  send: async (_letter, notices) => {
    if (notices.length > 0) await send(office, person, notices);
  },
});

/**
 * Sends one letter, and where a mail address was changed that part of it to the one before as well. Where a person has
 * no address, or one that letters do not reach, that is noted in the log, and their notices are done with; a breach that
 * could not reach them so is raised at once (contract section 11). Whoever has left is told of that alone.
 */
async function send(office: MailOffice, id: string, notices: readonly Notice[]): Promise<void> {
  const { table, directories, logger } = office;
  const [entry, chosen] = await Promise.all([readPerson(table, id), readPreferences(table, id)]);
  const person = entry && { ...entry, language: preferencesOf(entry, chosen).language };
  const own = person?.active === true ? notices : notices.filter(isOfDirectory);
  const before = [...new Set(own.flatMap(({ alsoTo }) => alsoTo ?? []))].filter((to) => to !== person?.email);
  if (person === undefined || own.length === 0 || (person.email === undefined && before.length === 0)) {
    return logger.warn('nobody to write to', { person: id, notices: notices.length });
  }
  const directory = await directories(person.site, currentTime());
  const told = directory === undefined ? own : await stillToldOf(office, person, own, directory);
  if (told.length === 0) return;
  const site = directory?.site ?? { ...PRODUCT, timeZone: office.timeZone };
  const from = { site, sites: await sitesTold(office, told) };
  if ((await readUndeliverable(table, person)) !== undefined) {
    logger.warn('letters do not reach', { person: id, notices: told.length });
    await raiseUnheard(table, directories, raisedIn(told), currentTime());
  } else if (person.email !== undefined) await carryTo(office, person.email, person, told, from);
  for (const to of before) {
    await carryTo(
      office,
      to,
      person,
      told.filter(({ alsoTo }) => alsoTo === to),
      from,
    );
  }
}

/** The sites that notices are of, by id, as far as they are known; somebody may have moved, or work above the sites. */
async function sitesTold(
  { directories }: MailOffice,
  told: readonly Told[],
): Promise<ReadonlyMap<string, Site>> {
  const ids = [...new Set(told.map(({ site }) => site))];
  const found = await Promise.all(ids.map((id) => directories(id, currentTime())));
  return new Map(found.flatMap((each) => (each === undefined ? [] : [[each.site.id, each.site] as const])));
}

/**
 * Hands a letter to whoever carries it. Where its address is refused for good, that is noted as of a letter that bounced, and
 * the letter is done with.
 */
async function carryTo(
  { table, letters, directories, logger, carry, baseUrl, sender: address, pause }: MailOffice,
  to: string,
  person: Person,
  told: readonly Told[],
  from: Pick<Telling, 'site' | 'sites'>,
): Promise<void> {
  const telling = { baseUrl, now: currentTime(), ...from };
  const { sender: name, subject, text, html } = letterOf(person, told, telling);
  const which = { person: person.id, letter: randomUUID() };
  await keepRaised(table, which.person, which.letter, raisedIn(told), currentTime());
  try {
    await carry({ from: { name, address }, to, subject, text, html }, which);
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    logger.warn('an address was refused', { person: person.id });
    const undelivered = { ...which, addresses: [to], reached: false };
    await noteUndelivered({ table, letters, directories }, undelivered, currentTime());
  }
  await pause();
}

/**
 * The notices that may still be sent at the time when the letter is written. Those about no sheet are sent as they
 * are.
 */
async function stillToldOf(
  office: MailOffice,
  person: Person,
  notices: readonly Notice[],
  directory: Directory,
): Promise<readonly Told[]> {
  const ids = [...new Set(notices.map(({ sheet }) => sheet))];
  const found = await readSheets(office.table, ids);
  const told = notices.map(async (notice): Promise<readonly Told[]> => {
    if (!found.has(notice.sheet)) return [notice];
    const sheet = found.get(notice.sheet);
    // Nobody knows whom a sheet is against that cannot be read.
    if (sheet === undefined) return [];
    // Whoever works above the sites is told of several.
    const place = (await office.directories(sheet.site, currentTime())) ?? directory;
    const still = stillTold(notice, person, sheet, place);
    return still === undefined ? [] : [{ ...still, ...(await linkFor(office, person, sheet)) }];
  });
  return (await Promise.all(told)).flat();
}

/** The link of a sheet, in letters to its resident (contract section 10); it is made anew and kept nowhere. */
async function linkFor(
  { baseUrl, tokenOf }: MailOffice,
  { id }: Person,
  sheet: Sheet,
): Promise<Pick<Told, 'ownLink'>> {
  const generation = id === sheet.resident?.id ? openGeneration(sheet, currentTime()) : undefined;
  return generation === undefined
    ? {}
    : { ownLink: linkAddress(baseUrl, await tokenOf(sheet.id, generation)) };
}
