/** Redriving on AWS itself. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Outputs, Plant } from './dead-letters.ts';

/** The most messages that SQS gives at once, and for how long it gives them to nobody else. */
const AT_ONCE = 10;
const HIDDEN_SECONDS = 300;

/** What stacks of a stage put out. @throws when the stage is not deployed in the account and region of the credentials */
export async function outputsOf(stage: string, stacksOf = ['notification', 'workflow']): Promise<Outputs> {
  const client = new CloudFormationClient();
  const names = stacksOf.map((name) => `shoujie-${stage}-${name}`);
  const stacks = await Promise.all(
    names.map((StackName) => client.send(new DescribeStacksCommand({ StackName }))),
  );
  const outputs = stacks.flatMap(({ Stacks = [] }) => Stacks.flatMap((stack) => stack.Outputs ?? []));
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** AWS, with the credentials and the region of the environment. */
export function awsPlant(): Plant {
  const [queues, functions, streams] = [new SQSClient(), new LambdaClient(), new DynamoDBStreamsClient()];
  return {
    async receive(QueueUrl) {
      const asked = {
        QueueUrl,
        MaxNumberOfMessages: AT_ONCE,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
      };
      const { Messages = [] } = await queues.send(new ReceiveMessageCommand(asked));
      return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receipt: ReceiptHandle }));
    },
    async remove(QueueUrl, { receipt: ReceiptHandle }) {
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    async send(QueueUrl, MessageBody) {
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    async invoke(FunctionName, payload) {
      const asked = { FunctionName, Payload: JSON.stringify(payload) };
      const { FunctionError, Payload } = await functions.send(new InvokeCommand(asked));
      const text = Payload === undefined ? 'null' : new TextDecoder().decode(Payload);
      if (FunctionError !== undefined) throw new Error(`${FunctionName} failed: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    async *records({ streamArn, shardId, startSequenceNumber }) {
      const place = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: startSequenceNumber };
      const at = { ...place, ShardIteratorType: 'AT_SEQUENCE_NUMBER' } as const;
      let iterator: string | undefined;
      try {
        iterator = (await streams.send(new GetShardIteratorCommand(at))).ShardIterator;
      } catch (error) {
        if (!(error instanceof TrimmedDataAccessException)) throw error;
      }
      while (iterator !== undefined) {
        const page: GetRecordsCommandOutput = await streams.send(
          new GetRecordsCommand({ ShardIterator: iterator }),
        );
        yield page.Records ?? [];
        iterator = page.NextShardIterator;
      }
    },
  };
}
