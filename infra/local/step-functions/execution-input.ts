/** What the local Step Functions takes; any other member is refused. */
import * as z from 'zod';

const page = {
  maxResults: z.number().int().min(0).max(1_000).optional(),
  nextToken: z.string().optional(),
};

export const startInput = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().max(262_144).default('{}'),
});
export const executionArn = z.strictObject({ executionArn: z.string() });
export const stopInput = executionArn.extend({
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
export const historyInput = executionArn.extend({
  ...page,
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.literal(true).optional(),
});
export const executionFilter = z.strictObject({
  stateMachineArn: z.string(),
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  ...page,
});
export const machineArn = z.strictObject({ stateMachineArn: z.string() });
export const machineFilter = z.strictObject(page);

/** As AWS has it: no white space, no wildcards, brackets or control characters. */
export const EXECUTION_NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;
