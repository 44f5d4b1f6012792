/** What is wrong with a file is told clearly, and never is anything half attached (contract section 4). */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTAKES, opened, type ProblemJson, type SheetJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import {
  type Announced,
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
const LARGEST = 20 * 1024 * 1024;
const { signature: _none, ...REPORT } = INTAKES.report;
const desk = () => cloud.as(DESK);
const announced = async (file: FileMeant, more: object = {}): Promise<Announced> => {
  const reply = await announce(desk(), file, more);
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.json;
};
/** Opens by telephone with these files; gives the status and where the fault lies. */
const opening = async (...files: readonly string[]) => {
  const body = { ...REPORT, channel: 'phone', files };
  const key = { 'idempotency-key': randomBytes(8).toString('hex') };
  const reply = await desk().post<ProblemJson & SheetJson>('/sheets', body, key);
  return [reply.status, reply.json.code, reply.json.errors?.[0]?.pointer];
};
const REFUSED = [400, 'validation-failed'] as const;

it('refuses to attach what was left too long', async () => {
  const file = await uploaded(desk(), RECORDING);
  await cloud.clock.advance('PT24H');
  expect(await opening(file)).toEqual([...REFUSED, '/files/0']);
});

const SMALL = { size: 1, sha256: 'a'.repeat(64) };

describe('an announcement', () => {
  // biome-ignore format: a table reads best with one row a line
  const ROWS: readonly (readonly [what: string, pointer: string, more: object])[] = [
    ['no bytes', '/size', { size: 0 }],
    ['a byte too many', '/size', { size: LARGEST + 1 }],
    ['half a byte', '/size', { size: 1.5 }],
    ['a picture that is a program', '/type', { type: 'image/svg+xml' }],
    ['a page', '/type', { type: 'text/html' }],
    ['a type with a parameter', '/type', { type: 'image/png; charset=utf-8' }],
    ['a hash that is none', '/sha256', { sha256: 'g'.repeat(64) }],
    ['half a hash', '/sha256', { sha256: 'a'.repeat(32) }],
    ['a hash in base64', '/sha256', { sha256: Buffer.alloc(32).toString('base64') }],
    ['a way up', '/name', { name: '../../etc/passwd' }],
    ['the folder itself', '/name', { name: '..' }],
    ['a way down on Windows', '/name', { name: 'a\\b.png' }],
    ['a control character', '/name', { name: 'a\u0000.png' }],
    ['a second header', '/name', { name: 'a.png\r\nx-evil: 1' }],
    ['a name that reads backwards', '/name', { name: 'gnp.\u202egpj.exe' }],
    ['a name without end', '/name', { name: `${'长'.repeat(300)}.png` }],
    ['no name', '/name', { name: '' }],
    ['a name of blanks', '/name', { name: '  ' }],
    ['more than is asked', '/path', { path: '/tmp' }],
    ['a preview of a letter', '/preview', { type: 'application/pdf', preview: SMALL }],
    ['a preview of a voice', '/preview', { type: 'audio/webm', preview: SMALL }],
    ['a preview a byte too large', '/preview/size', { preview: { ...SMALL, size: 65_537 } }],
    ['a preview of no bytes', '/preview/size', { preview: { ...SMALL, size: 0 } }],
    ['a preview without a hash', '/preview/sha256', { preview: { size: 1 } }],
    ['a preview with a type of its own', '/preview/type', { preview: { ...SMALL, type: 'image/png' } }],
  ];

  it.each(ROWS)('with %s is refused at %s', async (_what, pointer, more) => {
    const reply = await announce(desk(), PICTURE, more);
    const { code, errors } = reply.json as unknown as ProblemJson;
    expect([reply.status, code, errors?.map((fault) => fault.pointer)]).toEqual([...REFUSED, [pointer]]);
    expect(errors?.[0]?.detail).not.toBe('');
  });

  it('is taken up to the very last byte, with any name that people give', async () => {
    for (const more of [
      { size: 1 },
      { size: LARGEST },
      { name: `${'长'.repeat(116)}.png` },
      { name: '"; a=b' },
      { preview: { ...SMALL, size: 65_536 } },
      { type: 'audio/webm' },
    ]) {
      expect((await announce(desk(), PICTURE, more)).status).toBe(201);
    }
  });

  it('needs somebody, and JSON', async () => {
    expect((await announce(cloud.anonymous, PICTURE)).status).toBe(401);
    expect((await desk().post('/files', '{', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await desk().get('/files')).status).toBe(405);
  });
});

describe('storage refuses', () => {
  it('other bytes, other types and other lengths than were announced, and links that were tampered with', async () => {
    const picture = await announced(PICTURE);
    const other = new Uint8Array([...PNG.subarray(0, PNG.length - 1), 0]);
    expect(await put(picture, other)).toBe(400);
    expect(await put(picture, PNG, { 'content-type': 'text/html' })).toBe(403);
    expect(await put(picture, PNG, { 'content-disposition': 'inline' })).toBe(403);
    const signedHeaders = new URL(picture.upload.url).searchParams.get('X-Amz-SignedHeaders');
    expect(signedHeaders).toBe(
      'content-disposition;content-length;content-type;host;if-none-match;x-amz-checksum-sha256',
    );
    const digest = Buffer.from(sha256Of(other), 'hex').toString('base64');
    expect(await put(picture, other, { 'x-amz-checksum-sha256': digest })).toBe(403);
    const { upload } = picture;
    const elsewhere = { ...picture, upload: { ...upload, url: upload.url.replace(picture.id, 'another') } };
    expect(await put(elsewhere, PNG)).toBe(403);
    const unsigned = { ...picture, upload: { ...upload, url: upload.url.replace(/\?.*/, '') } };
    expect(await put(unsigned, PNG)).toBe(403);
    // Nothing of all that is there; the file itself still can be.
    expect(await opening(picture.id)).toEqual([...REFUSED, '/files/0']);
    expect(await put(picture, PNG)).toBe(200);
    expect((await opening(picture.id))[0]).toBe(201);
  });

  it('a second upload by the same link, of the file as of its preview', async () => {
    const picture = await announced(VIEW);
    const links = [picture.upload, picture.previewUpload].filter((upload) => upload !== undefined);
    expect(links.map(({ headers }) => headers['if-none-match'])).toEqual(['*', '*']);
    const [file, preview] = links.map((upload) => ({ upload }));
    if (file === undefined || preview === undefined) throw new Error('no link');
    expect(await put(file, VIEW.bytes)).toBe(200);
    expect(await put(file, VIEW.bytes)).toBe(412);
    // Not even by leaving the condition out: it is signed.
    const { 'if-none-match': _condition, ...headers } = file.upload.headers;
    expect(await put({ upload: { ...file.upload, headers } }, VIEW.bytes)).toBe(403);
    expect(await put(preview, SMALL_VIEW)).toBe(200);
    expect(await put(preview, SMALL_VIEW)).toBe(412);
    expect((await opening(picture.id))[0]).toBe(201);
    expect(await put(file, VIEW.bytes)).toBe(412);
  });

  it('other bytes as a preview than were announced', async () => {
    const { previewUpload } = await announced(VIEW);
    if (previewUpload === undefined) throw new Error('no link');
    expect(await put({ upload: previewUpload }, VIEW.bytes)).toBe(400);
    expect(await put({ upload: previewUpload }, SMALL_VIEW, { 'content-type': 'image/png' })).toBe(403);
  });

  it('a link that has expired, by real time', async () => {
    const reply = await announce(desk(), PICTURE);
    const expired = reply.json.upload.url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=0');
    expect(await put({ ...reply.json, upload: { ...reply.json.upload, url: expired } }, PNG)).toBe(403);
    const id = await uploaded(desk(), PICTURE);
    const answer = await fetch(`${cloud.url}/files/${id}`, {
      headers: { authorization: `Bearer ${await cloud.tokenFor(DESK)}` },
      redirect: 'manual',
    });
    const link = answer.headers.get('location') ?? '';
    expect(link).toContain('X-Amz-Expires=300');
    const [date = ''] = /X-Amz-Date=\d{8}T\d{6}Z/.exec(link) ?? [];
    // An hour old, as whoever kept it would use it: the signature then does not fit either.
    expect((await fetch(link.replace(date, 'X-Amz-Date=20200101T000000Z'))).status).toBe(403);
    expect((await fetch(link)).status).toBe(200);
  });
});

describe('attaching', () => {
  it('is refused for what is not uploaded, not known or somebody else’s, and tells which one it was', async () => {
    const good = await uploaded(desk(), LETTER);
    const waiting = await announced(PICTURE);
    const strange = await uploaded(cloud.as('resident-zhao'), PICTURE);
    for (const bad of [waiting.id, strange, 'none', '../uploads/x']) {
      expect(await opening(good, bad), bad).toEqual([...REFUSED, '/files/1']);
    }
    // The good one was not half attached in any of them.
    expect((await opening(good))[0]).toBe(201);
  });

  it('is done once, whoever comes second and however close', async () => {
    const file = await uploaded(desk(), LETTER);
    const answers = await Promise.all(Array.from({ length: 6 }, () => opening(file)));
    const won = answers.filter(([status]) => status === 201);
    expect(won).toHaveLength(1);
    expect(answers.filter(([status]) => status === 400)).toHaveLength(5);
    const sheet = await opened(desk(), { ...INTAKES.report });
    const reply = await desk().post<ProblemJson>(`/sheets/${sheet.id}/sign-offs`, {
      step: 'urge',
      message: '再来一次',
      files: [file],
    });
    expect([reply.status, reply.json.errors?.[0]?.pointer]).toEqual([400, '/files/0']);
  });

  it('is refused for what pretends to be another type', async () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    const pretending: readonly FileMeant[] = [
      { ...PICTURE, bytes: encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
      { ...PICTURE, bytes: encode('<!DOCTYPE html><script>alert(1)</script>') },
      { ...PICTURE, bytes: new Uint8Array([...PNG, ...encode('<script>alert(1)</script>')]) },
      { ...PICTURE, bytes: LETTER.bytes },
    ];
    for (const file of pretending) {
      expect(await opening(await uploaded(desk(), file))).toEqual([...REFUSED, '/files/0']);
    }
  });

  it('is refused above twenty files, and twice in one list', async () => {
    const file = await uploaded(desk(), RECORDING);
    expect(await opening(file, file)).toEqual([...REFUSED, '/files']);
    expect(await opening(...Array.from({ length: 21 }, (_, nth) => `f${nth}`))).toEqual([
      ...REFUSED,
      '/files',
    ]);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => uploaded(desk(), RECORDING)));
    expect((await opening(...twenty))[0]).toBe(201);
  });
});
