import type * as z from 'zod';
import { operation, type RestOperation, restApi } from '../aws-operation.ts';
import { startAwsServer } from '../aws-protocol.ts';
import type { LocalClock } from '../clock.ts';
import type { Service } from '../services.ts';
import { WorkQueue } from '../work-queue.ts';
import type { SendDeadLetter } from './delivery.ts';
import { ScheduleGroups } from './groups.ts';
import {
  groupFilter,
  groupInput,
  groupName,
  scheduleFilter,
  scheduleInput,
  scheduleName,
  scheduleToDelete,
} from './schedule-input.ts';
import { Schedules } from './schedules.ts';

export interface SchedulerOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** Calls a function; a failure is what it throws. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly sendDeadLetter: SendDeadLetter;
  readonly onError: (error: unknown) => void;
  /** Groups that are there from the start, beside `default`. */
  readonly groups?: readonly string[];
  /** A free one unless given. */
  readonly port?: number;
  /** How many targets may be called side by side; one after the other unless given. */
  readonly atOnce?: number;
}

export interface LocalScheduler extends Service {
  readonly endpoint: string;
  /** How often targets were called since the start, tries after a failure included. */
  invocations(): number;
  settle(): Promise<boolean>;
  stop(): Promise<void>;
}

function operationsOn(schedules: Schedules, groups: ScheduleGroups): RestOperation[] {
  const on = <S extends z.ZodType>(
    method: RestOperation['method'],
    path: string,
    schema: S,
    run: (input: z.output<S>) => object,
  ) => ({ method, path, run: operation(schema, run, 'ValidationException') });
  return [
    on('POST', '/schedules/{Name}', scheduleInput, (input) => schedules.create(input)),
    on('PUT', '/schedules/{Name}', scheduleInput, (input) => schedules.update(input)),
    on('GET', '/schedules/{Name}', scheduleName, (input) => schedules.get(input.groupName, input.Name)),
    on('DELETE', '/schedules/{Name}', scheduleToDelete, (input) =>
      schedules.delete(input.groupName, input.Name),
    ),
    on('GET', '/schedules', scheduleFilter, (input) => schedules.list(input)),
    on('POST', '/schedule-groups/{Name}', groupInput, (input) => groups.create(input.Name)),
    on('GET', '/schedule-groups/{Name}', groupName, (input) => groups.get(input.Name)),
    on('GET', '/schedule-groups', groupFilter, (input) => groups.list(input)),
  ];
}

/**
 * Starts EventBridge Scheduler for Lambda functions: one-off schedules fire exactly when the clock reaches them
 * (AWS: within the minute after), a past one at once; rates fire when they are set and then in step.
 * Nothing is kept over a restart.
 * @throws StartProblem when the port cannot be had
 */
export async function startScheduler(options: SchedulerOptions): Promise<LocalScheduler> {
  const { clock, onError, invoke, sendDeadLetter } = options;
  const work = new WorkQueue(onError, options.atOnce);
  const groups = new ScheduleGroups(clock.now, options.groups ?? []);
  const schedules = new Schedules(groups, { clock, work, invoke, sendDeadLetter, onError });
  const server = await startAwsServer({
    service: 'EventBridge Scheduler',
    api: restApi(operationsOn(schedules, groups)),
    contentType: 'application/json',
    port: options.port,
    onError,
  });
  return {
    endpoint: server.endpoint,
    invocations: () => schedules.invocations,
    settle: () => work.settle(),
    async stop() {
      schedules.stop();
      await work.stop();
      await server.stop();
    },
  };
}
