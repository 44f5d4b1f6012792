/**
 * A life over the typed client. What the client hears are the examples of the API description: they are compared
 * with shared/contract/examples.json, and `npm run record:examples` writes them anew.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { components } from '../../shared/client/api.ts';
import { HAND_OVER, INTAKES, RESOLVED } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type Client, lasting, type Recording, recordingClient } from './recorder.ts';

type Step = components['schemas']['SignOff'];
type Problem = components['schemas']['Problem'];

const EXAMPLES = 'shared/contract/examples.json';
const recording: Recording = {};
let cloud: TestCloud;
const clients = new Map<string, Client>();

beforeAll(async () => {
  cloud = await startTestCloud();
  for (const person of [
    'receptionist-sun',
    'receptionist-zhou',
    'worker-wu',
    'director-wei',
    'resident-zhao',
    'engineering-manager-wang',
    'administrator-shen',
    'overseer-han',
    'hr-yang',
  ]) {
    clients.set(person, recordingClient(cloud.url, await cloud.tokenFor(person), recording));
  }
});
afterAll(() => cloud.stop());

function as(person: string): Client {
  const client = clients.get(person);
  if (client === undefined) throw new Error(`${person} has no client`);
  return client;
}

const desk = () => as('receptionist-sun');
const key = (nth: number) => ({ 'Idempotency-Key': `example-${nth}` });

/** The answer of a request that was to go well. */
function good<T>({ data, error }: { readonly data?: T; readonly error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

/** A page of a list that may also be asked for as CSV. */
function listed<T extends object>(page: T | string): T {
  if (typeof page === 'string') throw new Error(page);
  return page;
}

/** The code of a request that was to be refused. */
function code({ error }: { readonly error?: Problem }): string | undefined {
  return error?.code;
}

async function sign(person: string, id: string, body: Step) {
  const path = { id };
  return good(await as(person).POST('/sheets/{id}/sign-offs', { params: { path }, body }));
}

describe('a life over the typed client', () => {
  let id = '';

  it('runs from the desk to the archive', async () => {
    const body = INTAKES.repair;
    const sheet = good(await desk().POST('/sheets', { params: { header: key(1) }, body }));
    id = sheet.id;
    expect((await sign('receptionist-sun', id, HAND_OVER)).sheet.status).toBe('handed-over');
    await sign('worker-wu', id, { step: 'accept' });
    await sign('worker-wu', id, { step: 'arrive' });
    await sign('worker-wu', id, { step: 'complete', outcome: '已更换水管' });
    await sign('worker-wu', id, { step: 'return', opinion: '修好，试水正常' });
    await sign('receptionist-zhou', id, RESOLVED);
    await sign('resident-zhao', id, { step: 'rate', satisfaction: 5 });
    const { entry } = await sign('receptionist-sun', id, { step: 'archive' });
    expect(entry.step).toBe('archive');
  });

  it('is read, listed page by page, and printed', async () => {
    const path = { id };
    expect(good(await desk().GET('/sheets/{id}', { params: { path } })).status).toBe('archived');
    expect(good(await desk().GET('/sheets/{id}/ledger', { params: { path } })).intact).toBe(true);
    // Lists are newest first, and what is opened in the same instant comes in any order.
    await cloud.clock.advance('PT1M');
    good(await desk().POST('/sheets', { params: { header: key(2) }, body: INTAKES.report }));
    const query = { site: 'riverside', limit: 1 };
    const page = listed(good(await desk().GET('/sheets', { params: { query } })));
    expect(page.items).toHaveLength(1);
    const { nextCursor: cursor = '' } = page;
    const next = listed(good(await desk().GET('/sheets', { params: { query: { ...query, cursor } } })));
    expect(next.items.map((item) => item.id)).toEqual([id]);
    const found = { params: { query: { site: 'riverside', q: '1-2-301', status: ['archived' as const] } } };
    expect(listed(good(await desk().GET('/sheets', found))).items.map((item) => item.id)).toEqual([id]);
    const caller = { params: { query: { site: 'riverside', q: '1-2-301' } } };
    expect(good(await desk().GET('/residents', caller)).items.map((item) => item.id)).toEqual([
      'resident-zhao',
    ]);
    const copy = { params: { path: { id, copy: 'resident' } }, parseAs: 'text' } as const;
    expect(good(await desk().GET('/sheets/{id}/copies/{copy}', copy))).toContain('<html');
  });

  it('gives the resident a link, by which they read and sign without a login', async () => {
    const opening = { params: { header: key(7) }, body: INTAKES.report };
    const sheet = good(await desk().POST('/sheets', opening));
    const { url } = good(await desk().POST('/sheets/{id}/links', { params: { path: { id: sheet.id } } }));
    const path = { token: url.slice(url.lastIndexOf('/') + 1) };
    const bearer = recordingClient(cloud.url, undefined, recording);
    const seen = good(await bearer.GET('/r/{token}', { params: { path } }));
    expect(seen).toHaveProperty('may', expect.arrayContaining(['urge']));
    const urging = { step: 'urge', message: '请尽快处理' } as const;
    const signed = await bearer.POST('/r/{token}', { params: { path, header: key(8) }, body: urging });
    expect(good(signed).number).toBe(sheet.number);
    const forged = await bearer.GET('/r/{token}', { params: { path: { token: 'x'.repeat(22) } } });
    expect(code(forged)).toBe('not-found');
  });

  it('publishes what a section commits itself to', async () => {
    const path = { site: 'riverside', id: 'engineering' };
    const body = {
      promises: [
        {
          id: 'water',
          clause: 'B5.2.1b',
          zh: '水、暖、气急修十分钟内到场。',
          en: 'On site within ten minutes for water, heating and gas.',
        },
      ],
      targets: { 'repair.urgent.arrival': 'PT10M' },
      effectiveFrom: '2026-12-01T00:00:00.000Z',
    };
    const drafting = { params: { path }, body };
    const draft = await as('engineering-manager-wang').PUT(
      '/sites/{site}/sections/{id}/commitments',
      drafting,
    );
    expect(good(draft).promises).toHaveLength(1);
    const publishing = { params: { path } };
    const published = await as('director-wei').POST(
      '/sites/{site}/sections/{id}/commitments/publish',
      publishing,
    );
    expect(good(published).version).toBe(1);
    const query = { site: 'riverside' };
    good(await desk().GET('/commitments', { params: { query } }));
    good(await desk().GET('/sites/{site}/sections/{id}/commitments', { params: { path } }));
  });

  it('changes the organisation', async () => {
    const office = as('administrator-shen');
    const garden = { name: 'Gardens', zh: '绿化部' };
    const path = { site: 'riverside', id: 'gardens' };
    good(await office.PUT('/sites/{site}/sections/{id}', { params: { path }, body: garden }));
    const body = {
      name: '林青',
      role: 'worker',
      site: 'riverside',
      section: 'gardens',
      active: true,
    } as const;
    const gardener = { params: { path: { id: 'gardener-lin' } } };
    good(await office.PUT('/people/{id}', { ...gardener, body }));
    expect(good(await office.GET('/people/{id}', gardener)).version).toBe(1);
    good(await office.GET('/people/{id}/ledger', gardener));
    good(await office.GET('/sites/{id}/ledger', { params: { path: { id: 'riverside' } } }));
  });

  it('has what gives power confirmed by another pair of eyes', async () => {
    const office = as('administrator-shen');
    const body = {
      name: '白静',
      role: 'receptionist',
      site: 'riverside',
      section: 'customer-service',
      active: true,
    } as const;
    const asks = async (id: string) => {
      const params = { path: { id } };
      const { response, data } = await office.PUT('/people/{id}', { params, body });
      expect(response.status).toBe(202);
      if (data === undefined || !('change' in data)) throw new Error('it does not wait');
      return { params: { path: { id, change: data.change.id } } };
    };
    const first = await asks('desk-bai');
    const query = { site: 'riverside' };
    const waiting = good(await as('overseer-han').GET('/organisation/changes', { params: { query } }));
    expect(waiting.items.map(({ subject }) => subject)).toEqual(['desk-bai']);
    const confirmed = await as('overseer-han').POST('/people/{id}/changes/{change}/confirm', first);
    expect(good(confirmed).version).toBe(1);
    good(await office.POST('/people/{id}/changes/{change}/dismiss', await asks('desk-bao')));
  });

  it('grants leave, and sets who is on duty', async () => {
    const manager = as('engineering-manager-wang');
    const days = { from: '2026-12-07T00:00:00.000Z', to: '2026-12-10T00:00:00.000Z' };
    const leave = {
      params: { path: { id: 'worker-wu' }, header: { 'If-Match': '"1"' } },
      body: { ...days, standIn: 'worker-zheng' },
    };
    expect(good(await manager.PUT('/people/{id}/leave', leave))).toHaveProperty('leave', leave.body);
    const section = { params: { path: { site: 'riverside', id: 'engineering' } } };
    const shifts = [
      { from: '2026-12-07T00:00:00.000Z', to: '2026-12-07T08:00:00.000Z', people: ['worker-zheng'] },
    ];
    good(await manager.PUT('/sites/{site}/sections/{id}/duty', { ...section, body: { shifts } }));
    const read = await as('worker-wu').GET('/sites/{site}/sections/{id}/duty', section);
    expect(good(read).shifts).toEqual(shifts);
  });

  it('opens a case and concludes it', async () => {
    const manager = as('engineering-manager-wang');
    const body = { about: 'worker-wu', rule: 'A1.3', allegation: '接报后未到场，也未说明原因。' };
    const opened = good(await manager.POST('/cases', { params: { header: key(6) }, body }));
    const path = { id: opened.id };
    const conclusion = {
      step: 'conclude',
      findings: '情况属实',
      conclusion: '首次',
      grade: 'first',
    } as const;
    good(await manager.POST('/cases/{id}/sign-offs', { params: { path }, body: conclusion }));
    expect(good(await manager.GET('/cases/{id}', { params: { path } })).status).toBe('concluded');
    good(await manager.GET('/cases/{id}/ledger', { params: { path } }));
    good(await manager.GET('/cases', { params: { query: { about: 'worker-wu' } } }));
  });

  it('announces a file, and is told where it is', async () => {
    const bytes = { size: 120_000, sha256: 'a'.repeat(64) };
    const preview = { size: 8_000, sha256: 'b'.repeat(64) };
    const body = { name: '照片.jpg', type: 'image/jpeg', ...bytes, preview } as const;
    const announced = good(await desk().POST('/files', { params: { header: key(5) }, body }));
    expect([announced.upload.method, announced.previewUpload?.method]).toEqual(['PUT', 'PUT']);
    const params = { path: { id: announced.id } };
    const described = good(
      await desk().GET('/files/{id}', { params, headers: { Accept: 'application/json' } }),
    );
    expect(described).toMatchObject({ ...bytes, name: body.name, type: body.type });
  });

  it('knows who is who', async () => {
    expect(good(await as('director-wei').GET('/me', {})).role).toBe('director');
    const prefer = await as('worker-wu').PUT('/me/preferences', { body: { large: true } });
    expect(good(prefer)).toEqual({ language: 'zh-CN', large: true });
    const { items } = good(await as('engineering-manager-wang').GET('/notices', { params: { query: {} } }));
    const upTo = items[0]?.id ?? '';
    const read = await as('engineering-manager-wang').POST('/notices/read', { body: { upTo } });
    expect(good(read)).toEqual({ unread: 0 });
    const query = { site: 'riverside' };
    expect(good(await desk().GET('/organisation', { params: { query } })).people.length).toBeGreaterThan(10);
    expect(good(await desk().GET('/health', {})).status).toBe('ok');
  });

  it('reads the registers and the assessment of the month', async () => {
    const query = { site: 'riverside', date: '2026-11-23' };
    const handedOver = await desk().GET('/registers/hand-over', { params: { query } });
    expect(good(handedOver)).toHaveProperty('items.0');
    const repairs = await desk().GET('/registers/repairs', { params: { query } });
    expect(good(repairs)).toHaveProperty('items.0');
    const month = { month: '2026-11' };
    const asked = { params: { path: month, query: { site: 'riverside' } } };
    const assessed = await as('director-wei').GET('/assessments/{month}', asked);
    expect(good(assessed)).toMatchObject({ state: 'live' });
    const ofWu = { params: { path: { ...month, id: 'worker-wu' }, query: {} } };
    good(await as('worker-wu').GET('/assessments/{month}/people/{id}', ofWu));
    const ofSection = { params: { path: { ...month, id: 'engineering' }, query: {} } };
    good(await as('director-wei').GET('/assessments/{month}/sections/{id}', ofSection));
  });

  it('grants an award, lists it and withdraws it', async () => {
    const body = {
      about: { person: 'worker-wu' },
      kind: 'commendation',
      reason: '雨夜抢修，随叫随到。',
    } as const;
    const granted = good(await as('director-wei').POST('/awards', { params: { header: key(9) }, body }));
    const query = { site: 'riverside' };
    expect(good(await as('hr-yang').GET('/awards', { params: { query } })).items).toHaveLength(1);
    const borne = await as('hr-yang').GET('/people/{id}/consequences', {
      params: { path: { id: 'worker-wu' } },
    });
    expect(good(borne).items.map(({ award }) => award)).toContain(granted.id);
    const path = { id: granted.id };
    const withdrawn = await as('director-wei').POST('/awards/{id}/withdrawals', {
      params: { path, header: key(10) },
      body: { reason: '重复授予' },
    });
    expect(good(withdrawn).withdrawn?.by).toBe('director-wei');
    expect(good(await as('worker-wu').GET('/awards/{id}/ledger', { params: { path } })).entries).toHaveLength(
      2,
    );
  });

  it('shows the company to its people above the sites', async () => {
    const params = { path: { id: 'hr-yang' }, header: { 'If-Match': '"1"' } };
    const sites = ['*'];
    const body = { name: '杨帆', role: 'hr', site: 'riverside', sites, active: true } as const;
    const { data } = await as('director-wei').PUT('/people/{id}', { params, body });
    if (data === undefined || !('change' in data)) throw new Error('it does not wait');
    const path = { id: 'hr-yang', change: data.change.id };
    good(await as('overseer-han').POST('/people/{id}/changes/{change}/confirm', { params: { path } }));
    const asked = { params: { path: { month: '2026-11' } } };
    expect(good(await as('hr-yang').GET('/company/{month}', asked))).toMatchObject({
      sites: [{ id: 'riverside' }],
    });
  });

  it('is refused what the contract refuses, with the same codes as the description names', async () => {
    const path = { id };
    const body: Step = { step: 'archive' };
    const signing = { params: { path }, body };
    expect(code(await desk().POST('/sheets/{id}/sign-offs', signing))).toBe('step-not-allowed');
    expect(code(await as('resident-zhao').POST('/sheets/{id}/sign-offs', signing))).toBe('forbidden');
    const early = { params: { path, header: { 'If-Match': '"1"' } }, body };
    expect(code(await desk().POST('/sheets/{id}/sign-offs', early))).toBe('version-conflict');
    const other = { params: { header: key(1) }, body: INTAKES.report };
    expect(code(await desk().POST('/sheets', other))).toBe('idempotency-mismatch');
    const short = { params: { header: key(3) }, body: { ...INTAKES.report, subject: '灯' } };
    expect(code(await desk().POST('/sheets', short))).toBe('validation-failed');
    expect(
      code(await as('resident-zhao').POST('/sheets', { params: { header: key(4) }, body: INTAKES.repair })),
    ).toBe('forbidden');
    const nowhere = { params: { path: { id: '01KAQPB3R00000000000000000' } } };
    expect(code(await desk().GET('/sheets/{id}', nowhere))).toBe('not-found');
    const anonymous = recordingClient(cloud.url, undefined, recording);
    expect(code(await anonymous.GET('/me', {}))).toBe('unauthenticated');
    expect(code(await desk().GET('/sheets', { params: { query: {} } }))).toBe('validation-failed');
  });
});

it('the examples of the description are what was heard just now', async () => {
  if (process.env.RECORD === '1') await writeFile(EXAMPLES, `${JSON.stringify(recording, null, 2)}\n`);
  expect(lasting(JSON.parse(await readFile(EXAMPLES, 'utf8')))).toEqual(lasting(recording));
});
