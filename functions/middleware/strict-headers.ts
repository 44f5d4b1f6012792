/** What every answer tells a browser beside its own headers: to take it for what it says it is, and to come by TLS alone. */
import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { ApiEvent } from './request.ts';

const STRICT = {
  'x-content-type-options': 'nosniff',
  // A year; the name is the product's own, or one of the platform's that speaks nothing but TLS.
  'strict-transport-security': 'max-age=31536000',
} as const;

type Strict = middy.MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>;

/** The middleware that adds them, to refusals as well. */
export function strictHeaders(): Strict {
  const add: middy.MiddlewareFn<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context> = (request) => {
    if (request.response === null || request.response === undefined) return;
    request.response.headers = { ...STRICT, ...request.response.headers };
  };
  return { after: add, onError: add };
}
