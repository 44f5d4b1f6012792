/** Holds ledgers of people, sites and awards of a restored table against where they end, and against what they made so. */
import { areValuesWhole } from '../../../shared/domain/kernel/inscribe.ts';
import { canonical } from '../../../shared/domain/kernel/ledger.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';
import { isResident, isStaff } from '../../../shared/domain/model/roles.ts';
import {
  dutyDigest,
  type KeptEntry,
  type LedgerOf,
  personIn,
} from '../../../shared/domain/organisation/directory-ledger.ts';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { ledgersWritten } from '../../../shared/store/anchors/ledgers.ts';
import { awardIn, awardItem } from '../../../shared/store/assessment/awards.ts';
import { awardEntered, keptEntriesIn } from '../../../shared/store/organisation/directory-ledger.ts';
import { readDuty } from '../../../shared/store/organisation/duty.ts';
import { readSites } from '../../../shared/store/organisation/organisation.ts';
import {
  aboveKey,
  awardsPartition,
  directoryEndKey,
  directoryLedgerIn,
  directoryLedgerPartition,
  type Key,
  listedSiteKey,
  profileKey,
  STAFF_PREFIX,
  sectionKey,
  siteKey,
  sitePartition,
  staffKey,
} from '../../../shared/store/table/keys.ts';
import { owedWrites } from '../../../shared/store/table/owed.ts';
import { queryAll, readItems, readPartition } from '../../../shared/store/table/read.ts';
import { readableOr } from '../../../shared/store/table/readable.ts';
import type { Item, Table } from '../../../shared/store/table/table.ts';
import { put, putWhere, remove, type Write } from '../../../shared/store/table/transact.ts';
import { apply, type Finding, lookedAt, type Restored } from './finding.ts';
import { entriesOfHead, type Found, saidOfHead, saidOfNoEntry, wholeLength } from './ledgers.ts';

const AT_ONCE = 8;

/** What has to be in the table because of a ledger. */
interface MadeItem {
  readonly item: Item;
  /** What an item says of that; two that say the same are as good as each other. */
  readonly says: (item: Item) => unknown;
  /** Members that stay as they are, whatever the ledger says. */
  readonly counted?: readonly string[];
}

/** What a ledger made so. */
interface Made {
  readonly items: readonly MadeItem[];
  /** What must not be there any more. */
  readonly gone: readonly Key[];
  /** Where something is owed of its entries; of a site's nothing ever is. */
  readonly site?: string;
  /** Whether somebody is found by what its last entry says. */
  readonly isFoundBy?: boolean;
}

/** Puts every end, and what each ledger made so, to what the ledger says; `all` are the sheets, which name residents. */
export async function checkDirectory(
  restored: Restored,
  all: readonly Found[],
): Promise<{ readonly count: number; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const ledgers = await directoryLedgers(restored.table, all);
  await inParallel(ledgers, AT_ONCE, async (partition) => {
    findings.push(...(await lookedAt(partition, () => checkLedger(restored, partition))));
  });
  return { count: ledgers.length, findings };
}

/** The partitions of those with entries, and of those that whatever is listed should have. */
async function directoryLedgers(table: Table, all: readonly Found[]): Promise<readonly string[]> {
  const found = new Set(await ledgersWritten(table, '0', '~'));
  const add = (of: LedgerOf['of'], id: string) => found.add(directoryLedgerPartition(of, id));
  for (const site of await readSites(table)) {
    add('site', site);
    for (const { sk } of await readPartition(table, sitePartition(site))) {
      if (String(sk).startsWith(STAFF_PREFIX)) add('person', String(sk).slice(STAFF_PREFIX.length));
    }
    const awards = await queryAll(table, {
      IndexName: 'by-site',
      KeyConditionExpression: 'sitePk = :awards',
      ExpressionAttributeValues: { ':awards': awardsPartition(site) },
      ProjectionExpression: 'pk',
    });
    for (const { pk } of awards) found.add(String(pk));
  }
  for (const { kept } of all) {
    const resident = 'resident' in kept.state ? kept.state.resident?.id : undefined;
    if (resident !== undefined) add('person', resident);
  }
  return [...found].filter((partition) => directoryLedgerIn(partition) !== undefined).toSorted();
}

async function checkLedger(restored: Restored, partition: string): Promise<readonly Finding[]> {
  const ledger = directoryLedgerIn(partition);
  if (ledger === undefined) return [];
  const { table } = restored;
  const items = await readPartition(table, partition);
  const kept = keptEntriesIn(items);
  const key = directoryEndKey(ledger.of, ledger.id);
  const end = items.find(({ sk }) => sk === key.sk);
  const before = entriesOfHead(end?.last, kept.length, end !== undefined);
  const left = (said: string): readonly Finding[] => [{ which: partition, said, isLeft: true }];
  const last = kept.at(-1);
  if (last === undefined) {
    // Versions without such ledgers wrote none.
    return end === undefined ? [] : left(saidOfNoEntry(before));
  }
  const whole = wholeLength(kept);
  if (whole < kept.length) return left(`Entry ${whole + 1} of its ledger does not follow the one before.`);
  const isRead = typeof end?.last === 'number' && typeof end.hash === 'string';
  const isEndFit = isRead && before === whole;
  if (isEndFit && end.hash !== last.entry.hash) {
    return left('Its head bears another hash than its ledger ends in.');
  }
  const erased = kept.findLastIndex(({ entry }) => 'erased' in entry.after && entry.after.erased === true);
  if (!areValuesWhole(kept.slice(0, erased + 1), true) || !areValuesWhole(kept.slice(erased + 1), false)) {
    return left('A value of its ledger is missing, or is not the one that was committed to.');
  }
  const made = madeBy(ledger, kept, last);
  const writes = await writesFor(table, made);
  const findings: Finding[] = [];
  const tell = (said: string) => findings.push({ which: partition, said, isLeft: false });
  if (!isEndFit) {
    tell(saidOfHead({ before, isRead, entries: whole }, 'who made the change is to make it again'));
  }
  if (writes.length > 0) tell(`${writes.length} items were not what it says and are put right.`);
  if (findings.length > 0) {
    const item = { ...key, last: whole, hash: last.entry.hash };
    // Whoever was told already is not told again; search rows go by who somebody is now.
    const owed = kept.slice(made.isFoundBy === true ? Math.min(before ?? 0, whole - 1) : (before ?? 0));
    await apply(restored, [
      putWhere(table.name, item, 'last', end === undefined ? null : end.last),
      ...writes,
      ...(made.site === undefined
        ? []
        : owedWrites(
            table.name,
            partition,
            made.site,
            owed.map(({ entry }) => entry),
          )),
    ]);
  }
  return ledger.of === 'site' ? [...findings, ...(await checkDuties(table, ledger.id, kept))] : findings;
}

/** What a ledger made so, of its last entries. */
function madeBy({ of, id }: LedgerOf, kept: readonly KeptEntry[], last: KeptEntry): Made {
  switch (of) {
    case 'person':
      return madeOfPerson(id, personIn(last));
    case 'award': {
      const award = awardEntered(last);
      return { items: [{ item: awardItem(award), says: awardIn }], gone: [], site: award.site };
    }
    case 'site':
      return { items: lastOfEach(kept).flatMap((each) => madeOfSite(id, each)), gone: [] };
    default:
      return of satisfies never;
  }
}

function madeOfPerson(id: string, { before, after }: ReturnType<typeof personIn>): Made {
  const keysOf = (person: Person) => [
    profileKey(id),
    ...(isStaff(person) ? [staffKey(person.site, id)] : []),
    ...(person.sites === undefined ? [] : [aboveKey(id)]),
  ];
  const now = keysOf(after);
  const isNow = ({ pk, sk }: Key) => now.some((key) => key.pk === pk && key.sk === sk);
  return {
    items: now.map((key) => ({ item: { ...key, ...after }, says: besides })),
    gone: before === null ? [] : keysOf(before).filter((key) => !isNow(key)),
    site: after.site,
    isFoundBy: isResident(after),
  };
}

/** The last entry about each thing of a site's ledger: the site, a section, its shifts. */
const lastOfEach = (kept: readonly KeptEntry[]): readonly KeptEntry[] => [
  ...new Map(kept.map((each) => [`${each.entry.kind}#${each.entry.subject}`, each])).values(),
];

function madeOfSite(site: string, kept: KeptEntry): Made['items'] {
  const { kind, subject, after } = kept.entry;
  if (kind === 'section') return [{ item: { ...sectionKey(site, subject), ...after }, says: besides }];
  if (kind !== 'site') return [];
  return [
    {
      item: { ...siteKey(site), revision: 1, ...after },
      says: (item) => besides(item, COUNTED),
      counted: COUNTED,
    },
    { item: { ...listedSiteKey(site) }, says: besides },
  ];
}

/** What stands in a site's item that no entry says of it: what else of its directory changed is counted there. */
const COUNTED = ['revision', 'overseen'];

/** The members of an item but its key, and but some others. */
const besides = (item: Item, others: readonly string[] = []): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !['pk', 'sk', ...others].includes(name)));

/** The writes by which everything is there that was made so, and nothing that is not so any more. */
async function writesFor(table: Table, { items, gone }: Made): Promise<readonly Write[]> {
  const keys = [...items.map(({ item }) => item), ...gone].map(
    ({ pk, sk }): Key => ({ pk: String(pk), sk: String(sk) }),
  );
  const found = await readItems(table, keys, { consistent: true });
  const there = ({ pk, sk }: Item | Key) => found.find((each) => each.pk === pk && each.sk === sk);
  const writes: Write[] = [];
  for (const { item, says, counted = [] } of items) {
    const is = there(item);
    const said = is && readableOr(is, (each) => canonical(says(each)));
    if (said === canonical(says(item))) continue;
    const own = Object.entries(is ?? {}).filter(([name]) => counted.includes(name));
    writes.push(put(table.name, { ...item, ...Object.fromEntries(own) }));
  }
  return [...writes, ...gone.filter(there).map((key) => remove(table.name, key))];
}

/** Of shifts a ledger has the digest alone: those that are others cannot be made of it. */
async function checkDuties(
  table: Table,
  site: string,
  kept: readonly KeptEntry[],
): Promise<readonly Finding[]> {
  const which = directoryLedgerPartition('site', site);
  const findings: Finding[] = [];
  for (const { entry } of lastOfEach(kept)) {
    const { kind, subject, after } = entry;
    if (kind !== 'duty') continue;
    const said = `The shifts of ${subject} are not those that were set last: set them again.`;
    const found = await lookedAt(which, async () => {
      const isSame = canonical(dutyDigest(await readDuty(table, site, subject))) === canonical(after);
      return isSame ? [] : [{ which, said, isLeft: true }];
    });
    findings.push(...found);
  }
  return findings;
}
