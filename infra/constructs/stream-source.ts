import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { STREAM_TRIES } from '../deliveries.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface StreamSourceProps {
  readonly table: ITable;
  readonly target: ServiceFunction;
  readonly batchSize: number;
  /** Batches of one shard that are worked on at once; records of one item stay in order. */
  readonly parallel: number;
  readonly deadLetters: DeadLetterQueue;
}

/** Feeds a function with the records of the table's stream. */
export class StreamSource extends Construct {
  constructor(scope: Construct, id: string, props: StreamSourceProps) {
    super(scope, id);
    const { table, target, deadLetters } = props;
    const { tableStreamArn } = table;
    if (tableStreamArn === undefined) throw new Error('The table has no stream.');
    target.allow(
      new PolicyStatement({
        actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
          (action) => `dynamodb:${action}`,
        ),
        resources: [tableStreamArn],
      }),
      deadLetters.sending,
    );
    new EventSourceMapping(this, 'Source', {
      target: target.function,
      eventSourceArn: tableStreamArn,
      // What was written before the function was deployed has its effects as well; those that were made already are found made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize,
      parallelizationFactor: props.parallel,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: STREAM_TRIES.retries,
      maxRecordAge: Duration.seconds(STREAM_TRIES.oldestSeconds),
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
    });
  }
}
