/** What operators run against a deployed stage, run against the deployed stage. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsPlant, outputsOf } from '../../infra/operate/aws-plant.ts';
import { redrive } from '../../infra/operate/dead-letters.ts';
import { REPOSITORY } from '../../infra/product.ts';
import type { People } from './people.ts';

const run = promisify(execFile);
const STAGE = 'check';

/** `npm run smoke` has nothing to find fault with. */
export async function smokes(url: string, { receptionist }: People): Promise<void> {
  const smoke = ['--import', 'tsx', 'infra/operate/smoke.ts', '--url', url, '--token', receptionist.token];
  const { stdout } = await run(process.execPath, smoke, { cwd: REPOSITORY });
  assert.match(stdout, /The stage answers as it should/);
}

/** A timer, a letter and a run of reconcile that were given up are done again, and their queues are empty. */
export async function redrives(sheet: string, { receptionist }: People): Promise<void> {
  const outputs = await outputsOf(STAGE);
  const queues = new SQSClient();
  const dead = {
    TimerDeadLettersUrl: { sheet, command: { watch: 'warn', clock: 'dispatch-1-1' } },
    LetterDeadLettersUrl: { person: receptionist.id, minute: new Date().toISOString() },
    ReconcileDeadLettersUrl: { requestPayload: {}, responsePayload: null },
  };
  for (const [name, body] of Object.entries(dead)) {
    const MessageBody = JSON.stringify(body);
    await queues.send(new SendMessageCommand({ QueueUrl: outputs[name], MessageBody }));
  }
  const results = await redrive(awsPlant(), outputs);
  assert.deepEqual(
    results.flatMap(({ failed }) => failed),
    [],
  );
  for (const name of Object.keys(dead)) {
    assert.equal(results.find(({ queue }) => queue === name)?.done, 1, `${name}: ${JSON.stringify(results)}`);
  }
}
