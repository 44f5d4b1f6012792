/** Workflows: one execution for each pending escalation or transition, named by it, so that starting it twice starts one. */
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { PendingTransition } from '../store/cases/case-items.ts';
import type { PendingEscalation } from '../store/sheets/sheet-items.ts';

export interface Executions {
  readonly client: SFNClient;
  readonly escalationArn: string;
  readonly appealArn: string;
}

/**
 * Starts the workflow that takes a breach on from a level. A clock comes to a level again where a deadline that was put off is missed,
 * and sooner where its repair becomes urgent: so the instant is in the name, in ms.
 */
export function startEscalation(
  { client, escalationArn }: Executions,
  escalation: PendingEscalation,
): Promise<void> {
  const { sheet, clock, level, at } = escalation;
  return start(client, escalationArn, `${sheet}-${clock}-${level}-${Date.parse(at)}`, escalation);
}

/** Starts the workflow that takes a case on from the entry that it stands at. */
export function startAppeal({ client, appealArn }: Executions, transition: PendingTransition): Promise<void> {
  return start(client, appealArn, `${transition.case}-${transition.chain}`, transition);
}

/** An execution of that name that exists already counts as started (design rule 6). */
async function start(client: SFNClient, stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
