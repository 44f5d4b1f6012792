/**
 * What is kept for its time and no longer (contract section 12): sheets, complaints and cases each for theirs, with every text
 * that somebody typed and every file, wherever the sweep or an erasure is killed on its way.
 */
import { isDeepStrictEqual } from 'node:util';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findErasure, settleErasure } from '../../shared/commands/erasures.ts';
import { eraseDue } from '../../shared/commands/retention.ts';
import { caseResponse } from '../../shared/contract/cases/case-responses.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { entryKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import { type CaseStep, carriedOut, OPENING, readCase, SIGNATURE, signedCase } from '../support/cases.ts';
import { everythingKept, inTable, itemsOf, type Kept, placesOf } from '../support/everything-kept.ts';
import { INTAKES, type LedgerJson, newKey, opened, type SheetJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';
import { uploaded } from '../support/uploads.ts';

const [DESK, LI, WEI] = ['receptionist-sun', 'cs-manager-li', 'director-wei'];
const RETENTION = { sheets: 'P1D', complaints: 'P2D', cases: 'P3D' };
const QIAN = { id: 'resident-qian', name: '钱忆二', phone: '13966660002', address: '8栋8单元809' };
const ZHOU = { name: '周忆三', phone: '13966660003', address: '8栋8单元810' };
const LIU = { name: '刘忆一', phone: '13966660001', address: '8栋8单元808' };

/** Texts of which each is typed once, so that whichever is left is known by itself. */
function texts(of: string) {
  const typed: string[] = [];
  const say = (what: string) => {
    const text = `${of}${what}${typed.length}号`;
    typed.push(text);
    return text;
  };
  return { say, typed: typed as readonly string[] };
}

let cloud: TestCloud;
let table: ObservedTable;
beforeAll(async () => {
  cloud = await startTestCloud({
    retention: JSON.stringify(RETENTION),
    caseTerms: '{"window":"PT2M"}',
  });
  table = observedTable(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const paper = (text: string) => ({
  ...{ name: `${text}.pdf`, type: 'application/pdf' },
  bytes: new TextEncoder().encode(`%PDF-1.4 ${text}`),
});
const ledgerOf = async (path: string, who = WEI) =>
  (await cloud.as(who).get<LedgerJson & { erased?: true }>(`${path}/ledger`)).json;
const isErased = async (path: string, who = WEI) => {
  const { erased, intact, values = {} } = await ledgerOf(path, who);
  expect(intact, path).toBe(true);
  expect(Object.keys(values).length === 0, path).toBe(erased === true);
  return erased === true;
};

/** A report of somebody without a login, withdrawn and archived. */
async function report(resident: object = LIU, name = LIU.name): Promise<SheetJson> {
  const signature = { signer: name, path: 'M 3 3 L 9 2 L 3 8' };
  const sheet = await opened(cloud.as(DESK), { ...INTAKES.report, resident, signature });
  await signed(cloud, sheet.id, [
    [DESK, { step: 'withdraw', reason: '不用了', signature }],
    [DESK, { step: 'archive' }],
  ]);
  return sheet;
}

/** A complaint through hearings, withdrawn and archived. */
async function complaint(say: (what: string) => string): Promise<SheetJson> {
  const signature = { signer: LIU.name, path: 'M 3 3 L 9 2 L 3 9' };
  const sheet = await opened(cloud.as(DESK), {
    ...{ ...INTAKES.complaint, resident: LIU, signature, subject: say('事由'), details: say('详情') },
    complaint: {
      ...{ occurredAt: INTAKES.complaint.complaint.occurredAt, place: say('地点'), cause: say('起因') },
      ...{ course: say('经过'), persons: [say('某甲'), say('某乙')], against: { person: 'guard-chu' } },
    },
    files: [await uploaded(cloud.as(DESK), paper(say('证据')))],
  });
  const consulted = { step: 'consult', person: 'deputy-director-jiang', question: say('请示') };
  await signed(cloud, sheet.id, [
    [LI, { step: 'hand-over', section: 'security', opinion: say('意见') }],
    [LI, { step: 'note', text: say('备注') }],
    ['security-manager-chen', { step: 'accept' }],
    ['security-manager-chen', consulted],
    ['deputy-director-jiang', { step: 'advise', text: say('批示') }],
    ['security-manager-chen', { step: 'reply', message: say('答复'), by: 'phone' }],
    ['security-manager-chen', { step: 'complete', outcome: say('结果') }],
    ['security-manager-chen', { step: 'return', opinion: say('交回') }],
    [LI, { step: 'follow-up', reached: true, resolved: true, satisfaction: 4, feedback: say('反馈') }],
  ]);
  return sheet;
}

/** A case through its hearing, a review and what was carried out of it, archived; and the request that opened it. */
async function heldCase(say: (what: string) => string) {
  const by = 'engineering-manager-wang';
  const lead = 'engineering-supervisor-feng';
  const body = {
    ...{ ...OPENING, allegation: say('指控') },
    files: [await uploaded(cloud.as(by), paper(say('物证')))],
  };
  const key = newKey();
  const { json } = await cloud.as(by).post<{ id: string }>('/cases', body, key);
  const steps: CaseStep[] = [
    [
      lead,
      {
        ...{ step: 'conclude', findings: say('查明'), conclusion: say('结论'), grade: 'minor' },
        files: [await uploaded(cloud.as(lead), paper(say('笔录')))],
      },
    ],
    ['worker-wu', { step: 'acknowledge', signature: SIGNATURE, statement: say('陈述') }],
    [by, { step: 'decide', sanctions: ['written-self-criticism'], reason: say('理由') }],
    ['hr-yang', { step: 'deliver', means: 'in-person' }],
  ];
  await signedCase(cloud, json.id, steps);
  const files = [await uploaded(cloud.as('worker-wu'), paper(say('申诉材料')))];
  const appeal = { statement: say('申诉'), files };
  expect((await cloud.as('worker-wu').post(`/cases/${json.id}/appeals`, appeal, newKey())).status).toBe(201);
  const review = { step: 'decide', outcome: 'upheld', reason: say('复核') };
  const reviewed = await cloud.as(LI).post(`/cases/${json.id}/appeals/1/sign-offs`, review, newKey());
  expect(reviewed.status, reviewed.text).toBe(201);
  await signedCase(cloud, json.id, [[LI, { step: 'deliver', means: 'in-person' }]]);
  await cloud.clock.advance('PT5M');
  await carriedOut(cloud, json.id);
  expect((await readCase(cloud, json.id)).status).toBe('archived');
  return { id: json.id, open: () => cloud.as(by).post<Json>('/cases', body, key) };
}

/** Letters are in people's mailboxes, and the table's stream ends after a day. */
const inHand = (kept: readonly Kept[]) => kept.filter(({ where }) => !/^(letter|the stream)/.test(where));

describe('what was archived long enough ago', () => {
  it('is erased by its own time, whole, beside a ledger that nobody can read', async () => {
    const [ofComplaint, ofCase] = [texts('投诉'), texts('案卷')];
    const broken = await report();
    const place = entryKey(broken.id, 2);
    const Item = { ...(await readItem(table, place)), entry: '{' };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const sheet = await report();
    const { id } = await complaint(ofComplaint.say);
    const held = await heldCase(ofCase.say);
    const typed = [...ofComplaint.typed, ...ofCase.typed];
    const before = placesOf(inHand(await everythingKept(cloud)), typed);
    expect(typed.filter((text) => !before.some((each) => each.endsWith(`: ${text}`)))).toEqual([]);

    const state = async () => [
      await isErased(`/sheets/${sheet.id}`),
      await isErased(`/sheets/${id}`),
      await isErased(`/cases/${held.id}`, 'hr-yang'),
    ];
    // Archived on the 23rd, but the complaint after its week, and the sweep is at midnight.
    await cloud.clock.advance('P1DT16H');
    expect(await state()).toEqual([true, false, false]);
    await cloud.clock.advance('P1D');
    expect(await state()).toEqual([true, false, false]);
    await cloud.clock.advance('P1D');
    expect(await state()).toEqual([true, false, true]);
    const again = await held.open();
    expect([again.status, again.json.id, again.json.status]).toEqual([201, held.id, 'archived']);
    expect(caseResponse.safeParse(again.json).success).toBe(true);
    expect(placesOf([{ where: 'answer', bytes: Buffer.from(again.text) }], typed)).toEqual([]);
    expect(placesOf(inHand(await everythingKept(cloud)), ofCase.typed)).toEqual([]);
    await cloud.clock.advance('P7D');
    expect(await state()).toEqual([true, true, true]);
    expect(placesOf(inHand(await everythingKept(cloud)), typed)).toEqual([]);
  });
});

describe('wherever it is killed', () => {
  /** The whole table as it is, to be gone back to. */
  async function remembered() {
    const items = async () =>
      new Map((await itemsOf(cloud)).map((item) => [`${item.pk} ${item.sk}`, item] as const));
    await cloud.settle();
    const before = await items();
    return async () => {
      const now = await items();
      const gone = [...now].filter(([place]) => !before.has(place));
      const other = [...before].filter(([place, item]) => !isDeepStrictEqual(now.get(place), item));
      for (const [, { pk, sk }] of gone)
        await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
      for (const [, Item] of other) await table.client.send(new PutCommand({ TableName: table.name, Item }));
    };
  }

  /** Does something over and over, each time killed after one request more, and once more to the end. */
  async function killedEverywhere(run: () => Promise<unknown>, holds: (when: string) => Promise<void>) {
    const goBack = await remembered();
    for (let nth = 0; ; nth += 1) {
      const from = table.sent.length;
      table.fault = (_name, place) => (place === from + nth ? 'after' : undefined);
      const outcome = await run().catch((error: unknown) => error);
      const isKilled = table.sent.length > from + nth;
      table.fault = () => undefined;
      expect(
        outcome instanceof Crash || outcome instanceof AggregateError,
        `request ${nth}: ${outcome}`,
      ).toBe(isKilled);
      if (isKilled) await run();
      await cloud.settle();
      await holds(`killed after request ${nth}`);
      if (!isKilled) return nth;
      await goBack();
    }
  }
  const now = () => new Date(cloud.clock.now()).toISOString();

  it('the sweep goes on where it was', async () => {
    const { say, typed } = texts('清扫');
    const sheet = await report(ZHOU, ZHOU.name);
    const held = await heldCase(say);
    const due = new Date(cloud.clock.now() + 30 * 86_400_000).toISOString();
    // What the sweep fails by it gives, so that whoever runs it fails.
    const sweep = async () => {
      const { failures } = await eraseDue(table, 'riverside', RETENTION, due);
      const own = failures.filter(({ cause }) => cause instanceof Crash);
      if (own.length > 0) throw new AggregateError(own);
    };
    const requests = await killedEverywhere(sweep, async (when) => {
      expect(await isErased(`/sheets/${sheet.id}`), when).toBe(true);
      expect(await isErased(`/cases/${held.id}`, 'hr-yang'), when).toBe(true);
      expect(placesOf(await inTable(cloud), [...typed, ...Object.values(ZHOU)]), when).toEqual([]);
    });
    expect(requests).toBeGreaterThan(8);
  });

  it('an erasure that people asked for is confirmed once more', async () => {
    const [first, second] = [await report(QIAN, QIAN.name), await report(QIAN, QIAN.name)];
    const asked = await cloud
      .as('administrator-shen')
      .post<{ change: { id: string } }>('/people/resident-qian/erasures', { reason: '本人申请' }, newKey());
    const { id } = asked.json.change;
    const caller = (await readPerson(table, WEI)) as Person;
    const confirm = async () => {
      const kept = await findErasure(table, 'resident-qian', id);
      return kept?.state === 'waiting' ? settleErasure(table, { caller, now: now() }, 'confirm', kept) : kept;
    };
    const requests = await killedEverywhere(confirm, async (when) => {
      expect(await isErased(`/sheets/${first.id}`), when).toBe(true);
      expect(await isErased(`/sheets/${second.id}`), when).toBe(true);
      const person = await cloud.as(WEI).get<Json>('/people/resident-qian');
      expect([person.json.erased, person.json.active], when).toEqual([true, false]);
      expect(await ledgerOf('/people/resident-qian'), when).toMatchObject({ values: {}, intact: true });
      expect(placesOf(await inTable(cloud), [QIAN.name, QIAN.phone]), when).toEqual([]);
    });
    expect(requests).toBeGreaterThan(20);
  });
});
