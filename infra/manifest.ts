/**
 * The one table of functions: what starts each of them, where its code is, what it may read from its
 * environment and what it may do. The CDK stacks deploy from it and the local cloud runs from it.
 */
import { partitions as of } from './partitions.ts';
import type { SecretName } from './secrets.ts';
import type { tableShape } from './table.ts';

/**
 * Who may call a route: a bearer of a valid JWT, anybody (contract section 1, last line), or whoever has the link of a
 * resident, which its function checks (contract section 10).
 */
type RouteAuth = 'jwt' | 'none' | 'link';

export interface RouteSpec {
  /** An HTTP API route key, such as `POST /sheets`, or `$default` for whatever no other route takes. */
  readonly key: string;
  readonly auth: RouteAuth;
}

export type Trigger =
  | { readonly kind: 'api'; readonly routes: readonly RouteSpec[] }
  /** Records of the table's stream; failures are reported one by one. */
  | { readonly kind: 'stream'; readonly batchSize: number; readonly parallel: number }
  /** One-off schedules, made by the outbox: the warning and the deadline of a running clock. */
  | { readonly kind: 'timer' }
  /** The task of a workflow. */
  | { readonly kind: 'task'; readonly workflow: WorkflowName }
  /** What SES tells of letters that bounced or were complained of. */
  | { readonly kind: 'letter-events' }
  /** Messages of the queue with that name; failures are reported one by one. */
  | { readonly kind: 'queue'; readonly queue: QueueName; readonly batchSize: number }
  /** Once a month for each site, in its own time zone; the schedules are made by the outbox from the sites. */
  | { readonly kind: 'monthly' }
  /** A recurring schedule. */
  | { readonly kind: 'rate'; readonly minutes: number }
  /** Every day at midnight by UTC, or every full hour: whichever is set. */
  | { readonly kind: 'checkpoint' }
  /** Every day at midnight by UTC. */
  | { readonly kind: 'daily' };

type QueueName = 'letters';
export type WorkflowName = 'escalation' | 'appeal';

/** Environment variables that the platform fills in; each means the same in AWS and on the local cloud. */
export type EnvironmentName =
  | 'TABLE_NAME'
  /** `plain` while functions that read plain text alone may answer beside these, else `present`. */
  | 'TABLE_FORM'
  | 'PERSON_CLAIM'
  /** Which kind of a user pool's tokens is taken: `access` or `id`. */
  | 'TOKEN_USE'
  /** The log group of who looked, or a `file:` URL. */
  | 'ACCESS_LOG'
  | 'VERSION'
  /** `<person> <site> <name>` of the first person of an empty table, or `-`. */
  | 'FIRST_ADMINISTRATOR'
  /** The group that the one-off schedules are in, whom they call, as whom, and where failures go. */
  | 'SCHEDULE_GROUP'
  | 'TIMER_ARN'
  /** Whom the monthly schedule of a site calls. */
  | 'ASSESS_ARN'
  | 'SCHEDULE_ROLE_ARN'
  | 'SCHEDULE_DEAD_LETTER_ARN'
  | 'ESCALATION_ARN'
  | 'APPEAL_ARN'
  /** Windows and targets of cases that differ from the contract's, as JSON. */
  | 'CASE_TERMS'
  /** How often a person may do what is limited: JSON, or `off`. */
  | 'LIMITS'
  /** How long what is archived keeps its values: JSON. */
  | 'RETENTION'
  | 'LETTERS_QUEUE_URL'
  /** How people log in to the console, as JSON, and the origin that links to files lead to. */
  | 'CONSOLE_LOGIN'
  | 'FILES_ORIGIN'
  /** Where people's uploads are, and where archived sheets are sealed. */
  | 'FILES_BUCKET'
  | 'ARCHIVE_BUCKET'
  /** Where checkpoints are, and the public keys that they are signed with. */
  | 'ANCHORS_BUCKET'
  /** The key that checkpoints are signed with, and how often: `P1D` or `PT1H`. */
  | 'CHECKPOINT_KEY'
  | 'ANCHOR_EVERY'
  | 'MAIL_SENDER'
  | 'BASE_URL'
  /** Letters a second, at most. */
  | 'MAIL_RATE'
  /** `ses`, or the mail server that carries letters. */
  | 'MAIL_VIA'
  /** Where SES is. */
  | 'MAIL_REGION'
  /** The configuration set by which SES tells what became of letters, or `-`. */
  | 'MAIL_EVENTS'
  /** The names of the secrets that say where robots listen, as a JSON list; `*` where every name is one. */
  | 'ROBOTS'
  /** Where the sinks are that stand for all robots, or `-`: then robots are at public addresses alone. */
  | 'ROBOT_SINKS'
  /** Where a request goes that was given up. */
  | 'LETTER_DEAD_LETTERS_URL'
  /** IANA name; of letters to people whose site is not known. */
  | 'TIME_ZONE'
  /** Where the product's own measurements go. */
  | 'METRICS_NAMESPACE';

/** What a function may do beside the table; the stacks make a grant that names the resource of each. */
export type Ability =
  | 'make-schedules'
  | 'start-escalations'
  | 'start-appeals'
  | 'send-to-letters'
  | 'send-mail'
  /** To read what a robot's secret holds. */
  | 'read-robots'
  /** To give up what was tried for long enough. */
  | 'send-to-letter-dead-letters'
  /** Whoever signs a link lends it these rights: to put an upload, to get a file. */
  | 'presign-uploads'
  | 'read-files'
  /** To put copies of pictures without metadata beside them. */
  | 'strip-pictures'
  /** To look at what waits to be attached. */
  | 'read-uploads'
  /** To put attached files where they stay. */
  | 'keep-files'
  | 'write-archive'
  /** To put the values of what is sealed beside the files, and to delete them and files that are erased. */
  | 'keep-values'
  | 'erase-files'
  /** To put checkpoints, to read them again, and to sign them. */
  | 'write-checkpoints'
  | 'sign-checkpoints'
  /** To get the public keys of checkpoints. */
  | 'read-checkpoint-keys'
  /** To write lines about who looked. */
  | 'tell-who-looked';

/** Actions that are granted on the table, or on some of its indexes. */
export interface TableGrant {
  readonly actions: readonly `dynamodb:${string}`[];
  /** The indexes that it is for; the table itself, where none is named. */
  readonly indexes?: readonly IndexName[];
  /** The partitions that it is for, as patterns of `StringLike`; all, where none is named. Whoever writes is granted some. */
  readonly partitions?: readonly string[];
}

type IndexName = (typeof tableShape.indexes)[number]['name'];

export interface FunctionSpec {
  readonly name: string;
  /** Path of the entry file from the top of the repository; it exports `handler`. */
  readonly entry: string;
  readonly description: string;
  readonly trigger: Trigger;
  readonly environment: readonly EnvironmentName[];
  readonly grants: readonly TableGrant[];
  readonly abilities?: readonly Ability[];
  /** The secrets that it reads; the platform tells it where each is (`secretVariable`). */
  readonly secrets?: readonly SecretName[];
  /** Whether a release takes it over at once: two versions side by side would mix files that belong together. */
  readonly atOnce?: true;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
}

const API_MEMORY_MIB = 1024;
/**
 * Below the 30 s after which an HTTP API gives up, above the 8 s for which a contended commit is retried and those that
 * are left for the answer (`functions/middleware/api.ts`).
 */
const API_TIMEOUT_SECONDS = 25;

const WORKER_MEMORY_MIB = 512;
const WORKER_TIMEOUT_SECONDS = 60;
/** The longest that Lambda knows: a day's ledgers are read one by one. */
const CHECKPOINT_TIMEOUT_SECONDS = 900;

const jwt = (...keys: string[]): RouteSpec[] => keys.map((key) => ({ key, auth: 'jwt' }));
const open = (...keys: string[]): RouteSpec[] => keys.map((key) => ({ key, auth: 'none' }));
const byLink = (...keys: string[]): RouteSpec[] => keys.map((key) => ({ key, auth: 'link' }));

/** What every function that reads and writes sheets is told: where they are, and in what form they are written. */
const OF_TABLE: readonly EnvironmentName[] = ['TABLE_NAME', 'TABLE_FORM'];
/** Of every function that answers people beside that: who they are, and where it is noted that they looked. */
const OF_API: readonly EnvironmentName[] = [...OF_TABLE, 'PERSON_CLAIM', 'TOKEN_USE', 'ACCESS_LOG'];

/** The directory is read with GetItem (who calls) and Query (the site's sections and staff), and so is everything else. */
const READ: TableGrant = { actions: ['dynamodb:GetItem', 'dynamodb:Query'] };
const READ_IN_BATCHES: TableGrant = { actions: ['dynamodb:BatchGetItem'] };
const readBy = (...indexes: IndexName[]): TableGrant => ({ actions: ['dynamodb:Query'], indexes });

/** The writing actions, each in the partitions that are named; of a transaction each item needs its own. */
const put = (...partitions: string[]): TableGrant => ({ actions: ['dynamodb:PutItem'], partitions });
const update = (...partitions: string[]): TableGrant => ({ actions: ['dynamodb:UpdateItem'], partitions });
const remove = (...partitions: string[]): TableGrant => ({ actions: ['dynamodb:DeleteItem'], partitions });
const check = (...partitions: string[]): TableGrant => ({
  actions: ['dynamodb:ConditionCheckItem'],
  partitions,
});
/** Puts and deletes alike: IAM cannot tell the two apart. */
const putOrRemoveInBatches = (...partitions: string[]): TableGrant => ({
  actions: ['dynamodb:BatchWriteItem'],
  partitions,
});

/** Of who writes entries of sheets by themselves. Updated: what is owed of a ledger. */
const WRITE_STEPS: readonly TableGrant[] = [
  READ,
  put(of.sheets, of.proposed),
  update(of.sheets),
  remove(of.sheets),
];

export const manifest: readonly FunctionSpec[] = [
  {
    name: 'intake',
    entry: 'functions/intake/handler.ts',
    description: 'Opens countersign sheets (B5.1)',
    trigger: { kind: 'api', routes: jwt('POST /sheets') },
    environment: [...OF_API, 'FILES_BUCKET', 'LIMITS'],
    grants: [
      READ,
      // What is open at the same address.
      READ_IN_BATCHES,
      put(of.sheets, of.people, of.sections, of.registers, of.opinions, of.files),
      put(of.counters, of.numbers, of.turns, of.uses, of.receipts, of.tokens),
      put(of.found, of.against),
      // Where a drawn path was first used, and what is owed of a ledger.
      update(of.paths, of.sheets),
    ],
    abilities: ['tell-who-looked', 'read-uploads'],
    secrets: ['links', 'search'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'sign-off',
    entry: 'functions/sign-off/handler.ts',
    description: 'Signs the steps of a sheet (B5.2), and makes its resident a link',
    trigger: { kind: 'api', routes: jwt('POST /sheets/{id}/sign-offs', 'POST /sheets/{id}/links') },
    environment: [...OF_API, 'FILES_BUCKET', 'LIMITS', 'BASE_URL'],
    grants: [
      READ,
      // Files of which the entries of version 0.1 tell nothing but their ids.
      READ_IN_BATCHES,
      put(of.sheets, of.people, of.sections, of.registers, of.opinions, of.files, of.receipts, of.tokens),
      put(of.found, of.against),
      update(of.paths, of.sheets),
      // Escalations that are over, what was to be archived by the system, and what a sheet is found by no more.
      remove(of.sheets, of.found),
    ],
    abilities: ['tell-who-looked', 'read-uploads'],
    secrets: ['links', 'search'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'link',
    entry: 'functions/link/handler.ts',
    description: 'Shows residents their sheet by its link, and takes what they sign there',
    trigger: { kind: 'api', routes: byLink('GET /r/{token}', 'POST /r/{token}') },
    environment: [...OF_API, 'LIMITS'],
    grants: [
      READ,
      // Files of which the entries of version 0.1 tell nothing but their ids.
      READ_IN_BATCHES,
      put(of.sheets, of.people, of.sections, of.registers, of.receipts),
      update(of.paths, of.sheets),
      // Escalations that are over, and what was to be archived by the system.
      remove(of.sheets),
    ],
    abilities: ['tell-who-looked'],
    secrets: ['links'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'records',
    entry: 'functions/records/handler.ts',
    description: 'Reads sheets, lists, residents, ledgers and printable copies (B3a, B4a)',
    trigger: {
      kind: 'api',
      routes: jwt(
        'GET /sheets',
        'GET /residents',
        'GET /sheets/{id}',
        'GET /sheets/{id}/ledger',
        'GET /sheets/{id}/copies/{copy}',
        'GET /work',
        'GET /cases/{id}/documents/{document}',
      ),
    },
    environment: [...OF_API, 'ANCHORS_BUCKET', 'METRICS_NAMESPACE', 'BASE_URL'],
    grants: [
      READ,
      READ_IN_BATCHES,
      readBy('by-site', 'by-section-status', 'by-number', 'by-due'),
      // A copy that is printed later than an hour after the intake bears a new link, which is an entry of the ledger.
      put(of.sheets, of.tokens),
      update(of.sheets),
    ],
    abilities: ['tell-who-looked', 'read-checkpoint-keys'],
    secrets: ['cursors', 'links', 'search'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'files',
    entry: 'functions/files/handler.ts',
    description: 'Takes announcements of files and leads to their bytes (B5.1b, B5.1d)',
    trigger: { kind: 'api', routes: jwt('POST /files', 'GET /files/{id}') },
    environment: [...OF_API, 'FILES_BUCKET', 'LIMITS'],
    grants: [READ, put(of.files, of.uses, of.receipts)],
    abilities: ['tell-who-looked', 'presign-uploads', 'read-files', 'strip-pictures'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'organisation',
    entry: 'functions/organisation/handler.ts',
    description:
      'Says and changes who works where, what sections commit themselves to (A1.7), and who is awarded (B3c)',
    trigger: {
      kind: 'api',
      routes: jwt(
        'GET /me',
        'GET /me/data',
        'PUT /me/preferences',
        'GET /notices',
        'POST /notices/read',
        'GET /organisation',
        'GET /organisation/changes',
        'PUT /sites/{id}',
        'GET /sites/{id}/ledger',
        'PUT /sites/{site}/sections/{id}',
        'GET /sites/{site}/sections/{id}/duty',
        'PUT /sites/{site}/sections/{id}/duty',
        'GET /people/{id}',
        'PUT /people/{id}',
        'PUT /people/{id}/leave',
        'GET /people/{id}/ledger',
        'POST /people/{id}/changes/{change}/confirm',
        'POST /people/{id}/changes/{change}/dismiss',
        'POST /people/{id}/erasures',
        'POST /sheets/{id}/erasures',
        'POST /sheets/{id}/changes/{change}/confirm',
        'POST /sheets/{id}/changes/{change}/dismiss',
        'PUT /sites/{site}/commitments',
        'POST /sites/{site}/commitments/publish',
        'PUT /sites/{site}/sections/{id}/commitments',
        'GET /sites/{site}/sections/{id}/commitments/draft',
        'POST /sites/{site}/sections/{id}/commitments/publish',
        'GET /awards',
        'POST /awards',
        'GET /awards/{id}/ledger',
        'POST /awards/{id}/withdrawals',
      ),
    },
    environment: [...OF_API, 'FIRST_ADMINISTRATOR', 'ROBOTS', 'ANCHORS_BUCKET', 'METRICS_NAMESPACE'],
    grants: [
      READ,
      READ_IN_BATCHES,
      // By status and deadline what somebody still has in hand is found.
      readBy('by-site', 'by-section-status', 'by-due'),
      put(of.people, of.site, of.sites, of.above, of.first, of.ledgersOfPeople, of.ledgersOfSites),
      put(of.ledgersOfAwards),
      put(of.duties, of.drafts, of.plans, of.changes, of.waitingChanges, of.notices, of.receipts),
      // Whoever leaves a site or the ones above, preferences, a change that is settled, values that are erased.
      remove(of.site, of.above, of.people, of.waitingChanges, of.ledgersOfPeople, of.receipts),
      // What is owed of somebody's ledger, and of an award's; how often those above the sites changed.
      update(of.ledgersOfPeople, of.ledgersOfAwards, of.above),
      // The ledgers of sheets that are erased and, before, carried over.
      put(of.sheets),
      update(of.sheets),
      remove(of.sheets, of.found),
      check(of.sheets),
    ],
    abilities: ['tell-who-looked', 'read-checkpoint-keys'],
    secrets: ['cursors', 'search'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'registers',
    entry: 'functions/registers/handler.ts',
    description:
      'Reads the hand-over ledger, the repair register and assessments (B3c, B5.2a, B5.2b, B5.2.1a)',
    trigger: {
      kind: 'api',
      routes: jwt(
        'GET /registers/hand-over',
        'GET /registers/repairs',
        'GET /assessments/{month}',
        'GET /assessments/{month}/people/{id}',
        'GET /assessments/{month}/sections/{id}',
        'GET /company/{month}',
      ),
    },
    environment: [...OF_API],
    grants: [READ, READ_IN_BATCHES],
    abilities: ['tell-who-looked'],
    secrets: ['cursors'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'cases',
    entry: 'functions/cases/handler.ts',
    description: 'Accountability cases and appeals (A2.1 to A2.7c)',
    trigger: {
      kind: 'api',
      routes: jwt(
        'GET /cases',
        'POST /cases',
        'GET /cases/{id}',
        'POST /cases/{id}/sign-offs',
        'GET /cases/{id}/ledger',
        'POST /cases/{id}/appeals',
        'GET /cases/{id}/appeals/{level}',
        'POST /cases/{id}/appeals/{level}/sign-offs',
        'POST /cases/proposed/{id}/dismissals',
        'GET /people/{id}/consequences',
        'GET /consequences',
      ),
    },
    environment: [...OF_API, 'CASE_TERMS', 'FILES_BUCKET', 'ANCHORS_BUCKET', 'METRICS_NAMESPACE'],
    grants: [
      READ,
      READ_IN_BATCHES,
      readBy('by-site', 'by-section-status'),
      // Sheets: the link to a case that one gave rise to.
      put(of.cases, of.people, of.sections, of.sheets, of.counters, of.numbers, of.files, of.receipts),
      // What is owed of its ledger.
      update(of.cases),
      // A move that is over, and what was proposed.
      remove(of.cases, of.proposed),
      // Whether somebody has a final case.
      check(of.people),
    ],
    abilities: ['tell-who-looked', 'read-uploads', 'read-checkpoint-keys'],
    secrets: ['cursors'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'outbox',
    entry: 'functions/outbox/handler.ts',
    description:
      'Makes the effects of changes of the table: timers, workflows, notices, kept files, sealed sheets and cases',
    trigger: { kind: 'stream', batchSize: 100, parallel: 4 },
    environment: [
      ...OF_TABLE,
      'SCHEDULE_GROUP',
      'TIMER_ARN',
      'ASSESS_ARN',
      'SCHEDULE_ROLE_ARN',
      'SCHEDULE_DEAD_LETTER_ARN',
      'ESCALATION_ARN',
      'APPEAL_ARN',
      'LETTERS_QUEUE_URL',
      'METRICS_NAMESPACE',
      'FILES_BUCKET',
      'ARCHIVE_BUCKET',
      'ANCHORS_BUCKET',
    ],
    grants: [
      READ,
      // What is beside a ledger.
      READ_IN_BATCHES,
      // Frozen months: what was corrected since.
      put(of.facts, of.frozen, of.files, of.notices),
      update(of.frozen, of.files),
      // Facts of a month are written on the condition that it is not frozen.
      check(of.frozen),
      // Values are taken away from entries and responses.
      update(of.sheets, of.cases, of.receipts),
      // What was to be sealed, or taken away; of what is erased the drawn paths, and what was answered of its files.
      remove(of.sheets, of.cases, of.paths, of.receipts),
      // What was owed of somebody's ledger, and of an award's.
      update(of.ledgersOfPeople, of.ledgersOfAwards),
      remove(of.ledgersOfPeople, of.ledgersOfAwards),
      // What residents of the directory are found by.
      put(of.found),
      remove(of.found),
      // Clocks whose time has come already.
      put(of.sheets, of.proposed),
    ],
    abilities: [
      'make-schedules',
      'start-escalations',
      'start-appeals',
      'send-to-letters',
      'keep-files',
      'strip-pictures',
      'write-archive',
      'keep-values',
      'erase-files',
      'read-checkpoint-keys',
    ],
    secrets: ['search'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
  },
  {
    name: 'breach',
    entry: 'functions/breach/handler.ts',
    description: 'Warns before a deadline and records its breach',
    trigger: { kind: 'timer' },
    environment: [...OF_TABLE],
    grants: WRITE_STEPS,
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'escalate',
    entry: 'functions/escalate/handler.ts',
    description: 'Raises a breach to the next level and says when the one after is due',
    trigger: { kind: 'task', workflow: 'escalation' },
    environment: [...OF_TABLE],
    grants: WRITE_STEPS,
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'appeal-steps',
    entry: 'functions/appeal-steps/handler.ts',
    description: 'Takes a case to its next move and says when the one after is due',
    trigger: { kind: 'task', workflow: 'appeal' },
    environment: [...OF_TABLE],
    grants: [READ, put(of.cases, of.people), update(of.cases), remove(of.cases)],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'mailer',
    entry: 'functions/mailer/handler.ts',
    description: 'Sends what was gathered for somebody as one letter, and for a robot as its messages',
    trigger: { kind: 'queue', queue: 'letters', batchSize: 10 },
    environment: [
      ...OF_TABLE,
      'LETTERS_QUEUE_URL',
      'MAIL_SENDER',
      'MAIL_VIA',
      'MAIL_REGION',
      'MAIL_EVENTS',
      'MAIL_RATE',
      'ROBOT_SINKS',
      'LETTER_DEAD_LETTERS_URL',
      'BASE_URL',
      'TIME_ZONE',
    ],
    grants: [
      // A breach that could not reach its reader is raised at once.
      ...WRITE_STEPS,
      READ_IN_BATCHES,
      put(of.notices),
      putOrRemoveInBatches(of.notices),
      // An address that a mail server refuses for good is marked.
      put(of.people),
    ],
    abilities: ['send-mail', 'read-robots', 'send-to-letters', 'send-to-letter-dead-letters'],
    secrets: ['links'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
  },
  {
    name: 'bounces',
    entry: 'functions/bounces/handler.ts',
    description: 'Marks mail addresses that letters do not reach, and raises what they told of',
    trigger: { kind: 'letter-events' },
    environment: [...OF_TABLE, 'LETTERS_QUEUE_URL'],
    grants: [...WRITE_STEPS, put(of.people, of.notices)],
    abilities: ['send-to-letters'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
  },
  {
    name: 'assess',
    entry: 'functions/assess/handler.ts',
    description: 'Freezes the assessment of the month before and tells those who answer for it (B3c)',
    trigger: { kind: 'monthly' },
    environment: [...OF_TABLE, 'LETTERS_QUEUE_URL'],
    grants: [
      READ,
      readBy('by-due'),
      put(of.frozen, of.notices),
      putOrRemoveInBatches(of.frozen),
      // Facts that are owed are written on the condition that their month is not frozen, or else noted as corrected.
      put(of.facts),
      update(of.frozen),
      check(of.frozen),
    ],
    abilities: ['send-to-letters'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
  },
  {
    name: 'reconcile',
    entry: 'functions/reconcile/handler.ts',
    description: 'Finds what was lost on the way and puts it right',
    trigger: { kind: 'rate', minutes: 5 },
    environment: [
      ...OF_TABLE,
      'SCHEDULE_GROUP',
      'TIMER_ARN',
      'ASSESS_ARN',
      'SCHEDULE_ROLE_ARN',
      'SCHEDULE_DEAD_LETTER_ARN',
      'ESCALATION_ARN',
      'APPEAL_ARN',
      'LETTERS_QUEUE_URL',
      'METRICS_NAMESPACE',
      'FILES_BUCKET',
      'ARCHIVE_BUCKET',
      'ANCHORS_BUCKET',
    ],
    grants: [
      READ,
      // What is beside a ledger, and the figures of a month that nobody froze.
      READ_IN_BATCHES,
      readBy('by-site', 'by-due'),
      // What timers, workflows, the stream and the month's schedule were to bring about.
      put(of.sheets, of.cases, of.people, of.proposed, of.files, of.frozen, of.notices),
      put(of.facts, of.reconciled),
      update(of.frozen, of.ledgersOfPeople, of.ledgersOfAwards),
      check(of.frozen),
      remove(of.sheets, of.cases, of.paths, of.receipts, of.ledgersOfPeople, of.ledgersOfAwards),
      putOrRemoveInBatches(of.frozen),
      // Values are taken away from entries and responses, and from what is said of files.
      update(of.sheets, of.cases, of.receipts, of.files),
      // Ledgers that are carried over, sheets that are placed anew; that a sheet has not moved since it was looked at.
      put(of.carried, of.closings, of.placed, of.findable),
      // What residents and older sheets are found by, and links that these lack.
      put(of.found, of.against, of.sections),
      remove(of.found),
      check(of.sheets, of.cases),
    ],
    abilities: [
      'make-schedules',
      'start-escalations',
      'start-appeals',
      'send-to-letters',
      'keep-files',
      'strip-pictures',
      'write-archive',
      'keep-values',
      'erase-files',
      'read-checkpoint-keys',
    ],
    secrets: ['search'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
  },
  {
    name: 'anchor',
    entry: 'functions/anchor/handler.ts',
    description: 'Signs a checkpoint over all new entries of ledgers, and compares ledgers with earlier ones',
    trigger: { kind: 'checkpoint' },
    environment: [
      ...OF_TABLE,
      'ANCHORS_BUCKET',
      'ARCHIVE_BUCKET',
      'CHECKPOINT_KEY',
      'ANCHOR_EVERY',
      'METRICS_NAMESPACE',
    ],
    grants: [
      READ,
      // What is beside a ledger, and how far ledgers are anchored.
      READ_IN_BATCHES,
      readBy('by-due'),
      put(of.checkpoint, of.sheets, of.cases, of.ledgersOfPeople, of.ledgersOfSites, of.ledgersOfAwards),
    ],
    abilities: ['write-checkpoints', 'sign-checkpoints', 'write-archive'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: CHECKPOINT_TIMEOUT_SECONDS,
  },
  {
    name: 'forget',
    entry: 'functions/forget/handler.ts',
    description: 'Erases the values of what was archived long enough ago',
    trigger: { kind: 'daily' },
    environment: [...OF_TABLE, 'RETENTION'],
    grants: [
      READ,
      readBy('by-due'),
      // The ledgers that are erased and, before, carried over.
      put(of.sheets, of.cases),
      update(of.sheets, of.cases),
      remove(of.sheets, of.cases, of.found),
      check(of.sheets, of.cases),
    ],
    secrets: ['search'],
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: CHECKPOINT_TIMEOUT_SECONDS,
  },
  {
    name: 'console',
    entry: 'functions/console/handler.ts',
    description: 'Serves the web console',
    trigger: { kind: 'api', routes: open('GET /', 'GET /app', 'GET /app/{page+}') },
    environment: ['CONSOLE_LOGIN', 'FILES_ORIGIN', 'VERSION'],
    grants: [],
    atOnce: true,
    memoryMiB: WORKER_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
  {
    name: 'public',
    entry: 'functions/public/handler.ts',
    description:
      'Commitments for everybody (A1.8), health, the API description, and the answer to what does not exist',
    trigger: {
      kind: 'api',
      routes: [
        ...open(
          'GET /health',
          'GET /openapi.json',
          'GET /commitments',
          'GET /sites/{site}/sections/{id}/commitments',
        ),
        ...jwt('$default'),
      ],
    },
    environment: ['VERSION', ...OF_API],
    grants: [
      READ,
      // What its sections were awarded.
      readBy('by-section-status'),
    ],
    abilities: ['tell-who-looked'],
    secrets: ['cursors'],
    memoryMiB: API_MEMORY_MIB,
    timeoutSeconds: API_TIMEOUT_SECONDS,
  },
];
