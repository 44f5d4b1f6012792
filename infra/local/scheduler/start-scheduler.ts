import { operation } from '../aws-operation.ts';
import { type AwsService, startAwsService } from '../aws-service.ts';
import { WorkQueue } from '../work-queue.ts';
import { scheduleFilter, scheduleInput, scheduleName } from './schedule-input.ts';
import { Schedules, type SchedulesTools } from './schedules.ts';

export interface SchedulerOptions extends Omit<SchedulesTools, 'work'> {
  /** The group that all schedules are in. */
  readonly group: string;
  /** How many targets may be called side by side; one after the other unless given. */
  readonly atOnce?: number;
}

export interface LocalScheduler extends AwsService {
  /** How often targets were called since the start, tries after a failure included. */
  invocations(): number;
}

/**
 * Starts EventBridge Scheduler for Lambda functions: one-off schedules fire exactly when the clock reaches them
 * (AWS: within the minute after), a past one is refused as there; monthly ones on each first. Nothing is kept over a restart.
 * @throws StartProblem when there is no port
 */
export async function startScheduler(options: SchedulerOptions): Promise<LocalScheduler> {
  const work = new WorkQueue(options.onError, options.atOnce);
  const schedules = new Schedules(options.group, { ...options, work });
  const service = await startAwsService({
    protocol: 'rest',
    operations: {
      'POST /schedules/{Name}': operation(scheduleInput, (input) => schedules.create(input)),
      'PUT /schedules/{Name}': operation(scheduleInput, (input) => schedules.update(input)),
      'GET /schedules/{Name}': operation(scheduleName, ({ groupName, Name }) =>
        schedules.get(groupName, Name),
      ),
      'DELETE /schedules/{Name}': operation(scheduleName, ({ groupName, Name }) =>
        schedules.delete(groupName, Name),
      ),
      'GET /schedules': operation(scheduleFilter, (input) => schedules.list(input)),
    },
    invalid: 'ValidationException',
    work,
    onError: options.onError,
  });
  return { ...service, invocations: () => schedules.invocations };
}
