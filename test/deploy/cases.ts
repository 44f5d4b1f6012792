/**
 * Accountability cases over the deployed API (contract section 5), in a stage whose windows and targets are minutes: the
 * deployed appeal workflow waits them out and moves the cases on by itself.
 */
import assert from 'node:assert/strict';
import * as z from 'zod';
import { problem, read } from './answers.ts';
import type { Api } from './api.ts';
import { fileIsReadable, uploadFile } from './files.ts';
import type { People, Username } from './people.ts';
import { eventually } from './wait.ts';

/** The longest term, and the two minutes that the contract gives AWS. */
const MOVED_WITHIN_MS = 180_000;
const NOTICED_WITHIN_MS = 120_000;

const caseForm = z.object({
  id: z.string(),
  status: z.string(),
  sanctions: z.array(z.string()).optional(),
  window: z.object({ level: z.int(), closesAt: z.iso.datetime() }).optional(),
  clocks: z.array(z.object({ id: z.string(), state: z.string() })),
  escalations: z.array(z.object({ clock: z.string(), level: z.int(), to: z.array(z.string()) })),
});
const signedForm = z.object({ case: caseForm });
const appealForm = z.object({ reviewer: z.string(), files: z.array(z.string()) });
const ledgerForm = z.object({
  entries: z.array(z.object({ step: z.string(), at: z.iso.datetime(), closedAt: z.string().optional() })),
  intact: z.boolean(),
});

const SIGNATURE = { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40' };
const IN_PERSON = { means: 'in-person' };
const DECISION = { sanctions: ['written-self-criticism'], reason: '造成住户不便' };
const TO_DECISION = ['open', 'conclude', 'acknowledge', 'decide'];

type Sign = (as: Username, step: string, fields: object) => Promise<z.infer<typeof caseForm>>;

export interface Cases {
  /** Appealed and reviewed; its last window is open. */
  readonly appealed: string;
  /** Decided, and delivered by nobody. */
  readonly undelivered: string;
}

/** Takes two cases to where time is what they wait for. */
export async function openCases(api: Api, people: People): Promise<Cases> {
  const undelivered = await decided(api, people, 'undelivered');
  const appealed = await decided(api, people, 'appealed');
  await appealAndReview(api, people, appealed);
  return { appealed, undelivered };
}

const signs =
  (api: Api, people: People, id: string, at = ''): Sign =>
  async (as, step, fields) => {
    const call = { as: people[as], body: { step, ...fields } };
    return read(await api(`POST /cases/${id}${at}/sign-offs`, call), 201, signedForm).case;
  };

/** Opens a case about the engineer; it is concluded, acknowledged and decided. */
async function decided(api: Api, people: People, key: string): Promise<string> {
  const body = { about: people.engineer.id, rule: 'B5.2.1b', allegation: '接单后未按时到场' };
  const opened = await api('POST /cases', { as: people.engineeringManager, key, body });
  const { id } = read(opened, 201, caseForm);
  const sign = signs(api, people, id);
  const findings = { findings: '查看派单记录，逾时四十分钟', conclusion: '情况属实', grade: 'minor' };
  problem(await api(`GET /cases/${id}`, { as: people.engineer }), 404, 'not-found');
  await sign('engineeringSupervisor', 'conclude', findings);
  await sign('engineer', 'acknowledge', { signature: SIGNATURE });
  assert.equal((await sign('engineeringManager', 'decide', DECISION)).status, 'decided');
  return id;
}

/** Delivered, appealed with evidence, reviewed never heavier, and the result delivered in person. */
async function appealAndReview(api: Api, people: People, id: string): Promise<void> {
  const { engineer, deskManager } = people;
  const file = await uploadFile(api, engineer);
  const sign = signs(api, people, id);
  assert.equal((await sign('hr', 'deliver', IN_PERSON)).window?.level, 1);
  const appeal = { as: engineer, key: `${id}-1`, body: { statement: '当时在抢修漏水', files: [file] } };
  const appealed = read(await api(`POST /cases/${id}/appeals`, appeal), 201, appealForm);
  assert.deepEqual(appealed, { reviewer: deskManager.id, files: [file] });
  await fileIsReadable(api, deskManager, file);

  const review = (sanctions: readonly string[]) => ({ outcome: 'varied', reason: '情有可原', sanctions });
  const heavier = { as: deskManager, body: { step: 'decide', ...review(['public-self-criticism']) } };
  problem(await api(`POST /cases/${id}/appeals/1/sign-offs`, heavier), 409, 'step-not-allowed');
  const reviewed = await signs(api, people, id, '/appeals/1')('deskManager', 'decide', review(['criticism']));
  assert.deepEqual(reviewed.sanctions, ['criticism']);
  const byPost = { as: people.hr, body: { step: 'deliver', means: 'post' } };
  problem(await api(`POST /cases/${id}/sign-offs`, byPost), 409, 'step-not-allowed');
  assert.equal((await sign('deskManager', 'deliver', IN_PERSON)).window?.level, 2);
}

/** One became final when its window closed; the other's target was missed, and it is delivered late. */
export async function timeMovesCases(api: Api, people: People, { appealed, undelivered }: Cases) {
  const lived = [...TO_DECISION, 'deliver', 'appeal', 'decide', 'deliver', 'close'];
  await becomesFinal(api, people, appealed, lived);
  await isCarriedOut(api, people, appealed, 'criticism', lived);
  const late = { as: people.engineer, key: `${appealed}-2`, body: { statement: '晚了' } };
  problem(await api(`POST /cases/${appealed}/appeals`, late), 409, 'step-not-allowed');

  await reaches(api, people, undelivered, [...TO_DECISION, 'breach', 'escalate']);
  const { status, clocks, escalations } = await signs(api, people, undelivered)('hr', 'deliver', IN_PERSON);
  assert.equal(status, 'delivered');
  assert.deepEqual(clocks, [{ id: 'delivery-0', state: 'late' }]);
  assert.deepEqual(escalations, [{ clock: 'delivery-0', level: 1, to: [people.director.id] }]);
}

/** Nobody appeals: the late one is final too, under the next release, and ends once its sanctions are carried out. */
export async function lateCaseEnds(api: Api, people: People, { undelivered }: Cases): Promise<void> {
  const lived = [...TO_DECISION, 'breach', 'escalate', 'deliver', 'close'];
  await becomesFinal(api, people, undelivered, lived);
  await isCarriedOut(api, people, undelivered, String(DECISION.sanctions[0]), lived);
}

/** The section's manager says that its only sanction was carried out, and it is archived. */
async function isCarriedOut(
  api: Api,
  people: People,
  id: string,
  sanction: string,
  lived: readonly string[],
): Promise<void> {
  const { entries } = read(await api(`GET /cases/${id}/ledger`, { as: people.hr }), 200, ledgerForm);
  const at = entries.at(-1)?.at;
  const body = { sanction, at, text: '已检讨' };
  assert.equal((await signs(api, people, id)('engineeringManager', 'carry-out', body)).status, 'final');
  await reaches(api, people, id, [...lived, 'carry-out', 'archive']);
}

async function becomesFinal(api: Api, people: People, id: string, steps: readonly string[]): Promise<void> {
  const entries = await reaches(api, people, id, steps);
  const { status } = read(await api(`GET /cases/${id}`, { as: people.hr }), 200, caseForm);
  assert.equal(status, 'final');
  const close = entries.find(({ step }) => step === 'close');
  const noticed = Date.parse(close?.at ?? '') - Date.parse(close?.closedAt ?? '');
  assert.ok(noticed >= 0 && noticed <= NOTICED_WITHIN_MS, `${id} was closed ${noticed} ms after its window`);
}

/** Waits until the ledger has those steps. @throws when it has others, or is not intact */
async function reaches(api: Api, { hr }: People, id: string, steps: readonly string[]) {
  return eventually(`${steps.at(-1)} of a case`, MOVED_WITHIN_MS, async () => {
    const { entries, intact } = read(await api(`GET /cases/${id}/ledger`, { as: hr }), 200, ledgerForm);
    assert.equal(intact, true);
    const seen = entries.map(({ step }) => step);
    assert.deepEqual(seen, steps.slice(0, seen.length));
    return { seen, ...(seen.length === steps.length && { done: entries }) };
  });
}
