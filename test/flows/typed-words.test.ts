/** What somebody typed, drew or is called stands in no entry, whatever the step, but beside it (contract section 3). */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOffBody } from '../../shared/contract/sheets/sign-off.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import { newKey, type ProblemJson, type SheetJson } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { PAPER, sha256Of, uploaded } from '../support/uploads.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const [SUN, LI, WANG, WU, ZHAO] = [
  ...['receptionist-sun', 'cs-manager-li', 'engineering-manager-wang', 'worker-wu', 'resident-zhao'],
] as const;
const CHEN = 'security-manager-chen';
/** How the directory calls the resident who logs in. */
const LOGIN_NAME = '赵敏';

type Values = Readonly<Record<string, Readonly<Record<string, { salt: string; value: unknown }>>>>;
interface EntryJson extends Json {
  readonly seq: number;
  readonly step: string;
  readonly fileHashes?: readonly string[];
  readonly actor?: { readonly id: string };
}
interface LedgerJson {
  readonly entries: readonly EntryJson[];
  readonly values: Values;
  readonly intact: boolean;
}
interface Answer extends ProblemJson {
  readonly id: string;
  readonly sheet: SheetJson;
  readonly entry: EntryJson;
  readonly values: Values;
}

let nth = 0;
/** Words that stand nowhere else, and that were told so far, by who may read them. */
function words() {
  const all: string[] = [];
  const among: string[] = [];
  const ofAsker: string[] = [];
  const fresh = (kept: string[], text: (n: string) => string) => {
    nth += 1;
    const word = text(String(nth).padStart(4, '0'));
    all.push(word);
    kept.push(word);
    return word;
  };
  const typed = () => fresh([], (n) => `某人写下的话${n}。`);
  const asked = () => fresh(ofAsker, (n) => `姓${n}名`);
  return {
    ...{ all, among, ofAsker, typed, asked },
    /** What colleagues say among themselves. */
    internal: () => fresh(among, (n) => `同事之间的话${n}。`),
    resident: (id?: string) => ({
      ...(id === undefined ? {} : { id }),
      ...{ name: asked(), phone: fresh(ofAsker, (n) => `1390000${n}`), address: asked() },
    }),
    signature: (name: string) => ({
      ...{ signer: asked(), path: fresh(ofAsker, (n) => `M 7${n} 1 L 20 20 L 30 10`) },
      onBehalf: { name, relation: asked() },
    }),
    record: () => ({ at: '2026-11-23T07:00:00Z', words: asked(), caller: asked() }),
    complaint: (more: object = {}) => ({
      ...{ occurredAt: '2026-11-22T14:00:00Z', place: typed(), cause: typed(), course: typed() },
      ...{ persons: [typed(), typed()], ...more },
    }),
    file: (who: string, kept = ofAsker) => {
      const name = fresh(kept, (n) => `文件${n}.pdf`);
      return uploaded(cloud.as(who), { name, type: 'application/pdf', bytes: PAPER });
    },
  };
}
type Words = ReturnType<typeof words>;
const without = (all: readonly string[], ...left: readonly (readonly string[])[]) =>
  all.filter((word) => !left.some((each) => each.includes(word)));

const A_COMMITMENT = { commitment: expect.stringMatching(/^[0-9a-f]{64}$/) };

/** Every step that was signed, in whatever state of whatever sheet. */
const done = new Set<string>();

async function open(who: string, body: object): Promise<string> {
  const reply = await cloud.as(who).post<Answer>('/sheets', body, newKey());
  expect(reply.status, reply.text).toBe(201);
  return reply.json.id;
}

/** Signs steps one after the other; what is answered to each has its words beside the entry. */
async function walk(id: string, steps: readonly (readonly [who: string, body: Json, after?: string])[]) {
  for (const [who, body, after] of steps) {
    if (after !== undefined) await cloud.clock.advance(after);
    const reply = await cloud.as(who).post<Answer>(`/sheets/${id}/sign-offs`, body, newKey());
    expect(reply.status, `${who} ${JSON.stringify(body)} ${reply.text}`).toBe(201);
    done.add(String(body.step));
    fits(reply.json.entry, reply.json.values[reply.json.entry.seq] ?? {});
  }
}

const ledgerFor = async (who: string, id: string) =>
  (await cloud.as(who).get<LedgerJson>(`/sheets/${id}/ledger`)).json;
const sheetFor = async (who: string, id: string) =>
  (await cloud.as(who).get<SheetJson>(`/sheets/${id}`)).json;

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const valueAt = (entry: unknown, pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (there, name) => (there as Json)[name.replaceAll('~1', '/').replaceAll('~0', '~')],
      entry,
    );
const wordsIn = (json: unknown, known: readonly string[]) => {
  const text = JSON.stringify(json);
  return known.filter((word) => text.includes(word));
};

/** Every value gives the commitment that stands in its place. */
function fits(entry: Json, values: Values[string]): void {
  for (const [pointer, { salt, value }] of Object.entries(values)) {
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(valueAt(entry, pointer), pointer).toEqual({ commitment: hash(salt + canonical(value)) });
  }
}

/** The ledger has none of the words in its entries and, for that reader, these beside them. */
async function beside(who: string, id: string, known: Words, shown: readonly string[]): Promise<LedgerJson> {
  const ledger = await ledgerFor(who, id);
  expect(ledger.intact).toBe(true);
  expect(wordsIn(ledger.entries, [...known.all, LOGIN_NAME])).toEqual([]);
  expect(without(shown, wordsIn(ledger.values, known.all))).toEqual([]);
  expect(wordsIn(ledger.values, without(known.all, shown))).toEqual([]);
  for (const entry of ledger.entries) fits(entry, ledger.values[entry.seq] ?? {});
  return ledger;
}

/** What a signature on an entry is bound to: the entry as it stands, without the signature and its place in the chain. */
function boundOf({ signature, seq, at, previousHash, hash: _hash, ...entry }: EntryJson): string {
  return hash(canonical(entry));
}
const entryOf = ({ entries }: LedgerJson, seq: number) => entries[seq - 1] as EntryJson;

describe('a repair', () => {
  it('keeps its words beside the chain, and binds signatures to the entries as they stand', async () => {
    const said = words();
    const resident = said.resident(ZHAO);
    const id = await open(SUN, {
      ...{ site: 'riverside', kind: 'repair', channel: 'letter', category: 'other', resident },
      ...{ subject: said.typed(), details: said.typed(), record: said.record() },
      files: [await said.file(SUN)],
    });
    const moved = said.resident(ZHAO);
    const until = new Date(cloud.clock.now() + 30 * 3_600_000).toISOString();
    const exemption = (step: string) => ({ step, clock: 'return-1-1', reason: said.internal() });
    const again: readonly (readonly [string, Json])[] = [
      [WU, { step: 'accept' }],
      [WU, { step: 'arrive' }],
      [WU, { step: 'complete', outcome: said.typed() }],
      [WANG, { step: 'return', opinion: said.internal() }],
    ];
    await walk(id, [
      [SUN, { step: 'note', text: said.internal() }],
      [SUN, { step: 'consult', person: WANG, question: said.internal() }],
      [WANG, { step: 'advise', text: said.internal() }],
      [SUN, { step: 'urge', message: said.typed() }],
      [SUN, { step: 'amend', fields: { details: said.typed() }, reason: said.typed() }],
      [SUN, { step: 'countersign', signature: said.signature(resident.name), files: [await said.file(SUN)] }],
      [SUN, { step: 'amend', fields: { subject: said.typed() }, reason: said.typed() }],
      [
        SUN,
        {
          ...{ step: 'amend', reason: said.typed(), signature: said.signature(moved.name) },
          fields: { details: said.typed(), resident: moved },
          files: [await said.file(SUN)],
        },
      ],
      [SUN, { step: 'hand-over', section: 'engineering', opinion: said.internal() }],
      [WANG, { step: 'dispute', reason: said.typed() }],
      [LI, { step: 'hand-over', section: 'engineering', opinion: said.internal() }],
      [WANG, { ...exemption('request-exemption'), until }],
      [LI, exemption('refuse-exemption')],
      [WANG, { ...exemption('request-exemption'), until }],
      [LI, exemption('grant-exemption')],
      [WU, { step: 'accept' }],
      [SUN, { step: 'reply', message: said.typed(), by: 'phone' }],
      [WANG, { step: 'assign', handler: WU }],
      [WU, { step: 'arrive' }],
      [WU, { step: 'complete', outcome: said.typed(), files: [await said.file(WU)] }],
      [WANG, { step: 'return', opinion: said.internal() }],
      [SUN, { step: 'receive' }],
      [SUN, { step: 'follow-up', reached: true, resolved: false, feedback: said.typed() }],
      ...again,
      [SUN, { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, feedback: said.typed() }],
      [ZHAO, { step: 'object', reason: said.typed() }],
      ...again,
      [SUN, { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, feedback: said.typed() }],
      [ZHAO, { step: 'rate', satisfaction: 4, attitude: 4, feedback: said.typed() }],
      [SUN, { step: 'archive' }],
    ]);
    const ledger = await beside(LI, id, said, said.all);
    await beside(ZHAO, id, said, without(said.all, said.among));
    expect(wordsIn(await sheetFor(ZHAO, id), said.among)).toEqual([]);
    expect(wordsIn((await cloud.as(ZHAO).get('/me/data')).json, said.all)).toEqual(
      without(said.all, said.among),
    );

    const { signatures } = await sheetFor(LI, id);
    const of = (...seqs: readonly number[]) => seqs.map((seq) => boundOf(entryOf(ledger, seq)));
    const file = sha256Of(PAPER);
    expect(ledger.entries.slice(5, 9).map(({ step }) => step)).toEqual([
      ...['amend', 'countersign', 'amend', 'amend'],
    ]);
    expect(signatures).toMatchObject([
      { entry: 7, of: [...of(1), file, file] },
      { entry: 9, of: [...of(1), file, file, ...of(8), ...of(9), file] },
    ]);
  });
});

describe('a complaint', () => {
  it('keeps its words beside the chain, whatever is amended, written off or withdrawn', async () => {
    const said = words();
    const resident = said.resident(ZHAO);
    const id = await open(SUN, {
      ...{ site: 'riverside', kind: 'complaint', channel: 'walk-in', resident, subject: said.typed() },
      ...{ complaint: said.complaint({ against: { person: WU } }), signature: said.signature(resident.name) },
    });
    await walk(id, [
      [
        LI,
        {
          step: 'amend',
          fields: { complaint: said.complaint({ against: { person: WU } }) },
          reason: said.typed(),
        },
      ],
      [LI, { step: 'hand-over', section: 'engineering', opinion: said.internal() }],
      [WANG, { step: 'note', text: said.internal(), files: [await said.file(WANG, said.among)] }],
      [LI, { step: 'write-off', reason: said.typed() }, 'P3DT1H'],
      [
        LI,
        {
          step: 'withdraw',
          reason: said.typed(),
          record: said.record(),
          signature: said.signature(resident.name),
        },
      ],
    ]);
    await beside(LI, id, said, said.all);
    await beside(ZHAO, id, said, without(said.all, said.among));
  });

  it('of which one part is amended says that part alone, as it was and as it is', async () => {
    const said = words();
    const resident = said.resident();
    const complaint = said.complaint();
    const id = await open(SUN, {
      ...{ site: 'riverside', kind: 'complaint', channel: 'walk-in', subject: said.typed(), complaint },
      ...{ resident, signature: said.signature(resident.name) },
    });
    const fields = {
      complaint: { ...complaint, course: said.typed() },
      resident: { ...resident, phone: said.resident().phone },
    };
    await walk(id, [[SUN, { step: 'amend', fields, reason: said.typed() }]]);
    const { occurredAt: _, ...told } = fields.complaint;
    expect(await sheetFor(SUN, id)).toMatchObject({ ...fields, complaint: told });
    const { entries, values, intact } = await ledgerFor(SUN, id);
    const parts = { complaint: { course: A_COMMITMENT }, resident: { phone: A_COMMITMENT } };
    const { fields: is, old: was } = entries.at(-1) as EntryJson & Json;
    expect([is, was, intact]).toEqual([parts, parts, true]);
    const wordAt = (pointer: string) => values[entries.length]?.[pointer]?.value;
    expect(
      ['/old', '/fields'].flatMap((words) => [
        wordAt(`${words}/complaint/course`),
        wordAt(`${words}/resident/phone`),
      ]),
    ).toEqual([complaint.course, resident.phone, fields.complaint.course, fields.resident.phone]);
  });

  it.each([
    ['from the beginning', true],
    ['since it was amended', false],
  ])('tells nobody who complains where it is anonymous %s', async (_when, anonymous) => {
    const said = words();
    const resident = said.resident(ZHAO);
    const against = { person: 'guard-chu' };
    const complaint = said.complaint({ against, ...(anonymous ? { anonymous } : {}) });
    const id = await open(ZHAO, {
      ...{ site: 'riverside', kind: 'complaint', channel: 'online', subject: said.typed(), complaint },
      files: [await said.file(ZHAO)],
    });
    const moved = said.resident(ZHAO);
    await walk(id, [
      [LI, { step: 'amend', fields: { resident }, reason: said.typed() }],
      [
        LI,
        {
          ...{ step: 'amend', reason: said.typed(), signature: said.signature(moved.name) },
          fields: { resident: moved, complaint: said.complaint({ against, anonymous: true }) },
        },
      ],
      [ZHAO, { step: 'urge', message: said.typed() }],
      [LI, { step: 'hand-over', section: 'security', opinion: said.typed() }],
      [CHEN, { step: 'accept', handler: CHEN }],
      [CHEN, { step: 'complete', outcome: said.typed() }],
      [CHEN, { step: 'return', opinion: said.typed() }],
      [LI, { step: 'follow-up', reached: true, resolved: true, feedback: said.typed() }],
      [ZHAO, { step: 'object', reason: said.typed() }],
      [CHEN, { step: 'accept', handler: CHEN }],
    ]);
    await beside(LI, id, said, said.all);
    const telling = [...said.ofAsker, LOGIN_NAME, ZHAO];
    const ledger = await beside(CHEN, id, said, without(said.all, said.ofAsker));
    expect(wordsIn(ledger, telling)).toEqual([]);
    const reads = ['', '/ledger', '/ledger?from=1&limit=3', '/copies/section', '/copies/archive'].map(
      (rest) => [CHEN, `/sheets/${id}${rest}`] as const,
    );
    const day = '2026-11-26';
    const lists = ['/sheets?site=riverside', `/registers/hand-over?site=riverside&date=${day}`].flatMap(
      (path) => [CHEN, 'director-wei'].map((who) => [who, path] as const),
    );
    for (const [who, path] of [
      ...reads,
      ...lists,
      ['director-wei', `/sheets/${id}/copies/archive`] as const,
    ]) {
      for (const accept of ['application/json', 'text/csv']) {
        const { text } = await cloud.as(who).get(path, { accept });
        expect(
          telling.filter((word) => text.includes(word)),
          `${who} ${path} ${accept}`,
        ).toEqual([]);
      }
    }
    const step = { step: 'reply', message: said.typed(), by: 'phone' };
    const answer = await cloud.as(CHEN).post(`/sheets/${id}/sign-offs`, step, newKey());
    expect([answer.status, wordsIn(answer.json, telling)]).toEqual([201, []]);
  });
});

describe('other sheets', () => {
  it('keep their words beside the chain', async () => {
    const said = words();
    const resident = said.resident();
    const base = { site: 'riverside', channel: 'walk-in' };
    const signature = () => said.signature(resident.name);
    const suggestion = await open(SUN, {
      ...{ ...base, kind: 'suggestion', resident, signature: signature() },
      ...{ subject: said.typed(), details: said.typed() },
    });
    await walk(suggestion, [[SUN, { step: 'answer', answer: said.typed(), by: 'phone', adopted: true }]]);
    const enquiry = await open(SUN, {
      ...{ ...base, kind: 'enquiry', resident, signature: signature() },
      ...{ subject: said.typed(), answer: said.typed() },
    });
    const special = await open(SUN, {
      ...{ ...base, kind: 'special-service', resident, signature: signature(), subject: said.typed() },
    });
    await walk(special, [[LI, { step: 'decline', reason: said.typed(), by: 'phone' }]]);
    const praise = await open('cleaner-shi', {
      ...{ site: 'riverside', channel: 'staff', kind: 'praise', praise: { person: WU } },
      ...{ subject: said.typed(), details: said.typed() },
    });
    const sheets = [suggestion, enquiry, special, praise];
    const shown = [];
    for (const id of sheets) {
      const { entries, values, intact } = await ledgerFor(LI, id);
      expect([intact, wordsIn(entries, said.all)]).toEqual([true, []]);
      for (const entry of entries) fits(entry, values[entry.seq] ?? {});
      shown.push(values);
    }
    expect(wordsIn(shown, said.all)).toEqual(said.all);
  });

  it('leave no step out', () => {
    const all = signOffBody.options.map(({ shape }) => shape.step.value);
    expect([...done].sort()).toEqual([...all].sort());
  });
});
