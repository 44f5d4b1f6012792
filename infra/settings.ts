/**
 * What an operator may set, read from the CDK context: `stage` picks an entry of `stages` in cdk.json,
 * and `-c key=value` overrides one setting of it. docs/operations.md describes each setting.
 */
import * as z from 'zod';
import { caseTerms } from '../shared/contract/cases/case-terms.ts';
import { directoryId } from '../shared/contract/forms/directory-id.ts';
import { SECRET_NAME } from '../shared/contract/forms/patterns.ts';
import { limits } from '../shared/contract/organisation/limits-setting.ts';
import { retention } from '../shared/contract/organisation/retention-setting.ts';
import { robotNames } from '../shared/contract/organisation/robots-setting.ts';
import { ANCHOR_PERIODS } from '../shared/domain/anchors/checkpoint.ts';
import { DEFAULT_TERMS } from '../shared/domain/cases/terms.ts';
import { isTimeZone } from '../shared/domain/kernel/local-time.ts';
import { DEFAULT_LIMITS } from '../shared/domain/organisation/limits.ts';
import { manifest } from './manifest.ts';

/** The retentions that CloudWatch Logs knows, in days. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const ORIGIN = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/;

const OIDC_EXAMPLE =
  'the issuer of your tokens as "identity": { "issuer": "https://id.example.com", "audience": ["shoujie"], "claim": "sub" }';

/** An address with or without a path; letters put `/sheets/<id>` behind it. */
const BASE_URL = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?(\/[\w.~-]+)*$/;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
/** Whether a region is one of mainland China's, whose accounts and services are apart. */
export const isInChina = (region: string | undefined): boolean => region?.startsWith('cn-') === true;

const mail = z.strictObject({
  /** A bare address. SES must have an identity for it, or for its domain, before the first letter. */
  sender: z.email(),
  /** Where that identity is, if the stage's own region has no SES. */
  region: z.string().regex(REGION).optional(),
  /** A mail server of the company's own in the place of SES; `secret` names the account for it in Secrets Manager. */
  smtp: z
    .strictObject({
      host: z.hostname(),
      port: z.union([z.literal(465), z.literal(587)]).default(465),
      secret: z.string().regex(SECRET_NAME),
    })
    .optional(),
  /** Letters a second over the whole stage, at most; at most what SES allows the account. */
  rate: z.number().min(1).max(1_000).default(10),
});

const oidc = z.strictObject({
  /** Exactly the `iss` of the tokens; its discovery document must be reachable from AWS. */
  issuer: z.url({ protocol: /^https$/ }).refine((url) => !/[?#]/.test(url)),
  audience: z.array(z.string().min(1)).min(1),
  /** The claim that names the person; its value is the person's id in the directory. */
  claim: z.string().regex(/^\S+$/).default('sub'),
  /** Where the issuer is a user pool: which of its tokens open the API. */
  tokens: z.enum(['access', 'id']).default('access'),
  /** What the console calls itself there; the first audience, unless set. */
  clientId: z.string().min(1).optional(),
  scope: z.string().min(1).default('openid'),
});

/** A name of the API's own; its certificate is in the stage's region, and whoever owns the name points it there. */
const domain = z.strictObject({
  name: z.hostname().refine((name) => name.includes('.')),
  certificateArn: z.string().regex(/^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
});

/** CloudFront takes certificates of one region alone. */
const CLOUDFRONT_CERTIFICATE = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;

/** A network that keeps the console's files near to people; unless it has a name of its own, under the one that CloudFront gives it. */
const cdn = z
  .strictObject({
    domain: z
      .hostname()
      .refine((name) => name.includes('.'))
      .optional(),
    certificateArn: z.string().regex(CLOUDFRONT_CERTIFICATE).optional(),
  })
  .refine(({ domain: name, certificateArn }) => (name === undefined) === (certificateArn === undefined));

/** The name below which Cognito puts a pool's pages to log in; it keeps some words for itself. */
const LOGIN_PREFIX = /^(?!.*(aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A name of the login's own; Cognito serves it by CloudFront, which takes certificates of one region alone. */
const loginName = z.strictObject({
  name: z.hostname().refine((name) => name.includes('.')),
  certificateArn: z.string().regex(CLOUDFRONT_CERTIFICATE),
});

const login = z.strictObject({
  /** Where people log in: a prefix, or a name of its own; unless set a prefix that nobody else has. */
  domain: z.union([z.string().regex(LOGIN_PREFIX), loginName]).optional(),
  /**
   * Who invites people and sends them codes: Cognito from an address of its own, fifty letters a day, or SES from `mail.sender`,
   * by the identity of its domain or that of the address itself.
   */
  mail: z.enum(['cognito', 'ses-domain', 'ses-address']).default('cognito'),
});

const anchors = z.strictObject({
  every: z.enum(ANCHOR_PERIODS).default('P1D'),
  retentionDays: z.int().min(1).max(36_500).default(3_650),
});

/** A second region that keeps copies; within as many days as the contract gives backups (section 12), what is erased is gone there too. */
const backupCopy = z.strictObject({
  region: z.string().regex(REGION),
  days: z.int().min(1).max(35).default(35),
});

/** What tags AWS knows, and keeps for itself; two more are the product's own. */
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MOST_TAGS = 48;
const tagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(TAG)
  .regex(/^(?!aws:)/i)
  .regex(/^(?!(product|stage)$)/);
const tags = z
  .record(tagKey, z.string().max(256).regex(TAG))
  .refine((all) => Object.keys(all).length <= MOST_TAGS);

const throttle = z.strictObject({ rate: z.int().min(1).max(10_000), burst: z.int().min(1).max(10_000) });

/**
 * The public page and the residents' links may not take so many runs that the timers of breaches find none. AWS keeps 100 of an account's for
 * functions without a share, so an account of few has to do without.
 */
const DEFAULT_RESERVED = { public: 20, link: 20, breach: 50 } as const;
const isFunction = (name: string) => manifest.some((spec) => spec.name === name);
const reservedConcurrency = z.union([
  z.literal('off'),
  z.record(z.string().refine(isFunction), z.int().min(1).max(1_000)),
]);

const RELEASES = ['canary', 'all-at-once'] as const;
const TABLE_FORMS = ['present', 'plain'] as const;

const firstAdministrator = z.strictObject({
  /** The value of the claim that names them in their token. */
  person: directoryId,
  /** The id of the site that they will make. */
  site: directoryId,
  name: z.string().trim().min(1).max(100),
});

const stageSettings = z
  .strictObject({
    account: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    region: z.string().regex(REGION).optional(),
    /** Everything, the data too, goes with its stack: for stages that hold nothing of worth. */
    disposable: z.boolean().default(false),
    identity: z.union([z.literal('cognito'), oidc]).default('cognito'),
    /** Of the user pool, where there is one; another issuer has rules of its own. */
    secondFactor: z.enum(['required', 'optional']).default('required'),
    /** The pages of the user pool, where there is one, at which people log in. */
    login: login.prefault({}),
    corsOrigins: z.array(z.string().regex(ORIGIN)).default([]),
    /** Requests a second, and at once, over all routes together. */
    throttle: throttle.default({ rate: 500, burst: 1_000 }),
    /** The same of each route that needs no token, for all who come without one. */
    openThrottle: throttle.default({ rate: 50, burst: 100 }),
    /** How many runs at once are kept for a function, which then has no more; unless set, where data is kept. */
    reservedConcurrency: reservedConcurrency.optional(),
    logRetentionDays: z.literal(LOG_RETENTION_DAYS).default(180),
    /** For how long it is kept who looked (contract section 12). */
    accessLogRetentionDays: z.literal(LOG_RETENTION_DAYS).default(365),
    /** For how long a sealed sheet is locked. */
    archiveRetentionDays: z.int().min(1).max(36_500).default(3_650),
    /** How often a checkpoint is signed, and for how long nobody at all can delete it. */
    anchors: anchors.prefault({}),
    mail,
    /** The names of the secrets that say where robots of groups listen (contract section 11). */
    robots: robotNames.default([]),
    /** Where the people of the stage open their sheets. */
    baseUrl: z.string().regex(BASE_URL),
    /** IANA name; the wall clock of the company, where a site's own is not known. */
    timeZone: z.string().refine(isTimeZone).default('Asia/Shanghai'),
    /** How a new version takes over the API: a tenth of the requests first, or all of them; unless set, canary where data is kept. */
    release: z.enum(RELEASES).optional(),
    domain: domain.optional(),
    /** Whether the stage serves the console itself, or a server of the company's own does. */
    console: z.enum(['here', 'elsewhere']).default('here'),
    cdn: cdn.optional(),
    /** On everything that is deployed, such as a cost centre. */
    tags: tags.optional(),
    /** Where copies are kept, should the stage's own region be lost. */
    backupCopy: backupCopy.optional(),
    /** Windows and targets of cases that differ from the contract's. */
    cases: caseTerms.default(DEFAULT_TERMS),
    /** How often a person may do what others have to work off. */
    limits: limits.default(DEFAULT_LIMITS),
    /** How long what is archived keeps its values (contract section 12). */
    retention: retention.prefault({}),
    /** `plain` while functions of a version that reads plain text alone may answer beside these. */
    tableForm: z.enum(TABLE_FORMS).default('present'),
    /** Who is written to when an alarm goes off, and when it is over. */
    alarmAddress: z.email().optional(),
    /** Who may write the first site and people into an empty table. */
    firstAdministrator: firstAdministrator.optional(),
  })
  .refine(({ mail: { region, smtp } }) => region === undefined || smtp === undefined, {
    path: ['mail'],
    params: {
      sentence:
        'Letters go either by SES or by a mail server: write "region" or "smtp" under "mail", not both',
    },
  })
  .refine(({ mail, login: { mail: carrier } }) => carrier === 'cognito' || mail.smtp === undefined, {
    path: ['login'],
    params: {
      sentence:
        'A user pool sends by SES or by itself, never by a mail server: write "mail": "cognito" under "login"',
    },
  })
  .refine(
    ({ region, domain: own }) =>
      region === undefined || (own?.certificateArn.includes(`:${region}:`) ?? true),
    {
      path: ['domain'],
      params: {
        sentence: 'The certificate is in another region: write one of the stage\'s own under "domain"',
      },
    },
  )
  .refine(
    ({ account, region, backupCopy: copy }) =>
      copy === undefined || (account !== undefined && region !== undefined && region !== copy.region),
    {
      path: ['backupCopy'],
      params: {
        sentence:
          'Copies belong into another region than the stage: write its own "account" and "region", and another region under "backupCopy"',
      },
    },
  )
  .refine(
    ({ region, backupCopy: copy }) => copy === undefined || isInChina(region) === isInChina(copy.region),
    {
      path: ['backupCopy'],
      params: {
        sentence:
          'Nothing is copied into China or out of it: write the other one of cn-north-1 and cn-northwest-1 for a stage there, and neither for any other',
      },
    },
  )
  .refine(({ disposable, backupCopy: copy }) => !disposable || copy === undefined, {
    path: ['backupCopy'],
    params: { sentence: 'A disposable stage goes with all its data: leave "backupCopy" out' },
  })
  .refine(({ region, cdn: network }) => network === undefined || !isInChina(region), {
    path: ['cdn'],
    params: {
      sentence:
        'Of CloudFront in China a filed name and another kind of certificate are asked: leave "cdn" out, and put a network of your own before "domain"',
    },
  })
  .refine(({ console, cdn: network }) => network === undefined || console === 'here', {
    path: ['cdn'],
    params: { sentence: 'A console elsewhere has no files here to be kept near people: leave "cdn" out' },
  })
  .refine((settings) => !(isInChina(settings.region) && settings.identity === 'cognito'), {
    path: ['identity'],
    params: { sentence: `China regions have no Cognito user pools: write ${OIDC_EXAMPLE}` },
  });

type StageSettings = z.infer<typeof stageSettings>;
type SettingName = keyof StageSettings;

export type Settings = StageSettings & {
  readonly stage: string;
  readonly release: (typeof RELEASES)[number];
  readonly reservedConcurrency: z.infer<typeof reservedConcurrency>;
};

/** What to write for each setting; it ends the sentence about a wrong one. */
const HOW_TO_WRITE: Record<SettingName, string> = {
  account: 'the 12 digits of the account in quotes, such as "account": "123456789012"',
  region: 'the code of a region, such as "region": "ap-southeast-1"',
  disposable: '"disposable": true or "disposable": false',
  identity: `"identity": "cognito", or ${OIDC_EXAMPLE}`,
  secondFactor: '"secondFactor": "required" or "secondFactor": "optional"',
  login:
    'a prefix of small letters, digits and hyphens, or a host name and a certificate for it in us-east-1, and who sends invitations, "cognito", "ses-domain" or "ses-address", such as "login": { "domain": "riverside-desk", "mail": "ses-domain" }',
  corsOrigins: 'a list of origins without path or *, such as "corsOrigins": ["https://console.example.com"]',
  throttle: 'whole numbers from 1 to 10000, such as "throttle": { "rate": 500, "burst": 1000 }',
  openThrottle: 'whole numbers from 1 to 10000, such as "openThrottle": { "rate": 50, "burst": 100 }',
  reservedConcurrency:
    '"off", or runs at once by the name of a function in infra/manifest.ts, such as "reservedConcurrency": { "public": 20, "link": 20, "breach": 50 }',
  logRetentionDays: `one of ${LOG_RETENTION_DAYS.join(', ')}, such as "logRetentionDays": 180`,
  accessLogRetentionDays: `one of ${LOG_RETENTION_DAYS.join(', ')}, such as "accessLogRetentionDays": 365`,
  archiveRetentionDays: 'a whole number of days from 1 to 36500, such as "archiveRetentionDays": 3650',
  anchors:
    'how often a checkpoint is signed, "P1D" or "PT1H", and for how many days nobody at all can delete it, from 1 to 36500, such as "anchors": { "every": "P1D", "retentionDays": 3650 }',
  mail: 'the bare address that letters come from and how many go out a second at most, from 1 to 1000, such as "mail": { "sender": "letters@example.com", "rate": 10 }, and where there is no SES the mail server, as "smtp": { "host": "smtp.example.com", "port": 465, "secret": "shoujie/mail" }',
  robots:
    'the names of the secrets that say where robots of groups listen, such as "robots": ["shoujie/robots/engineering"]',
  baseUrl:
    'the address that links in letters begin with, without a slash at its end, such as "baseUrl": "https://sheets.example.com/app"',
  cases:
    'those windows and targets of cases that differ, as durations, such as "cases": { "window": "P30D", "review": { "1": "P10D", "2": "P20D" }, "delivery": "P3D", "carryOut": "P30D", "influence": { "section": "P6M" } }',
  retention:
    'for how long after archiving values are kept, such as "retention": { "sheets": "P3Y", "complaints": "P5Y", "cases": "P10Y" }',
  limits:
    'those limits a person that differ, or "off", such as "limits": { "intakesAnHour": 6, "intakesADay": 30, "staffIntakesADay": 20, "residentUrge": "PT1H", "staffUrge": "PT10M", "filesAnHour": 60, "bytesAnHour": 314572800 }',
  alarmAddress: 'a mail address, such as "alarmAddress": "on-call@example.com"',
  timeZone: 'the IANA name of a time zone, such as "timeZone": "Asia/Shanghai"',
  release: '"release": "canary" or "release": "all-at-once"',
  tableForm: '"tableForm": "present" or "tableForm": "plain"',
  domain:
    'a host name and the certificate for it in the stage\'s region, such as "domain": { "name": "api.example.com", "certificateArn": "arn:aws:acm:ap-southeast-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000" }',
  console: '"console": "here", or "console": "elsewhere" where a server of your own serves its files',
  cdn: '{} for a network of the name that CloudFront gives it, or a name and a certificate for it in us-east-1, such as "cdn": { "domain": "desk.example.com", "certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000" }',
  tags: 'up to 48 tags, each a text, not "product", "stage" or "aws:…", such as "tags": { "cost-centre": "4711" }',
  backupCopy:
    'another region, and for how many days copies of the table are kept there, from 1 to 35, such as "backupCopy": { "region": "ap-southeast-1", "days": 35 }',
  firstAdministrator:
    'the id in their token, their site and their name, such as "firstAdministrator": { "person": "4f6c…", "site": "riverside", "name": "沈洁" }',
};

const STAGE = /^[a-z][a-z0-9-]{0,15}$/;
/** Context that the CDK CLI keeps for itself and that has no colon in its name. */
const KEPT_BY_CLI: readonly string[] = ['acknowledged-issue-numbers', 'cli-telemetry'];

/** Its message has one sentence a line; each says what to write where. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of the stage to be deployed.
 *
 * @param context all CDK context, as `app.node.getAllContext()` gives it; feature flags are skipped
 * @throws SettingsError naming every wrong or unknown setting
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const stage = context.stage ?? 'dev';
  if (typeof stage !== 'string' || !STAGE.test(stage)) {
    throw new SettingsError(
      `Stage ${show(stage)} is no name for a stage: write -c stage=… with at most 16 lower-case letters, digits and hyphens that begin with a letter.`,
    );
  }
  const inFile = settingsOfStage(context.stages, stage);
  const onTop = Object.fromEntries(
    Object.entries(context)
      .filter(([key]) => !isForCdk(key) && key !== 'stage' && key !== 'stages')
      .map(([key, value]) => [key, fromCommandLine(key, value)]),
  );
  const written = { ...inFile, ...onTop };
  const read = stageSettings.safeParse(written);
  if (read.success) {
    const { disposable, release = disposable ? 'all-at-once' : 'canary' } = read.data;
    const { reservedConcurrency = disposable ? 'off' : DEFAULT_RESERVED } = read.data;
    return { stage, ...read.data, release, reservedConcurrency };
  }

  const place = (key: string) =>
    key in onTop
      ? `under context in cdk.json or with -c ${key}=…`
      : `under context.stages.${stage} in cdk.json`;
  const sentences = read.error.issues.flatMap((issue) => sentencesOf(issue, written, place));
  throw new SettingsError([...new Set(sentences)].join('\n'));
}

function isForCdk(key: string): boolean {
  return key.startsWith('@') || key.includes(':') || KEPT_BY_CLI.includes(key);
}

function settingsOfStage(stages: unknown, stage: string): Record<string, unknown> {
  const known = z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .safeParse(fromCommandLine('stages', stages));
  if (!known.success) {
    throw new SettingsError(
      'The stages are missing or no object: write "stages": { "dev": {} } under context in cdk.json.',
    );
  }
  const settings = known.data[stage];
  if (settings === undefined) {
    throw new SettingsError(
      `Stage "${stage}" is unknown: write "${stage}": {} under context.stages in cdk.json, or pass -c stage=… with one of ${Object.keys(known.data).join(', ')}.`,
    );
  }
  return settings;
}

/** `-c` hands everything over as text; settings that are no text are written there as JSON. */
function fromCommandLine(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || key === 'account') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

type Place = (key: string) => string;

function sentencesOf(issue: z.core.$ZodIssue, written: Record<string, unknown>, place: Place): string[] {
  const [key] = issue.path;
  if (key === undefined || !isSettingName(key)) {
    const known = Object.keys(HOW_TO_WRITE).join(', ');
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
    return unknown.map(
      (name) => `There is no setting "${name}": write one of ${known} instead, ${place(name)}.`,
    );
  }
  const own = issue.code === 'custom' ? issue.params?.sentence : undefined;
  if (typeof own === 'string') return [`${own}, ${place(key)}.`];
  if (written[key] === undefined)
    return [`Setting "${key}" is missing: write ${HOW_TO_WRITE[key]}, ${place(key)}.`];
  return [`Setting "${key}" cannot be ${show(written[key])}: write ${HOW_TO_WRITE[key]}, ${place(key)}.`];
}

function isSettingName(key: PropertyKey): key is SettingName {
  return typeof key === 'string' && Object.hasOwn(HOW_TO_WRITE, key);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
