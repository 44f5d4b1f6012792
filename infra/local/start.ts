/** `npm start`: bundles the functions, starts the local cloud and says what to try. */
import { bundleFunctions } from '../bundle.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { onParentGone } from './parent-watch.ts';
import { StartProblem } from './start-problem.ts';
import { welcome } from './welcome.ts';

const DEFAULT_PORT = '3000';
const DEFAULT_DATA_DIR = '.local/';
const LARGEST_PORT = 65_535;

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= LARGEST_PORT) return port;
  throw new StartProblem(
    `PORT "${text}" is no port; give a number up to ${LARGEST_PORT}, or 0 for a free one.`,
  );
}

async function start(environment: NodeJS.ProcessEnv): Promise<LocalCloud> {
  const {
    PORT = DEFAULT_PORT,
    DATA_DIR = DEFAULT_DATA_DIR,
    LOCAL_NOW,
    EMPTY,
    DYNAMODB_ENDPOINT,
    FIRST_ADMINISTRATOR,
    CASE_TERMS,
    LOCAL_ORIGINS,
  } = environment;
  return startLocalCloud({
    port: portOf(PORT),
    dataDir: DATA_DIR,
    empty: EMPTY === '1',
    threads: true,
    bundle: () => bundleFunctions(),
    ...(LOCAL_NOW ? { now: LOCAL_NOW } : {}),
    ...(FIRST_ADMINISTRATOR ? { firstAdministrator: FIRST_ADMINISTRATOR } : {}),
    ...(DYNAMODB_ENDPOINT ? { dynamodbEndpoint: DYNAMODB_ENDPOINT } : {}),
    ...(CASE_TERMS ? { caseTerms: CASE_TERMS } : {}),
    ...(LOCAL_ORIGINS ? { origins: LOCAL_ORIGINS } : {}),
  });
}

/** Resolves when the user, or the end of whoever started this, asks it to stop. */
function untilAskedToStop(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
    if (process.env.npm_lifecycle_event === 'start') onParentGone(done);
  });
}

try {
  const asked = untilAskedToStop();
  const cloud = await start(process.env);
  console.log(welcome(cloud, process.env.EMPTY === '1'));
  await asked;
  await cloud.stop();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exit(1);
}
