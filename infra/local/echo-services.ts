/** The services that carry the echoes: letters, queue, timers, workflows. None of them keeps anything on disk. */

import { UNMEASURED } from '../../shared/runtime/measure.ts';
import type { EnvironmentName, FunctionSpec } from '../manifest.ts';
import { appealDefinition } from '../workflows/appeal.ts';
import { escalationDefinition } from '../workflows/escalation.ts';
import { type Environment, LOCAL_ACCOUNT, LOCAL_REGION } from './aws-environment.ts';
import type { LocalClock } from './clock.ts';
import { type LocalMail, startMail } from './mail/start-mail.ts';
import { startQueues } from './queues/start-queues.ts';
import { type LocalScheduler, startScheduler } from './scheduler/start-scheduler.ts';
import type { Services } from './services.ts';
import { type LocalStepFunctions, startStepFunctions } from './step-functions/start-step-functions.ts';

export interface EchoOptions {
  readonly services: Services;
  readonly clock: LocalClock;
  readonly manifest: readonly FunctionSpec[];
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

export interface Echoes {
  readonly mail: LocalMail;
  readonly scheduler: LocalScheduler;
  readonly stepFunctions: LocalStepFunctions;
  /** Variables that lead SDK clients and the AWS CLI to the services. */
  readonly endpoints: Environment;
  /** What the functions are told by their environment. */
  readonly variables: Readonly<
    Record<
      Exclude<
        EnvironmentName,
        | 'TABLE_NAME'
        | 'PERSON_CLAIM'
        | 'VERSION'
        | 'FILES_BUCKET'
        | 'ARCHIVE_BUCKET'
        | 'FIRST_ADMINISTRATOR'
        | 'CASE_TERMS'
      >,
      string
    >
  >;
}

const GROUP = 'shoujie';
const DEAD_LETTERS = 'dead-letters';
const VISIBILITY_SECONDS = 360;
const MOST_RECEIVED = 5;
/** Letters a second: locally nobody minds. */
const MAIL_RATE = '100000';
/** The functions' order within a batch is theirs; so many batches run side by side. */
const AT_ONCE = 8;

const functionArn = (name: string) => `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`;

/** Starts the services, each on a free port of its own; `baseUrl` is where letters lead to. */
export async function startEchoes(options: EchoOptions, baseUrl: string): Promise<Echoes> {
  const { services, clock, manifest, invoke, onError } = options;
  const mail = services.add(await startMail({ clock, onError }));
  const queues = services.add(
    await startQueues({
      clock,
      invoke,
      onError,
      queues: [
        { name: DEAD_LETTERS, visibilityTimeoutSeconds: VISIBILITY_SECONDS },
        ...queueNames(manifest).map((name) => ({
          name,
          visibilityTimeoutSeconds: VISIBILITY_SECONDS,
          deadLetter: { queue: DEAD_LETTERS, maxReceiveCount: MOST_RECEIVED },
        })),
      ],
      eventSources: manifest.flatMap(({ name, trigger }) =>
        trigger.kind === 'queue'
          ? {
              queue: trigger.queue,
              functionName: name,
              batchSize: trigger.batchSize,
              reportBatchItemFailures: true,
            }
          : [],
      ),
    }),
  );
  const scheduler = services.add(
    await startScheduler({
      clock,
      invoke,
      sendDeadLetter: queues.send,
      onError,
      groups: [GROUP],
      atOnce: AT_ONCE,
    }),
  );
  const stepFunctions = services.add(
    await startStepFunctions({
      clock,
      invoke,
      onError,
      machines: {
        escalation: escalationDefinition(functionArn('escalate')),
        appeal: appealDefinition(functionArn('appeal-steps')),
      },
      atOnce: AT_ONCE,
      // A test holds the definitions against the whole language; doing so at every start is slow.
      checkLanguage: false,
    }),
  );
  return {
    mail,
    scheduler,
    stepFunctions,
    endpoints: {
      AWS_ENDPOINT_URL_SCHEDULER: scheduler.endpoint,
      AWS_ENDPOINT_URL_SFN: stepFunctions.endpoint,
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
      AWS_ENDPOINT_URL_SESV2: mail.endpoint,
    },
    variables: {
      SCHEDULE_GROUP: GROUP,
      TIMER_ARN: functionArn('breach'),
      ASSESS_ARN: functionArn('assess'),
      SCHEDULE_ROLE_ARN: `arn:aws:iam::${LOCAL_ACCOUNT}:role/scheduler`,
      SCHEDULE_DEAD_LETTER_ARN: queues.arns[DEAD_LETTERS] ?? '',
      ESCALATION_ARN: stepFunctions.machineArns.escalation ?? '',
      APPEAL_ARN: stepFunctions.machineArns.appeal ?? '',
      LETTERS_QUEUE_URL: queues.urls.letters ?? '',
      MAIL_SENDER: 'shoujie@riverside.example',
      MAIL_RATE,
      BASE_URL: baseUrl,
      MAIL_VIA: 'ses',
      MAIL_REGION: LOCAL_REGION,
      TIME_ZONE: 'Asia/Shanghai',
      METRICS_NAMESPACE: process.env.METRICS_NAMESPACE ?? UNMEASURED,
    },
  };
}

function queueNames(manifest: readonly FunctionSpec[]): readonly string[] {
  const named = manifest.flatMap(({ trigger }) => (trigger.kind === 'queue' ? trigger.queue : []));
  return [...new Set([...named, 'letters'])];
}
