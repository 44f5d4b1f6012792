/** Calls functions as Lambda does, without a gateway. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { linkedCopy } from '../support/linked-copy.ts';
import { type ApiRequest, CALLER } from './requests.ts';

export interface HandlerAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Handler = (event: unknown, context: unknown) => Promise<HandlerAnswer>;

/**
 * Imports a function's bundle. It reads its environment at this moment and at its first call.
 * @param instance tells apart several instances of one bundle in this process
 */
export async function importHandler(bundles: string, name: string, instance = ''): Promise<Handler> {
  const bundle = join(bundles, name);
  const own = instance === '' ? bundle : `${bundle}-${instance}`;
  if (own !== bundle) await linkedCopy(bundle, own);
  const { handler }: { handler: Handler } = await import(pathToFileURL(join(own, 'handler.mjs')).href);
  return handler;
}

export type ApiEvent = ReturnType<typeof eventOf>;

/** The event of HTTP API payload 2.0 for a request, with the claims that the authorizer would add for a caller. */
export function eventOf(
  { method, path, query, routeKey, pathParameters, headers, body }: ApiRequest,
  caller: string = CALLER,
) {
  const now = Date.now();
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query === undefined ? '' : String(new URLSearchParams(query)),
    headers: { accept: '*/*', host: 'api.example', 'user-agent': 'bench', ...headers },
    ...(query === undefined ? {} : { queryStringParameters: query }),
    ...(pathParameters === undefined ? {} : { pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      authorizer: { jwt: { claims: { sub: caller }, scopes: null } },
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: '',
      timeEpoch: now,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

const context = { functionName: 'bench', awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 15_000 };

/** @throws Error for any answer but a success */
export async function callHandler(handler: Handler, event: ApiEvent): Promise<HandlerAnswer> {
  const answer = await handler(event, context);
  if (answer.statusCode < 200 || answer.statusCode > 299) {
    throw new Error(`${event.routeKey} was answered ${answer.statusCode}: ${answer.body}`);
  }
  return answer;
}
