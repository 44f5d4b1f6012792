import type { FunctionSpec, RouteSpec } from '../manifest.ts';

export interface Match<T> {
  readonly target: T;
  /** Percent-decoded; undefined where the route has none. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface MatchedRoute {
  readonly functionName: string;
  readonly route: RouteSpec;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

export type RouteMatcher = (method: string, path: string) => MatchedRoute | undefined;

interface Pattern<T> {
  readonly target: T;
  readonly segments: readonly string[];
}

const isParameter = (segment: string) => segment.startsWith('{');
/** Such as `{page+}`, the last of its path: stands for whatever is behind the slash before it, be it nothing, as on AWS. */
const isGreedy = (segment: string) => segment.endsWith('+}');
const shape = (method: string, segments: readonly string[]) => `${method} ${segments.length}`;

/** Undoes percent-encoding; text whose escapes are broken is handed on as it came, to be answered as an unknown id. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parametersOf(
  segments: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (isParameter(segment) ? value === '' : segment !== value) return undefined;
    if (isParameter(segment)) parameters[segment.slice(1, -1)] = decode(value);
  }
  return parameters;
}

/** The parameters of a path whose last segment takes whatever is left, slashes too. */
function restOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const last = segments.length - 1;
  const name = (segments[last] ?? '').slice(1, -2);
  const rest = given.slice(last).join('/');
  const parameters = parametersOf(segments.slice(0, last), given);
  return parameters && given.length > last ? { ...parameters, [name]: decode(rest) } : undefined;
}

/**
 * Chooses among keys such as `GET /sheets/{id}`: the exact path first, then the one with the fewest parameters, then one
 * that takes any path below it, `$default` when nothing else fits.
 */
export function matcherOf<T>(
  routes: readonly (readonly [key: string, target: T])[],
): (method: string, path: string) => Match<T> | undefined {
  const exact = new Map<string, T>();
  const patterns = new Map<string, Pattern<T>[]>();
  const greedy: (Pattern<T> & { readonly method: string })[] = [];
  for (const [key, target] of routes) {
    const [method = '', path = ''] = key.split(' ');
    const segments = path.split('/');
    if (!segments.some(isParameter)) exact.set(key, target);
    else if (isGreedy(segments.at(-1) ?? '')) greedy.push({ target, method, segments });
    else {
      const alike = shape(method, segments);
      patterns.set(alike, [...(patterns.get(alike) ?? []), { target, segments }]);
    }
  }
  const parameterCount = ({ segments }: Pattern<T>) => segments.filter(isParameter).length;
  for (const list of patterns.values()) list.sort((a, b) => parameterCount(a) - parameterCount(b));

  const withoutParameters = (key: string): Match<T> | undefined => {
    const target = exact.get(key);
    return target === undefined ? undefined : { target };
  };
  return (method, path) => {
    const fixed = withoutParameters(`${method} ${path}`);
    if (fixed) return fixed;
    const given = path.split('/');
    for (const { target, segments } of patterns.get(shape(method, given)) ?? []) {
      const parameters = parametersOf(segments, given);
      if (parameters) return { target, parameters };
    }
    for (const pattern of greedy) {
      const parameters = method === pattern.method ? restOf(pattern.segments, given) : undefined;
      if (parameters) return { target: pattern.target, parameters };
    }
    return withoutParameters('$default');
  };
}

/** Chooses a function of the manifest as an HTTP API does. */
export function routeMatcher(manifest: readonly FunctionSpec[]): RouteMatcher {
  const match = matcherOf(
    manifest.flatMap(({ name, trigger }) =>
      trigger.kind === 'api'
        ? trigger.routes.map((route) => [route.key, { functionName: name, route }] as const)
        : [],
    ),
  );
  return (method, path) => {
    const found = match(method, path);
    return found && { ...found.target, ...(found.parameters && { pathParameters: found.parameters }) };
  };
}
