/**
 * `npm run check:clients`: generates a Java and a Kotlin client from the API description (openapi-generator), compiles both, and
 * lives a whole sheet by the Java one against a local cloud. Where Java, Maven or what Maven fetches is missing, it says so
 * and passes. What it makes lies under `node_modules/.cache`.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { startLocalCloud } from '../../infra/local/local-cloud.ts';
import { productVersion, REPOSITORY } from '../../infra/product.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';

const PROJECT = join(REPOSITORY, 'test', 'client', 'jvm', 'pom.xml');
const WORK = join(REPOSITORY, 'node_modules', '.cache', 'shoujie-clients');
const DESCRIPTION = join(WORK, 'openapi.json');
const LEAST_JAVA = 17;
/** Whatever hangs, a registry most of all, ends the check. */
const MOST_MS = 15 * 60_000;
/** How Maven says that it could not get something. */
const NOT_FETCHED = /(?:Plugin|Dependency|Artifact)\w*Resolution|Could not (?:transfer|find) artifact/;

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a program to its end, for so long at most; code null where it could not start or was stopped. */
function run(program: string, args: readonly string[], timeout: number): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout, cwd: REPOSITORY });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  }
  return new Promise((ended) => {
    child.once('error', () => ended({ code: null, said }));
    child.once('close', (code) => ended({ code, said }));
  });
}

/** Says what is left out in the words that the gate looks for (.ci/gate.mjs), and ends the process as if all were well. */
function leaveOut(why: string): never {
  console.log(`Left out: clients in Java and Kotlin, ${why}.`);
  process.exit(0);
}

async function needJava(): Promise<void> {
  const { code, said } = await run('mvn', ['--batch-mode', '--version'], MOST_MS);
  const java = Number(/Java version: (\d+)/.exec(said)?.[1]);
  if (code !== 0 || !(java >= LEAST_JAVA)) leaveOut(`which need Java ${LEAST_JAVA} or later with Maven`);
}

const deadline = Date.now() + MOST_MS;

/** Maven with goals of the project. @throws what it said where it failed by the clients' fault */
async function maven(...goals: readonly string[]): Promise<void> {
  const where = [`-Dwork=${WORK}`, `-Ddescription=${DESCRIPTION}`];
  const args = ['--batch-mode', '--quiet', '--no-transfer-progress', '--file', PROJECT, ...goals, ...where];
  const { code, said } = await run('mvn', args, deadline - Date.now());
  if (code === 0) return;
  if (NOT_FETCHED.test(said)) leaveOut('for Maven cannot get what they are made with');
  throw new Error(code === null ? `It took longer than ${MOST_MS / 60_000} minutes.` : said);
}

await needJava();
await rm(WORK, { recursive: true, force: true });
await mkdir(WORK, { recursive: true });
await writeFile(DESCRIPTION, JSON.stringify(openApiDocument(await productVersion())));
await maven('compile');
console.log('Clients in Java and Kotlin were generated and compile.');
await bundleFunctions();
const scratch = await mkdtemp(join(tmpdir(), 'shoujie-clients-'));
const cloud = await startLocalCloud({ port: 0, dataDir: join(scratch, 'data') });
try {
  await maven('exec:java', '-Dexec.mainClass=Life', `-Dexec.args=${cloud.url} ${DESCRIPTION}`);
  console.log('A sheet was lived by the one in Java.');
} finally {
  await cloud.stop();
  await rm(scratch, { recursive: true, force: true });
}
