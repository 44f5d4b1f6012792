/** What needs no token, and the answer to paths and methods that do not exist. */
import { readFile } from 'node:fs/promises';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { check } from '../../shared/contract/check.ts';
import { commitmentsQuery, planQuery } from '../../shared/contract/commitments/commitments.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { languageOf, problem } from '../../shared/contract/problem.ts';
import { methodsOf } from '../../shared/contract/routes.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { openCursors } from '../../shared/store/table/cursor.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { firstPersonKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { accessLog } from '../middleware/access-log.ts';
import { json } from '../middleware/json-response.ts';
import { problems } from '../middleware/problems.ts';
import { tokenRule } from '../middleware/proven-identity.ts';
import { type ApiEvent, Refused } from '../middleware/request.ts';
import { strictHeaders } from '../middleware/strict-headers.ts';
import { boardsOf } from './board.ts';
import { listOf, planOf } from './commitments.ts';

const version = fromEnvironment('VERSION');
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const boardOf = boardsOf(table);
const openedCursors = openCursors(openSecret(fromEnvironment('CURSORS_SECRET')));
let description: Promise<string> | undefined;

/** The API description lies beside the bundle: it is made once, when the bundle is. */
function openApi(): Promise<string> {
  description ??= readFile(new URL('./openapi.json', import.meta.url), 'utf8');
  return description;
}

/** The query of a request; ends it with 400 where it is none. */
function queryOf<S extends z.ZodType>(event: ApiEvent, schema: S): z.output<S> {
  const language = languageOf(event.headers['accept-language']);
  const query = check(schema, event.queryStringParameters ?? {}, language, 'unknown-parameter');
  if ('value' in query) return query.value;
  throw new Refused('validation-failed', 'bad-input', { errors: query.faults });
}

async function boardAt(event: ApiEvent, site: string) {
  const board = await boardOf(site, new Date(event.requestContext.timeEpoch).toISOString());
  if (board === undefined) throw new Refused('not-found', 'unknown-site');
  return board;
}

type Routes = Readonly<Record<string, (event: ApiEvent) => Promise<CommandResponse>>>;

const routes: Routes = {
  'GET /health': async (event) => {
    queryOf(event, noQuery);
    // Without its table the API can answer nothing else. What is asked for need not be there.
    await readItem(table, firstPersonKey);
    return json(200, { status: 'ok', version });
  },
  'GET /openapi.json': async (event) => {
    queryOf(event, noQuery);
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=300' },
      body: await openApi(),
    };
  },
  'GET /commitments': async (event) => {
    const { site, limit, cursor } = queryOf(event, commitmentsQuery);
    const board = await boardAt(event, site);
    const cursors = cursor === undefined && board.plans.length <= limit ? undefined : await openedCursors();
    return listOf(event, board, { limit, cursor, cursors });
  },
  'GET /sites/{site}/sections/{id}/commitments': async (event) => {
    const query = queryOf(event, planQuery);
    const { site = '', id = '' } = event.pathParameters ?? {};
    return planOf(event, await boardAt(event, site), id, query.version);
  },
  // The gateway adds the CORS headers; a preflight must not need a token, and wants a 2xx.
  'OPTIONS /{proxy+}': async () => ({ statusCode: 204, headers: {}, body: '' }),
};

function notThere(event: ApiEvent): CommandResponse {
  const language = languageOf(event.headers['accept-language']);
  const methods = methodsOf(event.rawPath);
  if (methods === undefined) return problem('not-found', language, 'no-such-path');
  return problem('method-not-allowed', language, 'no-such-method', {
    headers: { allow: methods.join(', ') },
  });
}

/** Answers commitments, `/health`, `/openapi.json` and, for everything else, 404 or 405. */
export const handler = middy<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>()
  .use(strictHeaders())
  .use(accessLog('public', tokenRule(fromEnvironment('PERSON_CLAIM'), fromEnvironment('TOKEN_USE'))))
  .use(problems('public'))
  .handler(async (event) => ({ ...((await routes[event.routeKey]?.(event)) ?? notThere(event)) }));
