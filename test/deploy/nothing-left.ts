import assert from 'node:assert/strict';
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListScheduleGroupsCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** @throws when something of the disposable stage that keeps, waits or rings outlived its stack */
export async function nothingIsLeft(): Promise<void> {
  const { TableNames } = await new DynamoDBClient().send(new ListTablesCommand({}));
  assert.deepEqual(TableNames, []);
  const pools = await new CognitoIdentityProviderClient().send(new ListUserPoolsCommand({ MaxResults: 10 }));
  assert.deepEqual(pools.UserPools, []);
  const { QueueUrls = [] } = await new SQSClient().send(new ListQueuesCommand({}));
  assert.deepEqual(QueueUrls, []);
  const { stateMachines } = await new SFNClient().send(new ListStateMachinesCommand({}));
  assert.deepEqual(stateMachines, []);
  const scheduler = new SchedulerClient();
  const { ScheduleGroups = [] } = await scheduler.send(new ListScheduleGroupsCommand({}));
  assert.deepEqual(
    ScheduleGroups.map(({ Name }) => Name),
    ['default'],
  );
  assert.deepEqual((await scheduler.send(new ListSchedulesCommand({}))).Schedules, []);
}
