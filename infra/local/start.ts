/** `npm start`: bundles the functions, starts the local cloud and says what to try. */
import { firstAdministrator } from '../../functions/organisation/first-administrator.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { bundleFunctions } from '../bundle.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { onParentGone } from './process-identity.ts';
import { StartProblem } from './start-problem.ts';

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

const TOKEN_OF = (url: string, person: string) =>
  `TOKEN=$(curl -s ${url}/_local/tokens -H 'content-type: application/json' -d '{"person":"${person}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`;

const TRY = (url: string) => `
Try, in another shell (as the receptionist 孙丽; GET ${url}/_local lists everybody):

  ${TOKEN_OF(url, 'receptionist-sun')}
  curl -s ${url}/sheets -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -H "idempotency-key: $(date +%s)" -d '{"site":"riverside","kind":"repair","channel":"walk-in","category":"water","subject":"厨房水管漏水","resident":{"id":"resident-zhao","name":"赵敏","phone":"13800000001","address":"1栋2单元301"},"signature":{"signer":"赵敏","path":"M 10 40 L 60 20 L 110 40"}}'
  curl -s "${url}/sheets?site=riverside" -H "authorization: Bearer $TOKEN"
`;

const TRY_EMPTY = (url: string) => `
The table is empty: FIRST_ADMINISTRATOR="<person> <site> <name>" lets somebody fill it. API description: ${url}/openapi.json · addresses: ${url}/_local
`;

const TRY_FIRST = (url: string, { id, name, site }: Person) => `
The table is empty. Begin, in another shell (as ${name}, its first administrator; API description: ${url}/openapi.json):

  ${TOKEN_OF(url, id)}
  curl -s ${url}/me -H "authorization: Bearer $TOKEN"
  curl -s -X PUT ${url}/sites/${site} -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"name":"${site}","zh":"${site}","timeZone":"Asia/Shanghai"}'
`;

/** What the user reads once the cloud runs: where it is, and requests to try. */
function welcome(
  { url, consoleUrl, dynamodbEndpoint, tableName }: LocalCloud,
  { EMPTY, FIRST_ADMINISTRATOR }: NodeJS.ProcessEnv,
) {
  const where = `The console, to open in a browser: ${consoleUrl}
Shoujie 首接 runs at ${url}  (DynamoDB at ${dynamodbEndpoint}, table ${tableName}; Ctrl-C stops it)`;
  const first = firstAdministrator(FIRST_ADMINISTRATOR ?? '-');
  const ofEmpty = () => (first === undefined ? TRY_EMPTY(url) : TRY_FIRST(url, first));
  return `${where}\n${EMPTY === '1' ? ofEmpty() : TRY(url)}`;
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
    LIMITS,
    RETENTION,
    LOCAL_ORIGINS,
  } = environment;
  // A variable that is set to nothing counts as not set.
  return startLocalCloud({
    port: portOf(PORT),
    dataDir: DATA_DIR,
    empty: EMPTY === '1',
    threads: true,
    bundle: () => bundleFunctions(),
    now: LOCAL_NOW || undefined,
    firstAdministrator: FIRST_ADMINISTRATOR || undefined,
    dynamodbEndpoint: DYNAMODB_ENDPOINT || undefined,
    caseTerms: CASE_TERMS || undefined,
    limits: LIMITS || undefined,
    retention: RETENTION || undefined,
    origins: LOCAL_ORIGINS || undefined,
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
  console.log(welcome(cloud, process.env));
  await asked;
  await cloud.stop();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exit(1);
}
