/** Files as a client uploads them: announced, then put straight into storage. */
import { createHash } from 'node:crypto';
import type { ApiClient, Reply } from './local-cloud.ts';
import { photoOfPhone } from './pictures.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const ascii = (text: string) => new TextEncoder().encode(text);
/** The shortest files that begin as their type does. */
export const PNG = new Uint8Array([0x89, ...ascii('PNG\r\n\u001a\n'), ...ascii('a picture of the door')]);
export const SOUND = ascii('OggS the voice of whoever called');
export const PAPER = ascii('%PDF-1.7 a letter');

export interface Upload {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Announced {
  readonly id: string;
  readonly upload: Upload;
  readonly previewUpload?: Upload;
  readonly expiresAt: string;
}

export interface FileMeant {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** A small JPEG of a picture. */
  readonly preview?: Uint8Array;
}

export const RECORDING: FileMeant = { name: '来电录音.ogg', type: 'audio/ogg', bytes: SOUND };
export const LETTER: FileMeant = { name: '来函 (1).pdf', type: 'application/pdf', bytes: PAPER };
export const PICTURE: FileMeant = { name: '门.png', type: 'image/png', bytes: PNG };
/** A photograph of a telephone, turned, and its preview, which the telephone wrote as much into. */
export const SMALL_VIEW: Uint8Array = photoOfPhone(1);
export const VIEW: FileMeant = {
  name: 'IMG_20261123_赵敏家.jpg',
  type: 'image/jpeg',
  bytes: photoOfPhone(6),
  preview: SMALL_VIEW,
};

/** Announces a file; what it says may be altered. */
export function announce(
  client: ApiClient,
  { name, type, bytes, preview }: FileMeant,
  more: object = {},
): Promise<Reply<Announced>> {
  return client.post<Announced>('/files', {
    name,
    type,
    size: bytes.length,
    sha256: sha256Of(bytes),
    ...(preview === undefined ? {} : { preview: { size: preview.length, sha256: sha256Of(preview) } }),
    ...more,
  });
}

/** Puts bytes where an announcement says; gives the status that storage answers. */
export async function put(
  { upload }: Pick<Announced, 'upload'>,
  bytes: Uint8Array,
  headers: object = {},
): Promise<number> {
  const { method, url } = upload;
  const response = await fetch(url, {
    method,
    headers: { ...upload.headers, ...headers },
    body: new Uint8Array(bytes),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Announces and uploads a file, and its preview where it has one; gives its id. */
export async function uploaded(client: ApiClient, file: FileMeant): Promise<string> {
  const reply = await announce(client, file);
  if (reply.status !== 201) throw new Error(`not announced: ${reply.text}`);
  const { id, upload, previewUpload } = reply.json;
  const statuses = [await put({ upload }, file.bytes)];
  if (file.preview && previewUpload) statuses.push(await put({ upload: previewUpload }, file.preview));
  if (statuses.some((status) => status !== 200)) throw new Error(`storage answered ${statuses}`);
  return id;
}
