/** Turns whatever ends a request early into a problem response; one that nobody foresaw reveals nothing of its cause. */

import type { Logger } from '@aws-lambda-powertools/logger';
import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { sentence } from '../../shared/contract/messages.ts';
import { languageOf, problem } from '../../shared/contract/problem.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { logLine } from '../../shared/runtime/log-line.ts';
import { logFields } from './log-fields.ts';
import { type ApiEvent, Refused } from './request.ts';

type Problems = middy.MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2, Error, Context>;

/** Failures of the platform that pass by themselves: the client is asked to come again (`unavailable`). */
const PASSING = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'SlowDown',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
];
const RETRY_AFTER_SECONDS = '2';

/** The error middleware of the API chain of a service. */
export function problems(service: string): Problems {
  const log = logOf(service);
  return {
    onError: async (request) => {
      const { event, error } = request;
      request.response = { ...(await responseTo(event, error ?? new Error('unknown'), service, log)) };
    },
  };
}

/**
 * The logger is loaded by the first failure of a process: hardly any request needs it, so a function's start does not
 * wait for it.
 */
function logOf(serviceName: string): () => Promise<Logger> {
  let logger: Promise<Logger> | undefined;
  return () => {
    logger ??= import('@aws-lambda-powertools/logger').then(({ Logger }) => new Logger({ serviceName }));
    return logger;
  };
}

async function responseTo(event: ApiEvent, error: Error, service: string, log: () => Promise<Logger>) {
  const language = languageOf(event.headers['accept-language']);
  const place = logFields(event, event.rawPath, undefined);
  if (error instanceof Refused) {
    logLine(service, 'refused', { ...place, code: error.code, reason: error.reason });
    const { pointer, errors, headers, extensions } = error.more;
    const faults = pointer === undefined ? errors : [{ pointer, detail: sentence(error.reason, language) }];
    return problem(error.code, language, error.reason, defined({ errors: faults, headers, extensions }));
  }
  const logger = await log();
  if (isPassing(error)) {
    logger.warn('a dependency is not available', { ...place, error: error.name });
    return problem('unavailable', language, 'busy', { headers: { 'retry-after': RETRY_AFTER_SECONDS } });
  }
  logger.error('request failed', { ...place, error });
  return problem('internal', language, 'something-broke');
}

/** Whether it passes by itself, so that the client is to come again. */
export const isPassing = (error: Error & { readonly code?: unknown }) =>
  PASSING.includes(error.name) || (typeof error.code === 'string' && PASSING.includes(error.code));
