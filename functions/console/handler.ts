/** The web console (contract section 9): its page for every path, its files, and what it is to know of this stage. */
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { LINK_SCRIPT } from '../../shared/contract/pages.ts';
import { languageOf, problem } from '../../shared/contract/problem.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { json } from '../middleware/json-response.ts';
import { problems } from '../middleware/problems.ts';
import type { ApiEvent } from '../middleware/request.ts';
import { strictHeaders } from '../middleware/strict-headers.ts';
import { type BuiltFile, openBuilt } from './built.ts';
import { configOf } from './config.ts';
import { inTheFormAskedFor } from './encoding.ts';
import { pageHeaders } from './page-headers.ts';

const config = configOf({
  login: fromEnvironment('CONSOLE_LOGIN'),
  filesOrigin: fromEnvironment('FILES_ORIGIN'),
  version: fromEnvironment('VERSION'),
});
const built = openBuilt(new URL('./web/', import.meta.url));

const ASSETS = 'assets/';
const CONFIG = 'config.json';
const WORKER = 'worker.js';
/** It is for the address without a stroke at its end, too, which is above its own. */
const WORKER_HEADERS = { 'cache-control': 'no-cache', 'service-worker-allowed': '/app' } as const;
/** A site's notice board, which needs neither a login nor script: the page that the API makes of it. */
const BOARD = /^board\/([\w.~-]+)$/;
/** A name with a digest in it never means anything else. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' } as const;

/** Where the console is called at, as its caller calls it; behind the gateway everything comes by TLS. */
function originOf({ headers }: ApiEvent): string {
  return `${headers['x-forwarded-proto'] ?? 'http'}://${headers.host ?? 'localhost'}`;
}

function fileAs(event: ApiEvent, file: BuiltFile, headers: Readonly<Record<string, string>>) {
  return inTheFormAskedFor(event.headers['accept-encoding'], file, headers);
}

async function indexPage(event: ApiEvent): Promise<CommandResponse> {
  const { page } = await built;
  return fileAs(event, page, pageHeaders(config(originOf(event))));
}

async function anyPage(event: ApiEvent): Promise<CommandResponse> {
  const path = event.pathParameters?.page ?? '';
  // Typed with a slash at its end; a gateway may say so by leaving the rest out.
  if (path === '') return sentTo('/app');
  if (`/app/${path}` === LINK_SCRIPT)
    return fileAs(event, (await built).linkScript, { 'cache-control': 'no-cache' });
  if (path === WORKER) return fileAs(event, (await built).worker, WORKER_HEADERS);
  if (path === CONFIG) return json(200, config(originOf(event)), { 'cache-control': 'no-cache' });
  const [, site] = BOARD.exec(path) ?? [];
  if (site !== undefined) return sentTo(`/commitments?site=${site}`);
  if (!path.startsWith(ASSETS)) return indexPage(event);
  const file = (await built).assets.get(path);
  if (file !== undefined) return fileAs(event, file, FOR_EVER);
  return problem('not-found', languageOf(event.headers['accept-language']), 'no-such-path');
}

const sentTo = (location: string): CommandResponse => ({
  statusCode: 302,
  headers: { location, 'cache-control': 'no-cache' },
  body: '',
});

const ROUTES: Readonly<Record<string, (event: ApiEvent) => Promise<CommandResponse>>> = {
  'GET /': async () => sentTo('/app'),
  'GET /app': indexPage,
  'GET /app/{page+}': anyPage,
};

export const handler = middy<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>()
  .use(strictHeaders())
  .use(problems('console'))
  .handler(async (event) => {
    const respond = ROUTES[event.routeKey];
    if (respond === undefined) throw new Error(`no route ${event.routeKey} in console`);
    return { ...(await respond(event)) };
  });
