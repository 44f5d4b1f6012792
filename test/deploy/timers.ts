import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Deployment } from './cdk.ts';
import { eventually } from './wait.ts';

const WITHIN_MS = 30_000;

/**
 * Waits until the schedules of a sheet are those of the clocks that run: a warning and a deadline each.
 * @throws when they are not within 30 s, with those that there were
 */
export async function timersOf(
  { scheduleGroup }: Deployment,
  sheet: string,
  clocks: readonly string[],
): Promise<void> {
  const scheduler = new SchedulerClient();
  const wanted = clocks.flatMap((clock) => [`${sheet}-${clock}-breach`, `${sheet}-${clock}-warn`]).toSorted();
  await eventually(`the timers ${wanted.join(', ') || 'of none'}`, WITHIN_MS, async () => {
    const { Schedules = [] } = await scheduler.send(
      new ListSchedulesCommand({ GroupName: scheduleGroup, NamePrefix: sheet }),
    );
    const seen = Schedules.map(({ Name = '' }) => Name).toSorted();
    return { seen, ...(seen.join() === wanted.join() && { done: true }) };
  });
}
