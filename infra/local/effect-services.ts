/** The services that carry the table's effects: letters, queue, timers, workflows. None of them keeps anything on disk. */

import type { FunctionSpec } from '../manifest.ts';
import { appealDefinition } from '../workflows/appeal.ts';
import { escalationDefinition } from '../workflows/escalation.ts';
import { localArn, localRole } from './aws-environment.ts';
import type { ServiceTools } from './aws-service.ts';
import { type LocalMail, startMail } from './mail.ts';
import type { QueueSpec } from './queues/queue.ts';
import { type LocalQueues, startQueues } from './queues/start-queues.ts';
import { type LocalScheduler, startScheduler } from './scheduler/start-scheduler.ts';
import type { Services } from './services.ts';
import { type LocalStepFunctions, startStepFunctions } from './step-functions/start-step-functions.ts';

export interface EffectServices {
  readonly mail: LocalMail;
  readonly queues: LocalQueues;
  readonly scheduler: LocalScheduler;
  readonly stepFunctions: LocalStepFunctions;
}

const GROUP = 'shoujie';
const LETTERS = 'letters';
const DEAD_LETTERS = 'dead-letters';
const VISIBILITY_SECONDS = 360;
const MOST_RECEIVED = 5;
/** How many schedules may call their targets, and how many executions may move on, side by side. */
const AT_ONCE = 8;

const functionArn = (name: string) => localArn('lambda', `function:${name}`);

/** Letters, whatever else a function works off, and what could not be delivered. */
function queuesOf(manifest: readonly FunctionSpec[]): readonly QueueSpec[] {
  const consumers = new Map<string, QueueSpec['consumer']>([[LETTERS, undefined]]);
  for (const { name, trigger } of manifest) {
    if (trigger.kind !== 'queue') continue;
    consumers.set(trigger.queue, { functionName: name, batchSize: trigger.batchSize });
  }
  const deadLetter = { queue: DEAD_LETTERS, maxReceiveCount: MOST_RECEIVED };
  return [
    { name: DEAD_LETTERS, visibilityTimeoutSeconds: VISIBILITY_SECONDS },
    ...[...consumers].map(([name, consumer]) => ({
      name,
      visibilityTimeoutSeconds: VISIBILITY_SECONDS,
      deadLetter,
      consumer,
    })),
  ];
}

/** Starts the services, each on a free port of its own. */
export async function startEffectServices(
  services: Services,
  manifest: readonly FunctionSpec[],
  tools: ServiceTools,
): Promise<EffectServices> {
  const mail = services.add(
    await startMail({
      ...tools,
      toldBy: manifest.find(({ trigger }) => trigger.kind === 'letter-events')?.name,
    }),
  );
  const queues = services.add(await startQueues({ ...tools, queues: queuesOf(manifest) }));
  const scheduler = services.add(
    await startScheduler({ ...tools, group: GROUP, sendDeadLetter: queues.send, atOnce: AT_ONCE }),
  );
  const stepFunctions = services.add(
    await startStepFunctions({
      ...tools,
      machines: {
        escalation: escalationDefinition(functionArn('escalate')),
        appeal: appealDefinition(functionArn('appeal-steps')),
      },
      atOnce: AT_ONCE,
    }),
  );
  return { mail, queues, scheduler, stepFunctions };
}

/** What the functions are told by their environment of where to send what. */
export const effectVariables = ({ queues, stepFunctions }: EffectServices) => ({
  SCHEDULE_GROUP: GROUP,
  TIMER_ARN: functionArn('breach'),
  ASSESS_ARN: functionArn('assess'),
  SCHEDULE_ROLE_ARN: localRole('scheduler'),
  SCHEDULE_DEAD_LETTER_ARN: queues.arns[DEAD_LETTERS] ?? '',
  ESCALATION_ARN: stepFunctions.machineArns.escalation ?? '',
  APPEAL_ARN: stepFunctions.machineArns.appeal ?? '',
  LETTERS_QUEUE_URL: queues.urls[LETTERS] ?? '',
  LETTER_DEAD_LETTERS_URL: queues.urls[DEAD_LETTERS] ?? '',
});
