import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type IndexShape, tableShape } from '../table.ts';

/**
 * The one table that is the truth, in the shape of `infra/table.ts`. Unless it is disposable it outlives
 * its stack, refuses to be deleted and can be restored to any second of the last 35 days.
 */
export class SheetTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { disposable }: { disposable: boolean }) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, 'Table', {
      partitionKey: text(tableShape.partitionKey),
      sortKey: text(tableShape.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType[tableShape.stream],
      timeToLiveAttribute: tableShape.timeToLive,
      // The AWS managed key costs a little more than the owned one, but CloudTrail shows each use of it.
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const indexes: readonly IndexShape[] = tableShape.indexes;
    for (const index of indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        ...(index.projected.length === 0
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.projected] }),
      });
    }
  }
}
