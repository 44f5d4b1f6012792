import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import {
  EMULATED_ACCOUNT,
  withoutMetricMath,
  withoutPartitions,
  withoutSenders,
  withoutStyles,
} from './emulator-differences.ts';
import { REGION } from './environment.ts';

const root = resolve(import.meta.dirname, '..', '..');
const cli = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const LIMIT_MS = 300_000;
const SHOWN_LINES = 60;

/** The address that the stage writes from, and what its links begin with. */
export const MAIL_SENDER = 'letters@check.example';
export const BASE_URL = 'https://check.example/app';

/** A stage of its own, which leaves nothing behind. */
const SETTINGS = {
  // The check logs in by password alone.
  secondFactor: 'optional',
  disposable: true,
  mail: { sender: MAIL_SENDER },
  baseUrl: BASE_URL,
  alarmAddress: 'on-call@check.example',
  // As short as the setting takes them, but for what the check itself has to do within one.
  cases: { window: 'PT1M', delivery: 'PT1M', review: { '1': 'PT2M', '2': 'PT2M' } },
};

const outputs = z.object({
  'shoujie-check-data': z.object({
    TableName: z.string(),
    UserPoolId: z.string(),
    UserPoolClientId: z.string(),
    FilesBucket: z.string(),
    ArchiveBucket: z.string(),
    AnchorsBucket: z.string(),
  }),
  'shoujie-check-api': z.object({ ApiUrl: z.string(), ApiId: z.string() }),
  'shoujie-check-workflow': z.object({ ScheduleGroup: z.string(), EscalationArn: z.string() }),
});

const trustingOutputs = z.object({
  'shoujie-trusting-data': outputs.shape['shoujie-check-data'].pick({ TableName: true }),
  'shoujie-trusting-api': outputs.shape['shoujie-check-api'],
});

export interface Trusting {
  readonly tableName: string;
  readonly apiId: string;
  readonly destroy: () => Promise<void>;
}

export interface Deployment {
  readonly tableName: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly filesBucket: string;
  readonly archiveBucket: string;
  readonly anchorsBucket: string;
  readonly apiId: string;
  readonly scheduleGroup: string;
  readonly escalationArn: string;
}

/** Prepares the emulated account for deployments. Run outside the project, it needs no synth. */
export async function bootstrap(scratch: string): Promise<void> {
  await cdk(['bootstrap', `aws://${EMULATED_ACCOUNT}/${REGION}`], scratch);
}

/** What the next release changes, beside the code of every function. */
const CHANGED = { ...SETTINGS, mail: { sender: MAIL_SENDER, rate: 20 }, logRetentionDays: 7 };

/** Synthesizes and deploys every stack, and gives what the stacks put out. */
export async function deploy(scratch: string): Promise<Deployment> {
  return deployFrom(scratch, await synth(scratch, 'deployed', SETTINGS));
}

/** Deploys the next release: every function has other code, and some other settings. */
export async function deployNext(scratch: string): Promise<Deployment> {
  const assembly = await synth(scratch, 'next', CHANGED);
  await alterFunctions(assembly);
  return deployFrom(scratch, assembly);
}

/** Gives each bundle of an assembly a line more, and the key that goes with it. */
async function alterFunctions(assembly: string): Promise<void> {
  const names = await readdir(assembly);
  const keys = new Map<string, string>();
  for (const name of names.filter((each) => each.startsWith('asset.'))) {
    const handler = join(assembly, name, 'handler.mjs');
    if (!existsSync(handler)) continue;
    await appendFile(handler, '\n// the next release\n');
    const hash = name.slice('asset.'.length);
    keys.set(`${hash}.zip`, `${createHash('sha256').update(hash).digest('hex')}.zip`);
  }
  for (const name of names.filter((each) => /\.(template|assets)\.json$/.test(each))) {
    const path = join(assembly, name);
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      [...keys].reduce((changed, [before, after]) => changed.replaceAll(before, after), text),
    );
  }
}

async function deployFrom(scratch: string, assembly: string): Promise<Deployment> {
  const file = join(scratch, 'outputs.json');
  await cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', file, '--app', assembly]);
  const read = outputs.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    tableName: read['shoujie-check-data'].TableName,
    userPoolId: read['shoujie-check-data'].UserPoolId,
    userPoolClientId: read['shoujie-check-data'].UserPoolClientId,
    filesBucket: read['shoujie-check-data'].FilesBucket,
    archiveBucket: read['shoujie-check-data'].ArchiveBucket,
    anchorsBucket: read['shoujie-check-data'].AnchorsBucket,
    apiId: read['shoujie-check-api'].ApiId,
    scheduleGroup: read['shoujie-check-workflow'].ScheduleGroup,
    escalationArn: read['shoujie-check-workflow'].EscalationArn,
  };
}

/** Bundles and synthesizes anew. @throws when that differs in anything from what is deployed */
export async function diffIsEmpty(scratch: string): Promise<void> {
  // CloudFormation's own rules have passed these very templates before they were deployed.
  process.env.CDK_VALIDATION = 'false';
  await cdk(['diff', '--fail', '--app', await synth(scratch, 'anew', SETTINGS)]);
}

/** Deploys what a stage needs to answer requests, with tokens of an issuer that is not the stage's own. */
export async function deployTrusting(scratch: string, identity: object): Promise<Trusting> {
  const assembly = await synth(scratch, 'trusting', { ...SETTINGS, identity }, 'trusting');
  const file = join(scratch, 'trusting.json');
  const stacks = ['shoujie-trusting-api'];
  await cdk(['deploy', ...stacks, '--require-approval', 'never', '--outputs-file', file, '--app', assembly]);
  const read = trustingOutputs.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    tableName: read['shoujie-trusting-data'].TableName,
    apiId: read['shoujie-trusting-api'].ApiId,
    destroy: () => cdk(['destroy', '--all', '--force', '--app', assembly]),
  };
}

/** Removes every stack. */
export async function destroy(scratch: string): Promise<void> {
  await cdk(['destroy', '--all', '--force', '--app', join(scratch, 'deployed')]);
}

/** With permissions enforced, who deploys does it as themselves, not as the roles of the bootstrap. */
let app: readonly string[] = [];
export function deployAsOneself(): void {
  app = ['--app', `node --import tsx ${join(import.meta.dirname, 'app-as-oneself.ts')}`];
}

/** Bundles and synthesizes the stage into a directory of that name, as the emulator can take it. */
async function synth(scratch: string, name: string, settings: object, stage = 'check'): Promise<string> {
  const assembly = join(scratch, name);
  const stages = ['-c', `stages=${JSON.stringify({ [stage]: settings })}`, '-c', `stage=${stage}`];
  await cdk(['synth', '--quiet', ...app, ...stages, '--output', assembly]);
  for (const file of await readdir(assembly)) {
    if (!file.endsWith('.template.json')) continue;
    const path = join(assembly, file);
    const template = withoutStyles(withoutMetricMath(await readFile(path, 'utf8')));
    await writeFile(path, app.length === 0 ? template : withoutPartitions(withoutSenders(template)));
  }
  return assembly;
}

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
