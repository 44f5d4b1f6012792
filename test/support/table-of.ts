import { LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import type { Digest } from '../../shared/runtime/digest.ts';
import { openTable, type Table } from '../../shared/store/table/table.ts';

interface HasTable {
  readonly tableName: string;
  readonly dynamodbEndpoint: string;
}

/** The table of a cloud, by a client of its own; `digest` is what its search rows are made with, where a test makes any. */
export const tableOf = ({ tableName, dynamodbEndpoint }: HasTable, digest?: Digest): Table =>
  openTable({ name: tableName, endpoint: dynamodbEndpoint, region: LOCAL_REGION, ...defined({ digest }) });
