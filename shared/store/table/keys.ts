/**
 * The keys of the one table, and the questions that they answer. Every key is made here and nowhere else.
 *
 * | question                                   | asked of            | partition                           | sort            |
 * | ------------------------------------------ | ------------------- | ----------------------------------- | --------------- |
 * | the sheet                                  | table, GetItem      | SHEET#<id>                          | HEAD            |
 * | its ledger, with the head it must end in   | table, Query        | SHEET#<id>                          | ENTRY#<seq>…HEAD |
 * | how far a ledger of plain values is carried over | table, with the ledger | SHEET#<id>; CASE#<id>   | CARRIED         |
 * | how far a site's sheets or cases are carried over | table, GetItem | CARRIED#<partition of the list>  | CARRIED         |
 * | sheets of a site, newest first             | index by-site       | SITE#<site>                         | <openedAt>#<id> |
 * | sheets of a section in a status            | index by-section-status | SECTION#<site>#<section>#<status> | <openedAt>#<id> |
 * | the sheet with this number                 | index by-number     | NUMBER#<site>#<number>              | <openedAt>#<id> |
 * | sheets somebody has or had a part in       | table, Query        | PERSON#<person>                     | SHEET#<openedAt>#<id> |
 * | sheets a section has or had                | table, Query        | SECTION#<site>#<section>            | SHEET#<openedAt>#<id> |
 * | sheets, and residents, with that phone, name or address | table, Query | FIND#<site>#<kind>#<digest>   | SHEET#<openedAt>#<id>, PERSON#<person> |
 * | how far older sheets have such rows        | table, GetItem      | FINDABLE#<site>                     | FINDABLE        |
 * | sheets of a site that are against somebody | table, Query        | AGAINST#<site>                      | SHEET#<openedAt>#<id> |
 * | the sheets of a day, counted               | table, GetItem      | COUNTER#<site>#<day>                | COUNTER         |
 * | the numbers of a day that were given       | table, Query        | NUMBERS#<site>#<day>, NUMBERS#CASES#<site>#<day> | <nth> |
 * | when the system archives a sheet           | table; index by-due | SHEET#<id>; DUE#<site>#<shard>      | CLOSING; <at>#<id> |
 * | archived sheets and cases, by when they were | index by-due     | RETENTION#<site>#<class>; item SHEET#<id>, CASE#<id> | <at>#<id>; RETAINED |
 * | what was erased and of which values are yet to be taken away | table; index by-due | SHEET#<id>, CASE#<id>; DUE#<site>#<shard> | ERASING; <at>#<id> |
 * | how far older sheets have got that item    | table, GetItem      | CLOSINGS#<site>                     | CLOSINGS        |
 * | what somebody did lately of what is limited | table, GetItem    | USES#<person>                       | INTAKES, FILES  |
 * | whose turn it is at a site's desk          | table, GetItem      | TURNS#<site>                        | TURNS           |
 * | the first answer to a request              | table, GetItem      | RECEIPT#<hash>                      | RECEIPT         |
 * | who somebody is                            | table, GetItem      | PERSON#<person>                     | PROFILE         |
 * | what somebody prefers                      | table, GetItem      | PERSON#<person>                     | PREFERENCES     |
 * | whether letters reach somebody             | table, GetItem      | PERSON#<person>                     | UNDELIVERABLE   |
 * | a site with its sections and staff         | table, Query        | SITE#<site>                         | SITE, SECTION#<id>, STAFF#<id> |
 * | sheets with a promise that is unmet, by deadline, then those that wait for advice or about an exemption | index by-due | UNMET#<site>#<shard> | <dueAt>#<id> |
 * | how far older sheets are placed among those | table, GetItem     | PLACED#<site>                       | PLACED          |
 * | escalations and notices, by when they are due | index by-due     | DUE#<site>#<shard>                  | <at>#<id>       |
 * | entries of a ledger of which letters, facts or search rows are yet to be made, by since when | table; index by-due | SHEET#<id>, CASE#<id>, LEDGER#PERSON#<person>, LEDGER#AWARD#<award>; OWED#<site> | OWED; <at>#<ledger> |
 * | how far reconcile came with a site         | table, GetItem      | RECONCILED#<site>                   | RECONCILED      |
 * | the escalation of a clock                  | table               | SHEET#<id>                          | RAISING#<clock> |
 * | cases that were proposed                   | table, Query        | PROPOSED#<site>                     | <at>#<id>#<clock> |
 * | what somebody was told, and whether of an entry; what of it waits for its letter | table, Query; index by-due | NOTICES#<person>; DUE#<site>#<shard> | NOTICE#<at>#<id>#<seq>; <minute>#… |
 * | what waits, as earlier versions wrote it beside that | table, Query; index by-due | NOTICES#<person>; DUE#<site>#<shard> | WAITING#<minute>#<id>#<seq>; <minute>#… |
 * | up to where somebody has read that         | table, GetItem      | NOTICES#<person>                    | READ            |
 * | the letter that is being sent somebody     | table, GetItem      | NOTICES#<person>                    | LETTER          |
 * | of which breaches a letter told            | table, GetItem      | NOTICES#<person>                    | SENT#<letter>   |
 * | a message of a robot that was given up     | table, GetItem      | NOTICES#@<robot>                    | GIVEN-UP#<message> |
 * | what somebody uploaded                     | table, GetItem      | FILE#<file>                         | FILE            |
 * | attached files that are yet to be kept, archived sheets yet to be sealed | index by-due | DUE#<site>#<shard> | <at>#<id> |
 * | the sheet that is yet to be sealed         | table, GetItem      | SHEET#<id>                          | SEAL            |
 * | a register of a site, by when it was written | table, Query      | REGISTER#<site>#<register>          | <at>#<id>#<seq> |
 * | the facts of a month                       | table, Query        | FACTS#<site>#<month>                | SHEET#<id> or CASE#<id> |
 * | a frozen month, with what was corrected since | table, Query      | FROZEN#<site>#<month>               | MARK, PERSON#…, SECTION#…, CHANGED#… |
 * | all sites                                  | table, Query        | SITES                               | <site>          |
 * | what its sections' clocks follow           | table, Query        | SITE#<site>                         | PLAN#<section>#<version> |
 * | who is on duty in its sections             | table, Query        | SITE#<site>                         | DUTY#<section>  |
 * | all shifts of a section, as they were set  | table, GetItem      | DUTIES#<site>                       | <section>       |
 * | years that replace the published ones      | table, Query        | SITE#<site>                         | YEAR#<year>     |
 * | what a site's sections have published      | table, Query        | PLANS#<site>                        | <section>#<version> |
 * | what a section is about to publish         | table, GetItem      | DRAFTS#<site>                       | <section>       |
 * | suggestions of a month, and what became of them | table, Query   | OPINIONS#<site>#<month>             | <id>            |
 * | whether there was a first person           | table, GetItem      | FIRST                               | FIRST           |
 * | who works above the sites, beside their own, and how often they changed | table, Query | ABOVE          | <person>, !REVISION |
 * | who changed somebody, or a site, of the directory | table, Query | LEDGER#PERSON#<person>; LEDGER#SITE#<site> | ENTRY#<seq>, HEAD, VALUES#<seq> |
 * | an award, with who granted and withdrew it | table, GetItem, Query | LEDGER#AWARD#<award>        | AWARD, ENTRY#<seq>, HEAD, VALUES#<seq> |
 * | awards of a site, newest first             | index by-site       | AWARDS#<site>                       | <at>#<award> |
 * | awards of a person; of a site's sections   | index by-section-status | AWARDS#PERSON#<person>; AWARDS#SECTIONS#<site> | <at>#<award> |
 * | a change that waits for a second pair of eyes | table, GetItem, Query | CHANGES#PERSON#<person>       | <change>        |
 * | what waits at a site                       | table, Query        | CHANGES#SITE#<site>                 | <change>        |
 * | the case, and its ledger with the head it ends in | table, GetItem, Query | CASE#<id>                | HEAD, ENTRY#<seq> |
 * | what comes next in a case, by when         | table; index by-due | CASE#<id>; DUE#<site>#<shard>       | MOVE#<chain>; <at>#<id>#<chain> |
 * | the case that is yet to be sealed          | table; index by-due | CASE#<id>; DUE#<site>#<shard>       | SEAL; <at>#<id> |
 * | cases of a site, newest first              | index by-site       | CASES#<site>                        | <openedAt>#<id> |
 * | cases of a section in a status             | index by-section-status | CASES#<site>#<section>#<status> | <openedAt>#<id> |
 * | cases about somebody, or that they have a part in | table, Query | PERSON#<person>                     | CASE#<openedAt>#<id> |
 * | cases of a section; that a sheet gave rise to | table, Query     | SECTION#<site>#<section>; SHEET#<id> | CASE#<openedAt>#<id> |
 * | whether somebody has a final case          | table               | PERSON#<person>                     | OFFENCE         |
 * | the cases of a day, counted                | table, GetItem      | COUNTER#CASES#<site>#<day>          | COUNTER         |
 * | ledgers that got entries, by when          | index by-due        | WRITTEN#<shard>                     | <at>#<ledger>   |
 * | how far a ledger is anchored               | table, GetItem      | SHEET#<id> or CASE#<id>             | ANCHOR          |
 * | the last checkpoint                        | table, GetItem      | CHECKPOINT                          | CHECKPOINT      |
 * | whose a resident's link is                 | table, GetItem      | TOKEN#<digest of the token>         | TOKEN           |
 * | where a drawn path was first used          | table, BatchGetItem | PATH#<hash>                         | PATH            |
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
export const openedPosition = (openedAt: string, id: string): string => `${openedAt}#${id}`;

const HIGHEST = '~';
/** The highest place below that of a sheet, where all places are of one length; of what is no place of a sheet itself. */
export function justBefore(position: string): string {
  const last = position.length - 1;
  const [lower] = position.includes('#') ? [String.fromCharCode(position.charCodeAt(last) - 1)] : [];
  return lower === undefined ? position : `${position.slice(0, last)}${lower}${HIGHEST}`;
}

export const sheetPartition = (id: string): string => `SHEET#${id}`;
export const headKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'HEAD' });
export const entryKey = (id: string, seq: number): Key => ({
  pk: sheetPartition(id),
  sk: `${ENTRY_PREFIX}${String(seq).padStart(SEQ_DIGITS, '0')}`,
});

/** The place in a ledger's partition that says how far it is carried over. */
export const CARRIED = 'CARRIED';
/** How far the ledgers of a list are carried over: all of a site's sheets, or of its cases. */
export const carriedListKey = (list: string): Key => ({ pk: `CARRIED#${list}`, sk: CARRIED });
/** How far the sheets of a site that earlier versions wrote have got the rows that they are found by. */
export const findableKey = (site: string): Key => ({ pk: `FINDABLE#${site}`, sk: 'FINDABLE' });
/** How far the sheets of a site that earlier versions wrote are placed anew among deadlines. */
export const placedKey = (site: string): Key => ({ pk: `PLACED#${site}`, sk: 'PLACED' });

export const sitePartition = (site: string): string => `SITE#${site}`;
export const queuePartition = (site: string, section: string, status: string): string =>
  `SECTION#${site}#${section}#${status}`;
export const numberPartition = (site: string, number: string): string => `NUMBER#${site}#${number}`;

export const personPartition = (person: string): string => `PERSON#${person}`;
export const sectionPartition = (site: string, section: string): string => `SECTION#${site}#${section}`;
/** What is found by a value at a site: `kind` is what of a resident that is, `digest` is of the value. */
export const findPartition = (site: string, kind: string, digest: string): string =>
  `FIND#${site}#${kind}#${digest}`;
export const PERSON_ROW_PREFIX = 'PERSON#';
export const personRowKey = (partition: string, person: string): Key => ({
  pk: partition,
  sk: `${PERSON_ROW_PREFIX}${person}`,
});
/** What is against somebody: an overseer, whose some of it is, walks past no other sheet. */
export const againstPartition = (site: string): string => `AGAINST#${site}`;
/** Links a person's or a section's partition, or what it is found by, to a sheet; the table itself is their index. */
export const linkKey = (partition: string, openedAt: string, id: string): Key => ({
  pk: partition,
  sk: `${LINK_PREFIX}${openedPosition(openedAt, id)}`,
});

export const counterKey = (site: string, day: string): Key => ({
  pk: `COUNTER#${site}#${day}`,
  sk: 'COUNTER',
});
/** The numbers that were given of a series, a site's sheets or its cases, on a local day. */
export const numbersPartition = (series: string, day: string): string => `NUMBERS#${series}#${day}`;
export const numberKey = (series: string, day: string, nth: number): Key => ({
  pk: numbersPartition(series, day),
  sk: String(nth).padStart(SEQ_DIGITS, '0'),
});
/** The cases of a site are a series of numbers of their own. */
export const caseSeries = (site: string): string => `CASES#${site}`;
/** How far the sheets of a site that version 0.1 followed up have got their `CLOSING`. */
export const closingsKey = (site: string): Key => ({ pk: `CLOSINGS#${site}`, sk: 'CLOSINGS' });
/** What somebody did lately of what is limited. */
export const usesKey = (person: string, of: string): Key => ({ pk: `USES#${person}`, sk: of });
export const turnsKey = (site: string): Key => ({ pk: `TURNS#${site}`, sk: 'TURNS' });
export const idempotencyRecordKey = (hash: string): Key => ({ pk: `RECEIPT#${hash}`, sk: 'RECEIPT' });

export const profileKey = (person: string): Key => ({ pk: personPartition(person), sk: 'PROFILE' });
export const preferencesKey = (person: string): Key => ({ pk: personPartition(person), sk: 'PREFERENCES' });
export const undeliverableKey = (person: string): Key => ({
  pk: personPartition(person),
  sk: 'UNDELIVERABLE',
});
export const siteKey = (site: string): Key => ({ pk: sitePartition(site), sk: 'SITE' });
export const sectionKey = (site: string, section: string): Key => ({
  pk: sitePartition(site),
  sk: `${SECTION_PREFIX}${section}`,
});
export const staffKey = (site: string, person: string): Key => ({
  pk: sitePartition(site),
  sk: `${STAFF_PREFIX}${person}`,
});
/** The sheet that a resident's link opens, by the SHA-256 of its token. */
export const linkTokenKey = (digest: string): Key => ({ pk: `TOKEN#${digest}`, sk: 'TOKEN' });
/** The first use of a drawn path, by its SHA-256. */
export const pathKey = (hash: string): Key => ({ pk: `PATH#${hash}`, sk: 'PATH' });

const SHARDS = 8;
export const SHARD_NUMBERS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** A ULID's last character is random, and so is the shard that it names. */
export const shardOf = (id: string): number => (id.codePointAt(id.length - 1) ?? 0) % SHARDS;
export const duePartition = (site: string, shard: number): string => `DUE#${site}#${shard}`;
/** Sheets alone: whoever lists them walks past nothing else that falls due. */
export const unmetPartition = (site: string, shard: number): string => `UNMET#${site}#${shard}`;
/** The place of an item among all that falls due; `id` keeps apart what is due at the same instant. */
export const due = (at: string, id: string): string => `${at}#${id}`;
/** Behind every deadline: the place of what waits for somebody's word, but not until an instant. */
export const AFTER_DEADLINES = '9999-12-31T23:59:59.999Z';

/** Under which a checkpoint finds an entry: by when it was written. `key` is the entry's own. */
export const writtenAt = ({ pk }: Key, at: string): { readonly duePk: string; readonly dueSk: string } => ({
  duePk: writtenPartition(shardOf(pk)),
  dueSk: due(at, pk),
});
export const writtenPartition = (shard: number): string => `WRITTEN#${shard}`;
/** `ledger` is the partition that its entries are in. */
export const anchorKey = (ledger: string): Key => ({ pk: ledger, sk: 'ANCHOR' });
/** The head that a ledger ends in, where it is a sheet's or a case's. */
export const ledgerHeadKey = (ledger: string): Key => ({ pk: ledger, sk: headKey('').sk });
export const lastCheckpointKey: Key = { pk: 'CHECKPOINT', sk: 'CHECKPOINT' };

const PENDING_ESCALATION_PREFIX = 'RAISING#';
export const pendingEscalationKey = (id: string, clock: string): Key => ({
  pk: sheetPartition(id),
  sk: `${PENDING_ESCALATION_PREFIX}${clock}`,
});
export const proposedPartition = (site: string): string => `PROPOSED#${site}`;
export const proposedKey = (site: string, at: string, id: string, clock: string): Key => ({
  pk: proposedPartition(site),
  sk: `${at}#${id}#${clock}`,
});

export const noticesPartition = (person: string): string => `NOTICES#${person}`;
export const WAITING_PREFIX = 'WAITING#';
export const waitingKey = (person: string, minute: string, id: string, seq: number): Key => ({
  pk: noticesPartition(person),
  sk: `${WAITING_PREFIX}${minute}#${id}#${seq}`,
});
/** The minute in which a notice that waits beside itself may go, by its sort key. */
export const waitingMinute = (sk: string): string => instantIn(WAITING_PREFIX, sk);
export const NOTICE_PREFIX = 'NOTICE#';
/** When the entry was written that a notice is of, by its sort key. */
export const noticeAt = (sk: string): string => instantIn(NOTICE_PREFIX, sk);
const instantIn = (prefix: string, sk: string) => sk.slice(prefix.length, sk.indexOf('#', prefix.length));
export const noticeKey = (person: string, at: string, id: string, seq: number): Key => ({
  pk: noticesPartition(person),
  sk: `${NOTICE_PREFIX}${at}#${id}#${String(seq).padStart(SEQ_DIGITS, '0')}`,
});
export const readUpToKey = (person: string): Key => ({ pk: noticesPartition(person), sk: 'READ' });
export const letterKey = (person: string): Key => ({ pk: noticesPartition(person), sk: 'LETTER' });
export const sentKey = (person: string, letter: string): Key => ({
  pk: noticesPartition(person),
  sk: `SENT#${letter}`,
});
export const givenUpKey = (reader: string, message: string): Key => ({
  pk: noticesPartition(reader),
  sk: `GIVEN-UP#${message}`,
});
const filePartition = (id: string): string => `FILE#${id}`;
export const fileKey = (id: string): Key => ({ pk: filePartition(id), sk: 'FILE' });
export const sealKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'SEAL' });
/** A register's lines in the order of time; one partition a site, as decision 24 has it. */
export const registerPartition = (site: string, register: string): string => `REGISTER#${site}#${register}`;
export const registerKey = (site: string, register: string, at: string, id: string, seq: number): Key => ({
  pk: registerPartition(site, register),
  sk: `${at}#${id}#${String(seq).padStart(SEQ_DIGITS, '0')}`,
});
/** `source` is `SHEET#<id>` or `CASE#<id>`. */
export const sheetSource = (id: string): string => `${LINK_PREFIX}${id}`;
export const caseSource = (id: string): string => `CASE#${id}`;
/** The id behind a source, and whether it is a sheet's. */
export const idOfSource = (source: string): { readonly isSheet: boolean; readonly id: string } => ({
  isSheet: source.startsWith(LINK_PREFIX),
  id: source.slice(source.indexOf('#') + 1),
});
export const factsPartition = (site: string, month: string): string => `FACTS#${site}#${month}`;
export const factsKey = (site: string, month: string, source: string): Key => ({
  pk: factsPartition(site, month),
  sk: source,
});
export const frozenPartition = (site: string, month: string): string => `FROZEN#${site}#${month}`;
export const frozenMarkKey = (site: string, month: string): Key => ({
  pk: frozenPartition(site, month),
  sk: 'MARK',
});
export const frozenPersonKey = (site: string, month: string, person: string): Key => ({
  pk: frozenPartition(site, month),
  sk: `PERSON#${person}`,
});
export const frozenSectionKey = (site: string, month: string, section: string): Key => ({
  pk: frozenPartition(site, month),
  sk: `${SECTION_PREFIX}${section}`,
});
export const changedKey = (site: string, month: string, source: string): Key => ({
  pk: frozenPartition(site, month),
  sk: `CHANGED#${source}`,
});
export const SITES = 'SITES';
export const listedSiteKey = (site: string): Key => ({ pk: SITES, sk: site });

/** The site that an item with that key is itself, not one of its sections or staff. */
export function siteIn(pk: string, sk: string): string | undefined {
  const site = idAfter(sitePartition(''), pk);
  return site !== undefined && sk === siteKey(site).sk ? site : undefined;
}

export const casePartition = (id: string): string => `CASE#${id}`;
export const caseHeadKey = (id: string): Key => ({ pk: casePartition(id), sk: 'HEAD' });
export const caseEntryKey = (id: string, seq: number): Key => ({
  pk: casePartition(id),
  sk: entryKey(id, seq).sk,
});
/** The next transition of a case. A chain of transitions begins with the entry that somebody signed last. */
const PENDING_TRANSITION_PREFIX = 'MOVE#';
export const pendingTransitionKey = (id: string, chain: number): Key => ({
  pk: casePartition(id),
  sk: `${PENDING_TRANSITION_PREFIX}${chain}`,
});
export const caseSealKey = (id: string): Key => ({ pk: casePartition(id), sk: sealKey(id).sk });
export const casesPartition = (site: string): string => `CASES#${site}`;
export const caseQueuePartition = (site: string, section: string, status: string): string =>
  `CASES#${site}#${section}#${status}`;
export const CASE_LINK_PREFIX = 'CASE#';
/** Links a person's, a section's or a sheet's partition to a case. */
export const caseLinkKey = (partition: string, openedAt: string, id: string): Key => ({
  pk: partition,
  sk: `${CASE_LINK_PREFIX}${openedPosition(openedAt, id)}`,
});
export const offenceKey = (person: string): Key => ({ pk: personPartition(person), sk: 'OFFENCE' });

/** The id of the sheet that a partition is of; undefined of any other. */
export const sheetIn = (pk: string): string | undefined => idAfter(sheetPartition(''), pk);
/** The id of the case that a partition is of; undefined of any other. */
export const caseIn = (pk: string): string | undefined => idAfter(casePartition(''), pk);
const idAfter = (prefix: string, pk: string) => (pk.startsWith(prefix) ? pk.slice(prefix.length) : undefined);

/** What an item with that key is of a case, as far as the outbox cares. */
export function caseHintOf(
  pk: string,
  sk: string,
): { kind: 'head' | 'pending-transition' | 'seal' | 'erasing'; case: string } | undefined {
  const id = caseIn(pk);
  if (id === undefined) return undefined;
  if (sk === caseHeadKey(id).sk) return { kind: 'head', case: id };
  if (sk === caseSealKey(id).sk) return { kind: 'seal', case: id };
  if (sk === caseErasingKey(id).sk) return { kind: 'erasing', case: id };
  return sk.startsWith(PENDING_TRANSITION_PREFIX) ? { kind: 'pending-transition', case: id } : undefined;
}

/** A sheet that the system is to archive. */
export const closingKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'CLOSING' });

export const retentionKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'RETAINED' });
export const caseRetentionKey = (id: string): Key => ({ pk: casePartition(id), sk: 'RETAINED' });
export const retentionPartition = (site: string, of: 'sheets' | 'complaints' | 'cases'): string =>
  `RETENTION#${site}#${of}`;
/** A sheet or case that was erased and of which values are still to be taken away. */
export const erasingKey = (id: string): Key => ({ pk: sheetPartition(id), sk: 'ERASING' });
export const caseErasingKey = (id: string): Key => ({ pk: casePartition(id), sk: 'ERASING' });

/** What is yet to be made of a ledger's entries. `ledger` is the partition that they are in. */
export const owedKey = (ledger: string): Key => ({ pk: ledger, sk: 'OWED' });
/** How far reconcile came with what is due at a site. */
export const reconciledKey = (site: string): Key => ({ pk: `RECONCILED#${site}`, sk: 'RECONCILED' });
export const owedPartition = (site: string): string => `OWED#${site}`;

/** What an item with that key is of a sheet, as far as the outbox cares. */
export function hintOf(
  pk: string,
  sk: string,
): { kind: 'head' | 'pending-escalation' | 'seal' | 'closing' | 'erasing'; sheet: string } | undefined {
  const sheet = sheetIn(pk);
  if (sheet === undefined) return undefined;
  if (sk === headKey(sheet).sk) return { kind: 'head', sheet };
  if (sk === sealKey(sheet).sk) return { kind: 'seal', sheet };
  if (sk === closingKey(sheet).sk) return { kind: 'closing', sheet };
  if (sk === erasingKey(sheet).sk) return { kind: 'erasing', sheet };
  return sk.startsWith(PENDING_ESCALATION_PREFIX) ? { kind: 'pending-escalation', sheet } : undefined;
}

/** The id of the file that an item with that key is, or undefined. */
export const fileOf = (pk: string): string | undefined => idAfter(filePartition(''), pk);

/** An item of the due index: what it is and when it is due. */
export type DueItem =
  | { readonly kind: 'head'; readonly at: string; readonly sheet: string }
  | {
      readonly kind: 'pending-escalation';
      readonly at: string;
      readonly sheet: string;
      readonly clock: string;
    }
  | {
      readonly kind: 'waiting';
      readonly at: string;
      readonly person: string;
      /** When the entry was written that it is of; of what waits beside its notice nobody needs to know. */
      readonly of?: string;
    }
  | { readonly kind: 'seal' | 'closing' | 'erasing'; readonly at: string; readonly sheet: string }
  | { readonly kind: 'file'; readonly at: string; readonly file: string }
  | { readonly kind: 'owed'; readonly at: string; readonly ledger: string }
  | {
      readonly kind: 'pending-transition' | 'case-seal' | 'case-erasing';
      readonly at: string;
      readonly case: string;
    };

/** What an item of the due index is, by its keys. */
export function dueItemOf(pk: string, sk: string, dueSk: string): DueItem | undefined {
  const at = dueSk.slice(0, dueSk.indexOf('#'));
  if (sk === owedKey(pk).sk) return { kind: 'owed', at, ledger: pk };
  const hint = hintOf(pk, sk);
  if (hint?.kind === 'head') return { kind: 'head', at, sheet: hint.sheet };
  if (hint?.kind === 'pending-escalation') {
    return {
      kind: 'pending-escalation',
      at,
      sheet: hint.sheet,
      clock: sk.slice(PENDING_ESCALATION_PREFIX.length),
    };
  }
  if (hint?.kind === 'seal' || hint?.kind === 'closing' || hint?.kind === 'erasing')
    return { kind: hint.kind, at, sheet: hint.sheet };
  const file = fileOf(pk);
  if (file !== undefined) return { kind: 'file', at, file };
  const ofCase = caseHintOf(pk, sk);
  if (ofCase?.kind === 'pending-transition') return { kind: 'pending-transition', at, case: ofCase.case };
  if (ofCase?.kind === 'seal') return { kind: 'case-seal', at, case: ofCase.case };
  if (ofCase?.kind === 'erasing') return { kind: 'case-erasing', at, case: ofCase.case };
  const notices = noticesPartition('');
  if (!pk.startsWith(notices)) return undefined;
  const waiting = { kind: 'waiting', at, person: pk.slice(notices.length) } as const;
  if (sk.startsWith(NOTICE_PREFIX)) return { ...waiting, of: noticeAt(sk) };
  return sk.startsWith(WAITING_PREFIX) ? waiting : undefined;
}

export const PLAN_PREFIX = 'PLAN#';
export const YEAR_PREFIX = 'YEAR#';
const VERSION_DIGITS = 6;
/** The place of a published plan among those of its site: by section, then by version. */
const planPlace = (section: string, version: number): string =>
  `${section}#${String(version).padStart(VERSION_DIGITS, '0')}`;
export const planKey = (site: string, section: string, version: number): Key => ({
  pk: sitePartition(site),
  sk: `${PLAN_PREFIX}${planPlace(section, version)}`,
});
export const yearKey = (site: string, year: string): Key => ({
  pk: sitePartition(site),
  sk: `${YEAR_PREFIX}${year}`,
});
export const DUTY_PREFIX = 'DUTY#';
/** The shifts of a section that are read with the directory of its site. */
export const shiftsKey = (site: string, section: string): Key => ({
  pk: sitePartition(site),
  sk: `${DUTY_PREFIX}${section}`,
});
export const dutyKey = (site: string, section: string): Key => ({ pk: `DUTIES#${site}`, sk: section });
export const publishedPartition = (site: string): string => `PLANS#${site}`;
export const publishedKey = (site: string, section: string, version: number): Key => ({
  pk: publishedPartition(site),
  sk: planPlace(section, version),
});
export const draftKey = (site: string, section: string): Key => ({ pk: `DRAFTS#${site}`, sk: section });
/** `month` is `2026-11`, by the site's calendar. */
export const opinionsPartition = (site: string, month: string): string => `OPINIONS#${site}#${month}`;
export const opinionKey = (site: string, month: string, id: string): Key => ({
  pk: opinionsPartition(site, month),
  sk: id,
});
export const firstPersonKey: Key = { pk: 'FIRST', sk: 'FIRST' };

export const ABOVE = 'ABOVE';
export const aboveKey = (person: string): Key => ({ pk: ABOVE, sk: person });
/** How often those who work above the sites have changed. No id begins so. */
export const aboveRevisionKey: Key = { pk: ABOVE, sk: '!REVISION' };

/** In whose ledger of the directory an entry stands, or in an award's. */
export type LedgerKind = 'person' | 'site' | 'award';
const LEDGER = { person: 'LEDGER#PERSON#', site: 'LEDGER#SITE#', award: 'LEDGER#AWARD#' } as const;
export const ENTRY_VALUES_PREFIX = 'VALUES#';
export const directoryLedgerPartition = (of: LedgerKind, id: string): string => `${LEDGER[of]}${id}`;
export const directoryEndKey = (of: LedgerKind, id: string): Key => ({
  pk: directoryLedgerPartition(of, id),
  sk: 'HEAD',
});
export const directoryEntryKey = (of: LedgerKind, id: string, seq: number): Key => ({
  pk: directoryLedgerPartition(of, id),
  sk: entryKey(id, seq).sk,
});
/** The values of an entry lie beside it, so that they can be taken away and the entry stays. */
export const directoryValuesKey = (of: LedgerKind, id: string, seq: number): Key => ({
  pk: directoryLedgerPartition(of, id),
  sk: `${ENTRY_VALUES_PREFIX}${String(seq).padStart(SEQ_DIGITS, '0')}`,
});
function ledgerAmong<K extends LedgerKind>(
  kinds: readonly K[],
  pk: string,
): { of: K; id: string } | undefined {
  for (const of of kinds) {
    const id = idAfter(LEDGER[of], pk);
    if (id !== undefined) return { of, id };
  }
  return undefined;
}
/** Which ledger of the directory or of an award a partition is; undefined of any other. */
export const directoryLedgerIn = (pk: string) => ledgerAmong(['person', 'site', 'award'], pk);
/** The same of those of which somebody is told alone. */
export const toldLedgerIn = (pk: string) => ledgerAmong(['person', 'award'], pk);
/** Of which of those ledgers an item with that key is an entry, and which entry, or undefined. */
export function toldEntryOf(
  pk: string,
  sk: string,
): { ledger: { of: 'person' | 'award'; id: string }; seq: number } | undefined {
  const ledger = toldLedgerIn(pk);
  if (ledger === undefined || !sk.startsWith(ENTRY_PREFIX)) return undefined;
  return { ledger, seq: Number(sk.slice(ENTRY_PREFIX.length)) };
}
/** The award as it is now, beside its ledger. */
export const awardKey = (id: string): Key => ({ pk: directoryLedgerPartition('award', id), sk: 'AWARD' });
export const awardsPartition = (site: string): string => `AWARDS#${site}`;
/** Awards of a person, wherever they were granted. */
export const awardsOfPerson = (person: string): string => `AWARDS#PERSON#${person}`;
/** Awards of any section of a site. */
export const awardsOfSections = (site: string): string => `AWARDS#SECTIONS#${site}`;

export const changesPartition = (person: string): string => `CHANGES#PERSON#${person}`;
export const changeKey = (person: string, change: string): Key => ({
  pk: changesPartition(person),
  sk: change,
});
export const waitingChangesPartition = (site: string): string => `CHANGES#SITE#${site}`;
export const waitingChangeKey = (site: string, change: string): Key => ({
  pk: waitingChangesPartition(site),
  sk: change,
});
