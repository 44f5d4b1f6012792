import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentName, FunctionSpec, TableGrant } from '../manifest.ts';
import { tableShape } from '../table.ts';

export interface ServiceFunctionProps {
  readonly spec: FunctionSpec;
  /** The bundle of `spec`, whose `handler.mjs` exports `handler`. */
  readonly code: Code;
  readonly table: ITable;
  readonly environment: Readonly<Record<EnvironmentName, string>>;
  readonly logRetention: RetentionDays;
  readonly disposable: boolean;
}

/** A function of the manifest with its own role, its own log group and no right that the manifest does not name. */
export class ServiceFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { spec, table } = props;
    this.spec = spec;

    // No name of its own: a log group that outlived its stack would bar the next one of that name.
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: props.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    for (const grant of spec.grants) {
      role.addToPolicy(
        new PolicyStatement({ actions: [...grant.actions], resources: resourcesOf(table.tableArn, grant) }),
      );
    }

    this.function = new LambdaFunction(this, 'Function', {
      description: spec.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: props.code,
      environment: Object.fromEntries(spec.environment.map((name) => [name, props.environment[name]])),
      memorySize: spec.memoryMiB,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
    Validations.of(this.function).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'Node 22 is the version that the bundles are tested on; it is supported until April 2027.',
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords know no resource; no other statement has a wildcard.',
    });
  }
}

function resourcesOf(tableArn: string, grant: TableGrant): string[] {
  const indexes = grant.indexes ? tableShape.indexes.map((index) => `${tableArn}/index/${index.name}`) : [];
  return [tableArn, ...indexes];
}
