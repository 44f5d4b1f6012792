/** The platform's services that effects are made with, opened once a process from the environment. */
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fromEnvironment } from '../runtime/env.ts';
import { endsWithin, LONG_CALL_MS, lean } from '../runtime/lean-client.ts';
import {
  type CompareLedger,
  openComparing,
  openTelling,
  type TellDiffering,
} from '../store/anchors/comparing.ts';
import { type Bucket, openBucket } from '../store/files/bucket.ts';
import type { Table } from '../store/table/table.ts';
import type { Executions } from './executions.ts';
import type { Letters } from './notify.ts';
import type { Timers } from './timers.ts';

export interface Platform {
  readonly timers: Timers;
  readonly executions: Executions;
  readonly letters: Letters;
  /** What people uploaded, and what is sealed. */
  readonly files: Bucket;
  readonly archive: Bucket;
  /** Says whether a ledger is what was anchored of it. */
  readonly compare: CompareLedger;
  readonly tellDiffering: TellDiffering;
}

/** Opens the services that the environment names. `service` names the function, in the log. */
export function openPlatform(table: Table, service: string): Platform {
  return {
    timers: {
      client: new SchedulerClient(lean()),
      group: fromEnvironment('SCHEDULE_GROUP'),
      targetArn: fromEnvironment('TIMER_ARN'),
      assessArn: fromEnvironment('ASSESS_ARN'),
      roleArn: fromEnvironment('SCHEDULE_ROLE_ARN'),
      deadLetterArn: fromEnvironment('SCHEDULE_DEAD_LETTER_ARN'),
    },
    executions: {
      client: new SFNClient(lean()),
      escalationArn: fromEnvironment('ESCALATION_ARN'),
      appealArn: fromEnvironment('APPEAL_ARN'),
    },
    letters: { client: new SQSClient(lean()), queueUrl: fromEnvironment('LETTERS_QUEUE_URL') },
    files: openBucket(fromEnvironment('FILES_BUCKET'), endsWithin(LONG_CALL_MS)),
    archive: openBucket(fromEnvironment('ARCHIVE_BUCKET'), endsWithin(LONG_CALL_MS)),
    compare: openComparing(table, service),
    tellDiffering: openTelling(service),
  };
}
