import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { dataFolder } from './data-folder.ts';
import { hold, refusals } from './granted.ts';
import { linkedCopy } from './linked-copy.ts';
import { watchTable } from './table-calls.ts';
import { WATCHED_DIRECTORY } from './watched-functions.ts';

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; undefined where it is none. The caller says what it expects there. */
  readonly json: Body;
}

/** A JSON object of which nothing more is known. */
export type Json = Readonly<Record<string, unknown>>;

export type RequestHeaders = Readonly<Record<string, string>>;

/** Calls the API as one person. A body that is text goes out as it is, any other as JSON. */
export interface ApiClient {
  request<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: RequestHeaders,
  ): Promise<Reply<T>>;
  get<T = Json>(path: string, headers?: RequestHeaders): Promise<Reply<T>>;
  post<T = Json>(path: string, body?: unknown, headers?: RequestHeaders): Promise<Reply<T>>;
}

export interface TestCloud extends LocalCloud {
  readonly dataDir: string;
  /** A client with that person's token. */
  as(person: string): ApiClient;
  /** A client without a token. */
  readonly anonymous: ApiClient;
  /** Stops the cloud and starts it again on the same data, with other options where some are given. */
  restart(changes?: Partial<LocalCloudOptions>): Promise<TestCloud>;
}

watchTable(hold);

/** A Monday, 16:00 at the demo site. */
export const TEST_NOW = '2026-11-23T08:00:00.000Z';

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch {
    return undefined as T;
  }
}

/** A client for the API at an address; `token` is asked for once, at the first request. */
export function apiClient(url: string, token?: () => Promise<string>): ApiClient {
  let known: Promise<string> | undefined;
  const request = async <T>(method: string, path: string, body?: unknown, headers: RequestHeaders = {}) => {
    if (token) known ??= token();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(known === undefined ? {} : { authorization: `Bearer ${await known}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed<T>(text) };
  };
  return {
    request,
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
  };
}

/**
 * A local cloud on a directory and a port of its own, with a clock that stands still, on the embedded engine or the one at
 * `TEST_ENGINE`. Call `stop` in the end:
 * `const cloud = await startTestCloud(); afterAll(() => cloud.stop());`
 */
export async function startTestCloud(options: Partial<LocalCloudOptions> = {}): Promise<TestCloud> {
  const dataDir = options.dataDir ?? (await dataFolder('test'));
  const bundles = options.bundleDirectory ?? WATCHED_DIRECTORY;
  const bundleDirectory = `${bundles}-${randomUUID()}`;
  await linkedCopy(bundles, bundleDirectory);
  const cloud = await startLocalCloud({
    ...{ port: 0, now: TEST_NOW, limits: 'off' },
    ...defined({ dynamodbEndpoint: process.env.TEST_ENGINE }),
    ...options,
    ...{ dataDir, bundleDirectory },
  });
  const clients = new Map<string, ApiClient>();
  const stop = async () => {
    await cloud.stop();
    await rm(bundleDirectory, { recursive: true, force: true });
  };
  return {
    ...cloud,
    dataDir,
    as(person) {
      const client = clients.get(person) ?? apiClient(cloud.url, () => cloud.tokenFor(person));
      clients.set(person, client);
      return client;
    },
    anonymous: apiClient(cloud.url),
    async restart(changes = {}) {
      await stop();
      return startTestCloud({ ...options, ...changes, dataDir });
    },
    async stop() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
      const refused = refusals();
      if (refused.length > 0) throw new Error(`beyond what the manifest grants: ${refused.join('; ')}`);
    },
  };
}
