import { pathToFileURL } from 'node:url';
import { firstAdministrator } from '../../functions/organisation/first-administrator.ts';
import { termsOf } from '../../shared/contract/cases/case-terms.ts';
import { limitsOf } from '../../shared/contract/organisation/limits-setting.ts';
import { retentionOf } from '../../shared/contract/organisation/retention-setting.ts';
import { EVERY_ROBOT } from '../../shared/contract/organisation/robots-setting.ts';
import { openDigest } from '../../shared/runtime/digest.ts';
import { UNMEASURED } from '../../shared/runtime/measure.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { type FunctionSpec, manifest as productManifest } from '../manifest.ts';
import { BUNDLE_DIRECTORY, productVersion } from '../product.ts';
import { secretVariable } from '../secrets.ts';
import { jwtAuthorizer } from './authorizer.ts';
import {
  AWS_BASICS,
  adoptAwsBasics,
  awsEndpoints,
  LOCAL_HOST,
  LOCAL_REGION,
  logLevel,
} from './aws-environment.ts';
import { type LocalClock, openClock } from './clock.ts';
import { openDataDirectory } from './data-directory.ts';
import { demoPeople, writeDemoOrganisation } from './demo-organisation.ts';
import { openDoors } from './doors.ts';
import { startDynamoDb } from './dynamodb.ts';
import { type EffectServices, effectVariables, startEffectServices } from './effect-services.ts';
import { freePort } from './free-port.ts';
import { loadInThreads } from './function-threads.ts';
import { startGateway } from './gateway.ts';
import {
  DISCOVERY_PATH,
  LOCAL_AUDIENCE,
  LOCAL_ISSUER,
  LOGIN_PATHS,
  openIssuer,
  TOKEN_ALGORITHM,
} from './issuer.ts';
import { startKms } from './kms.ts';
import { type FunctionHost, loadFunctions } from './lambda.ts';
import { localRoutes } from './local-routes.ts';
import { openLogin } from './login.ts';
import { pickableIn } from './login-people.ts';
import { MAIL_EVENTS } from './mail.ts';
import { startPeriodic } from './periodic.ts';
import { startReconciling, tellTime } from './reconciling.ts';
import { routeMatcher } from './route-match.ts';
import { type LocalS3, startS3 } from './s3/start-s3.ts';
import { robotsKeyIn, startSecrets } from './secrets.ts';
import { type Service, Services } from './services.ts';
import { type LocalSinks, startSinks } from './sinks.ts';
import { StartProblem, sayingWhy } from './start-problem.ts';
import { startStreamFeeds } from './stream-feed.ts';
import { databaseAnswers } from './table-stream.ts';

export interface LocalCloudOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** RFC 3339: the clock starts there and stands still between advances. Without it, it runs. */
  readonly now?: string;
  /** Starts without the demo organisation. */
  readonly empty?: boolean;
  /** `<person> <site> <name>` of the first person of an empty table. */
  readonly firstAdministrator?: string;
  /** Other functions than the product's, for tests of the cloud itself; `bundleDirectory` then holds them. */
  readonly manifest?: readonly FunctionSpec[];
  readonly bundleDirectory?: string;
  /** Makes the bundles; called when data directory, clock and port are in order. */
  readonly bundle?: () => Promise<void>;
  /** A database of the user's own in the place of the embedded engine. */
  readonly dynamodbEndpoint?: string;
  /** Runs what no client waits for in threads of its own, beside the gateway; in this process unless given. */
  readonly threads?: boolean;
  /** Windows and targets of cases that differ from the contract's, as JSON. */
  readonly caseTerms?: string;
  /** Limits a person that differ from the contract's, as JSON, or `off` (`LIMITS`). */
  readonly limits?: string;
  /** How long archived things keep their values, where that differs from the contract's, as JSON (`RETENTION`). */
  readonly retention?: string;
  /** Origins whose pages may speak to it, beside its own; comma-separated. */
  readonly origins?: string;
  /** What went wrong while it runs; to standard error unless given. */
  readonly log?: (error: unknown) => void;
}

export interface LocalCloud {
  readonly url: string;
  readonly consoleUrl: string;
  readonly tableName: string;
  readonly dynamodbEndpoint: string;
  readonly clock: LocalClock;
  /** Where S3 is, and what its buckets are called. */
  readonly s3: Pick<LocalS3, 'endpoint' | 'files' | 'archive' | 'anchors'>;
  /** The services that carry timers, workflows and letters. */
  readonly effects: Pick<EffectServices, 'mail' | 'scheduler' | 'stepFunctions'>;
  /** What stands for all robots. */
  readonly sinks: Pick<LocalSinks, 'deliveries' | 'answerNext'>;
  /** A bearer token for a person, whether or not the directory knows them. */
  tokenFor(person: string): Promise<string>;
  /** Waits until nothing is left that could be worked on now. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const PERSON_CLAIM = 'sub';
/** Who looked (contract section 12). */
export const ACCESS_LOG_FILE = 'access.log';
const MAIL_SENDER = 'shoujie@riverside.example';
/** Letters a second; nothing limits them here. */
const MAIL_RATE = '100000';
const TIME_ZONE = 'Asia/Shanghai';
const ANCHOR_EVERY = 'P1D';
/** Where the console is, below the gateway's address. */
const CONSOLE_PATH = '/app';
/** What the console is told of the local issuer; paths, because the address is not known before the gateway listens. */
export const CONSOLE_LOGIN = {
  issuer: LOCAL_ISSUER,
  discovery: DISCOVERY_PATH,
  clientId: LOCAL_AUDIENCE,
  scope: 'openid',
  logout: { kind: 'oidc', url: LOGIN_PATHS.logout },
};

let isRunning = false;

/**
 * Starts the whole cloud in this process: database, functions, stream, gateway, in this order. One at a time,
 * because functions find their services through the process's environment.
 * @throws StartProblem for what its user can put right; nothing is then left running
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  if (isRunning) throw new StartProblem('A local cloud already runs in this process.');
  isRunning = true;
  const log = options.log ?? ((error: unknown) => console.error(error));
  const services = new Services();
  const stop = async () => {
    await services.stop(log);
    isRunning = false;
  };
  try {
    const started = await sayingWhy(options.dataDir, () => startServices(options, services, log));
    return { ...started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(
  options: LocalCloudOptions,
  services: Services,
  log: (error: unknown) => void,
): Promise<Omit<LocalCloud, 'stop'>> {
  const { manifest = productManifest, bundleDirectory = BUNDLE_DIRECTORY, port } = options;
  const caseTerms = caseTermsOf(options.caseTerms);
  const limits = limitsIn(options.limits);
  const retention = retentionIn(options.retention);
  const doors = openDoors(options.origins);
  const data = await openDataDirectory(options.dataDir);
  services.add({ stop: data.release });
  const settle = () => services.settle();
  const clock = services.add(await openClock({ data, standAt: options.now, settle, onError: log }));

  await freePort(port);
  await options.bundle?.();

  services.add({ stop: adoptAwsBasics() });
  const dynamodb = services.add(await startDynamoDb(data, options.dynamodbEndpoint, log));
  let functions: (FunctionHost & Partial<Service>) | undefined;
  // Added before the services that call functions, because services are stopped in reverse order.
  services.add({ stop: () => functions?.stop?.() });
  const invoke = async (name: string, event: unknown) => {
    if (functions === undefined) throw new Error(`${name} is called before the functions are loaded`);
    return functions.invoke(name, event);
  };
  const effects = await startEffectServices(services, manifest, { clock, invoke, onError: log });
  const s3 = services.add(await startS3(data, doors));
  const kms = services.add(await startKms(data, log));
  const sinks = services.add(await startSinks(clock, await robotsKeyIn(data), log));
  const secrets = services.add(await startSecrets(data, sinks.secretOf, log));
  const endpoints = {
    ...awsEndpoints(dynamodb.direct),
    AWS_ENDPOINT_URL_SCHEDULER: effects.scheduler.endpoint,
    AWS_ENDPOINT_URL_SFN: effects.stepFunctions.endpoint,
    AWS_ENDPOINT_URL_SQS: effects.queues.endpoint,
    AWS_ENDPOINT_URL_SESV2: effects.mail.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
  };
  Object.assign(process.env, endpoints);
  services.add(tellTime(clock));
  const { direct: endpoint, tableName } = dynamodb;
  const digest = openDigest(openSecret(secrets.variables[secretVariable('search')]));
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION, digest });
  services.add({ stop: () => table.client.destroy() });
  if (!options.empty) await writeDemoOrganisation(table, data);

  const hosting = {
    manifest,
    bundleDirectory,
    variables: {
      TABLE_NAME: tableName,
      TABLE_FORM: process.env.TABLE_FORM ?? 'present',
      PERSON_CLAIM,
      TOKEN_USE: 'access',
      ACCESS_LOG: pathToFileURL(data.file(ACCESS_LOG_FILE)).href,
      VERSION: await productVersion(),
      FIRST_ADMINISTRATOR: options.firstAdministrator ?? '-',
      ...effectVariables(effects),
      ...secrets.variables,
      CONSOLE_LOGIN: JSON.stringify(CONSOLE_LOGIN),
      FILES_ORIGIN: new URL(s3.endpoint).origin,
      FILES_BUCKET: s3.files,
      ARCHIVE_BUCKET: s3.archive,
      ANCHORS_BUCKET: s3.anchors,
      CHECKPOINT_KEY: kms.keyArn,
      ANCHOR_EVERY,
      CASE_TERMS: caseTerms,
      LIMITS: limits,
      RETENTION: retention,
      MAIL_SENDER,
      MAIL_RATE,
      MAIL_VIA: 'ses',
      MAIL_REGION: LOCAL_REGION,
      MAIL_EVENTS,
      ROBOTS: EVERY_ROBOT,
      ROBOT_SINKS: sinks.url,
      // Where letters lead to. A free port is not known before the gateway listens.
      BASE_URL: `http://${LOCAL_HOST}${port === 0 ? '' : `:${port}`}${CONSOLE_PATH}`,
      TIME_ZONE,
      METRICS_NAMESPACE: process.env.METRICS_NAMESPACE ?? UNMEASURED,
    },
    aws: { ...AWS_BASICS, ...endpoints, ...logLevel() },
    clock,
  };
  functions = options.threads ? await loadInThreads(hosting) : await loadFunctions(hosting);
  services.add(await startStreamFeeds({ endpoint, tableName, manifest, functions, data, onError: log }));
  services.add(await startReconciling(manifest, functions, log));
  services.add(startPeriodic(manifest, functions, clock, ANCHOR_EVERY));

  const issuer = await openIssuer(data, PERSON_CLAIM);
  const first = firstAdministrator(options.firstAdministrator ?? '-');
  let url = '';
  const overview = async () => ({
    console: `${url}${CONSOLE_PATH}`,
    api: url,
    tokens: `${url}/_local/tokens`,
    clock: `${url}/_local/clock`,
    settle: `${url}/_local/settle`,
    inbox: effects.mail.inboxUrl,
    mail: `${url}/_local/mail`,
    sinks: `${url}/_local/sinks`,
    aws: {
      region: LOCAL_REGION,
      table: tableName,
      dynamodb: dynamodb.endpoint,
      scheduler: effects.scheduler.endpoint,
      stepfunctions: effects.stepFunctions.endpoint,
      sqs: effects.queues.endpoint,
      sesv2: effects.mail.endpoint,
      s3: s3.endpoint,
      filesBucket: s3.files,
      archiveBucket: s3.archive,
      anchorsBucket: s3.anchors,
      kms: kms.endpoint,
      secretsmanager: secrets.endpoint,
    },
    people: (await demoPeople(table, new Date(clock.now()).toISOString())).map(
      ({ id, name, role, section }) => ({ id, name, role, section }),
    ),
  });
  const gateway = services.add(
    await startGateway({
      port,
      match: routeMatcher(manifest),
      authorize: jwtAuthorizer({
        issuer: issuer.name,
        audience: issuer.audience,
        jwks: { keys: [...issuer.jwks.keys] },
        algorithm: TOKEN_ALGORITHM,
      }),
      functions,
      localRoutes: localRoutes({
        issuer,
        login: openLogin({
          issuer,
          people: () => pickableIn(table, clock.now(), first),
          realNow: () => Date.now(),
          isOwn: (origin) => origin === url || origin === url.replace(LOCAL_HOST, 'localhost'),
        }),
        clock,
        databaseAnswers: () => databaseAnswers(endpoint, tableName),
        settle,
        mail: effects.mail.mail,
        sinks,
        person: async (id) => (await readPerson(table, id)) ?? (first?.id === id ? first : undefined),
        url: () => url,
        overview,
      }),
      now: clock.now,
      onError: log,
      doors,
    }),
  );
  url = `http://${LOCAL_HOST}:${gateway.port}`;
  doors.openTo(gateway.port);
  return {
    url,
    consoleUrl: `${url}${CONSOLE_PATH}`,
    tableName,
    dynamodbEndpoint: dynamodb.endpoint,
    clock,
    tokenFor: issuer.tokenFor,
    settle,
    effects,
    sinks,
    s3,
  };
}

/** @throws StartProblem when the text sets no windows and targets */
function caseTermsOf(text = '{}'): string {
  try {
    return JSON.stringify(termsOf(text));
  } catch (error) {
    throw new StartProblem(
      `CASE_TERMS ${text} sets no windows and targets; write JSON such as {"window":"PT2M"}: ${(error as Error).message}`,
    );
  }
}

/** @throws StartProblem when the text sets no retention */
function retentionIn(text = '{}'): string {
  try {
    retentionOf(text);
    return text;
  } catch (error) {
    throw new StartProblem(
      `RETENTION ${text} sets no retention; write JSON such as {"sheets":"P3Y","complaints":"P5Y","cases":"P10Y"}: ${(error as Error).message}`,
    );
  }
}

/** @throws StartProblem when the text sets no limits */
function limitsIn(text = '{}'): string {
  try {
    limitsOf(text);
    return text;
  } catch (error) {
    throw new StartProblem(
      `LIMITS ${text} sets no limits; write off, or JSON such as {"intakesAnHour":6}: ${(error as Error).message}`,
    );
  }
}
