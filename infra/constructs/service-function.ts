import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Ability, EnvironmentName, FunctionSpec, TableGrant } from '../manifest.ts';
import { type SecretName, secretVariable } from '../secrets.ts';

export interface ServiceFunctionProps {
  readonly spec: FunctionSpec;
  /** The bundle of `spec`, whose `handler.mjs` exports `handler`. */
  readonly code: Code;
  readonly table: ITable;
  /** The values that the stack knows; the function gets those that its row of the manifest names. */
  readonly environment: Readonly<Partial<Record<EnvironmentName, string>>>;
  /** The rights that the stack can grant; the function gets those that its row of the manifest names. */
  readonly abilities?: Readonly<Partial<Record<Ability, readonly PolicyStatement[]>>>;
  /** The secrets that the stack has; the function may read those that its row of the manifest names. */
  readonly secrets?: Readonly<Partial<Record<SecretName, ISecret>>>;
  /** How many runs at once are kept for each function that is named, which then has no more. */
  readonly reservedConcurrency: Readonly<Record<string, number>> | 'off';
  readonly logRetention: RetentionDays;
  readonly disposable: boolean;
  /** Whether callers reach it by an alias, which a release moves to the new version bit by bit. */
  readonly aliased?: boolean;
}

/** What callers reach of an aliased function. */
export const ALIAS = 'live';

/** A function of the manifest with its own role, its own log group and no right that the manifest does not name. */
export class ServiceFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly function: LambdaFunction;
  readonly role: Role;
  /** Where callers find the version that is released. */
  readonly alias: Alias | undefined;

  /** @throws Error where the row of the manifest names what the stack does not have */
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { spec, table, environment, abilities = {}, secrets = {} } = props;
    this.spec = spec;

    // The log group is given no fixed name: one that outlived its stack would bar the next one of that name.
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: props.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    for (const grant of spec.grants) this.allow(statementOf(table.tableArn, grant));
    for (const ability of spec.abilities ?? []) this.allow(...here(abilities, ability, spec));
    const secretArns = (spec.secrets ?? []).map(
      (name) => [name, here(secrets, name, spec).secretArn] as const,
    );
    for (const [, arn] of secretArns) {
      this.allow(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }));
    }

    const { reservedConcurrency } = props;
    const reserved = reservedConcurrency === 'off' ? undefined : reservedConcurrency[spec.name];
    this.function = new LambdaFunction(this, 'Function', {
      description: spec.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: props.code,
      environment: Object.fromEntries([
        ...spec.environment.map((name) => [name, here(environment, name, spec)]),
        ...secretArns.map(([name, arn]) => [secretVariable(name), arn]),
      ]),
      memorySize: spec.memoryMiB,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    });
    this.alias = props.aliased
      ? new Alias(this, 'Alias', { aliasName: ALIAS, version: this.function.currentVersion })
      : undefined;
    Validations.of(this.function).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'Node 22 is the version that the bundles are tested on; it is supported until April 2027.',
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords know no resource; no other statement is for all.',
    });
  }

  /** Adds to what the function may do; for what starts it, which the manifest does not spell out. */
  allow(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.role.addToPolicy(statement);
  }
}

function here<K extends string, V>(
  offered: Readonly<Partial<Record<K, V>>>,
  name: K,
  { name: of }: FunctionSpec,
): V {
  const found = offered[name];
  if (found === undefined)
    throw new Error(`The stack of function ${of} has no ${name}, which its row in infra/manifest.ts names.`);
  return found;
}

function statementOf(tableArn: string, { actions, indexes, partitions }: TableGrant): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: indexes === undefined ? [tableArn] : indexes.map((index) => `${tableArn}/index/${index}`),
    ...(partitions && { conditions: within(partitions) }),
  });
}

/** Of all keys that a request names each has to be of these patterns, and it has to name some. */
const within = (partitions: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
