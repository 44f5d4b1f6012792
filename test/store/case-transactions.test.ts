import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveCaseOn } from '../../shared/commands/case-timers.ts';
import { type CaseCommandContext, openCaseFor, signCase } from '../../shared/commands/cases.ts';
import type { CommandRequest } from '../../shared/commands/command.ts';
import { replayCase } from '../../shared/domain/archive/replay.ts';
import type { AnyCaseCommand, Case } from '../../shared/domain/cases/case.ts';
import { DEFAULT_TERMS } from '../../shared/domain/cases/terms.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { eventOf, isWhole } from '../../shared/domain/kernel/inscribe.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { caseHeadItem } from '../../shared/store/cases/case-items.ts';
import { readCase, readCaseLedger } from '../../shared/store/cases/cases.ts';
import { readDirectory, readPerson } from '../../shared/store/organisation/organisation.ts';
import { type CommandResponse, idempotencyKey } from '../../shared/store/table/idempotency.ts';
import { caseSeries } from '../../shared/store/table/keys.ts';
import { readCounter } from '../../shared/store/table/numbers.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;
let context: CaseCommandContext;
const people = new Map<string, Person>();
const PEOPLE = [
  ...['director-wei', 'engineering-supervisor-feng', 'engineering-manager-wang'],
  ...['worker-wu', 'worker-zheng', 'hr-yang'],
];

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  for (const id of PEOPLE) {
    const found = await readPerson(table, id);
    if (found !== undefined) people.set(id, found);
  }
  context = {
    table,
    directory: {
      person: async (id) => people.get(id),
      directory: async () => undefined,
      current: async () => undefined,
    },
    newId: (now) => ulid(Date.parse(now)),
    terms: DEFAULT_TERMS,
    promises: async () => [],
  };
});
afterAll(() => cloud.stop());
beforeEach(() => {
  table.sent.length = 0;
  table.fault = () => undefined;
});

const OPENING = { about: 'worker-wu', rule: 'A1.3', allegation: '推诿' };
const CONCLUDE = { step: 'conclude', findings: '查实', conclusion: '属实', grade: 'minor' } as const;
const reply = (state: Case): CommandResponse => ({
  statusCode: 201,
  headers: {},
  body: JSON.stringify(state),
});
const caseIn = (answer: unknown): Case => JSON.parse((answer as CommandResponse).body);
function request(who: string, key?: string, body: unknown = OPENING): CommandRequest {
  const caller = people.get(who);
  if (caller === undefined) throw new Error(`no ${who}`);
  return {
    caller,
    now: TEST_NOW,
    idempotencyKey: key === undefined ? undefined : idempotencyKey(who, 'POST', '/x', key, body),
  };
}
const open = (key?: string, opening = OPENING) =>
  openCaseFor(context, request('director-wei', key), opening, reply);
const sign = (id: string, who: string, command: AnyCaseCommand, key?: string) =>
  signCase(context, request(who, key, command), id, command, reply);
const counted = () => readCounter(table, caseSeries('riverside'), '2026-11-23');

/** What is read comes before it: a counter or a head, a site's directory, and the people above its site. */
const TRANSACTION = 3;
const MOMENTS = [0, 1, 2, TRANSACTION].flatMap((place) =>
  (['before', 'after'] as const).map((when) => [when, place] as const),
);

describe('a crash before or after any request leaves the old truth or the new one', () => {
  it.each(MOMENTS)('of an opening, %s request %i', async (when, place) => {
    const key = `open-${when}-${place}`;
    const before = await counted();
    table.sent.length = 0;
    table.fault = (_name, at) => (at === place ? when : undefined);
    await expect(open(key)).rejects.toBeInstanceOf(Crash);
    table.fault = () => undefined;
    expect(await counted()).toBe(before + (when === 'after' && place === TRANSACTION ? 1 : 0));
    const { id, number } = caseIn(await open(key));
    expect(number).toBe(`WZ-20261123-${String(before + 1).padStart(4, '0')}`);
    expect(caseIn(await open(key)).id).toBe(id);
    expect(await counted()).toBe(before + 1);
  });

  it.each(MOMENTS)('of a step, %s request %i', async (when, place) => {
    const { id } = caseIn(await open());
    table.sent.length = 0;
    table.fault = (_name, at) => (at === place ? when : undefined);
    const key = `step-${when}-${place}`;
    const step = () => sign(id, 'engineering-supervisor-feng', CONCLUDE, key);
    await expect(step()).rejects.toBeInstanceOf(Crash);
    expect(table.sent.filter((name) => name.startsWith('TransactWrite')).length).toBeLessThanOrEqual(1);
    table.fault = () => undefined;
    const written = when === 'after' && place === TRANSACTION;
    expect((await readCase(table, id))?.case.version).toBe(written ? 2 : 1);
    expect(caseIn(await step()).version).toBe(2);
    const found = await readCaseLedger(table, id);
    const entries = found?.entries ?? [];
    expect(entries).toHaveLength(2);
    expect(isWhole(entries, found?.head.hash ?? '', false)).toBe(true);
    const events = entries.map(eventOf);
    expect(replayCase(events)).toEqual(found?.head.case);
    // A byte that was changed behind the product's back shows.
    const [first, ...rest] = entries;
    const changed = { values: {}, ...first, entry: { ...first?.entry, at: '2026-11-23T08:00:00.001Z' } };
    expect(isWhole([changed, ...rest], found?.head.hash ?? '', false)).toBe(false);
  });
});

describe('at the same time', () => {
  /** Opens a case as a client does that is told to try again. */
  async function openAtLast(): Promise<Case> {
    const answer = await open();
    if (!(answer instanceof DomainError)) return caseIn(answer);
    expect(answer.code).toBe('unavailable');
    return openAtLast();
  }

  it('twenty openings have twenty numbers without a gap', async () => {
    const before = await counted();
    const made = await Promise.all(Array.from({ length: 20 }, openAtLast));
    const numbers = made.map(({ number }) => Number(number.slice(-4))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, nth) => before + 1 + nth));
  });

  it('of two who sign the same step one does, and the other is told that it is done', async () => {
    const { id } = caseIn(await open());
    const both = await Promise.all([
      sign(id, 'engineering-supervisor-feng', CONCLUDE),
      sign(id, 'engineering-manager-wang', CONCLUDE),
    ]);
    const refused = both.filter((each) => each instanceof DomainError);
    expect(refused).toMatchObject([{ code: 'step-not-allowed' }]);
    expect((await readCaseLedger(table, id))?.entries).toHaveLength(2);
  });
});

describe('a first breach', () => {
  const FIRST = { ...CONCLUDE, grade: 'first' } as const;
  const OF_ZHENG = { ...OPENING, about: 'worker-zheng' };
  const SIGNED = { signer: '郑海涛', path: 'M 1 1' };

  /** A case about worker-zheng that only its window still keeps from being final. */
  async function delivered(): Promise<string> {
    const { id } = caseIn(await open(undefined, OF_ZHENG));
    await sign(id, 'engineering-supervisor-feng', CONCLUDE);
    await sign(id, 'worker-zheng', { step: 'acknowledge', signature: SIGNED });
    const decision = { step: 'decide', sanctions: ['criticism'], reason: '属实' } as const;
    await sign(id, 'engineering-manager-wang', decision);
    const done = await sign(id, 'hr-yang', { step: 'deliver', means: 'in-person' });
    expect(caseIn(done).status).toBe('delivered');
    return id;
  }
  const closesWindow = (id: string) =>
    moveCaseOn(table, (site, at) => readDirectory(table, site, at), id, '2027-03-01T00:00:00.000Z');

  it('is none any more where another case becomes final between the look and the transaction', async () => {
    const other = await delivered();
    const { id } = caseIn(await open(undefined, OF_ZHENG));
    let isFinal = false;
    table.fault = async (name) => {
      if (isFinal || !name.startsWith('TransactWrite')) return undefined;
      isFinal = true;
      expect((await closesWindow(other))?.status).toBe('final');
      return undefined;
    };
    expect(await sign(id, 'engineering-supervisor-feng', FIRST)).toMatchObject({
      code: 'step-not-allowed',
      reason: 'not-the-first',
    });
    expect(isFinal).toBe(true);
    expect((await readCaseLedger(table, id))?.entries.map(({ entry }) => entry.step)).toEqual(['open']);
    // Of any other grade it may be.
    expect(caseIn(await sign(id, 'engineering-supervisor-feng', CONCLUDE)).status).toBe('concluded');
  });

  it('is one where no case of the subject is final, whatever others did', async () => {
    const { id } = caseIn(await open());
    expect(caseIn(await sign(id, 'engineering-supervisor-feng', FIRST)).status).toBe('concluded');
  });
});

it('the head of a case stays small', async () => {
  const { id } = caseIn(await open());
  const long = '查看派单记录与走访住户，情况属实。'.repeat(20);
  await sign(id, 'engineering-supervisor-feng', { ...CONCLUDE, findings: long, conclusion: long });
  const path = `M 1 1${' L 10 10'.repeat(900)}`;
  await sign(id, 'worker-wu', { step: 'acknowledge', signature: { signer: '吴建国', path } });
  const head = await readCase(table, id);
  if (head === undefined) throw new Error('no head');
  expect(head.case.status).toBe('acknowledged');
  expect(Buffer.byteLength(JSON.stringify(caseHeadItem(head)))).toBeLessThan(8 * 1024);
});
