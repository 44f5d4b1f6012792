/** How files are given: led to or described, with previews, and of complaints without metadata (contract section 4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenResponse } from '../../shared/contract/files/file-responses.ts';
import { INTAKES, opened, type SheetJson, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { bareExif, exifSegment, JPEG, withAt } from '../support/pictures.ts';
import {
  announce,
  type FileMeant,
  LETTER,
  PICTURE,
  PNG,
  put,
  RECORDING,
  SMALL_VIEW,
  sha256Of,
  uploaded,
  VIEW,
} from '../support/uploads.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const DESK = 'receptionist-sun';
const JSON_ONLY = { accept: 'application/json' };
/** What is left of `VIEW` and of its preview. */
const [BARE, BARE_PREVIEW] = [withAt(JPEG, 2, exifSegment(bareExif(6))), JPEG];

const { signature: _report, ...REPORT } = INTAKES.report;
const { signature: _complaint, ...COMPLAINT } = INTAKES.complaint;
const ANONYMOUS = { ...COMPLAINT, complaint: { ...COMPLAINT.complaint, anonymous: true } };

interface GivenJson {
  readonly name?: string;
  readonly size: number;
  readonly sha256: string;
  readonly url: string;
  readonly preview?: string;
  readonly expiresAt: string;
}
const described = (person: string, id: string) => cloud.as(person).get<GivenJson>(`/files/${id}`, JSON_ONLY);
const behind = async (link = 'none') => new Uint8Array(await (await fetch(link)).arrayBuffer());
const led = async (person: string, id: string, accept?: string) =>
  fetch(`${cloud.url}/files/${id}`, {
    headers: {
      authorization: `Bearer ${await cloud.tokenFor(person)}`,
      ...(accept === undefined ? {} : { accept }),
    },
    redirect: 'manual',
  });
/** Opens by telephone with files of these kinds; gives their ids. */
const attached = async (intake: object, ...files: readonly FileMeant[]) => {
  const ids = await Promise.all(files.map((file) => uploaded(cloud.as(DESK), file)));
  await opened(cloud.as(DESK), { ...intake, channel: 'phone', files: ids });
  return ids;
};
const only = async (intake: object, file: FileMeant) => (await attached(intake, file))[0] ?? 'none';

describe('a file', () => {
  it('is described to who asks for JSON, with links that live for five minutes of real time', async () => {
    const id = await only(REPORT, VIEW);
    const reply = await described('resident-zhao', id);
    expect(reply.status).toBe(200);
    expect(givenResponse.safeParse(reply.json).error).toBeUndefined();
    const { url, preview, expiresAt, ...rest } = reply.json;
    expect(rest).toEqual({
      ...{ id, name: VIEW.name, type: 'image/jpeg' },
      ...{ size: VIEW.bytes.length, sha256: sha256Of(VIEW.bytes) },
    });
    expect(await behind(url)).toEqual(VIEW.bytes);
    expect(await behind(preview)).toEqual(SMALL_VIEW);
    const { searchParams } = new URL(url);
    const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(searchParams.get('X-Amz-Date') ?? '') ?? [];
    const ends = new Date(Date.parse(expiresAt) - 300_000).toISOString();
    expect(ends.replaceAll(/[-:]|\.000Z/g, '')).toBe(`${day}T${time}`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('vary')).toBe('Accept');
  });

  // biome-ignore format: a table reads best with one row a line
  const ROWS: readonly (readonly [accept: string | undefined, status: number])[] = [
    [undefined, 302],
    ['*/*', 302],
    ['image/*', 302],
    ['image/avif,image/webp,*/*;q=0.8', 302],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 302],
    ['application/json;q=0.1, image/jpeg', 302],
    ['application/json', 200],
    ['application/json, text/plain, */*', 200],
    ['application/json;q=0', 302],
  ];

  it('is led to unless JSON is asked for', async () => {
    const id = await only(REPORT, VIEW);
    for (const [accept, status] of ROWS) expect((await led(DESK, id, accept)).status, accept).toBe(status);
  });

  it('is described to nobody who may not have it, attached or not', async () => {
    const waiting = await uploaded(cloud.as(DESK), VIEW);
    const own = await described(DESK, waiting);
    expect([own.status, await behind(own.json.preview)]).toEqual([200, SMALL_VIEW]);
    const id = await only(REPORT, VIEW);
    for (const [person, file] of [
      ['director-wei', waiting],
      ['resident-qian', id],
      ['worker-wu', id],
      [DESK, 'none'],
    ] as const) {
      expect((await described(person, file)).status, `${person} ${file}`).toBe(404);
    }
  });

  it('has no preview where none was announced, uploaded, or where that is no JPEG', async () => {
    const without = await only(REPORT, PICTURE);
    const reply = await announce(cloud.as(DESK), VIEW);
    expect(await put(reply.json, VIEW.bytes)).toBe(200);
    await opened(cloud.as(DESK), { ...REPORT, channel: 'phone', files: [reply.json.id] });
    const disguised = await only(REPORT, { ...VIEW, preview: PNG });
    for (const id of [without, reply.json.id, disguised]) {
      const { status, json } = await described(DESK, id);
      expect([status, json.preview]).toEqual([200, undefined]);
    }
  });
});

describe('a sheet', () => {
  interface FilesJson extends SheetJson {
    readonly files: readonly string[];
    readonly attachments: readonly { readonly id: string; readonly name?: string }[];
  }
  const attachmentsFor = async (person: string, id: string) =>
    (await cloud.as(person).get<FilesJson>(`/sheets/${id}`)).json.attachments;
  const told = ({ name, type, bytes, preview }: FileMeant, id: string, entry: number) => ({
    ...{ id, type, size: bytes.length, entry, name },
    ...(preview === undefined ? {} : { preview: true }),
  });

  it('tells of its files, at once and later, with the entry that attached each', async () => {
    const [letter, photo] = [
      await uploaded(cloud.as(DESK), LETTER),
      await uploaded(cloud.as('resident-zhao'), VIEW),
    ];
    const intake = { ...REPORT, channel: 'letter', files: [letter] };
    const sheet = (await opened(cloud.as(DESK), intake)) as FilesJson;
    expect(sheet.attachments).toEqual([told(LETTER, letter, 1)]);
    const urged = (await signed(cloud, sheet.id, [
      ['resident-zhao', { step: 'urge', message: '请看照片', files: [photo] }],
    ])) as FilesJson;
    expect(urged.attachments).toEqual([told(LETTER, letter, 1), told(VIEW, photo, 2)]);
    expect(urged.files).toEqual([letter, photo]);
    expect(await attachmentsFor('director-wei', sheet.id)).toEqual(urged.attachments);
  });

  it('of an anonymous complaint tells whom the resident is hidden from of pictures alone, and no names', async () => {
    const files = await Promise.all([VIEW, LETTER].map((file) => uploaded(cloud.as(DESK), file)));
    const { id } = await opened(cloud.as(DESK), { ...ANONYMOUS, channel: 'phone', files });
    const [photo = '', letter = ''] = files;
    expect(await attachmentsFor(DESK, id)).toEqual([told(VIEW, photo, 1), told(LETTER, letter, 1)]);
    const { name: _name, ...nameless } = told(VIEW, photo, 1);
    expect(await attachmentsFor('director-wei', id)).toEqual([nameless]);
    for (const path of [`/sheets/${id}`, `/sheets/${id}/ledger`]) {
      const { status, text } = await cloud.as('director-wei').get(path);
      expect(status).toBe(200);
      for (const { name } of [VIEW, LETTER]) expect(text, path).not.toContain(name);
    }
  });
});

describe('a picture of a complaint', () => {
  it('is given without metadata, turned as it was, whoever asks and whenever', async () => {
    const id = await only(COMPLAINT, VIEW);
    const bytes = { size: BARE.length, sha256: sha256Of(BARE) };
    for (const isKept of [false, true]) {
      if (isKept) await cloud.settle();
      for (const person of [DESK, 'resident-zhao', 'director-wei']) {
        const { json } = await described(person, id);
        expect(json, person).toMatchObject({ ...bytes, name: VIEW.name });
        expect(await behind(json.url), person).toEqual(BARE);
        expect(await behind(json.preview), person).toEqual(BARE_PREVIEW);
        const { headers } = await led(person, id);
        const followed = await fetch(headers.get('location') ?? '');
        expect(new Uint8Array(await followed.arrayBuffer())).toEqual(BARE);
        expect(followed.headers.get('content-type')).toBe('image/jpeg');
        expect(followed.headers.get('content-disposition')).toContain(encodeURIComponent(VIEW.name));
      }
    }
  });

  it('that a later step brings is too, and what is signed is the original', async () => {
    const { id } = await opened(cloud.as(DESK), { ...INTAKES.complaint });
    const file = await uploaded(cloud.as('resident-zhao'), VIEW);
    const sheet = await signed(cloud, id, [
      ['resident-zhao', { step: 'urge', message: '请看照片', files: [file] }],
      ['resident-zhao', { step: 'countersign' }],
    ]);
    expect(sheet.signatures.at(-1)?.of.at(-1)).toBe(sha256Of(VIEW.bytes));
    const { json } = await described('resident-zhao', file);
    expect(await behind(json.url)).toEqual(BARE);
  });

  it('comes without its name to whom the resident is hidden from; letters and recordings do not come at all', async () => {
    const voice = {
      name: '来电.webm',
      type: 'audio/webm',
      bytes: new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0]),
    };
    const [picture = '', ...others] = await attached(ANONYMOUS, VIEW, RECORDING, voice, LETTER);
    await cloud.settle();
    const { json } = await described('director-wei', picture);
    expect(Object.keys(json).sort()).toEqual(['expiresAt', 'id', 'preview', 'sha256', 'size', 'type', 'url']);
    expect([await behind(json.url), await behind(json.preview)]).toEqual([BARE, BARE_PREVIEW]);
    for (const [link, name] of [
      [json.url, `${picture}.jpg`],
      [json.preview, `${picture}.jpg`],
    ] as const) {
      const disposition = (await fetch(link ?? '')).headers.get('content-disposition');
      expect(disposition).toBe(`attachment; filename="${name}"`);
    }
    for (const other of others) {
      expect([(await described(DESK, other)).status, (await led(DESK, other)).status]).toEqual([200, 302]);
      expect((await described('director-wei', other)).status).toBe(404);
      expect((await led('director-wei', other)).status).toBe(404);
    }
  });

  it('that is no picture gives nothing of what it is', async () => {
    const disguised = { name: 'a.jpg', type: 'image/jpeg', bytes: new TextEncoder().encode('II*\0 SECRET') };
    const { json } = await described(DESK, await only(COMPLAINT, disguised));
    expect([json.size, (await behind(json.url)).length]).toEqual([0, 0]);
  });
});
