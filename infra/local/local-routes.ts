import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { check } from '../../shared/contract/check.ts';
import { SECRET_NAME } from '../../shared/contract/forms/patterns.ts';
import { type Fault, languageOf, type ProblemResponse, problem } from '../../shared/contract/problem.ts';
import type { Language, Person } from '../../shared/domain/model/directory.ts';
import type { LocalClock } from './clock.ts';
import type { LocalRoutes } from './gateway.ts';
import { DISCOVERY_PATH, type Issuer, JWKS_PATH, LOGIN_PATHS } from './issuer.ts';
import type { Login } from './login.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import type { LocalSinks } from './sinks.ts';

export interface LocalRoutesOptions {
  readonly issuer: Issuer;
  readonly login: Login;
  readonly clock: LocalClock;
  /** Waits until the database answers; throws where it does not. */
  readonly databaseAnswers: () => Promise<void>;
  /** Answers when nothing is left that could be worked on now. */
  readonly settle: () => Promise<void>;
  /** The letters that were sent, to an address where one is given, oldest first. */
  readonly mail: (to?: string) => readonly unknown[];
  /** What went out to robots, and how the next delivery is answered. */
  readonly sinks: Pick<LocalSinks, 'deliveries' | 'answerNext'>;
  /** The person with that id, or undefined. */
  readonly person: (id: string) => Promise<Person | undefined>;
  /** What `GET /_local` lists beside the routes. */
  readonly overview: () => Promise<Readonly<Record<string, unknown>>>;
  /** Where the gateway is; known only once it listens. */
  readonly url: () => string;
}

interface Call {
  readonly request: IncomingMessage;
  readonly language: Language;
}
type Methods = Readonly<Record<string, (call: Call) => Promise<ProblemResponse>>>;

const tokenBody = z.strictObject({ person: z.string().min(1) });
const sinkBody = z.strictObject({ to: z.string().regex(SECRET_NAME), answer: z.int().min(300).max(599) });
const clockBody = z.strictObject({ advance: z.string() });
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

const FORWARD_ONLY: Readonly<Record<Language, string>> = {
  'zh-CN': '须为大于零的 ISO 8601 时长，例如 PT61M；时钟只能向前。',
  en: 'Must be an ISO 8601 duration above zero, such as PT61M: the clock only moves forward.',
};

const ok = (value: unknown): ProblemResponse => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});

/** Bad input; the sentence for the whole is that of its first fault. */
function invalid(language: Language, errors: readonly Fault[]): ProblemResponse {
  const refused = problem('validation-failed', language, 'required', { errors });
  const detail = errors[0]?.detail;
  return { ...refused, body: JSON.stringify({ ...JSON.parse(refused.body), ...(detail ? { detail } : {}) }) };
}

/** Hands a checked JSON body on, or answers why there is none: 415, 413 and 400 in the contract's order. */
async function withBody<S extends z.ZodType>(
  { request, language }: Call,
  schema: S,
  run: (body: z.output<S>) => Promise<ProblemResponse>,
): Promise<ProblemResponse> {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    return problem('unsupported-media-type', language, 'json-only');
  }
  let input: unknown;
  try {
    input = JSON.parse((await readBody(request)).toString());
  } catch (error) {
    return error instanceof BodyTooLarge
      ? problem('payload-too-large', language, 'body-too-large')
      : problem('validation-failed', language, 'not-json');
  }
  const checked = check(schema, input, language);
  return 'faults' in checked ? invalid(language, checked.faults) : run(checked.value);
}

/** The routes that exist on the local cloud only (contract section 8), and its issuer's two public documents. */
export function localRoutes(options: LocalRoutesOptions): LocalRoutes {
  const { issuer, login, clock, databaseAnswers, settle, mail, sinks, person, overview, url } = options;
  const queryOf = (request: IncomingMessage) => new URL(request.url ?? '/', url()).searchParams;
  const time = (instant: number) => ok({ now: new Date(instant).toISOString() });

  const routes: Readonly<Record<string, Methods>> = {
    '/_local': { GET: async () => ok(await overview()) },
    '/_local/tokens': {
      POST: (call) =>
        withBody(call, tokenBody, async ({ person: id }) =>
          (await person(id)) === undefined
            ? problem('not-found', call.language, 'unknown-person')
            : ok({ token: await issuer.tokenFor(id) }),
        ),
    },
    '/_local/clock': {
      GET: async () => time(clock.now()),
      POST: (call) =>
        withBody(call, clockBody, async ({ advance }) => {
          // What is under way may wait for a database that hangs much longer than who asks for this.
          await databaseAnswers();
          const now = await clock.advance(advance);
          return now === undefined
            ? invalid(call.language, [{ pointer: '/advance', detail: FORWARD_ONLY[call.language] }])
            : time(now);
        }),
    },
    '/_local/mail': {
      GET: async ({ request }) => ok({ items: mail(queryOf(request).get('to') ?? undefined) }),
    },
    '/_local/sinks': {
      GET: async ({ request }) => ok({ items: sinks.deliveries(queryOf(request).get('to') ?? undefined) }),
      POST: (call) =>
        withBody(call, sinkBody, async ({ to, answer }) => {
          sinks.answerNext(to, answer);
          return ok({ to, answer });
        }),
    },
    '/_local/settle': {
      POST: async () => {
        await databaseAnswers();
        await settle();
        return ok({ settled: true });
      },
    },
    [LOGIN_PATHS.authorize]: {
      GET: ({ request, language }) => login.authorize(queryOf(request), language),
    },
    [LOGIN_PATHS.token]: {
      POST: async ({ request }) => login.token(new URLSearchParams((await readBody(request)).toString())),
    },
    [LOGIN_PATHS.logout]: { GET: async ({ request }) => login.logout(queryOf(request)) },
    [DISCOVERY_PATH]: { GET: async () => ok(issuer.discovery(url())) },
    [JWKS_PATH]: { GET: async () => ok(issuer.jwks) },
  };

  return (request, path) => {
    const methods = routes[path];
    if (!methods && !path.startsWith('/_local/')) return undefined;
    const language = languageOf(request.headers['accept-language']);
    if (!methods) return Promise.resolve(problem('not-found', language, 'no-such-path'));
    const run = methods[request.method ?? ''];
    if (run) return run({ request, language });
    const allow = { allow: Object.keys(methods).join(', ') };
    return Promise.resolve(problem('method-not-allowed', language, 'no-such-method', { headers: allow }));
  };
}
