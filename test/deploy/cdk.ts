import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { EMULATED_ACCOUNT } from './emulator-differences.ts';
import { REGION } from './environment.ts';

const root = resolve(import.meta.dirname, '..', '..');
const cli = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const LIMIT_MS = 300_000;
const SHOWN_LINES = 60;

/** The address that the stage writes from, and what its links begin with. */
export const MAIL_SENDER = 'letters@check.example';
export const BASE_URL = 'https://check.example';

/** A stage of its own, which leaves nothing behind. */
const SETTINGS = {
  disposable: true,
  mail: { sender: MAIL_SENDER },
  baseUrl: BASE_URL,
  alarmAddress: 'on-call@check.example',
};
const STAGE = ['-c', `stages=${JSON.stringify({ check: SETTINGS })}`, '-c', 'stage=check'];

const outputs = z.object({
  'shoujie-check-data': z.object({
    TableName: z.string(),
    UserPoolId: z.string(),
    UserPoolClientId: z.string(),
    FilesBucket: z.string(),
    ArchiveBucket: z.string(),
  }),
  'shoujie-check-api': z.object({ ApiUrl: z.string(), ApiId: z.string() }),
  'shoujie-check-workflow': z.object({ ScheduleGroup: z.string(), EscalationArn: z.string() }),
});

export interface Deployment {
  readonly tableName: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly filesBucket: string;
  readonly archiveBucket: string;
  readonly apiId: string;
  readonly scheduleGroup: string;
  readonly escalationArn: string;
}

/** Prepares the emulated account for deployments. Run outside the project, it needs no synth. */
export async function bootstrap(scratch: string): Promise<void> {
  await cdk(['bootstrap', `aws://${EMULATED_ACCOUNT}/${REGION}`], scratch);
}

/** Synthesizes and deploys every stack, and gives what the stacks put out. */
export async function deploy(scratch: string): Promise<Deployment> {
  const file = join(scratch, 'outputs.json');
  await cdk([
    'deploy',
    '--all',
    '--require-approval',
    'never',
    '--outputs-file',
    file,
    ...stageInto(scratch, 'deployed'),
  ]);
  const read = outputs.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    tableName: read['shoujie-check-data'].TableName,
    userPoolId: read['shoujie-check-data'].UserPoolId,
    userPoolClientId: read['shoujie-check-data'].UserPoolClientId,
    filesBucket: read['shoujie-check-data'].FilesBucket,
    archiveBucket: read['shoujie-check-data'].ArchiveBucket,
    apiId: read['shoujie-check-api'].ApiId,
    scheduleGroup: read['shoujie-check-workflow'].ScheduleGroup,
    escalationArn: read['shoujie-check-workflow'].EscalationArn,
  };
}

/** Bundles and synthesizes anew. @throws when that differs in anything from what is deployed */
export async function diffIsEmpty(scratch: string): Promise<void> {
  // CloudFormation's own rules have passed these very templates before they were deployed.
  process.env.CDK_VALIDATION = 'false';
  await cdk(['diff', '--fail', ...stageInto(scratch, 'anew')]);
}

/** Removes every stack. */
export async function destroy(scratch: string): Promise<void> {
  await cdk(['destroy', '--all', '--force', '--app', join(scratch, 'deployed')]);
}

const stageInto = (scratch: string, name: string) => [...STAGE, '--output', join(scratch, name)];

/** Ends whatever the CLI is doing; for a check that was interrupted. */
export async function endCdk(): Promise<void> {
  if (running === undefined) return;
  const ended = once(running, 'close');
  running.kill('SIGKILL');
  await ended;
}

let running: ChildProcess | undefined;

async function cdk(args: readonly string[], cwd: string = root): Promise<void> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  running = child;
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [code] = await once(child, 'close');
  running = undefined;
  if (code === 0) return;
  throw new Error(`cdk ${args[0]} ended with ${code}:\n${said.split('\n').slice(-SHOWN_LINES).join('\n')}`);
}
