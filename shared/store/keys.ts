/**
 * The keys of the one table, and the questions that they answer. Every key is made here and nowhere else.
 *
 * | question                                   | asked of            | partition                           | sort            |
 * | ------------------------------------------ | ------------------- | ----------------------------------- | --------------- |
 * | the sheet                                  | table, GetItem      | SHEET#<id>                          | HEAD            |
 * | its ledger, with the head it must end in   | table, Query        | SHEET#<id>                          | ENTRY#<seq>…HEAD |
 * | sheets of a site, newest first             | index by-site       | SITE#<site>                         | <openedAt>#<id> |
 * | sheets of a section in a status            | index by-section-status | SECTION#<site>#<section>#<status> | <openedAt>#<id> |
 * | the sheet with this number                 | index by-number     | NUMBER#<site>#<number>              | <openedAt>#<id> |
 * | sheets somebody has or had a part in       | table, Query        | PERSON#<person>                     | SHEET#<openedAt>#<id> |
 * | sheets a section has or had                | table, Query        | SECTION#<site>#<section>            | SHEET#<openedAt>#<id> |
 * | the sheets of a day, counted               | table, GetItem      | COUNTER#<site>#<day>                | COUNTER         |
 * | whose turn it is at a site's desk          | table, GetItem      | TURNS#<site>                        | TURNS           |
 * | the first answer to a request              | table, GetItem      | RECEIPT#<hash>                      | RECEIPT         |
 * | who somebody is                            | table, GetItem      | PERSON#<person>                     | PROFILE         |
 * | a site with its sections and staff         | table, Query        | SITE#<site>                         | SITE, SECTION#<id>, STAFF#<id> |
 * | what signs cursors                         | table, GetItem      | SECRET#cursor                       | SECRET          |
 */

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const SEQ_DIGITS = 6;

export const ENTRY_PREFIX = 'ENTRY#';
export const LINK_PREFIX = 'SHEET#';
export const SECTION_PREFIX = 'SECTION#';
export const STAFF_PREFIX = 'STAFF#';

/** The place of a sheet in every list that is sorted by when it was opened. */
export const opened = (openedAt: string, id: string): string => `${openedAt}#${id}`;

export const sheetPartition = (id: string): string => `SHEET#${id}`;
export const headKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'HEAD' });
export const entryKey = (id: string, seq: number): Key => ({
  pk: sheetPartition(id),
  sk: `${ENTRY_PREFIX}${String(seq).padStart(SEQ_DIGITS, '0')}`,
});

export const sitePartition = (site: string): string => `SITE#${site}`;
export const queuePartition = (site: string, section: string, status: string): string =>
  `SECTION#${site}#${section}#${status}`;
export const numberPartition = (site: string, number: string): string => `NUMBER#${site}#${number}`;

export const personPartition = (person: string): string => `PERSON#${person}`;
export const sectionPartition = (site: string, section: string): string => `SECTION#${site}#${section}`;
/** Links a person's or a section's partition to a sheet; the table itself is their index. */
export const linkKey = (partition: string, openedAt: string, id: string): Key => ({
  pk: partition,
  sk: `${LINK_PREFIX}${opened(openedAt, id)}`,
});

export const counterKey = (site: string, day: string): Key => ({
  pk: `COUNTER#${site}#${day}`,
  sk: 'COUNTER',
});
export const turnsKey = (site: string): Key => ({ pk: `TURNS#${site}`, sk: 'TURNS' });
export const receiptKey = (hash: string): Key => ({ pk: `RECEIPT#${hash}`, sk: 'RECEIPT' });

export const profileKey = (person: string): Key => ({ pk: personPartition(person), sk: 'PROFILE' });
export const siteKey = (site: string): Key => ({ pk: sitePartition(site), sk: 'SITE' });
export const sectionKey = (site: string, section: string): Key => ({
  pk: sitePartition(site),
  sk: `${SECTION_PREFIX}${section}`,
});
export const staffKey = (site: string, person: string): Key => ({
  pk: sitePartition(site),
  sk: `${STAFF_PREFIX}${person}`,
});
export const cursorSecretKey: Key = { pk: 'SECRET#cursor', sk: 'SECRET' };
