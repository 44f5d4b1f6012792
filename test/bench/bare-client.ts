/**
 * The DynamoDB client as the product makes it, and nothing of the product's own: bundled in the same way it is
 * what every function's start and every table call is held against.
 */
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openTable } from '../../shared/store/table/table.ts';

export {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

export const table = openTable({ name: fromEnvironment('TABLE_NAME') });
