/** A case is proved by evidence, and its outcome carried out, over HTTP (A2.1, A2.2, A2.4 to A2.6). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  caseResponse,
  caseSignOffResponse,
  consequencesResponse,
} from '../../shared/contract/cases/case-responses.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import {
  CONCLUDE,
  carriedOut,
  caseSteps,
  DECIDE,
  OPENING,
  openedCase,
  readCase,
  SIGNATURE,
  sealedCaseOf,
  signedCase,
} from '../support/cases.ts';
import { newKey, type ProblemJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { LETTER, PICTURE, sha256Of, uploaded } from '../support/uploads.ts';

const [WU, FENG, WANG, WEI, YANG] = [
  'worker-wu',
  'engineering-supervisor-feng',
  'engineering-manager-wang',
  'director-wei',
  'hr-yang',
];
const LOSS = { amount: '120.00', currency: 'CNY' };

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const now = () => new Date(cloud.clock.now()).toISOString();
const sign = (who: string, id: string, body: object) =>
  cloud.as(who).post<ProblemJson>(`/cases/${id}/sign-offs`, body, newKey());
const told = ({ status, json }: { status: number; json: ProblemJson }) =>
  `${status} ${json.code ?? ''}${json.errors?.map(({ pointer }) => ` ${pointer}`).join('') ?? ''}`;
const file = (who: string, what: typeof LETTER) => uploaded(cloud.as(who), what);
const letters = (person: string) =>
  cloud.effects.mail.mail(`${person}@riverside.example`).map(({ subject, text }) => `${subject}\n${text}`);

/** A case of which this was decided, until its window has closed. */
async function finalCase(sanctions: readonly string[], compensation?: typeof LOSS): Promise<string> {
  const { id } = await openedCase(cloud);
  await signedCase(cloud, id, [
    [FENG, { ...CONCLUDE, ...(compensation && { loss: compensation }) }],
    [WU, { step: 'acknowledge', signature: SIGNATURE }],
    [WANG, { ...DECIDE, sanctions, ...(compensation && { compensation }) }],
    [YANG, { step: 'deliver', means: 'in-person' }],
  ]);
  await cloud.clock.advance('P31D');
  return id;
}

describe('evidence', () => {
  it('comes with the opening and with each step, for who sees the case; what is signed is bound to it', async () => {
    const opening = { ...OPENING, files: [await file(WANG, LETTER)] };
    const { id } = await openedCase(cloud, WANG, opening);
    const evidence = await file(FENG, PICTURE);
    const signedBy = await signedCase(cloud, id, [
      [FENG, { ...CONCLUDE, files: [evidence] }],
      [WU, { step: 'acknowledge', signature: SIGNATURE }],
    ]);
    const after = caseResponse.parse(await readCase(cloud, id));
    expect(after.files).toEqual([...opening.files, evidence]);
    expect(after.attachments).toMatchObject([
      { id: opening.files[0], entry: 1, type: 'application/pdf' },
      { id: evidence, entry: 2, type: 'image/png' },
    ]);
    expect(signedBy).toMatchObject({ signatures: [{ of: [expect.any(String), sha256Of(PICTURE.bytes)] }] });
    expect((await cloud.as(WU).get(`/cases/${id}/ledger`)).json).toMatchObject({ intact: true });
    const link = async (who: string) =>
      (await cloud.as(who).request('GET', `/files/${evidence}`, undefined, { accept: 'application/json' }))
        .status;
    expect([await link(WU), await link('cleaner-shi')]).toEqual([200, 404]);
  });

  it('is refused like any file: somebody else’s, an unknown one, one that is attached', async () => {
    const foreign = await file(FENG, PICTURE);
    const opened = (files: readonly string[]) =>
      cloud.as(WANG).post<ProblemJson>('/cases', { ...OPENING, files }, newKey());
    expect(told(await opened([foreign]))).toBe('400 validation-failed /files/0');
    expect(told(await opened(['nothing']))).toBe('400 validation-failed /files/0');
    const { id } = await openedCase(cloud);
    expect(told(await sign(FENG, id, { ...CONCLUDE, files: [foreign, 'nothing'] }))).toBe(
      '400 validation-failed /files/1',
    );
    expect((await sign(FENG, id, { ...CONCLUDE, files: [foreign] })).status).toBe(201);
    const again = await openedCase(cloud);
    expect(told(await sign(FENG, again.id, { ...CONCLUDE, files: [foreign] }))).toBe(
      '400 validation-failed /files/0',
    );
  });
});

describe('a final case', () => {
  it('waits for each of its sanctions and for what is unpaid; then it is archived and sealed with all of it', async () => {
    const id = await finalCase(['criticism', 'written-self-criticism', 'public-self-criticism'], LOSS);
    expect(letters(WU).join()).toContain('每月不得超过当月工资的百分之二十');
    expect(letters(WANG).join()).toContain('问责结果已生效，请落实执行');
    const done = (sanction: string, more: object = {}) => ({
      step: 'carry-out',
      sanction,
      at: now(),
      ...more,
    });

    expect(told(await sign(WANG, id, done('written-self-criticism')))).toBe('400 validation-failed /text');
    expect(told(await sign(WANG, id, done('criticism', { refused: true, witness: 'guard-chu' })))).toBe(
      '400 validation-failed /refused',
    );
    const refusal = { refused: true };
    expect(told(await sign(WANG, id, done('public-self-criticism', refusal)))).toBe(
      '400 validation-failed /witness',
    );
    const unknown = { ...refusal, witness: 'nobody' };
    expect(told(await sign(WANG, id, done('public-self-criticism', unknown)))).toBe(
      '400 validation-failed /witness',
    );
    const own = { ...refusal, witness: WU };
    expect(told(await sign(WANG, id, done('public-self-criticism', own)))).toBe('409 step-not-allowed');
    expect(told(await sign(WANG, id, { ...done('criticism'), at: '2030-01-01T00:00:00.000Z' }))).toBe(
      '400 validation-failed /at',
    );
    expect(told(await sign(WANG, id, done('transfer')))).toBe('409 step-not-allowed');
    expect(told(await sign(WU, id, done('criticism')))).toBe('403 forbidden');
    expect(told(await sign(FENG, id, done('criticism')))).toBe('403 forbidden');

    const work = async (who: string) =>
      (
        await cloud
          .as(who)
          .get<{ items: readonly { id: string; does: string; dueAt?: string }[] }>('/work?who=me')
      ).json.items.filter((item) => item.id === id);
    expect(await work(WANG)).toMatchObject([{ does: 'carry-out', dueAt: expect.any(String) }]);
    expect(await work(WU)).toMatchObject([{ does: 'carry-out' }]);

    const first = await sign(WANG, id, done('criticism'));
    expect(caseSignOffResponse.parse(first.json)).toMatchObject({ case: { status: 'final' } });
    const text = await file(WU, LETTER);
    expect((await sign(WU, id, done('written-self-criticism', { files: [text] }))).status).toBe(201);
    const last = await sign(YANG, id, done('public-self-criticism', { ...refusal, witness: 'guard-chu' }));
    expect(last.json, last.text).toMatchObject({ case: { status: 'final', outstanding: LOSS } });
    expect(await work(WANG)).toEqual([]);

    expect(told(await sign(YANG, id, { step: 'waive', reason: '已离职' }))).toBe('403 forbidden');
    expect((await sign(YANG, id, { step: 'pay', payment: { ...LOSS, amount: '20.00' } })).status).toBe(201);
    const waived = await sign(WEI, id, { step: 'waive', reason: '已离职' });
    expect(waived.status, waived.text).toBe(201);
    await cloud.settle();
    const after = caseResponse.parse(await readCase(cloud, id));
    expect(after).toMatchObject({
      status: 'archived',
      waived: { amount: { amount: '100.00' }, reason: '已离职', by: WEI },
      carriedOut: [
        { sanction: 'criticism', by: WANG },
        { sanction: 'written-self-criticism', by: WU, files: [text] },
        { sanction: 'public-self-criticism', by: YANG, refused: true, witness: 'guard-chu' },
      ],
    });
    expect(after).not.toHaveProperty('outstanding');
    const sealed = await sealedCaseOf(cloud, id);
    expect(faultsOfSealed(sealed)).toEqual([]);
    expect(JSON.parse(sealed)).toMatchObject({ files: [{ id: text, sha256: sha256Of(LETTER.bytes) }] });
  });

  it('whose sanctions nobody carries out is breached after thirty days, raised, and archived without after half a year', async () => {
    const id = await finalCase(['criticism']);
    await cloud.clock.advance('P31D');
    expect((await caseSteps(cloud, id)).slice(-3)).toEqual(['breach', 'escalate', 'escalate']);
    expect(letters(WANG).join()).toContain('处理的执行逾期');
    expect(letters(WEI).join()).toContain('逾期上报（第 1 级）：处理的执行逾期');
    await cloud.clock.advance('P120D');
    expect((await readCase(cloud, id)).status).toBe('final');
    await cloud.clock.advance('P35D');
    expect(caseResponse.parse(await readCase(cloud, id))).toMatchObject({
      status: 'archived',
      outcome: { sanctions: ['criticism'], notCarriedOut: ['criticism'] },
    });
  });

  it('about hr is paid to whoever decided', async () => {
    const { id } = await openedCase(cloud, WEI, { ...OPENING, about: YANG });
    await signedCase(cloud, id, [
      [WEI, { ...CONCLUDE, loss: LOSS }],
      [WEI, { step: 'record-refusal', witness: 'guard-chu', reason: '拒签' }],
      [WEI, { ...DECIDE, sanctions: ['criticism'], compensation: LOSS }],
      [WEI, { step: 'deliver', means: 'in-person' }],
    ]);
    await cloud.clock.advance('P32D');
    const pay = (who: string) => sign(who, id, { step: 'pay', payment: LOSS });
    expect(told(await pay(YANG))).toBe('403 forbidden');
    expect((await pay(WEI)).status).toBe(201);
    expect(told(await pay('deputy-director-jiang'))).toBe('403 forbidden');
    await carriedOut(cloud, id, WEI);
    expect((await cloud.as(WEI).get(`/cases/${id}`)).json).toMatchObject({ status: 'archived' });
  });
});

describe('what bears on everybody', () => {
  const read = (who: string, query: string, headers: Record<string, string> = {}) =>
    cloud.as(who).request<ProblemJson>('GET', `/consequences?${query}`, undefined, headers);

  it('is for hr and the director alone, by the local days on which it was decided', async () => {
    for (const who of [WANG, WU, 'overseer-han', 'administrator-shen', 'resident-zhao']) {
      expect(told(await read(who, 'site=riverside')), who).toBe('403 forbidden');
    }
    expect(told(await read(YANG, ''))).toBe('400 validation-failed /site');
    expect(told(await read(YANG, 'site=riverside&from=yesterday'))).toBe('400 validation-failed /from');
    const award = { about: { person: WU }, kind: 'bonus', reason: '带病抢修' };
    expect((await cloud.as(WEI).post('/awards', award, newKey())).status).toBe(201);
    const all = consequencesResponse.parse((await read(WEI, 'site=riverside')).json).items;
    expect(all.map(({ person, kind }) => [person, kind])).toEqual([
      ...[
        [WU, 'bonus'],
        [YANG, undefined],
      ],
      ...[
        [WU, undefined],
        [WU, undefined],
      ],
    ]);
    const newest = all[1];
    const day = new Date(Date.parse(newest?.decidedAt ?? '') + 8 * 3_600_000).toISOString().slice(0, 10);
    const within = async (span: string) =>
      consequencesResponse.parse((await read(YANG, `site=riverside&${span}`)).json).items.length;
    expect([await within(`from=${day}`), await within(`to=${day}`)]).toEqual([2, 3]);
    expect(await within(`from=${day}&to=${day}`)).toBe(1);
    // No day is among these.
    expect(await within(`from=${day}&to=2026-01-01`)).toBe(0);
    expect((await read(YANG, 'site=elsewhere')).json).toEqual({ items: [] });
  });

  it('is a table in the reader’s language', async () => {
    const table = await read(YANG, 'site=riverside', { accept: 'text/csv' });
    expect(table.status, table.text).toBe(200);
    expect(table.text.split('\r\n')[0]).toBe(
      '人员,部门,编号,依据,决定时间,处理,赔偿,尚欠,已执行,影响事项,影响至,奖励,奖励理由,奖励时间',
    );
    expect(table.text).toContain('公开检讨');
    expect(table.text).toContain('（拒绝）');
    const english = await read(YANG, 'site=riverside', { accept: 'text/csv', 'accept-language': 'en' });
    expect(english.text.split('\r\n')[0]).toContain('Person,Section,Number,Rule');
    expect(english.text).not.toContain('公开检讨');
  });
});
