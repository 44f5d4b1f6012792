/** Operations of a local AWS service: each knows exactly the members that the product uses, and refuses others. */
import * as z from 'zod';
import { AwsError } from './aws-error.ts';
import type { AwsApi, AwsCall } from './aws-protocol.ts';
/** Takes an input as it came. */
export type Operation = (input: unknown) => object | Promise<object>;

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join('.');
  return issue.code === 'unrecognized_keys'
    ? `${[...issue.path, issue.keys.join(', ')].map(String).join('.')}: the local service does not know it`
    : `${place === '' ? 'The input' : place}: ${issue.message}`;
}

/**
 * An operation that reads its input by a schema.
 * @param invalid the error code for an input that does not fit
 */
export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => object | Promise<object>, invalid: string) =>
  (input: unknown): object | Promise<object> => {
    const read = schema.safeParse(input);
    if (!read.success) throw new AwsError(invalid, read.error.issues.map(describe).join('; '));
    return run(read.data);
  };

const unknownOperation = (what: string) =>
  new AwsError('UnknownOperationException', `${what} is nothing that the local service can do.`);

/** AWS JSON: the header `x-amz-target` names the operation, behind the service's prefix. */
export const jsonApi =
  (prefix: string, operations: ReadonlyMap<string, Operation>): AwsApi =>
  ({ target = '', body }) => {
    const run = target.startsWith(`${prefix}.`) ? operations.get(target.slice(prefix.length + 1)) : undefined;
    if (!run) throw unknownOperation(target);
    return run(body ?? {});
  };

export interface RestOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/schedules/{Name}`. */
  readonly path: string;
  /** The input has the path's members, the query's (as text) and the body's. */
  readonly run: Operation;
}

function membersOf(pattern: string, { path }: AwsCall): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const found = path.split('/');
  if (expected.length !== found.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const text = decodeURIComponent(found[index] ?? '');
    if (part.startsWith('{')) members[part.slice(1, -1)] = text;
    else if (part !== text) return undefined;
  }
  return members;
}

/** REST JSON: method and path name the operation. */
export const restApi =
  (operations: readonly RestOperation[]): AwsApi =>
  (call) => {
    for (const { method, path, run } of operations) {
      const members = method === call.method ? membersOf(path, call) : undefined;
      if (!members) continue;
      const body = typeof call.body === 'object' ? call.body : {};
      return run({ ...Object.fromEntries(call.query), ...body, ...members });
    }
    throw unknownOperation(`${call.method} ${call.path}`);
  };

/**
 * One page of a list.
 * @param positionOf where an item stands; items come in ascending order of it
 * @param token what the page before gave as `next`
 */
export function pageOf<T>(
  items: readonly T[],
  positionOf: (item: T) => string | number,
  limit: number,
  token: string | undefined,
): { readonly items: readonly T[]; readonly next?: string } {
  const after = token === undefined ? undefined : positionIn(token);
  const rest = after === undefined ? items : items.filter((item) => positionOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || rest.length <= limit) return { items: page };
  return { items: page, next: Buffer.from(JSON.stringify(positionOf(last))).toString('base64url') };
}

function positionIn(token: string): string | number {
  try {
    return z.union([z.string(), z.number()]).parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  } catch {
    throw new AwsError('ValidationException', 'The token for the next page is none that was given out.');
  }
}

/** How AWS JSON writes an instant: seconds since 1970. */
export const epochSeconds = (milliseconds: number): number => milliseconds / 1000;

/** The name of a function from its ARN, or from its name. */
export const functionNameIn = (arn: string): string => /:function:([^:]+)/.exec(arn)?.[1] ?? arn;
