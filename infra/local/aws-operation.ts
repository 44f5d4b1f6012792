/** Operations of a local AWS service: each knows exactly the members that the product uses, and refuses others. */
import * as z from 'zod';

/** What a caller did wrong, by the name under which the AWS SDK throws it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Takes an input as it came. */
export type Operation = (input: unknown) => object;

/** An input that does not fit; each service has a code of its own for it. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** Faults of an input or a definition in one line, each with the member at fault; unknown members are named. */
export function faultsIn(error: z.ZodError): string {
  const faults = error.issues.map((issue) => {
    const place = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])];
    return `${place.length === 0 ? 'The input' : place.map(String).join('.')}: ${issue.message}`;
  });
  return faults.join('; ');
}

/** An operation that reads its input by a schema. */
export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => object): Operation =>
  (input) => {
    const read = schema.safeParse(input);
    if (!read.success) throw new InvalidInput(faultsIn(read.error));
    return run(read.data);
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
    throw new InvalidInput('The token for the next page is none that was given out.');
  }
}

/** How AWS JSON writes an instant: seconds since 1970. */
export const epochSeconds = (milliseconds: number): number => milliseconds / 1000;

/** The last part of an ARN: the name of a function or a queue. */
export const nameInArn = (arn: string): string => arn.split(':').at(-1) ?? '';
