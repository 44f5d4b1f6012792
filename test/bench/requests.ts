/** The requests that are measured, as a client of the API makes them. */
import { randomUUID } from 'node:crypto';

export const SITE = 'riverside';
/** Customer service may do all of them. */
export const CALLER = 'receptionist-sun';
export const PAGE = 50;

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const STROKES = 8;
const POINTS = 12;

/** A signature drawn with a finger: a few strokes of a dozen points each, about 1 KB of path. */
const signaturePath = Array.from({ length: STROKES }, (_, stroke) =>
  Array.from({ length: POINTS }, (_, point) => {
    const x = 10 + stroke * 40 + point * 3;
    const y = 60 + 35 * Math.sin((stroke + 1) * point * 0.7);
    return `${point === 0 ? 'M' : 'L'} ${x} ${y.toFixed(1)}`;
  }).join(' '),
).join(' ');

/** The body of an ordinary repair that a resident brings to the desk. */
export const intakeBody = (site: string, nth: number) => ({
  site,
  kind: 'repair' as const,
  channel: 'walk-in' as const,
  category: 'door-window' as const,
  subject: `${(nth % 30) + 1}号楼单元门闭门器松动，关不上`,
  details: '晚上风大，门一直在响；老人进出不便，请尽快派人来看一下。',
  resident: { id: 'resident-zhao', name: '赵敏', phone: '13800000001', address: '1栋2单元301' },
  signature: { signer: '赵敏', path: signaturePath },
});

export const handOverBody = {
  step: 'hand-over' as const,
  section: 'engineering',
  opinion: '请工程部安排上门查看闭门器，必要时更换。',
};

export const newKey = () => `bench-${randomUUID()}`;

const posted = (body: unknown) => ({
  headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
  body: JSON.stringify(body),
});

export const intake = (nth: number): ApiRequest => ({
  method: 'POST',
  path: '/sheets',
  routeKey: 'POST /sheets',
  ...posted(intakeBody(SITE, nth)),
});

export const handOver = (id: string): ApiRequest => ({
  method: 'POST',
  path: `/sheets/${id}/sign-offs`,
  routeKey: 'POST /sheets/{id}/sign-offs',
  pathParameters: { id },
  ...posted(handOverBody),
});

export const read = (id: string): ApiRequest => ({
  method: 'GET',
  path: `/sheets/${id}`,
  routeKey: 'GET /sheets/{id}',
  pathParameters: { id },
  headers: {},
});

export const ledger = (id: string): ApiRequest => ({
  method: 'GET',
  path: `/sheets/${id}/ledger`,
  routeKey: 'GET /sheets/{id}/ledger',
  pathParameters: { id },
  headers: {},
});

/** By the whole telephone number, or its last four digits, or a name. */
export const search = (q: string): ApiRequest => ({ ...list(), query: { site: SITE, limit: '25', q } });

export const list = (): ApiRequest => ({
  method: 'GET',
  path: '/sheets',
  query: { site: SITE, limit: String(PAGE) },
  routeKey: 'GET /sheets',
  headers: {},
});
