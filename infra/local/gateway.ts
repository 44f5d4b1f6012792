import type { IncomingMessage } from 'node:http';
import { isPassing } from '../../functions/middleware/problems.ts';
import { languageOf, type ProblemResponse, problem } from '../../shared/contract/problem.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import type { Authorizer } from './authorizer.ts';
import type { Doors } from './doors.ts';
import { httpApiEvent, targetOf } from './http-api-event.ts';
import { answerOf } from './http-api-result.ts';
import { type Answer, type HttpServer, startHttpServer } from './http-server.ts';
import { type FunctionHost, FunctionTimeout } from './lambda.ts';
import { largestAllowed } from './largest-result.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import type { RouteMatcher } from './route-match.ts';

/** Answers what exists on a local cloud only; undefined for a path that is not its own. */
export type LocalRoutes = (request: IncomingMessage, path: string) => Promise<ProblemResponse> | undefined;

export interface GatewayOptions {
  readonly port: number;
  readonly match: RouteMatcher;
  readonly authorize: Authorizer;
  readonly functions: FunctionHost;
  readonly localRoutes: LocalRoutes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** Who is let in: programs of this machine, and pages of the origins that are named. */
  readonly doors: Pick<Doors, 'letsIn'>;
}

const RETRY_AFTER_SECONDS = '1';

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' } as const;
/** What exists on a local cloud only is for no page of another origin, named or not. */
const LOCAL_PATH = '/_local';
const PREFLIGHT: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
    // By the Fetch standard a star does not cover Authorization.
    'access-control-allow-headers': '*,authorization',
    'access-control-max-age': '600',
  },
  body: '',
};

function unauthenticated(language: Language, authorization: string | undefined): ProblemResponse {
  const challenge = authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  return problem('unauthenticated', language, 'token-missing', {
    headers: { 'www-authenticate': challenge },
  });
}

/** The answer to a request that could not be served. An unforeseen error is logged; the client is not told what it was. */
function failure(error: unknown, language: Language, onError: (error: unknown) => void): ProblemResponse {
  if (error instanceof BodyTooLarge) return problem('payload-too-large', language, 'body-too-large');
  onError(error);
  return error instanceof FunctionTimeout || (error instanceof Error && isPassing(error))
    ? problem('unavailable', language, 'busy', { headers: { 'retry-after': RETRY_AFTER_SECONDS } })
    : problem('internal', language, 'something-broke');
}

async function answer(request: IncomingMessage, options: GatewayOptions): Promise<Answer> {
  const { headers, method = 'GET' } = request;
  const language = () => languageOf(headers['accept-language']);
  const target = targetOf(request.url ?? '/');
  if (method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers) {
    return PREFLIGHT;
  }
  const local = options.localRoutes(request, target.path);
  if (local) return answerOf(await local);
  const matched = options.match(method, target.path);
  if (!matched) return answerOf(problem('not-found', language(), 'no-such-path'));
  const claims = matched.route.auth === 'jwt' ? await options.authorize(headers.authorization) : undefined;
  if (matched.route.auth === 'jwt' && claims === undefined) {
    return answerOf(unauthenticated(language(), headers.authorization));
  }
  const body = await readBody(request);
  const event = httpApiEvent({ request, target, matched, claims, body, now: options.now() });
  const result = await options.functions.invoke(matched.functionName, event);
  return answerOf(largestAllowed(matched.functionName, result));
}

/**
 * An HTTP server that stands for the HTTP API: routes, authorizes, and speaks payload 2.0 to the functions.
 * @throws StartProblem when the port is taken
 */
export function startGateway(options: GatewayOptions): Promise<HttpServer> {
  const { port, onError } = options;
  return startHttpServer(
    port,
    async (request) => {
      const language = languageOf(request.headers['accept-language']);
      if (!options.doors.letsIn(request.headers))
        return answerOf(problem('forbidden', language, 'foreign-page'));
      const given = await answer(request, options).catch((error) =>
        answerOf(failure(error, language, onError)),
      );
      const isLocal = targetOf(request.url ?? '/').path.startsWith(LOCAL_PATH);
      const cors = request.headers.origin === undefined || isLocal ? {} : CORS;
      return { ...given, headers: { ...cors, ...given.headers } };
    },
    onError,
  );
}
