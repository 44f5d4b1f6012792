/** A client typed by the API description, and what it heard: the examples that the description then shows. */
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '../../shared/client/api.ts';
import { documentWithoutExamples } from '../../shared/contract/openapi.ts';

export type Client = ReturnType<typeof createClient<paths>>;

interface Heard {
  request?: unknown;
  readonly answers: Record<string, unknown>;
}

/** What was heard, by operation: the first request that went well, and the first answer of each status. */
export type Recording = Record<string, Heard>;

const document = documentWithoutExamples('0.0.0');

function operationOf(path: string, method: string): string {
  const described = document.paths?.[path] as Record<string, { operationId?: string }> | undefined;
  const id = described?.[method.toLowerCase()]?.operationId;
  if (id === undefined) throw new Error(`${method} ${path} is not described`);
  return id;
}

function listening(recording: Recording): Middleware {
  return {
    async onRequest({ request }) {
      // What was sent is read before it goes: afterwards it is gone.
      Reflect.set(request, 'sent', request.body === null ? undefined : await request.clone().json());
    },
    async onResponse({ request, response, schemaPath }) {
      if (!/\bjson/.test(response.headers.get('content-type') ?? '')) return;
      const id = operationOf(schemaPath, request.method);
      const heard = recording[id] ?? { answers: {} };
      recording[id] = heard;
      heard.answers[response.status] ??= await response.clone().json();
      if (response.ok) heard.request ??= Reflect.get(request, 'sent');
    },
  };
}

/** A client that remembers into `recording` what it heard. */
export function recordingClient(baseUrl: string, token: string | undefined, recording: Recording): Client {
  const client = createClient<paths>({
    baseUrl,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  client.use(listening(recording));
  return client;
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '01KAQPB3R0000000000000000'],
  [/\b[0-9a-f]{64}\b/g, 'a hash'],
  [/"salt":"[0-9a-f]{32}"/g, '"salt":"a salt"'],
  [/\/r\/[\w-]{22}/g, '/r/a-token'],
  // Presigned, on a port that was free.
  [/"http:\/\/127\.0\.0\.1:[^"]+"/g, '"a link"'],
  // Links to files end by real time.
  [/"a link","expiresAt":"[^"]+"/g, '"a link","expiresAt":"an instant"'],
  [/"nextCursor":"[^"]+"/g, '"nextCursor":"a cursor"'],
];

/** A recording without what is different each time: ids, hashes, cursors. */
export function lasting(recording: unknown): unknown {
  return JSON.parse(MASKS.reduce((text, [what, by]) => text.replace(what, by), JSON.stringify(recording)));
}
