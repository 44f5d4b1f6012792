/**
 * Who looked (contract section 12): one line for each read and each refusal, with ids, numbers and plain words alone.
 * What somebody wrote, searched for or is called by never stands in it.
 */
import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type AccessLine, type KeepLine, openAccessLog } from './access-carrier.ts';
import { provenIdentities, type TokenRule } from './proven-identity.ts';
import { type ApiEvent, Refused } from './request.ts';

/** What only a handler knows of what was looked at. */
export interface Seen {
  /** Who looks, as the directory calls them; of whom it does not know, the token says what they are called there. */
  readonly reader?: string;
  readonly sheet?: string;
  readonly case?: string;
  /** The number of that sheet or case. */
  readonly number?: string;
  /** How many rows of a list were given. */
  readonly rows?: number;
}

const seen = new WeakMap<ApiEvent, Seen>();

/** Notes something for the line of a request. */
export function note(event: ApiEvent, more: Seen): void {
  seen.set(event, { ...seen.get(event), ...more });
}

/** Under which name a line has the `{id}` of a route, by what stands before it there. */
const THINGS: Readonly<Record<string, string>> = {
  awards: 'award',
  sheets: 'sheet',
  cases: 'case',
  proposed: 'proposed',
  files: 'file',
  people: 'person',
  sections: 'section',
  sites: 'site',
};
const NAMED = /\/([a-z]+)\/\{([a-z]+)\}/g;

/** Parameters of lists whose values are what people typed: a line says that they were there. */
const PERSONAL = ['q', 'cursor'];

/** An id, a number, a date or a word of the contract. */
const PLAIN = /^[\x21-\x7e]{1,128}$/;
/** What may be somebody's telephone number is told of nobody, even where an id is asked for. */
const LIKE_A_PHONE = /^\+?\d[\d-]{5,}\d$/;
const DAY_OR_MONTH = /^\d{4}-\d{2}(-\d{2})?$/;
const isPlain = (value: string) =>
  PLAIN.test(value) && (DAY_OR_MONTH.test(value) || !LIKE_A_PHONE.test(value));

const WITHHELD = '…';
const shown = (value: string) => (isPlain(value) ? value : WITHHELD);

/** What opens a sheet is told of nobody. */
const SECRET = 'token';

function thingsIn({ routeKey, pathParameters = {} }: ApiEvent): Readonly<Record<string, string>> {
  const named = [...routeKey.matchAll(NAMED)].filter(([, , parameter]) => parameter !== SECRET);
  const things = named.map(([, before = '', parameter = '']) => {
    const name = parameter === 'id' ? (THINGS[before] ?? parameter) : parameter;
    return [name, shown(pathParameters[parameter] ?? '')];
  });
  return Object.fromEntries(things);
}

/** The filters of a list. Where they were refused nobody knows what stands in them, so they are named alone. */
function filtersIn({ queryStringParameters = {} }: ApiEvent, isChecked: boolean) {
  const filters = Object.entries(queryStringParameters).map(([name, value = '']) => [
    shown(name),
    isChecked && !PERSONAL.includes(name) ? shown(value) : WITHHELD,
  ]);
  return filters.length === 0 ? {} : { filters: Object.fromEntries(filters) };
}

/**
 * The line about a request, or undefined where none is owed: of what nobody's token was needed for, and of what was
 * written, which the ledgers tell.
 */
export function accessLine(
  event: ApiEvent,
  tokens: TokenRule,
  outcome: number,
  code?: string,
): AccessLine | undefined {
  const { reader = provenIdentities(event, tokens)[0], ...thing } = seen.get(event) ?? {};
  const isRefused = code !== undefined;
  if (reader === undefined || !(isRefused || event.requestContext.http.method === 'GET')) return undefined;
  return {
    at: new Date(event.requestContext.timeEpoch).toISOString(),
    requestId: event.requestContext.requestId,
    reader,
    route: event.routeKey,
    ...thingsIn(event),
    ...filtersIn(event, code !== 'validation-failed'),
    ...thing,
    outcome,
    ...(isRefused ? { code } : {}),
  };
}

type AccessLog = middy.MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>;

/** The middleware that keeps the lines; it stands before the one that answers problems, so that it sees their answers. */
export function accessLog(
  service: string,
  tokens: TokenRule,
  keep: KeepLine = openAccessLog(service),
): AccessLog {
  return {
    after: async ({ event, response }) => {
      const line = accessLine(event, tokens, response?.statusCode ?? 200);
      if (line !== undefined) await keep(line);
    },
    onError: async ({ event, error, response }) => {
      if (!(error instanceof Refused)) return;
      const line = accessLine(event, tokens, Number(Object(response).statusCode), error.code);
      if (line !== undefined) await keep(line);
    },
  };
}
