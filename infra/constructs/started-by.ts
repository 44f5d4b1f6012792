import type { FunctionSpec, Trigger, WorkflowName } from '../manifest.ts';

type Kind = Trigger['kind'];
type StartedBy<K extends Kind> = FunctionSpec & { readonly trigger: Extract<Trigger, { kind: K }> };

/** The functions that a trigger of that kind starts, in the order of the manifest. */
export function startedBy<K extends Kind>(functions: readonly FunctionSpec[], kind: K): StartedBy<K>[] {
  return functions.filter((spec): spec is StartedBy<K> => spec.trigger.kind === kind);
}

/** @throws Error unless it is exactly one */
export function theOneStartedBy<K extends Kind>(functions: readonly FunctionSpec[], kind: K): StartedBy<K> {
  const [one, another] = startedBy(functions, kind);
  if (one === undefined || another !== undefined)
    throw new Error(`One function of infra/manifest.ts is to have a trigger of kind "${kind}".`);
  return one;
}

/** The function that a workflow asks. @throws Error unless it is exactly one */
export function theTaskOf(functions: readonly FunctionSpec[], workflow: WorkflowName): StartedBy<'task'> {
  const [one, another] = startedBy(functions, 'task').filter(({ trigger }) => trigger.workflow === workflow);
  if (one === undefined || another !== undefined)
    throw new Error(`One function of infra/manifest.ts is to be the task of the ${workflow} workflow.`);
  return one;
}
