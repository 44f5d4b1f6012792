import type { FunctionSpec, RouteSpec } from '../manifest.ts';

export interface MatchedRoute {
  readonly functionName: string;
  readonly route: RouteSpec;
  /** Percent-decoded; undefined where the route has none. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

export type RouteMatcher = (method: string, path: string) => MatchedRoute | undefined;

interface Pattern {
  readonly functionName: string;
  readonly route: RouteSpec;
  readonly segments: readonly string[];
}

const isParameter = (segment: string) => segment.startsWith('{');

/** A path whose escapes are broken is handed on as it came, to be answered as an unknown id. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matchSegments({ segments }: Pattern, given: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (!isParameter(segment)) {
      if (segment !== value) return undefined;
    } else {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = decode(value);
    }
  }
  return parameters;
}

/**
 * Chooses routes as an HTTP API does: the exact path first, then the one with the fewest parameters, `$default`
 * when nothing else fits.
 */
export function routeMatcher(manifest: readonly FunctionSpec[]): RouteMatcher {
  const exact = new Map<string, MatchedRoute>();
  const patterns = new Map<string, Pattern[]>();
  const shape = (method: string, segments: readonly string[]) => `${method} ${segments.length}`;
  for (const { name: functionName, trigger } of manifest) {
    for (const route of trigger.kind === 'api' ? trigger.routes : []) {
      const [method = '', path = ''] = route.key.split(' ');
      const segments = path.split('/');
      if (!segments.some(isParameter)) exact.set(route.key, { functionName, route });
      else {
        const key = shape(method, segments);
        patterns.set(key, [...(patterns.get(key) ?? []), { functionName, route, segments }]);
      }
    }
  }
  const parameterCount = ({ segments }: Pattern) => segments.filter(isParameter).length;
  for (const list of patterns.values()) list.sort((a, b) => parameterCount(a) - parameterCount(b));

  return (method, path) => {
    const fixed = exact.get(`${method} ${path}`);
    if (fixed) return fixed;
    const given = path.split('/');
    for (const pattern of patterns.get(shape(method, given)) ?? []) {
      const pathParameters = matchSegments(pattern, given);
      if (pathParameters) {
        return { functionName: pattern.functionName, route: pattern.route, pathParameters };
      }
    }
    return exact.get('$default');
  };
}
