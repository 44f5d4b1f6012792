import assert from 'node:assert/strict';
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';

/** @throws when a table or a user pool of the disposable stage outlived its stack */
export async function nothingIsLeft(): Promise<void> {
  const { TableNames } = await new DynamoDBClient().send(new ListTablesCommand({}));
  assert.deepEqual(TableNames, []);
  const pools = await new CognitoIdentityProviderClient().send(new ListUserPoolsCommand({ MaxResults: 10 }));
  assert.deepEqual(pools.UserPools, []);
}
