/** What follows of a letter that did not reach its reader (contract section 11). Everything may be done twice. */
import { withRobots } from '../domain/notices/robot-notices.ts';
import { noticesOfUndeliverable } from '../domain/notices/undeliverable-notices.ts';
import type { ToldOfBreach } from '../domain/sheets/watch.ts';
import { keepNotices, type Letters } from '../effects/notify.ts';
import type { ReadDirectory } from '../store/organisation/directory-cache.ts';
import { readDirectory, readPerson } from '../store/organisation/organisation.ts';
import { readRaised } from '../store/organisation/sent-letters.ts';
import { markUndeliverable } from '../store/organisation/undeliverable.ts';
import type { Table } from '../store/table/table.ts';
import { watchClock } from './clocks.ts';

/** A letter that came back for good, or that its reader complained of. */
export interface Undelivered {
  /** The person and the letter, as the mailer named them. */
  readonly person: string;
  readonly letter: string;
  /** Where it went; undefined where the event does not say. */
  readonly addresses: readonly string[];
  /** A letter that was complained of did reach its reader. */
  readonly reached: boolean;
}

/**
 * Marks the address of whoever a letter did not reach, tells the administrators and their superior, and raises the breaches
 * that it told of. Of an address that was changed since, or of nobody, it marks nothing; the breaches are raised all
 * the same, since whoever was to hear of them did not.
 * @throws when a sheet stays contended, so that whoever called tries again
 */
export async function noteUndelivered(
  { table, letters, directories }: Office,
  { person: id, letter, addresses, reached }: Undelivered,
  now: string,
): Promise<'marked' | 'changed since'> {
  const person = await readPerson(table, id);
  const { email } = person ?? {};
  const bad = addresses.some((each) => each.toLowerCase() === email?.toLowerCase());
  if (person !== undefined && email !== undefined && bad) {
    const { since } = await markUndeliverable(table, id, email, now);
    const directory = await readDirectory(table, person.site, now);
    const notices =
      directory === undefined ? [] : withRobots(noticesOfUndeliverable(person, since, directory), directory);
    await keepNotices(table, letters, notices, now);
  }
  if (!reached) await raiseUnheard(table, directories, await readRaised(table, id, letter), now);
  return bad ? 'marked' : 'changed since';
}

export interface Office {
  readonly table: Table;
  readonly letters: Letters;
  readonly directories: ReadDirectory;
}

/** Raises breaches to their next level at once, whose letter did not reach; what was raised or is over already stays. */
export async function raiseUnheard(
  table: Table,
  directories: ReadDirectory,
  raised: readonly ToldOfBreach[],
  now: string,
): Promise<void> {
  for (const { sheet, ...told } of raised) {
    await watchClock(table, directories, sheet, { watch: 'unheard', ...told }, now);
  }
}
