/** Sends kept files straight to storage (contract section 4), each once, however often it is tried. */
import { type Api, answered, type Schemas } from '../../session/api.ts';
import { type KeptFile, keptFile, noteFile } from './kept.ts';

/** The file is no longer on this device. */
export class LostFile extends Error {
  override readonly name = 'LostFile';
}

/** An answer of storage that another try with the same link does not change. */
class LinkEnded extends Error {
  override readonly name = 'LinkEnded';
}

/** Of the bytes, in lower-case hex. */
export async function sha256Of(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A net over which nothing moves for so long is none, however much of a large file is on its way. */
const PATIENCE_MS = 60_000;

/** A link lives for an hour, and whoever was offline for longer needs another. */
const MOST_LINKS = 3;

/**
 * Sends one kept file, unless it is there already.
 * @param told how far it is, from 0 to 1
 * @returns the id to attach it by
 * @throws Refusal where the API refuses it, LostFile where it is no longer kept, Error where the network fails
 */
export async function sendFile(api: Api, key: string, told: (share: number) => void): Promise<string> {
  const file = await keptFile(key);
  if (file === undefined) throw new LostFile(key);
  if (file.id !== undefined) return file.id;
  for (let tries = file.tries; ; tries += 1) {
    try {
      const id = await sendBy(api, { ...file, tries }, told);
      await noteFile({ ...file, tries, id });
      return id;
    } catch (error) {
      if (!(error instanceof LinkEnded) || tries - file.tries >= MOST_LINKS) throw error;
    }
  }
}

async function sendBy(api: Api, file: KeptFile, told: (share: number) => void): Promise<string> {
  const { blob, preview, name, type } = file;
  const announced = await answered(
    api.POST('/files', {
      params: { header: { 'Idempotency-Key': `${file.key}-${file.tries}` } },
      body: {
        ...{ name, type, size: blob.size, sha256: await sha256Of(blob) },
        ...(preview && { preview: { size: preview.size, sha256: await sha256Of(preview) } }),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    }),
  );
  if (preview !== undefined && announced.previewUpload !== undefined)
    await put(announced.previewUpload, preview, () => undefined);
  await put(announced.upload, blob, told);
  return announced.id;
}

/** That the bytes are there already: an answer got lost (contract section 4). */
const THERE_ALREADY = 412;

/** A page may not set it; the browser says how long the body is. */
const BY_THE_BROWSER = 'content-length';

/** By the old way of asking, since the new one does not tell how much was sent. */
function put(
  { method, url, headers }: Schemas['Upload'],
  body: Blob,
  told: (share: number) => void,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers))
      if (name.toLowerCase() !== BY_THE_BROWSER) request.setRequestHeader(name, value);
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const moves = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), PATIENCE_MS);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moves();
      told(total === 0 ? 1 : loaded / total);
    };
    request.onerror = request.onabort = () => failed(new Error('storage was not reached'));
    request.onloadend = () => clearTimeout(stalled);
    request.onload = () => {
      const { status } = request;
      if ((status >= 200 && status < 300) || status === THERE_ALREADY) return done();
      failed(status === 403 ? new LinkEnded() : new Error(`storage answered ${status}`));
    };
    moves();
    request.send(body);
  });
}
