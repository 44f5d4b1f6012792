import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CloudProcess, killEngine, startCloudProcess } from '../support/cloud-process.ts';
import { dataFolder } from '../support/data-folder.ts';
import { HAND_OVER, INTAKES, type LedgerJson, newKey, type SheetJson } from '../support/intakes.ts';
import { type ApiClient, apiClient, type Json, type RequestHeaders } from '../support/local-cloud.ts';

const CLIENTS = 8;
/** So many answers come before the kill: by then every client is at work, however quick the machine is. */
const UNDER_LOAD = 3 * CLIENTS;

/** One request that changes something, in a form that can be sent again. */
interface Write {
  readonly path: string;
  readonly body: unknown;
  readonly key: RequestHeaders;
}
interface Acknowledged extends Write {
  readonly text: string;
  readonly sheet: string;
  /** Of the ledger entry that a sign-off made. */
  readonly hash?: unknown;
}

let dataDir: string;
let cloud: CloudProcess;
let desk: ApiClient;
const acknowledged: Acknowledged[] = [];
/** Sent, but cut off by the kill before an answer came: each may have happened or not. */
let open: Write[] = [];
/** Hears of every answer. */
let heard = () => {};

async function start(): Promise<void> {
  cloud = startCloudProcess({ DATA_DIR: dataDir, LOCAL_NOW: '2026-11-23T08:00:00Z' });
  const url = await cloud.url;
  const body = { person: 'receptionist-sun' };
  const token = (await apiClient(url).post('/_local/tokens', body)).json.token;
  desk = apiClient(url, async () => String(token));
}

beforeAll(async () => {
  dataDir = await dataFolder('kill');
  await start();
});
afterAll(async () => {
  await cloud.killAll();
  await pause(50);
  await rm(dataDir, { recursive: true, force: true });
});

/** Sends a write and notes its answer; undefined when the cloud went away before it came. */
async function send(write: Write): Promise<Acknowledged | undefined> {
  const reply = await desk.post(write.path, write.body, write.key).catch(() => undefined);
  if (reply === undefined) {
    open.push(write);
    return undefined;
  }
  expect(reply).toMatchObject({ status: 201 });
  const { id, sheet, entry } = reply.json as { id?: string; sheet?: Json; entry?: Json };
  const done = { ...write, text: reply.text, sheet: id ?? String(sheet?.id), hash: entry?.hash };
  acknowledged.push(done);
  heard();
  return done;
}

/** Waits until so many answers have come. */
const answered = (count: number) =>
  new Promise<void>((enough) => {
    heard = () => acknowledged.length >= count && enough();
  });

/** A client that opens sheets, hands them over and urges, until the cloud is gone. */
async function work(): Promise<void> {
  for (;;) {
    const opened = await send({ path: '/sheets', body: INTAKES.repair, key: newKey() });
    if (!opened) return;
    const path = `/sheets/${opened.sheet}/sign-offs`;
    for (const body of [HAND_OVER, { step: 'urge', message: '请尽快上门' }]) {
      if (!(await send({ path, body, key: newKey() }))) return;
    }
  }
}

async function checkEverything(): Promise<void> {
  const sheets = new Set(acknowledged.map(({ sheet }) => sheet));
  const hashes = new Set<unknown>();
  const numbers: string[] = [];
  for (const id of sheets) {
    const [sheet, ledger] = await Promise.all([
      desk.get<SheetJson>(`/sheets/${id}`),
      desk.get<LedgerJson>(`/sheets/${id}/ledger`),
    ]);
    expect(sheet.status).toBe(200);
    numbers.push(sheet.json.number);
    expect(ledger.json.intact).toBe(true);
    expect(ledger.json.entries.map(({ seq }) => seq)).toEqual(ledger.json.entries.map((_, nth) => nth + 1));
    for (const entry of ledger.json.entries) hashes.add(Object(entry).hash);
  }
  for (const { hash } of acknowledged) if (hash !== undefined) expect(hashes).toContain(hash);
  // No number was lost with what was cut off, and none was given twice.
  expect(numbers.sort()).toEqual(
    Array.from({ length: sheets.size }, (_, nth) => `KF-20261123-${String(nth + 1).padStart(4, '0')}`),
  );
}

const kills: Record<string, () => Promise<void>> = {
  'the cloud': () => cloud.killAll(),
  'the cloud and its database at the same instant': async () => {
    await Promise.all([cloud.killAll(), killEngine(dataDir)]);
  },
};

it.each(Object.keys(kills))('kill -9 of %s under load loses nothing that was acknowledged', async (what) => {
  const loaded = answered(acknowledged.length + UNDER_LOAD);
  const clients = Array.from({ length: CLIENTS }, work);
  await loaded;
  await kills[what]?.();
  await Promise.all(clients);

  await start();
  // What was cut off is sent again with its key: it happens now, or it is found to have happened.
  const cutOff = open;
  open = [];
  for (const write of cutOff) expect(await send(write)).toBeDefined();
  await checkEverything();
  // And what was acknowledged is still answered as it was, byte for byte.
  for (const { path, body, key, text } of acknowledged.slice(-CLIENTS)) {
    expect((await desk.post(path, body, key)).text).toBe(text);
  }
});
