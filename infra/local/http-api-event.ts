import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Claims } from './authorizer.ts';
import { LOCAL_ACCOUNT } from './aws-environment.ts';
import type { MatchedRoute } from './route-match.ts';

/** The parts of a request's target: `path` as it was sent, `query` without its question mark. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

export interface EventInput {
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly matched: MatchedRoute;
  /** Of the bearer; undefined on a route that needs none. */
  readonly claims: Claims | undefined;
  readonly body: Buffer;
  /** Milliseconds since 1970 by the cloud's clock. */
  readonly now: number;
}

type LocalEvent = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: { jwt: { claims: Claims; scopes: null } } };
};

const STAGE = '$default';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function targetOf(url: string): Target {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** `23/Nov/2026:08:00:00 +0000`, the form of access logs, in which payload 2.0 gives the time. */
function commonLogTime(instant: number): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** Cookies have a member of their own in payload 2.0. */
function textHeaders({ cookie: _, ...headers }: IncomingHttpHeaders): Record<string, string> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(',');
  }
  return headers as Record<string, string>;
}

/** Parameters by name, several of one name joined by commas; undefined where there are none. */
function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return { ...parameters };
}

/** The event of HTTP API payload version 2.0 for a request. */
export function httpApiEvent({ request, target, matched, claims, body, now }: EventInput): LocalEvent {
  const method = request.method ?? 'GET';
  const isText = isUtf8(body);
  const { cookie, host = '' } = request.headers;
  const parameters = queryParameters(target.query);
  return {
    version: '2.0',
    routeKey: matched.route.key,
    rawPath: target.path,
    rawQueryString: target.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: textHeaders(request.headers),
    ...(parameters === undefined ? {} : { queryStringParameters: parameters }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: 'local',
      ...(claims === undefined ? {} : { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: host,
      domainPrefix: 'local',
      http: {
        method,
        path: target.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: matched.route.key,
      stage: STAGE,
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(matched.pathParameters === undefined ? {} : { pathParameters: { ...matched.pathParameters } }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
}
