import * as z from 'zod';
import { StateFailure } from './state-failure.ts';

/** The paths that a definition may have: `$.a.b`, from member to member. */
export const path = z.string().regex(/^\$(\.[A-Za-z_]\w*)+$/, { error: 'no path such as $.a.b' });

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/**
 * What stands at a path such as `$.a.b`.
 * @throws StateFailure States.Runtime where the path leads nowhere
 */
export function readPath(path: string, data: Json): Json {
  let value: unknown = data;
  for (const member of path.split('.').slice(1)) {
    value = Object.hasOwn(Object(value), member) ? Reflect.get(Object(value), member) : undefined;
  }
  if (value !== undefined) return value as Json;
  throw new StateFailure(
    'States.Runtime',
    `The path '${path}' could not be found in ${JSON.stringify(data)}.`,
  );
}
