/** A request as handlers see it, after everything that the contract has checked of all of them (section 1). */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { FormReason, ProblemCode } from '../../shared/contract/messages.ts';
import type { Fault } from '../../shared/contract/problem.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { DomainError, type Reason } from '../../shared/domain/kernel/errors.ts';
import type { Language, Person } from '../../shared/domain/model/directory.ts';
import type { DirectoryCache } from '../../shared/store/organisation/directory-cache.ts';
import type { CommandResponse, IdempotencyKey } from '../../shared/store/table/idempotency.ts';

/** The event of an HTTP API, payload 2.0; routes without a token have no authorizer. */
export type ApiEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  readonly requestContext: APIGatewayProxyEventV2['requestContext'] & {
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> } };
  };
};

export interface RouteRequest<Q, B, A = unknown> {
  readonly caller: Person;
  readonly directory: DirectoryCache;
  /** What the route reads before it is known who calls. */
  readonly reading: Promise<A>;
  /** The instant at which the gateway took the request, RFC 3339. */
  readonly now: string;
  readonly language: Language;
  /** The media types that the caller would rather have (`Accept`). */
  readonly accept: string | undefined;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Q;
  readonly body: B;
  /** Versions named by `If-Match`. */
  readonly expected: readonly number[] | undefined;
  readonly idempotencyKey: IdempotencyKey | undefined;
  /** Says for the access log what sheet or case is looked at (contract section 12). */
  readonly looked: (thing: {
    readonly sheet?: string;
    readonly case?: string;
    readonly number?: string;
  }) => void;
}

export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, A = unknown> {
  readonly query: Q;
  /** Schema of the body; none: the route takes none. */
  readonly body?: B;
  /** Whether the route insists on an `Idempotency-Key`; every POST honours one. */
  readonly key?: 'required';
  /** Reads what the path names, while it is asked who calls; the route judges whether they are shown it. */
  readonly ahead?: (params: Readonly<Record<string, string | undefined>>) => Promise<A>;
  readonly respond: (request: RouteRequest<z.output<Q>, z.output<B>, A>) => Promise<CommandResponse>;
}

/** Types a route by its schemas. */
export function route<Q extends z.ZodType, B extends z.ZodType, A>(definition: Route<Q, B, A>): Route {
  return definition as unknown as Route;
}

interface RefusedMore {
  /** Where in the input the reason lies. */
  readonly pointer?: string;
  /** Several faults, in the reader's language already. */
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the problem beside those that every one has. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Thrown by a check to end the request with a problem response. */
export class Refused extends Error {
  readonly code: ProblemCode;
  readonly reason: Reason | FormReason;
  readonly more: RefusedMore;

  constructor(code: ProblemCode, reason: Reason | FormReason, more: RefusedMore = {}) {
    super(code);
    this.code = code;
    this.reason = reason;
    this.more = more;
  }
}

/** What was done; ends the request where the domain refused it. */
export function orRefused<T>(done: T | DomainError): T {
  if (done instanceof DomainError) throw refusedBy(done);
  return done;
}

/** The refusal that the domain gave, to be thrown. */
export function refusedBy({ code, reason, pointer, retryAfter, extensions }: DomainError): Refused {
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
  return new Refused(code, reason, defined({ pointer, headers, extensions }));
}
