/**
 * Everything that a local cloud stores, byte by byte: its data folder whatever lies in it, the engine's file row by row, and
 * what its services hold in memory. Nothing here knows what the product writes where.
 */
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type ScheduleSummary,
} from '@aws-sdk/client-scheduler';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import sqlite from 'node-sqlite3-wasm';
import { inflated } from '../../shared/store/table/deflated.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';
import { dataFolder } from './data-folder.ts';
import type { TestCloud } from './local-cloud.ts';
import { tableOf } from './table-of.ts';

/** Something that is stored, and where. */
export interface Kept {
  readonly where: string;
  readonly bytes: Buffer;
}

const DATABASE = 'dynamodb.sqlite';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

const said = (where: string, what: unknown): Kept => ({ where, bytes: Buffer.from(JSON.stringify(what)) });

/** All of it: the data folder, the table, and what timers, workflows, queues, letters and robots hold. */
export async function everythingKept(cloud: TestCloud): Promise<readonly Kept[]> {
  await cloud.settle();
  const parts = [inFolder(cloud.dataDir), inDatabase(cloud.dataDir), inTable(cloud), inServices(cloud)];
  return (await Promise.all(parts)).flat();
}

/** Every file but the engine's, with its name. */
async function inFolder(folder: string): Promise<readonly Kept[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((each) => each.isFile() && !each.name.startsWith(DATABASE));
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const where = `file ${relative(folder, path)}`;
    // A draft has become the file by now.
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    return { where, bytes: Buffer.concat([Buffer.from(`${where} `), bytes]) };
  });
  return Promise.all(read);
}

/**
 * The engine's file, its table, indexes and whatever else it keeps, as it is once no freed page is left in it; and apart from
 * that the records of the table's stream.
 */
async function inDatabase(folder: string): Promise<readonly Kept[]> {
  // Flows run on another engine too, whose files are not here.
  if (!existsSync(join(folder, DATABASE))) return [];
  const copy = await dataFolder('kept');
  try {
    for (const ending of ['', '-wal'])
      await copyFile(join(folder, DATABASE + ending), join(copy, DATABASE + ending));
    const file = join(copy, DATABASE);
    const database = new sqlite.Database(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const stream = said('the stream of the table', database.all('SELECT * FROM _stream_records'));
    database.exec('DELETE FROM _stream_records; PRAGMA wal_checkpoint(TRUNCATE); VACUUM');
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    return [stream, { where: 'the engine’s file', bytes: await readFile(file) }];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Every item of the table, with what is deflated in it put back. */
export const inTable = async (cloud: TestCloud): Promise<readonly Kept[]> =>
  (await itemsOf(cloud)).map((item) => said(`item ${item.pk} ${item.sk}`, readableItem(item)));

/** Every item of the table as it is. */
export async function itemsOf(cloud: TestCloud): Promise<readonly Item[]> {
  const table = tableOf(cloud);
  const items: Item[] = [];
  try {
    for (let from: Item | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
      const page: { Items?: Item[]; LastEvaluatedKey?: Item } = await scanned(table, from);
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    }
  } finally {
    table.client.destroy();
  }
  return items;
}

const scanned = (table: Table, ExclusiveStartKey: Item | undefined) =>
  table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey }));

const readableItem = (item: Item): object =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? textOf(value, String(item.summary ?? '')) : value,
    ]),
  );

/** What is deflated in one of the product's ways, as text. @throws Error where it is in none */
function textOf(bytes: Uint8Array, summary: string): string {
  const ways = [
    () => inflated(bytes, summary),
    () => inflated(bytes),
    () => inflateRawSync(bytes).toString('utf8'),
  ];
  for (const way of ways) {
    try {
      return way();
    } catch {}
  }
  throw new Error('nobody can read what is deflated here');
}

async function inServices(cloud: TestCloud): Promise<readonly Kept[]> {
  const { json } = await cloud.anonymous.get<{ aws: Record<string, string> }>('/_local');
  const at = (service: string) => ({
    ...{ endpoint: json.aws[service] ?? '', region: json.aws.region ?? '', credentials: CREDENTIALS },
  });
  const [timers, workflows, queues] = [
    new SchedulerClient(at('scheduler')),
    new SFNClient(at('stepfunctions')),
    new SQSClient(at('sqs')),
  ];
  try {
    const parts = [inTimers(timers), inWorkflows(workflows), inQueues(queues)];
    const letters = cloud.effects.mail
      .mail()
      .map((letter, nth) => said(`letter ${nth} that was sent`, letter));
    const robots = cloud.sinks.deliveries().map((each) => said('what a robot was told', each));
    return [...(await Promise.all(parts)).flat(), ...letters, ...robots];
  } finally {
    for (const client of [timers, workflows, queues]) client.destroy();
  }
}

async function inTimers(client: SchedulerClient): Promise<readonly Kept[]> {
  const all: ScheduleSummary[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSchedulesCommand(NextToken === undefined ? {} : { NextToken }));
    all.push(...(page.Schedules ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return Promise.all(
    all.map(async ({ Name, GroupName }) =>
      said(`timer ${Name}`, await client.send(new GetScheduleCommand({ Name, GroupName }))),
    ),
  );
}

async function inWorkflows(client: SFNClient): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const { stateMachineArn } of (await client.send(new ListStateMachinesCommand({}))).stateMachines ??
    []) {
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListExecutionsCommand({ stateMachineArn, nextToken }));
      for (const { executionArn, name } of page.executions ?? []) {
        const asked = { executionArn };
        kept.push(said(`workflow ${name}`, await client.send(new DescribeExecutionCommand(asked))));
        kept.push(said(`workflow ${name}`, await client.send(new GetExecutionHistoryCommand(asked))));
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return kept;
}

/** What waits in queues, and where messages go that failed. Whoever looks leaves them there. */
async function inQueues(client: SQSClient): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const QueueUrl of (await client.send(new ListQueuesCommand({}))).QueueUrls ?? []) {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked));
    kept.push(...Messages.map((message) => said(`queue ${QueueUrl}`, message)));
  }
  return kept;
}

/** How a text may be written down: as it is, escaped as JSON, in an address, in letters or in a page, or in base64. */
export function formsOf(text: string): readonly Buffer[] {
  const units = [...text].map((each) => each.codePointAt(0) ?? 0);
  const written = [
    text,
    units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join(''),
    units.map((unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`).join(''),
    encodeURIComponent(text),
    encodeURIComponent(text).toLowerCase(),
    encodeURIComponent(text).replaceAll('%', '='),
    units.map((unit) => `&#${unit};`).join(''),
    units.map((unit) => `&#x${unit.toString(16)};`).join(''),
    Buffer.from(text).toString('hex'),
    ...base64Of(Buffer.from(text)),
  ];
  return [...[...new Set(written)].map((each) => Buffer.from(each)), Buffer.from(text, 'utf16le')];
}

/** Base64 of bytes wherever they begin in what is encoded: the characters that depend on nothing beside them. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    const own = encoded.slice(from, to);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** What bytes hold: themselves, and what they are the deflated form of. */
function layersOf(bytes: Buffer): readonly Buffer[] {
  const layers = [bytes];
  for (const way of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      layers.push(way(bytes));
    } catch {}
  }
  return layers;
}

/** Where texts stand, in whatever form: `<where>: <text>`, each once, in order. */
export function placesOf(kept: readonly Kept[], texts: readonly string[]): readonly string[] {
  const forms = texts.map((text) => [text, formsOf(text)] as const);
  const places = kept.flatMap(({ where, bytes }) => {
    const layers = layersOf(bytes);
    return forms
      .filter(([, written]) => layers.some((layer) => written.some((form) => layer.includes(form))))
      .map(([text]) => `${where}: ${text}`);
  });
  return [...new Set(places)].toSorted();
}
