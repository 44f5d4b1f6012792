/** The one chain of all API functions: who calls, is the request well formed, the route's response, its problems. */

import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { check } from '../../shared/contract/check.ts';
import { noBody } from '../../shared/contract/forms/no-body.ts';
import { languageOf } from '../../shared/contract/problem.ts';
import { type Person, RESIDENT_BY_LINK } from '../../shared/domain/model/directory.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import type { KeptDirectory } from '../../shared/store/organisation/directory-cache.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { accessLog, note } from './access-log.ts';
import { jsonOf } from './body.ts';
import { unlessHeld } from './etag.ts';
import { expectedOf, idempotencyKeyOf, keyHeader } from './headers.ts';
import { logFields } from './log-fields.ts';
import { problems } from './problems.ts';
import { provenIdentities, type TokenRule } from './proven-identity.ts';
import { type ApiEvent, Refused, type Route } from './request.ts';
import { strictHeaders } from './strict-headers.ts';

/** Finds who calls, and when: the directory's person for the id that the token proves, or undefined. */
export type FindCaller = (id: string, now: string) => Promise<Person | undefined>;

export interface Api {
  readonly tokens: TokenRule;
  readonly findCaller: FindCaller;
  /** The directory for a request of one of these people. */
  readonly begin: KeptDirectory['begin'];
}

/** No id is longer. The table would refuse it as a key, and the client would be told of a failure of the server. */
const LONGEST_ID = 128;
const isNoId = (id: string | undefined) => id !== undefined && id.length > LONGEST_ID;
// Where a path has no parameters, some gateways say null.
const namesNothing = ({ pathParameters }: ApiEvent) => Object.values(pathParameters ?? {}).some(isNoId);

/** What has not come to an end by then is given up with `unavailable`, so that who looked can still be kept. */
const LEFT_FOR_THE_ANSWER_MS = 5_000;

export type ApiHandler = (event: ApiEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The handler of an API function: its routes by key, behind the one chain. */
export function api(
  service: string,
  { tokens, findCaller, begin }: Api,
  routes: Readonly<Record<string, Route>>,
): ApiHandler {
  const respond = async (event: ApiEvent): Promise<CommandResponse> => {
    const route = routes[event.routeKey];
    if (route === undefined) throw new Error(`no route ${event.routeKey} in ${service}`);
    // Who calls, what they look at and whether the directory has changed are one wait, not three.
    const ids = provenIdentities(event, tokens).filter((id) => id !== RESIDENT_BY_LINK);
    const directory = begin(ids);
    const reading = readAhead(event, route);
    // Whoever is refused does not wait for it.
    reading.catch(() => {});
    const caller = await callerOf(event, ids, findCaller);
    const request = wellFormed(event, route, caller.id);
    if (namesNothing(event)) throw new Refused('not-found', 'not-visible');
    const { rows, ...whole } = await route.respond({
      caller,
      ...request,
      ...{ directory, reading },
      looked: (thing) => note(event, thing),
    });
    if (rows !== undefined) note(event, { rows });
    const response = unlessHeld(event, whole);
    const place = response.headers.location ?? event.rawPath;
    logLine(service, 'answered', { ...logFields(event, place, request.body), status: response.statusCode });
    return response;
  };
  return behindTheChain(service, tokens, respond);
}

/** Puts what responds behind the one chain: strict headers, who looked, problems. */
export const behindTheChain = (
  service: string,
  tokens: TokenRule,
  respond: (event: ApiEvent) => Promise<CommandResponse>,
): ApiHandler =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>(undefined, {
    timeoutEarlyInMillis: LEFT_FOR_THE_ANSWER_MS,
  })
    .use(strictHeaders())
    .use(accessLog(service, tokens))
    .use(problems(service))
    .handler(async (event) => ({ ...(await respond(event)) }));

async function readAhead(event: ApiEvent, { ahead }: Route): Promise<unknown> {
  return namesNothing(event) ? undefined : ahead?.(event.pathParameters ?? {});
}

async function callerOf(event: ApiEvent, ids: readonly string[], findCaller: FindCaller): Promise<Person> {
  const now = new Date(event.requestContext.timeEpoch).toISOString();
  const found = await Promise.all(ids.map((id) => findCaller(id, now)));
  const person = found.find((each) => each !== undefined);
  if (person !== undefined) note(event, { reader: person.id });
  if (person?.active === true) return person;
  throw new Refused('unauthenticated', 'nobody-we-know', { headers: { 'www-authenticate': 'Bearer' } });
}

/** What a route takes. */
type Form<Q extends z.ZodType, B extends z.ZodType> = Pick<Route<Q, B>, 'query' | 'body' | 'key'>;

/** Whether a route that needs no body was sent none. */
const isLeftOut = (event: ApiEvent, { body }: Pick<Route, 'body'>) =>
  body === noBody && (event.body ?? '') === '';

/** Everything of a request that can be checked without the table; `caller` is whose an `Idempotency-Key` is. */
export function wellFormed<Q extends z.ZodType, B extends z.ZodType>(
  event: ApiEvent,
  route: Form<Q, B>,
  caller: string,
) {
  const language = languageOf(event.headers['accept-language']);
  const json = route.body === undefined ? undefined : isLeftOut(event, route) ? {} : jsonOf(event);
  const isPost = event.requestContext.http.method === 'POST';
  const key = isPost ? keyHeader(event, route.key === 'required') : undefined;
  const query = check(route.query, event.queryStringParameters ?? {}, language, 'unknown-parameter');
  const body = route.body === undefined ? { value: undefined } : check(route.body, json, language);
  const errors = [query, body].flatMap((checked) => ('faults' in checked ? checked.faults : []));
  if (!('value' in query) || !('value' in body))
    throw new Refused('validation-failed', 'bad-input', { errors });
  return {
    now: new Date(event.requestContext.timeEpoch).toISOString(),
    language,
    accept: event.headers.accept,
    params: event.pathParameters ?? {},
    query: query.value,
    body: body.value as z.output<B>,
    expected: expectedOf(event),
    idempotencyKey: idempotencyKeyOf(event, caller, key, json),
  };
}
