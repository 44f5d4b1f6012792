import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendFile } from '../../web/parts/files/sending.ts';
import type { Api } from '../../web/session/api.ts';

const noteFile = vi.hoisted(() => vi.fn());
vi.mock('../../web/parts/files/kept.ts', () => ({
  keptFile: async (key: string) => ({
    key,
    name: 'a.jpg',
    type: 'image/jpeg',
    blob: new Blob(['a']),
    tries: 0,
  }),
  noteFile,
}));

/** Requests to storage that go only as far as a test lets them. */
const made: Upload[] = [];
class Upload {
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  onload?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  open() {}
  setRequestHeader() {}
  send() {
    made.push(this);
  }
  abort() {
    this.onabort?.();
    this.onloadend?.();
  }
  answer(status: number) {
    this.status = status;
    this.onload?.();
    this.onloadend?.();
  }
}

beforeEach(() => {
  made.length = 0;
  noteFile.mockClear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('XMLHttpRequest', Upload);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const upload = { method: 'PUT', url: 'https://files.test/1', headers: {} };
const api = {
  POST: async () => ({ data: { id: 'file-1', upload }, response: new Response('{}', { status: 201 }) }),
} as unknown as Api;

/** Sends a file until its bytes are on their way. */
async function begun() {
  const sending = sendFile(api, 'f1', vi.fn());
  const outcome = sending.then(
    (id) => id,
    (error: Error) => error.message,
  );
  await vi.waitFor(() => expect(made).toHaveLength(1));
  const [request] = made;
  if (request === undefined) throw new Error('nothing was sent');
  return { outcome, request };
}

describe('a file on its way', () => {
  it('is given up where nothing moves for a minute, and not taken as sent', async () => {
    const { outcome } = await begun();
    vi.advanceTimersByTime(60_000);
    expect(await outcome).toBe('storage was not reached');
    expect(noteFile).not.toHaveBeenCalled();
  });

  it('may take as long as it needs while it moves', async () => {
    const { outcome, request } = await begun();
    for (const loaded of [1, 2, 3]) {
      vi.advanceTimersByTime(59_000);
      request.upload.onprogress?.({ loaded, total: 3 });
    }
    request.answer(200);
    expect(await outcome).toBe('file-1');
    expect(noteFile).toHaveBeenCalledWith(expect.objectContaining({ id: 'file-1' }));
  });
});
