/** What a deployed stage must answer, whichever it is. Reads, and writes that it must refuse: nothing is left behind. */
import * as z from 'zod';

/** One request to the stage. */
interface SmokeRequest {
  /** Such as `GET /me`. */
  readonly route: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
interface SmokeResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
export type Stage = (ask: SmokeRequest) => Promise<SmokeResponse>;

/** A check, by what it makes sure of. */
type Check = readonly [what: string, run: () => Promise<void>];

const person = z.object({ id: z.string(), role: z.string(), site: z.object({ id: z.string() }) });
const list = z.object({ items: z.array(z.object({ id: z.string() })) });
/** A ULID that names nothing: none is made in the year 10889. */
const NOBODYS = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ';

function expect(response: SmokeResponse, ...statuses: readonly number[]): SmokeResponse {
  if (statuses.includes(response.status)) return response;
  throw new Error(
    `answered ${response.status}, not ${statuses.join(' or ')}: ${response.text.slice(0, 300)}`,
  );
}

function read<T>(response: SmokeResponse, form: z.ZodType<T>): T {
  return form.parse(JSON.parse(expect(response, 200).text));
}

function problem(response: SmokeResponse, status: number, code: string): void {
  const { code: given } = z.object({ code: z.string() }).parse(JSON.parse(expect(response, status).text));
  if (given !== code) throw new Error(`answered the problem ${given}, not ${code}`);
}

/** The checks of a stage, in order; each stands for itself. */
export function smokeChecks(ask: Stage, token: string): readonly Check[] {
  const me = async () => read(await ask({ route: 'GET /me', token }), person);
  const forged = `${token.split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}`;
  return [
    [
      'it is there',
      async () => void read(await ask({ route: 'GET /health' }), z.object({ status: z.literal('ok') })),
    ],
    [
      'it describes itself',
      async () =>
        void read(
          await ask({ route: 'GET /openapi.json' }),
          z.object({ openapi: z.string().startsWith('3.1') }),
        ),
    ],
    ['nobody gets in without a token', async () => void expect(await ask({ route: 'GET /me' }), 401)],
    ['nor with a forged one', async () => void expect(await ask({ route: 'GET /me', token: forged }), 401)],
    [
      'nor to where there is nothing',
      async () => void expect(await ask({ route: 'GET /no-such-path' }), 401),
    ],
    ['the token is somebody of the directory', async () => void (await me())],
    [
      'their site is told',
      async () => {
        const { site } = await me();
        read(
          await ask({ route: `GET /organisation?site=${site.id}`, token }),
          z.object({ people: z.array(z.unknown()) }),
        );
      },
    ],
    ['sheets are listed, and the first is whole', () => sheetsAreWhole(ask, token, me)],
    [
      'what is not there is not found',
      async () => problem(await ask({ route: `GET /sheets/${NOBODYS}`, token }), 404, 'not-found'),
    ],
    [
      'an intake without its key is refused',
      async () => problem(await ask({ route: 'POST /sheets', token, body: {} }), 400, 'validation-failed'),
    ],
    [
      'a step of no sheet is refused',
      async () =>
        problem(
          await ask({ route: `POST /sheets/${NOBODYS}/sign-offs`, token, body: { step: 'archive' } }),
          404,
          'not-found',
        ),
    ],
    [
      'a body that is not JSON is refused',
      async () =>
        problem(
          await ask({ route: 'POST /sheets', token, body: 'x', headers: { 'content-type': 'text/plain' } }),
          415,
          'unsupported-media-type',
        ),
    ],
    [
      'refusals are told in the language that is asked for',
      async () => {
        const headers = { 'accept-language': 'en' };
        const { headers: given } = await ask({ route: `GET /sheets/${NOBODYS}`, token, headers });
        if (given.get('content-language') !== 'en') throw new Error('answered in another language');
      },
    ],
  ];
}

async function sheetsAreWhole(
  ask: Stage,
  token: string,
  me: () => Promise<z.infer<typeof person>>,
): Promise<void> {
  const { role, site } = await me();
  const of = role === 'resident' ? '' : `&site=${site.id}`;
  const { items } = read(await ask({ route: `GET /sheets?limit=1${of}`, token }), list);
  const [first] = items;
  if (first === undefined) return;
  read(await ask({ route: `GET /sheets/${first.id}`, token }), z.object({ id: z.literal(first.id) }));
  const ledger = await ask({ route: `GET /sheets/${first.id}/ledger`, token });
  read(ledger, z.object({ intact: z.literal(true) }));
}
