/** What needs no token, and the answer to paths and methods that do not exist. */
import { readFile } from 'node:fs/promises';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { languageOf, problem } from '../../shared/contract/problem.ts';
import { methodsOf } from '../../shared/contract/routes.ts';
import { fromEnvironment } from '../../shared/env.ts';
import { json } from '../middleware/answers.ts';
import type { ApiEvent } from '../middleware/request.ts';

const version = fromEnvironment('VERSION');
let description: Promise<string> | undefined;

/** The API description lies beside the bundle: it is made once, when the bundle is. */
function openApi(): Promise<string> {
  description ??= readFile(new URL('./openapi.json', import.meta.url), 'utf8');
  return description;
}

/** Answers `/health`, `/openapi.json` and, for everything else, 404 or 405. */
export async function handler(event: ApiEvent): Promise<APIGatewayProxyStructuredResultV2> {
  if (event.routeKey === 'GET /health') return { ...json(200, { status: 'ok', version }) };
  if (event.routeKey === 'GET /openapi.json') {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
    };
    return { statusCode: 200, headers, body: await openApi() };
  }
  // The gateway adds the CORS headers; a preflight must not need a token, and wants a 2xx.
  if (event.routeKey === 'OPTIONS /{proxy+}') return { statusCode: 204 };
  const language = languageOf(event.headers['accept-language']);
  const methods = methodsOf(event.rawPath);
  if (methods === undefined) return { ...problem('not-found', language, 'no-such-path') };
  return {
    ...problem('method-not-allowed', language, 'no-such-method', { headers: { allow: methods.join(', ') } }),
  };
}
