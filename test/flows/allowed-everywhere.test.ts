/**
 * `allowedSteps` against the API's own answers (contract section 9): whatever somebody could send of a sheet or a case, at every
 * state of lives of every kind, over HTTP. What is tried is answered as ever, but never written, so that the life stands still.
 * `LIVES=50` lives more of them, `SEED=7` others.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { CASE_STEPS } from '../../shared/domain/cases/steps.ts';
import type { AllowedStep } from '../../shared/domain/kernel/allowing.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { STEPS } from '../../shared/domain/sheets/steps.ts';
import { putPerson, putSite } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { OPENING, SIGNATURE } from '../support/cases.ts';
import { dataFolder } from '../support/data-folder.ts';
import { changed } from '../support/directory.ts';
import { bodiesOf } from '../support/domain/allowed.ts';
import { DIRECTORY, person, personOf, STAFF } from '../support/factories.ts';
import { INTAKES, newKey, opened, SIGNED } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { randomFrom } from '../support/random.ts';
import { startWatchedEngine, type Watched } from '../support/watched-engine.ts';

const LIVES = Number(process.env.LIVES ?? 1);
const random = randomFrom(Number(process.env.SEED ?? 20_261_123));
const pick = <T>(among: readonly T[]): T => {
  const found = among[Math.floor(random() * among.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
};
const shuffled = <T>(all: readonly T[]): readonly T[] =>
  all
    .map((each) => [random(), each] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, each]) => each);

/** Of another site, who is to see nothing here. */
const ELSEWHERE = personOf('director-far', 'director', undefined, { site: 'hillside' });
const PEOPLE = [...STAFF.map(({ id }) => id), 'resident-zhao', 'resident-qian', ELSEWHERE.id];
/** Of a state so many people are asked, and of each so many of the steps that they may not sign. */
const READERS = 2;
const REFUSED = 4;
const STATES = 6;

let engine: Watched;
let cloud: TestCloud;
let scratch: string;
/** Whether what is written is only said to have been. */
let isTrial = false;

beforeAll(async () => {
  scratch = await dataFolder('allowed');
  engine = await startWatchedEngine(await openDataDirectory(scratch), {
    instead: (operation) => (isTrial && operation === 'TransactWriteItems' ? {} : undefined),
  });
  cloud = await startTestCloud({ dynamodbEndpoint: engine.endpoint });
  const table = openTable({ name: cloud.tableName, endpoint: engine.endpoint, region: LOCAL_REGION });
  await putSite(table, { id: 'hillside', name: 'Hillside', zh: '山居', timeZone: 'Asia/Shanghai' });
  await putPerson(table, ELSEWHERE);
  table.client.destroy();
  const away = { from: TEST_NOW, to: '2027-03-01T00:00:00.000Z' };
  const leaves = { 'worker-zheng': { ...away, standIn: 'guard-chu' }, 'security-supervisor-lu': away };
  for (const [id, leave] of Object.entries(leaves))
    expect((await changed(cloud, 'director-wei', id, leave, '/leave')).status).toBe(200);
});
afterAll(async () => {
  await cloud?.stop();
  await engine?.stop();
  await rm(scratch, { recursive: true, force: true });
});

type Body = Json & { readonly step: string };
type Sent = { readonly path: string; readonly body: Json };
interface Life {
  readonly path: string;
  /** Every body, one step after the other, that anybody could send who knows no better. */
  readonly everything: (shown: Json) => readonly Body[];
  /** Bodies as a client makes them from what is allowed, of which at least one is to be taken. */
  readonly made: (allowed: AllowedStep, shown: Json) => readonly Body[];
  /** Where a body of a step goes, and as what. */
  readonly sent: (body: Body, shown: Json) => Sent;
  /** What a reader is told to be allowed. */
  readonly allowed: (who: string, shown: Json) => Promise<readonly AllowedStep[]>;
  /** Those of whom every state is asked. */
  readonly always: readonly string[];
  /** Those in whose hands it is now. */
  readonly inHand: () => Promise<readonly string[]>;
}

/** Does something of which nothing stays. */
async function tried(who: string, { path, body }: Sent) {
  isTrial = true;
  try {
    return await cloud.as(who).post(path, body, newKey());
  } finally {
    isTrial = false;
  }
}

interface Taken {
  readonly who: string;
  readonly sent: Sent;
  readonly step: string;
}

/** Holds what one reader is told against what each step is answered; gives what was taken, and what is wrong. */
async function held(
  who: string,
  life: Life,
): Promise<{ readonly taken: readonly Taken[]; readonly faults: readonly string[] }> {
  const { status, json: shown, text } = await cloud.as(who).get<Json>(life.path);
  expect([200, 404], text).toContain(status);
  const allowed = status === 200 ? await life.allowed(who, shown) : [];
  const taken: Taken[] = [];
  const faults: string[] = [];
  for (const each of allowed) {
    const answers: string[] = [];
    for (const body of shuffled(life.made(each, shown)).slice(0, 6)) {
      const sent = life.sent(body, shown);
      const answer = await tried(who, sent);
      answers.push(
        `${JSON.stringify(sent.body)} ${answer.status} ${answer.status === 201 ? '' : answer.text}`,
      );
      if (answer.status === 201) taken.push({ who, sent, step: each.step });
      if (answer.status === 201) break;
    }
    if (taken.at(-1)?.step !== each.step)
      faults.push(`${who} is refused ${each.step}: ${answers.join('; ')}`);
  }
  const named = new Set(allowed.map(({ step }) => step));
  for (const body of shuffled(life.everything(shown).filter(({ step }) => !named.has(step))).slice(
    0,
    REFUSED,
  )) {
    const sent = life.sent(body, shown);
    const answer = await tried(who, sent);
    if (![403, 404, 409].includes(answer.status))
      faults.push(`${who} was not told of ${JSON.stringify(sent.body)}: ${answer.status} ${answer.text}`);
  }
  return { taken, faults };
}

/** Steps that lead nowhere, or to the end at once: they are held as all others, and seldom signed. */
const ASIDE: readonly string[] = [
  ...['note', 'urge', 'consult', 'reply', 'amend', 'request-exemption', 'countersign'],
  ...['withdraw', 'decline', 'dispute', 'waive'],
];

const ledgerOf = async ({ path }: Life) => (await cloud.as('director-wei').get(`${path}/ledger`)).text;

/** Moves a life on from state to state by whatever may be signed, and holds every state; gives the steps that were signed. */
async function lived(life: Life): Promise<readonly string[]> {
  const steps: string[] = [];
  for (let state = 0; state < STATES; state += 1) {
    await cloud.settle();
    const concerned = [...new Set([...life.always, ...(await life.inHand())])];
    const readers = [...new Set([...concerned, ...shuffled(PEOPLE)])].slice(0, READERS + concerned.length);
    const before = await ledgerOf(life);
    const found: Taken[] = [];
    for (const who of readers) {
      const { taken, faults } = await held(who, life);
      expect(faults, `${life.path} after ${steps.join(', ') || 'it was opened'}`).toEqual([]);
      found.push(...taken);
    }
    // Nothing of all that stayed.
    expect(await ledgerOf(life)).toBe(before);
    const fresh = found.filter(
      ({ step }) => !steps.includes(step) && (!ASIDE.includes(step) || random() < 0.1),
    );
    if (found.length === 0) break;
    const { who, sent, step } = pick(fresh.length > 0 ? fresh : found);
    const { status, text } = await cloud.as(who).post(sent.path, sent.body, newKey());
    expect(status, `${who} ${step}: ${text}`).toBe(201);
    steps.push(step);
    await cloud.clock.advance(pick(['PT1M', 'PT1M', 'PT40M', 'P1D']));
  }
  return steps;
}

const BY = { by: 'phone' };
/** A body of each step of a sheet, as good as any. */
const sheetBodies = (shown: Json): readonly Body[] => {
  const { clocks = [] } = shown as {
    readonly clocks?: readonly { readonly id: string; readonly dueAt: string }[];
  };
  const { id: clock = 'dispatch-1-1', dueAt = '' } = clocks.at(-1) ?? {};
  // Somebody of another section is bad input, and so is a time before the deadline.
  const handler = STAFF.find(({ section }) => section === (shown.section ?? 'engineering'))?.id;
  const soon = new Date(Math.max(cloud.clock.now(), Date.parse(dueAt) || 0) + 3_600_000).toISOString();
  const bodies: Readonly<Record<string, Json>> = {
    answer: { answer: '是的', ...BY },
    'hand-over': { section: 'engineering', opinion: '请处理' },
    accept: { handler },
    dispute: { reason: '不归我们' },
    assign: { handler },
    reply: { message: '正在处理', ...BY },
    consult: { person: 'hr-yang', question: '能否免费' },
    advise: { text: '先关总阀' },
    note: { text: '已致电' },
    decline: { reason: '不属物业管理范围', ...BY },
    arrive: {},
    complete: { outcome: '已修好' },
    return: { opinion: '属实' },
    receive: {},
    'follow-up': { reached: true, resolved: true },
    rate: { satisfaction: 5 },
    object: { reason: '没有修好' },
    countersign: { signature: SIGNED },
    'write-off': { reason: '联系不上' },
    amend: { fields: { subject: '更正事由' }, reason: '写错' },
    urge: { message: '请尽快' },
    withdraw: { reason: '不需要了', signature: SIGNED },
    archive: {},
    'request-exemption': { clock, reason: '等配件', until: soon },
    'grant-exemption': { clock, reason: '属实' },
    'refuse-exemption': { clock, reason: '不属实' },
  };
  return Object.keys(STEPS).map((step) => {
    const body = bodies[step];
    if (body === undefined) throw new Error(`no body of ${step}`);
    return { step, ...body };
  });
};

const sheetLife = (id: string, always: readonly string[] = []): Life => ({
  path: `/sheets/${id}`,
  always,
  inHand: async () => {
    const { json } = await cloud.as('director-wei').get<Partial<Sheet>>(`/sheets/${id}`);
    const { section, handler, firstContact } = json;
    const [lead] = STAFF.filter((each) => each.section === section && each.role === 'manager');
    return [handler, firstContact, lead?.id].filter((each) => each !== undefined);
  },
  everything: sheetBodies,
  allowed: async (_who, shown) => (shown as unknown as { allowedSteps: AllowedStep[] }).allowedSteps,
  sent: (body) => ({ path: `/sheets/${id}/sign-offs`, body }),
  made: (allowed, shown) => {
    const now = new Date(cloud.clock.now()).toISOString();
    // A reader of an anonymous complaint is not shown who is to sign.
    const sheet = { resident: { name: SIGNED.signer }, ...shown } as unknown as Sheet;
    const given = { name: '', sheet, who: person('hr-yang'), directory: DIRECTORY as Directory, now };
    return bodiesOf(allowed, given) as readonly Body[];
  },
});

interface CaseJson extends Json {
  readonly conclusion?: { readonly loss?: object };
  readonly outcome?: { readonly compensation?: object };
  readonly appeals?: readonly { readonly level: number }[];
  readonly allowedSteps: readonly AllowedStep[];
}
const WORDS = ['findings', 'conclusion', 'reason', 'report', 'statement', 'text'];

/** Values of a member of a case's body. */
function caseValues(
  member: string,
  { choices = {} }: Partial<AllowedStep>,
  shown: CaseJson,
): readonly unknown[] {
  const now = new Date(cloud.clock.now()).toISOString();
  if (WORDS.includes(member)) return ['一句话'];
  const { sanctions = ['criticism'], witness = ['guard-chu'] } = choices;
  const money = shown.outcome?.compensation ?? shown.conclusion?.loss ?? { amount: '1.00', currency: 'CNY' };
  const values: Readonly<Record<string, readonly unknown[]>> = {
    grade: ['minor', 'first', 'serious', 'unfounded'],
    signature: [SIGNATURE],
    witness,
    sanctions: [...sanctions.map((each) => [each]), []],
    sanction: sanctions,
    compensation: [money],
    payment: [money],
    means: ['in-person'],
    outcome: ['upheld'],
    at: [now],
    refused: [true],
  };
  const found = values[member];
  if (found === undefined) throw new Error(`no value of ${member}`);
  return found;
}

const caseBodies = (
  each: Pick<AllowedStep, 'step' | 'requires'> & Partial<AllowedStep>,
  shown: CaseJson,
): readonly Body[] => {
  const members = [...each.requires, ...(each.oneOf ?? []).map(([first = '']) => first)];
  return members.reduce<readonly Body[]>(
    (bodies, member) =>
      bodies.flatMap((body) =>
        caseValues(member, each, shown).map((value) => ({ ...body, [member]: value })),
      ),
    [{ step: each.step }],
  );
};

/** What every body of a step has. */
const CASE_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  conclude: ['findings', 'conclusion', 'grade'],
  acknowledge: ['signature'],
  'record-refusal': ['witness', 'reason'],
  refer: ['report'],
  decide: ['sanctions', 'reason'],
  deliver: ['means'],
  receive: ['signature'],
  pay: ['payment'],
  'carry-out': ['sanction', 'at', 'text'],
  waive: ['reason'],
  appeal: ['statement'],
  review: ['outcome', 'reason'],
};

const caseLife = (id: string): Life => ({
  path: `/cases/${id}`,
  always: ['worker-wu', 'engineering-supervisor-feng', 'engineering-manager-wang', 'hr-yang'],
  inHand: async () => [],
  everything: (shown) =>
    Object.keys(CASE_STEPS).flatMap((step) => {
      const requires = CASE_MEMBERS[step];
      if (requires === undefined) throw new Error(`no body of ${step}`);
      return caseBodies({ step, requires }, shown as CaseJson).slice(0, 1);
    }),
  made: (allowed, shown) => caseBodies(allowed, shown as CaseJson),
  // An appeal, and the decision about one, have routes of their own.
  sent: ({ step, ...rest }, shown) => {
    const level = (shown as CaseJson).appeals?.at(-1)?.level ?? 1;
    if (step === 'appeal') return { path: `/cases/${id}/appeals`, body: rest };
    if (step !== 'review') return { path: `/cases/${id}/sign-offs`, body: { step, ...rest } };
    return { path: `/cases/${id}/appeals/${level}/sign-offs`, body: { step: 'decide', ...rest } };
  },
  allowed: async (who, shown) => {
    const { allowedSteps, appeals = [] } = shown as CaseJson;
    const level = appeals.at(-1)?.level;
    if (level === undefined) return allowedSteps;
    const { json } = await cloud.as(who).get<CaseJson>(`/cases/${id}/appeals/${level}`);
    return [...allowedSteps, ...(json.allowedSteps ?? []).map((each) => ({ ...each, step: 'review' }))];
  },
});

const plain = (kind: string) => ({ ...INTAKES.report, kind });
const against = (about: object, more = {}) => ({
  ...INTAKES.complaint,
  complaint: { ...INTAKES.complaint.complaint, against: about, ...more },
});
const DESK = 'receptionist-sun';
/** Who opens what, and who of its people is always asked: the complained of above all. */
const OPENINGS: readonly (readonly [who: string, intake: object, always?: readonly string[]])[] = [
  [DESK, INTAKES.repair, ['worker-wu', 'guard-chu']],
  ['worker-wu', INTAKES.direct, ['worker-wu']],
  [DESK, INTAKES.complaint, ['cs-manager-li', 'resident-zhao']],
  [DESK, against({ person: 'engineering-manager-wang' }), ['engineering-manager-wang', 'director-wei']],
  [DESK, against({ person: 'worker-wu' }, { anonymous: true }), ['worker-wu', DESK]],
  ['resident-zhao', INTAKES.enquiry, ['resident-zhao']],
  [DESK, { ...plain('praise'), praise: { person: 'worker-wu' } }, ['worker-wu']],
  ...['report', 'special-service', 'suggestion', 'enquiry'].map(
    (kind) => [DESK, plain(kind), [DESK]] as const,
  ),
];

it('names what the API takes, and nothing that it refuses, at every state of sheets of every kind', async () => {
  const signed = new Set<string>();
  for (let nth = 0; nth < LIVES; nth += 1) {
    for (const [who, intake, always] of OPENINGS) {
      const { id } = await opened(cloud.as(who), intake);
      for (const step of await lived(sheetLife(id, always))) signed.add(step);
    }
  }
  expect(signed.size).toBeGreaterThan(8);
});

it('names what the API takes, and nothing that it refuses, at every state of cases', async () => {
  const signed = new Set<string>();
  for (let nth = 0; nth < 2 * LIVES; nth += 1) {
    const { json } = await cloud
      .as('engineering-manager-wang')
      .post<{ id: string }>('/cases', OPENING, newKey());
    for (const step of await lived(caseLife(json.id))) signed.add(step);
  }
  expect(signed.size).toBeGreaterThan(3);
});
