/** Files as a client uploads them: announced, then put straight into storage. */
import { createHash } from 'node:crypto';
import type { ApiClient, Reply } from './local-cloud.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const ascii = (text: string) => new TextEncoder().encode(text);
/** The shortest files that begin as their type does. */
export const PNG = new Uint8Array([0x89, ...ascii('PNG\r\n\u001a\n'), ...ascii('a picture of the door')]);
export const SOUND = ascii('OggS the voice of whoever called');
export const PAPER = ascii('%PDF-1.7 a letter');

export interface Announced {
  readonly id: string;
  readonly upload: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly expiresAt: string;
}

export interface FileMeant {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export const RECORDING: FileMeant = { name: '来电录音.ogg', type: 'audio/ogg', bytes: SOUND };
export const LETTER: FileMeant = { name: '来函 (1).pdf', type: 'application/pdf', bytes: PAPER };
export const PICTURE: FileMeant = { name: '门.png', type: 'image/png', bytes: PNG };

/** Announces a file; what it says may be altered. */
export function announce(
  client: ApiClient,
  { name, type, bytes }: FileMeant,
  more: object = {},
): Promise<Reply<Announced>> {
  return client.post<Announced>('/files', {
    name,
    type,
    size: bytes.length,
    sha256: sha256Of(bytes),
    ...more,
  });
}

/** Puts bytes where an announcement says; gives the status that storage answers. */
export async function put({ upload }: Announced, bytes: Uint8Array, headers: object = {}): Promise<number> {
  const { method, url } = upload;
  const response = await fetch(url, {
    method,
    headers: { ...upload.headers, ...headers },
    body: new Uint8Array(bytes),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Announces and uploads a file; gives its id. */
export async function uploaded(client: ApiClient, file: FileMeant): Promise<string> {
  const reply = await announce(client, file);
  if (reply.status !== 201) throw new Error(`not announced: ${reply.text}`);
  const status = await put(reply.json, file.bytes);
  if (status !== 200) throw new Error(`storage answered ${status}`);
  return reply.json.id;
}
