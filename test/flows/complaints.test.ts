/** Complaints over HTTP: whose they are, who is kept out, who complains, and who stands in (B5.2.2a to B5.2.2d). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerResponse, sheetResponse } from '../../shared/contract/responses.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { putPerson, readDirectory, readPerson } from '../../shared/store/organisation/organisation.ts';
import { revised } from '../../shared/store/organisation/organisation-writes.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { transact } from '../../shared/store/table/transact.ts';
import {
  INTAKES,
  type ListJson,
  newKey,
  opened,
  type ProblemJson,
  RATED,
  type SheetJson,
  signed,
} from '../support/intakes.ts';
import { type Json, type Reply, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { type ObservedTable, observedTable } from '../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;

const [ZHAO, QIAN] = ['resident-zhao', 'resident-qian'];
const [LI, HE, SUN, ZHOU] = ['cs-manager-li', 'cs-supervisor-he', 'receptionist-sun', 'receptionist-zhou'];
const [WEI, JIANG, HAN] = ['director-wei', 'deputy-director-jiang', 'overseer-han'];
const [WANG, FENG, WU] = ['engineering-manager-wang', 'engineering-supervisor-feng', 'worker-wu'];
const [CHEN, CHU] = ['security-manager-chen', 'guard-chu'];
const EVER = { from: '2020-01-01T00:00:00.000Z', to: '2099-01-01T00:00:00.000Z' };

/** Writes to somebody's entry in the directory, as the API will. */
async function change(id: string, more: Partial<Person>): Promise<void> {
  const found = await readPerson(table, id);
  if (found === undefined) throw new Error(`no ${id}`);
  const directory = await readDirectory(table, found.site, TEST_NOW);
  if (directory === undefined) throw new Error(`no ${found.site}`);
  await putPerson(table, { ...found, ...more, version: (found.version ?? 1) + 1 });
  await transact(table, [revised(table, directory)]);
}

beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
  // The deputy stands in for engineering's supervisor, a cleaner for hr, who complains of nobody.
  await change(FENG, { standIn: { person: 'cleaner-shi', ...EVER } });
  await change('hr-yang', { standIn: { person: 'administrator-shen', ...EVER } });
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const about = (against: object | undefined, more: object = {}) => ({
  ...INTAKES.complaint,
  complaint: { ...INTAKES.complaint.complaint, ...(against === undefined ? {} : { against }), ...more },
});
const online = (against: object | undefined, more: object = {}) => {
  const { resident: _resident, signature: _signature, ...intake } = about(against, more);
  return { ...intake, channel: 'online' };
};
const handOver = (section: string) => ({ step: 'hand-over', section, opinion: '请调查' });
const get = (who: string, path: string) => cloud.as(who).get<Json>(path);
const sign = (who: string, id: string, body: object) =>
  cloud.as(who).post<ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
const listed = async (who: string, query = '') => {
  const reply = await cloud.as(who).get<ListJson>(`/sheets?site=riverside&limit=100${query}`);
  return reply.json.items.map(({ id }) => id);
};
const lettersTo = (who: string) => cloud.effects.mail.mail(`${who}@riverside.example`);
/** Everything that somebody can be told of a sheet by asking. */
const reads = (id: string, number: string) => [
  `/sheets/${id}`,
  `/sheets/${id}/ledger`,
  ...['resident', 'customer-service', 'section', 'archive'].map((copy) => `/sheets/${id}/copies/${copy}`),
  `/sheets?site=riverside&number=${number}`,
  '/sheets?site=riverside&limit=100',
  '/sheets?site=riverside&limit=100&sort=due',
  '/sheets?site=riverside&limit=100&kind=complaint',
];

/** Nothing of the sheet is there for that person, whatever they ask or sign. */
async function isKeptFrom(who: string, { id, number }: SheetJson): Promise<void> {
  const isHidden = async (path: string) => {
    const reply = await get(who, path);
    expect(reply.status, `${who} ${path}`).toBe(path.startsWith('/sheets?') ? 200 : 404);
    expect(reply.text, `${who} ${path}`).not.toContain(id);
    expect(reply.text, `${who} ${path}`).not.toContain(number);
  };
  await Promise.all(reads(id, number).map(isHidden));
  for (const body of [handOver('cleaning'), { step: 'accept' }, { step: 'archive' }, { step: 'receive' }]) {
    expect((await sign(who, id, body)).status, `${who} ${body.step}`).toBe(404);
  }
}

describe('a complaint that takes the usual way (B5.2.2b)', () => {
  it('is reported to customer service’s leaders, handed over by them, handled by the section’s manager', async () => {
    const { id, number } = await opened(cloud.as(ZHAO), online({ person: CHU }));
    await cloud.clock.advance('PT1M');
    for (const who of [LI, HE]) expect(lettersTo(who).at(-1)?.text).toContain(number);
    for (const who of [WEI, CHEN])
      expect(
        lettersTo(who)
          .map(({ text }) => text)
          .join(),
      ).not.toContain(number);
    expect((await sign(SUN, id, handOver('security'))).status).toBe(403);
    expect((await sign(LI, id, { step: 'answer', answer: '好的' })).status).toBe(409);
    await signed(cloud, id, [[HE, handOver('security')]]);
    expect((await sign(CHEN, id, { step: 'accept', handler: CHU })).json.code).toBe('step-not-allowed');
    expect((await sign('security-supervisor-lu', id, { step: 'accept' })).status).toBe(403);
    await isKeptFrom(CHU, { id, number } as SheetJson);
    const done = await signed(cloud, id, [
      [CHEN, { step: 'accept' }],
      [CHEN, { step: 'complete', outcome: '已批评教育' }],
      [CHEN, { step: 'return', opinion: '属实' }],
      [ZHOU, { step: 'follow-up', reached: true, resolved: true }],
      RATED,
      [SUN, { step: 'archive' }],
    ]);
    expect(done.status).toBe('archived');
  });
});

describe('a complaint against a section’s manager (B5.2.2c)', () => {
  it('is the director’s alone to deal with, and the manager never hears of it', async () => {
    const before = lettersTo(WEI).length;
    const sheet = await opened(cloud.as(ZHAO), online({ person: WANG }));
    const { id } = sheet;
    await cloud.clock.advance('PT1M');
    expect(
      lettersTo(WEI)
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).toContain(sheet.number);
    for (const who of [LI, HE, WANG, FENG]) {
      expect(
        lettersTo(who)
          .map(({ text }) => text)
          .join(),
        who,
      ).not.toContain(sheet.number);
    }
    await isKeptFrom(WANG, sheet);
    expect(await listed(LI)).toContain(id);
    expect((await sign(LI, id, handOver('engineering'))).status).toBe(403);
    expect((await sign(WEI, id, handOver('engineering'))).status).toBe(409);
    expect((await sign(JIANG, id, { step: 'accept' })).status).toBe(403);
    const accepted = await signed(cloud, id, [[WEI, { step: 'accept' }]]);
    expect(accepted).toMatchObject({ status: 'accepted', handler: WEI });
    expect(accepted).not.toHaveProperty('section');
    const returned = await signed(cloud, id, [
      [WEI, { step: 'reply', message: '正在调查' }],
      [WEI, { step: 'complete', outcome: '已调查' }],
      [WEI, { step: 'return', opinion: '属实' }],
    ]);
    expect(returned.status).toBe('returned');
    expect((await sign(JIANG, id, { step: 'follow-up', reached: true, resolved: true })).status).toBe(403);
    await signed(cloud, id, [
      [ZHOU, { step: 'follow-up', reached: true, resolved: true }],
      RATED,
      [SUN, { step: 'archive' }],
    ]);
    await isKeptFrom(WANG, sheet);
    const copy = await get(WEI, `/sheets/${id}/copies/archive`);
    expect(copy.text).toContain('办公室');
    expect(sheetResponse.parse((await get(WEI, `/sheets/${id}`)).json)).toBeDefined();
  });

  it('starts with an amendment, which takes it back from the section, and ends with another', async () => {
    const sheet = await opened(cloud.as(SUN), about(undefined));
    const { id } = sheet;
    await signed(cloud, id, [
      [LI, handOver('engineering')],
      [WANG, { step: 'accept' }],
    ]);
    const fields = (against?: object) => ({
      fields: { complaint: about(against).complaint },
      reason: '补记',
    });
    const amended = await signed(cloud, id, [
      [SUN, { step: 'amend', ...fields({ section: 'engineering' }) }],
    ]);
    expect(amended.status).toBe('registered');
    await isKeptFrom(WANG, sheet);
    await isKeptFrom(FENG, sheet);
    expect((await sign(LI, id, handOver('cleaning'))).status).toBe(403);
    // Whom the desk leaves out stays complained of; the director takes them out.
    await signed(cloud, id, [[SUN, { step: 'amend', ...fields() }]]);
    await isKeptFrom(WANG, sheet);
    await signed(cloud, id, [[WEI, { step: 'amend', ...fields() }]]);
    expect((await get(WANG, `/sheets/${id}`)).status).toBe(200);
    expect((await sign(LI, id, handOver('engineering'))).status).toBe(201);
  });
});

describe('a complaint against customer service, or against the office', () => {
  it('leaves customer service out of it altogether; the authority and the deputy have its steps', async () => {
    const sheet = await opened(cloud.as(ZHAO), online({ section: 'customer-service' }));
    const { id } = sheet;
    expect(sheet.firstContact).toBe(WEI);
    for (const who of [SUN, ZHOU, HE, LI]) await isKeptFrom(who, sheet);
    const returned = [
      [WEI, { step: 'accept' }],
      [WEI, { step: 'complete', outcome: '已调查' }],
      [WEI, { step: 'return', opinion: '属实' }],
    ] as const;
    await signed(cloud, id, returned);
    expect((await sign(WEI, id, { step: 'follow-up', reached: true, resolved: true })).status).toBe(403);
    await signed(cloud, id, [[JIANG, { step: 'follow-up', reached: true, resolved: true }]]);
    expect((await signed(cloud, id, [RATED, [WEI, { step: 'archive' }]])).status).toBe('archived');
  });

  it('passes over the receptionist whom it is against in the rotation', async () => {
    for (const who of [SUN, ZHOU]) {
      const { firstContact } = await opened(cloud.as(ZHAO), online({ person: who }));
      expect(firstContact).not.toBe(who);
    }
  });

  it('against the director is the overseer’s, who sees no other sheet', async () => {
    const sheet = await opened(cloud.as(ZHAO), online({ person: WEI }));
    await cloud.clock.advance('PT1M');
    await isKeptFrom(WEI, sheet);
    expect(await listed(HAN)).toEqual([sheet.id]);
    expect(await listed(HAN, '&kind=repair')).toEqual([]);
    expect(await listed(HAN, '&sort=due')).toEqual([sheet.id]);
    expect(await listed(JIANG)).toContain(sheet.id);
    expect(lettersTo(HAN).at(-1)?.text).toContain(sheet.number);
    await signed(cloud, sheet.id, [[HAN, { step: 'accept' }]]);
    const other = await opened(cloud.as(ZHAO), online({ person: JIANG }));
    await isKeptFrom(JIANG, other);
    const own = await opened(cloud.as(ZHAO), online({ person: HAN }));
    await isKeptFrom(HAN, own);
    expect((await signed(cloud, own.id, [[WEI, { step: 'accept' }]])).handler).toBe(WEI);
  });

  it('proposes to the director no case over a complaint against them', async () => {
    const sheet = await opened(cloud.as(ZHAO), online({ person: WEI }));
    await signed(cloud, sheet.id, [[HAN, handOver('engineering')]]);
    await cloud.clock.advance('PT27H');
    const proposed = async (who: string) => {
      const { json } = await cloud.as(who).get<{ proposedCases: { sheet: string }[] }>('/me');
      return json.proposedCases.map((each) => each.sheet);
    };
    expect(await proposed(HAN)).toContain(sheet.id);
    expect(await proposed(WEI)).not.toContain(sheet.id);
    expect(
      lettersTo(WEI)
        .map(({ text }) => text)
        .join(),
    ).not.toContain(sheet.number);
  });
});

describe('a letter that waits', () => {
  it('is not sent to whom the complaint has come to be against by the time', async () => {
    const sheet = await opened(cloud.as(SUN), about(undefined));
    await cloud.settle();
    const fields = { complaint: about({ person: LI }).complaint };
    await signed(cloud, sheet.id, [[SUN, { step: 'amend', fields, reason: '补记' }]]);
    await cloud.clock.advance('PT1M');
    const told = (who: string) => lettersTo(who).some(({ text }) => text.includes(sheet.number));
    expect([told(LI), told(HE), told(WEI)]).toEqual([false, true, true]);
  });
});

describe('where somebody stands', () => {
  it('is never taken from memory: who leads the section from now on is kept out from now on', async () => {
    const sheet = await opened(cloud.as(SUN), about({ section: 'cleaning' }));
    expect((await get(ZHOU, `/sheets/${sheet.id}`)).status).toBe(200);
    expect(await listed(ZHOU)).toContain(sheet.id);
    await change(ZHOU, { role: 'supervisor', section: 'cleaning' });
    await isKeptFrom(ZHOU, sheet);
    await change(ZHOU, { role: 'receptionist', section: 'customer-service' });
    expect((await get(ZHOU, `/sheets/${sheet.id}`)).status).toBe(200);
  });
});

describe('an anonymous complaint', () => {
  const TELLING = ['钱志强', '13800000002', '138****0002', '****0002', '3栋1单元502', 'resident-qian'];
  const ID = 'resident-qian';
  const qian = { id: ID, name: '钱志强', phone: '13800000002', address: '3栋1单元502' };

  /** No byte of it tells who complains; what a cursor or an encoding hides is looked at as well. */
  const tells = (text: string): readonly string[] => {
    const encoded = [...text.matchAll(/[A-Za-z0-9_-]{24,}/g)].map(([part]) =>
      [Buffer.from(part, 'base64url'), Buffer.from(part.slice(24), 'base64url')]
        .map((bytes) => bytes.toString('utf8'))
        .join(),
    );
    const plain = [text, ...encoded].join('\n').replaceAll(/KF-\d+-\d+/g, '');
    return TELLING.filter((word) => plain.includes(word));
  };

  async function lived(intake: object, by: string): Promise<SheetJson> {
    const sheet = await opened(cloud.as(by), intake);
    await signed(cloud, sheet.id, [
      [QIAN, { step: 'urge', message: '请尽快' }],
      [
        SUN,
        { step: 'amend', fields: { resident: { ...qian, address: '3栋1单元502室' } }, reason: '补记门牌' },
      ],
    ]);
    return sheet;
  }

  /** That a page has no rows, and whether it goes on. */
  const pageOf = (text: string) => {
    const { items, nextCursor }: ListJson = JSON.parse(text);
    expect(items).toEqual([]);
    return nextCursor !== undefined;
  };

  /** What is true of any of them is shown to nobody else. */
  async function shows(who: string, sheet: SheetJson, replies: readonly Reply<Json>[]): Promise<void> {
    const paths = [
      ...reads(sheet.id, sheet.number),
      `/sheets?site=riverside&resident=${ID}`,
      `/sheets?site=riverside&limit=1&resident=${ID}`,
      `/sheets?site=riverside&limit=1&handler=${ID}`,
      `/sheets?site=riverside&limit=1&firstContact=${ID}`,
      '/me',
      '/organisation?site=riverside',
    ];
    const read = async (path: string) => {
      const { text } = await get(who, path);
      expect(tells(text), `${who} ${path}`).toEqual([]);
      if (!path.includes(ID)) return;
      // Nor does what is missing, or where a page ends: it is as if one asked for somebody unknown.
      const unknown = await get(who, path.replace(ID, 'resident-nobody'));
      expect(pageOf(text), `${who} ${path}`).toEqual(pageOf(unknown.text));
    };
    await Promise.all(paths.map(read));
    for (const { text } of replies) expect(tells(text), `${who} signs`).toEqual([]);
    for (const letter of lettersTo(who)) {
      expect(tells(`${letter.subject}\n${letter.text}\n${letter.html}`), `a letter to ${who}`).toEqual([]);
    }
  }

  it('tells nobody but customer service and the resident who complains, in no answer, letter or copy', async () => {
    const intake = online({ person: CHU }, { anonymous: true, persons: ['一名保安'] });
    const sheet = await lived(intake, QIAN);
    const second = await lived(
      {
        ...about({ person: CHU }, { anonymous: true }),
        resident: qian,
        signature: { signer: qian.name, path: 'M 10 40 L 60 20 L 110 40' },
      },
      SUN,
    );
    const replies = new Map<string, Reply<Json>[]>();
    const step = async (who: string, body: object) => {
      const reply = await cloud.as(who).post<Json>(`/sheets/${sheet.id}/sign-offs`, body, {
        'idempotency-key': `anonymous-${who}-${'step' in body ? body.step : ''}`,
      });
      expect(reply.status, `${who} ${JSON.stringify(body)}: ${reply.text}`).toBe(201);
      replies.set(who, [...(replies.get(who) ?? []), reply]);
    };
    await step(LI, handOver('security'));
    // The acceptance is late: letters go out to everybody above.
    await cloud.clock.advance('PT28H');
    await step(CHEN, { step: 'accept' });
    // The first answer again, byte for byte.
    await step(CHEN, { step: 'accept' });
    await step(CHEN, { step: 'complete', outcome: '已批评教育' });
    await step(CHEN, { step: 'return', opinion: '属实' });
    const staff = (await readDirectory(table, 'riverside', TEST_NOW))?.staff ?? [];
    const kept = staff.map(({ id }) => id).filter((id) => ![SUN, ZHOU, HE, LI].includes(id));
    expect(kept).toHaveLength(14);
    for (const who of [...kept, ZHAO]) await shows(who, sheet, replies.get(who) ?? []);
    expect((await get(CHEN, `/sheets/${sheet.id}`)).json).toMatchObject({ id: sheet.id, signatures: [] });
    for (const who of [LI, QIAN]) {
      expect((await get(who, `/sheets/${sheet.id}`)).json, who).toMatchObject({ resident: { id: ID } });
    }
    expect(await listed(LI, `&resident=${ID}`)).toEqual(expect.arrayContaining([sheet.id, second.id]));
    expect((await get(CHEN, `/sheets/${sheet.id}/copies/section`)).text).toContain('匿名');
  });

  it('marks what is redacted, and checks the chain before it redacts', async () => {
    const sheet = await lived(online(undefined, { anonymous: true }), QIAN);
    await signed(cloud, sheet.id, [[LI, handOver('security')]]);
    const { json } = await get(CHEN, `/sheets/${sheet.id}/ledger`);
    const ledger = ledgerResponse.parse(json);
    expect(ledger.intact).toBe(true);
    expect(ledger.entries.map(({ step, redacted, actor }) => [step, redacted ?? false, actor?.id])).toEqual([
      ['open', true, undefined],
      ['urge', true, undefined],
      ['amend', false, SUN],
      ['hand-over', false, LI],
    ]);
    const whole = ledgerResponse.parse((await get(LI, `/sheets/${sheet.id}/ledger`)).json);
    expect(whole.entries.some(({ redacted }) => redacted)).toBe(false);
    expect(whole.entries.map(({ hash }) => hash)).toEqual(ledger.entries.map(({ hash }) => hash));
    // Who knows all residents could else try which of them gives the hash.
    const [open, , amend] = whole.entries;
    const hidden = { commitment: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const resident = { id: hidden, name: hidden, phone: hidden, address: hidden };
    expect([open?.resident, amend?.fields]).toEqual([resident, { resident: { address: hidden } }]);
    expect(whole.values['1']?.['/resident/id']).toMatchObject({ value: ID, salt: expect.any(String) });
    expect(Object.keys(ledger.values['1'] ?? {}).some((pointer) => /resident|actor/.test(pointer))).toBe(
      false,
    );
  });

  it('is shown whole to the authority of a recused one, and to no other director', async () => {
    const intake = online({ person: WANG }, { anonymous: true });
    const sheet = await opened(cloud.as(QIAN), intake);
    expect((await get(WEI, `/sheets/${sheet.id}`)).json).toMatchObject({ resident: { id: ID } });
    expect(await listed(WEI, `&resident=${ID}`)).toEqual([sheet.id]);
    await shows(JIANG, sheet, []);
    const above = await opened(cloud.as(QIAN), online({ person: JIANG }, { anonymous: true }));
    expect((await get(HAN, `/sheets/${above.id}`)).json).toMatchObject({ resident: { id: ID } });
    expect((await get(WEI, `/sheets/${above.id}`)).json).not.toHaveProperty('resident');
  });
});

describe('a stand-in', () => {
  it('acts for the absent in reads, lists and steps; entries name both, and recusal is checked for both', async () => {
    const SHI = 'cleaner-shi';
    const { id } = await opened(cloud.as(SUN), INTAKES.repair);
    await signed(cloud, id, [[SUN, handOver('engineering')]]);
    expect(await listed(SHI)).toContain(id);
    const reply = await cloud
      .as(SHI)
      .post<{ entry: Json }>(`/sheets/${id}/sign-offs`, { step: 'accept', handler: WU }, newKey());
    expect(reply.json.entry).toMatchObject({
      actor: { id: SHI, role: 'supervisor', section: 'engineering', standInFor: FENG },
    });
    expect((await get(SHI, `/sheets/${id}/copies/section`)).status).toBe(200);
    await isKeptFrom(SHI, await opened(cloud.as(SUN), about({ person: FENG })));
    await isKeptFrom(SHI, await opened(cloud.as(SUN), about({ person: SHI })));
  });
});

describe('requests', () => {
  it('visibility costs none for a row: a page of fifty complaints is as many as a page of any other', async () => {
    const directory = (await readDirectory(table, 'riverside', TEST_NOW)) as Directory;
    const asked = async (who: string, limit: number) => {
      const found = directory.staff.find(({ id }) => id === who) as Person;
      table.sent.length = 0;
      const page = await listSheets(
        table,
        { kind: ['complaint'] },
        actorsOf(found, directory, TEST_NOW),
        directory,
        limit,
        undefined,
      );
      expect(page.sheets.length).toBeGreaterThan(0);
      return table.sent.length;
    };
    for (let nth = 0; nth < 10; nth += 1) {
      await opened(cloud.as(QIAN), online({ person: WANG }, { anonymous: true }));
      await opened(cloud.as(SUN), about({ section: 'security' }, { anonymous: nth % 2 === 0 }));
    }
    for (const who of [SUN, WEI, JIANG]) {
      const few = await asked(who, 2);
      expect(await asked(who, 20), who).toBe(few);
      // The list, and the directory with the people above its site.
      expect(few, who).toBeLessThanOrEqual(3);
    }
  });
});
