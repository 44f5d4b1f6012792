import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface AskingWorkflowProps {
  /** The function that the workflow calls. */
  readonly target: ServiceFunction;
  /** The definition with the ARN of that function, from `infra/workflows`. */
  readonly define: (functionArn: string) => object;
  readonly logRetention: RetentionDays;
  readonly disposable: boolean;
}

/** A standard workflow that waits and asks one function, and nobody else. */
export class AskingWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: AskingWorkflowProps) {
    super(scope, id);
    const { target, define, logRetention, disposable } = props;
    const { account, partition } = Stack.of(this);
    const { functionArn } = target.function;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));

    const definition = JSON.stringify(define(functionArn));
    // The machine is given no fixed name: executions that still wait keep the name of a deleted machine taken for as
    // long as they wait.
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      // Each partition has its own spelling of the integration with Lambda.
      definitionBody: DefinitionBody.fromString(
        definition.replaceAll('arn:aws:states:', `arn:${partition}:states:`),
      ),
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          retention: logRetention,
          removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
        }),
        level: LogLevel.ALL,
        // The data are ids of sheets, clocks and cases, and instants: nothing personal.
        includeExecutionData: true,
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The deliveries of vended logs and the segments of X-Ray know no resource.',
    });
  }

  /** The right to start executions. */
  get starting(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['states:StartExecution'],
        resources: [this.machine.stateMachineArn],
      }),
    ];
  }
}
