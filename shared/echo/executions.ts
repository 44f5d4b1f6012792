/** Escalation workflows: one execution from a level on, named so that a second start is none. */
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Raising } from '../store/sheet-items.ts';

export interface Executions {
  readonly client: SFNClient;
  readonly escalationArn: string;
}

/** Starts the workflow that takes a breach on from a level; "already exists" is success (design rule 6). */
export async function startEscalation(
  { client, escalationArn }: Executions,
  raising: Raising,
): Promise<void> {
  try {
    await client.send(
      new StartExecutionCommand({
        stateMachineArn: escalationArn,
        name: `${raising.sheet}-${raising.clock}-${raising.level}`,
        input: JSON.stringify(raising),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
