/**
 * A promise that nobody keeps (contract section 3, "Breach"): the deployed stream, schedules, workflow, queue and
 * functions warn, record the breach, raise it to level 1 and write to who is to know, all by themselves.
 */
import assert from 'node:assert/strict';
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { ulid } from 'ulid';
import * as z from 'zod';
import { openSheet } from '../../shared/commands/sheets.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { cacheDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { ownDigest } from '../support/digest.ts';
import { tokenOf } from '../support/tokens.ts';
import type { Api } from './api.ts';
import type { Deployment } from './cdk.ts';
import { type LoggedIn, type People, site } from './people.ts';
import { timersOf } from './timers.ts';
import { eventually } from './wait.ts';

/** What `dispatch` of a repair has (contract section 3, "Clocks"), and how much of that is left. */
const DISPATCH_MS = 10 * 60_000;
const LEFT_MS = 15_000;
/** Two minutes are what the contract gives AWS to notice a breach. */
const NOTICED_WITHIN_MS = 120_000;
const STARTED_WITHIN_MS = 30_000;

const CLOCK = 'dispatch-1-1';
/** Between the levels of its escalation (contract section 3, "Breach"). */
const WAIT_MS = 30 * 60_000;
export const SUBJECT = '电梯异响';
const sheetForm = z.object({
  clocks: z.array(z.object({ id: z.string(), state: z.string(), dueAt: z.string() })),
  escalations: z.array(z.object({ clock: z.string(), level: z.int(), to: z.array(z.string()) })),
});
const ledgerForm = z.object({
  entries: z.array(z.object({ step: z.string(), at: z.string(), clock: z.string().optional() })),
  intact: z.boolean(),
});

/**
 * Opens a repair by the product's own command, dated so that its first deadline comes in seconds: no promise is
 * shorter than ten minutes, and the API takes no date from its clients.
 * @returns the id of the sheet
 */
export async function openLate({ tableName }: Deployment, { receptionist }: People): Promise<string> {
  // What it is found by is looked for by nobody here.
  const table = openTable({ name: tableName, digest: ownDigest });
  const caller = await readPerson(table, receptionist.id);
  if (caller === undefined) throw new Error('The receptionist is not in the table.');
  const house = {
    table,
    directory: cacheDirectory(table),
    newId: (now: string) => ulid(Date.parse(now)),
    tokenOf,
  };
  const now = new Date(Date.now() - DISPATCH_MS + LEFT_MS).toISOString();
  const answer = await openSheet(
    house,
    { caller, now },
    {
      site: site.id,
      kind: 'repair',
      channel: 'walk-in',
      category: 'elevator',
      subject: SUBJECT,
      resident: { name: '钱伟', phone: '13800000002', address: '3栋1单元502' },
      signature: { signer: '钱伟', path: 'M 10 40 L 60 20 L 110 40' },
    },
    ({ id }) => ({ statusCode: 201, headers: {}, body: id }),
  );
  if (answer instanceof DomainError) throw answer;
  return answer.body;
}

/** Waits for warning, breach and level 1, and for the workflow that is to raise level 2. */
export async function breachIsRaised(
  deployment: Deployment,
  api: Api,
  { receptionist, deskManager }: People,
  sheet: string,
): Promise<void> {
  const read = readOf(api, receptionist, sheet);

  const entries = await eventually('warning, breach and level 1', NOTICED_WITHIN_MS, async () => {
    const { entries, intact } = await read('/ledger', ledgerForm);
    assert.equal(intact, true);
    return entries.some(({ step }) => step === 'escalate')
      ? { done: entries, seen: entries }
      : { seen: entries };
  });
  assert.deepEqual(
    entries.map(({ step, clock }) => [step, clock]),
    [
      ['open', undefined],
      ['warning', CLOCK],
      ['breach', CLOCK],
      ['escalate', CLOCK],
    ],
  );
  const { clocks, escalations } = await read('', sheetForm);
  const dispatch = clocks.find(({ id }) => id === CLOCK);
  assert.equal(dispatch?.state, 'breached');
  const noticed = entries.find(({ step }) => step === 'breach')?.at ?? '';
  const late = Date.parse(noticed) - Date.parse(dispatch.dueAt);
  assert.ok(late > 0 && late <= NOTICED_WITHIN_MS, `the breach was noticed ${late} ms after the deadline`);
  assert.deepEqual(escalations, [{ clock: CLOCK, level: 1, to: [deskManager.id] }]);
  await waitsForLevel2(deployment, api, receptionist, sheet);
}

/** The workflow still waits, and the sheet is handed over, late: its clock ends and its section's begins. */
export async function lateHandOver(
  deployment: Deployment,
  api: Api,
  { receptionist }: People,
  sheet: string,
): Promise<void> {
  await waitsForLevel2(deployment, api, receptionist, sheet);
  const handOver = { step: 'hand-over', section: 'engineering', opinion: '请尽快处理' };
  const handed = await api(`POST /sheets/${sheet}/sign-offs`, { as: receptionist, body: handOver });
  assert.equal(handed.status, 201, handed.text);
  const after = await readOf(api, receptionist, sheet)('', sheetForm);
  assert.equal(after.clocks.find(({ id }) => id === CLOCK)?.state, 'late');
  await timersOf(deployment, sheet, ['acceptance-1-1', 'return-1-1']);
}

const readOf =
  (api: Api, as: LoggedIn, sheet: string) =>
  async <T>(path: string, form: z.ZodType<T>) =>
    form.parse(JSON.parse((await api(`GET /sheets/${sheet}${path}`, { as })).text));

/** Level 1 is raised with the breach itself; the workflow waits for the next. */
async function waitsForLevel2(
  { escalationArn }: Deployment,
  api: Api,
  reader: LoggedIn,
  sheet: string,
): Promise<void> {
  const workflows = new SFNClient();
  const { entries } = await readOf(api, reader, sheet)('/ledger', ledgerForm);
  const raisedAt = entries.find(({ step }) => step === 'escalate')?.at ?? '';
  const name = `${sheet}-${CLOCK}-2-${Date.parse(raisedAt) + WAIT_MS}`;
  const executionArn = `${escalationArn.replace(':stateMachine:', ':execution:')}:${name}`;
  await eventually('the escalation waits for level 2', STARTED_WITHIN_MS, async () => {
    try {
      const { status } = await workflows.send(new DescribeExecutionCommand({ executionArn }));
      return { seen: status, ...(status === 'RUNNING' && { done: true }) };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return { seen: error.message };
      throw error;
    }
  });
}
