/** One sheet from the first word to the archive (contract section 3), over the deployed API. */
import assert from 'node:assert/strict';
import * as z from 'zod';
import { problem, read, told } from './answers.ts';
import type { Api } from './api.ts';
import { fileIsReadable, uploadFile } from './files.ts';
import { type LoggedIn, type People, site } from './people.ts';

const sheetForm = z.object({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  version: z.int(),
  firstContact: z.string(),
  handler: z.string().optional(),
});
const signedForm = z.object({ sheet: sheetForm, entry: z.object({ step: z.string() }) });
const ledgerForm = z.object({ entries: z.array(z.object({ step: z.string() })), intact: z.boolean() });
const listForm = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) });

/**
 * Runs it.
 * @returns the id of the archived sheet
 * @throws an AssertionError with the answer at which the API departs from the contract
 */
export async function lifeOfASheet(api: Api, people: People): Promise<string> {
  const { receptionist, engineer, engineeringManager, resident } = people;
  const intake = {
    site: site.id,
    kind: 'repair',
    channel: 'walk-in',
    category: 'electricity',
    subject: '楼道照明不亮',
    resident: { id: resident.id, name: '钱志强', phone: '13800000003', address: '3栋1单元602' },
    signature: { signer: '钱志强', path: 'M 10 40 L 60 20 L 110 40' },
  };
  const opening = { as: receptionist, key: 'deploy-check-1', body: intake };
  const opened = await api('POST /sheets', opening);
  const { id, number, firstContact } = read(opened, 201, sheetForm);
  assert.match(number, /^KF-\d{8}-0001$/);
  assert.equal(firstContact, receptionist.id);
  assert.deepEqual(told(await api('POST /sheets', opening)), told(opened), 'a replay gives the first answer');
  const otherBody = { ...intake, subject: '电梯不动了' };
  problem(await api('POST /sheets', { ...opening, body: otherBody }), 422, 'idempotency-mismatch');

  const sign = async (as: LoggedIn, step: string, fields: Record<string, unknown>, status: string) => {
    const answer = await api(`POST /sheets/${id}/sign-offs`, { as, body: { step, ...fields } });
    const { sheet, entry } = read(answer, 201, signedForm);
    assert.equal(entry.step, step);
    assert.equal(sheet.status, status);
    return sheet;
  };
  const file = await uploadFile(api, receptionist);
  const handOver = { section: 'engineering', opinion: '请尽快处理', files: [file] };
  await sign(receptionist, 'hand-over', handOver, 'handed-over');
  await fileIsReadable(api, engineeringManager, file);
  const accepted = await sign(engineeringManager, 'accept', { handler: engineer.id }, 'accepted');
  assert.equal(accepted.handler, engineer.id);
  const early = { as: engineer, body: { step: 'complete', outcome: '已更换灯泡' } };
  problem(await api(`POST /sheets/${id}/sign-offs`, early), 409, 'step-not-allowed');
  await sign(engineer, 'arrive', {}, 'on-site');
  await sign(engineer, 'complete', { outcome: '已更换灯泡' }, 'completed');
  await sign(engineeringManager, 'return', { opinion: '已修复' }, 'returned');
  const heard = { reached: true, resolved: true, satisfaction: 5, attitude: 5 };
  await sign(receptionist, 'follow-up', heard, 'followed-up');
  // Until the resident has marked it, or a week is over, it is not filed.
  const soon = { as: receptionist, body: { step: 'archive' } };
  problem(await api(`POST /sheets/${id}/sign-offs`, soon), 409, 'step-not-allowed');
  await sign(resident, 'rate', { satisfaction: 5, attitude: 5 }, 'followed-up');
  const archived = await sign(receptionist, 'archive', {}, 'archived');

  const stored = await api(`GET /sheets/${id}`, { as: receptionist });
  assert.deepEqual(read(stored, 200, sheetForm), archived);
  assert.equal(stored.headers.get('etag'), `"${archived.version}"`);
  const ledger = read(await api(`GET /sheets/${id}/ledger`, { as: receptionist }), 200, ledgerForm);
  assert.equal(ledger.intact, true);
  // The follow-up implies the signature for the return (contract section 3), whether or not as an entry of its own.
  const steps = ledger.entries.map(({ step }) => step).filter((step) => step !== 'receive');
  const life = [
    'open',
    'hand-over',
    'accept',
    'arrive',
    'complete',
    'return',
    'follow-up',
    'rate',
    'archive',
  ];
  assert.deepEqual(steps, life);
  const list = read(await api(`GET /sheets?site=${site.id}`, { as: receptionist }), 200, listForm);
  assert.deepEqual(list.items, [{ id, status: 'archived' }]);
  return id;
}

/** What the gateway itself answers for: open routes, and nothing else without a valid token. */
export async function doorsAreShut(api: Api, people: People): Promise<void> {
  read(await api('GET /health'), 200, z.object({ status: z.literal('ok'), version: z.string() }));
  read(await api('GET /openapi.json'), 200, z.object({ openapi: z.string().startsWith('3.1') }));
  const shut = ['GET /me', 'GET /sheets', 'POST /sheets', 'GET /sheets/x/ledger', 'GET /no-such-path'];
  for (const route of shut) {
    assert.equal((await api(route)).status, 401, `${route} without a token`);
    assert.equal(
      (await api(route, { as: { token: forged(people.engineer) } })).status,
      401,
      `${route}, forged`,
    );
  }
  const me = read(await api('GET /me', { as: people.engineer }), 200, z.object({ id: z.string() }));
  assert.equal(me.id, people.engineer.id);
  problem(await api('GET /no-such-path', { as: people.engineer }), 404, 'not-found');
}

/** A good token whose claims were altered after it was signed. */
function forged({ token }: LoggedIn): string {
  const [header, claims, signature] = token.split('.');
  const altered = { ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()), sub: 'somebody-else' };
  return [header, Buffer.from(JSON.stringify(altered)).toString('base64url'), signature].join('.');
}
