/**
 * The deploy check: takes the product through a real `cdk deploy` into an independent AWS emulator, lives of
 * sheets, complaints and cases through the deployed API, then removes it all. Where Python is missing it says so and passes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts } from './accounts.ts';
import { type Api, apiAt } from './api.ts';
import { breachIsRaised, lateHandOver, openLate } from './broken-promise.ts';
import { lateCaseEnds, openCases, timeMovesCases } from './cases.ts';
import {
  bootstrap,
  type Deployment,
  deploy,
  deployAsOneself,
  deployNext,
  destroy,
  diffIsEmpty,
  endCdk,
} from './cdk.ts';
import { complaints } from './complaints.ts';
import { consoleOpens } from './console.ts';
import { emptyBuckets } from './emptying.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { reachableApi } from './emulator-differences.ts';
import { REGION, useEmulatorOnly } from './environment.ts';
import { keptFrom, lettersAbout } from './expected-letters.ts';
import { isSealed } from './files.ts';
import { type Certificate, makeCertificate, tokensOfOthers } from './foreign-issuer.ts';
import { allowSender, areTold } from './letters.ts';
import { doorsAreShut, lifeOfASheet } from './life-of-a-sheet.ts';
import { nothingIsLeft } from './nothing-left.ts';
import { redrives, smokes } from './operated.ts';
import { type People, populate } from './people.ts';
import { EMULATOR, pythonOrLeaveOut, pythonPrograms } from './python.ts';
import { rolesAreHeld } from './refusals.ts';
import { FailedStep, step } from './step.ts';
import { timersOf } from './timers.ts';

const python = await pythonOrLeaveOut('the deploy check');

/**
 * `npm run test:deploy -- --permissions`: the emulator enforces what roles may do, and each function is asked for what it was
 * granted and for what it was not. It then wants TLS at buckets and queues, as their policies do, and speaks none itself; so
 * nothing else is shown in that run.
 */
const permissions = process.argv.includes('--permissions');
const start = performance.now();
const scratch = await mkdtemp(join(tmpdir(), 'shoujie-deploy-check-'));
let emulator: Emulator | undefined;

async function endAll(): Promise<void> {
  await endCdk();
  await emulator?.end();
  await rm(scratch, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => endAll().finally(() => process.exit(1)));
}

interface Stage {
  readonly endpoint: string;
  readonly certificate: Certificate;
  readonly deployment: Deployment;
  readonly people: People;
  readonly api: Api;
}

async function allThatItDoes({ endpoint, certificate, deployment, people, api }: Stage): Promise<void> {
  await allowSender();
  await step('accounts from a file of people', () => accounts({ endpoint, deployment, api }, scratch));
  const archived = await step('the life of a sheet', () => lifeOfASheet(api, people));
  await step('it lies sealed in the archive', () => isSealed(deployment, archived));
  const told = await step('complaints that are the director’s', () => complaints(api, people));
  await step('they lie sealed there too', async () => {
    for (const id of Object.values(told)) await isSealed(deployment, id);
  });
  const cases = await step('cases, an appeal and its review', () => openCases(api, people));
  const late = await step('a sheet that nobody hands over', () => openLate(deployment, people));
  await step('cdk diff is empty', () => diffIsEmpty(scratch));
  await step('its warning, breach and level 1', () => breachIsRaised(deployment, api, people, late));
  await step('the console in a browser', () =>
    consoleOpens({ endpoint, certificate, deployment, api }, late),
  );
  await step('a window closes, a target is missed', () => timeMovesCases(api, people, cases));
  await step('another release, while escalation and appeal wait', () => deployNext(scratch));
  await step('what was under way goes on', () => lateHandOver(deployment, api, people, late));
  await step('the smoke test', () => smokes(reachableApi(endpoint, deployment.apiId), people));
  await step('dead letters are done again', () => redrives(late, people));
  await step('no timer is left of what is archived', () => timersOf(deployment, archived, []));
  await step('the late case is final, and sealed', async () => {
    await lateCaseEnds(api, people, cases);
    for (const id of Object.values(cases)) await isSealed(deployment, id);
  });
  await step('who is to know has a letter', () =>
    areTold(endpoint, lettersAbout(archived, late, told, cases), keptFrom(told)),
  );
  await step('tokens of another issuer', () => tokensOfOthers(endpoint, scratch, certificate));
}

try {
  const programs = await step('the emulator from PyPI, pinned', () => pythonPrograms(python, EMULATOR));
  const certificate = await makeCertificate(programs, scratch);
  const settings = { region: REGION, certificate: certificate.file, permissions };
  emulator = await step('a fresh emulator', () => startEmulator(programs, scratch, settings));
  const { endpoint } = emulator;
  useEmulatorOnly(endpoint, scratch);
  if (permissions) deployAsOneself();
  await step('cdk bootstrap', () => bootstrap(scratch));
  const deployment = await step('cdk deploy --all', () => deploy(scratch));
  const people = await step('users, tokens and an organisation', () => populate(deployment));
  const api = apiAt(reachableApi(endpoint, deployment.apiId));
  await step('open and shut doors', () => doorsAreShut(api, people));
  if (permissions)
    await step('each function may do what it was granted, and no more', () => rolesAreHeld(deployment));
  else await allThatItDoes({ endpoint, certificate, deployment, people, api });
  await step('buckets that are emptied', () => emptyBuckets(deployment));
  await step('cdk destroy --all', () => destroy(scratch));
  await step('nothing is left', nothingIsLeft);
  console.log(`The deploy check passed in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
} catch (error) {
  const failed = error instanceof FailedStep;
  console.error(`The deploy check failed${failed ? ` at: ${error.message}` : '.'}`);
  console.error(failed ? error.cause : error);
  if (emulator !== undefined) console.error(`The emulator's last lines:\n${await emulator.logTail()}`);
  process.exitCode = 1;
} finally {
  await endAll();
}
