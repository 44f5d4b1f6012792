/** Engines that hold many sheets already, filled by the engine's own import, which is far quicker than writes. */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { attributesOf } from './attribute-value.ts';

/** Where the engine keeps its database in a data directory. */
const DATABASE = 'dynamodb.sqlite';
const A_CHUNK = 500;

const run = promisify(execFile);

interface Made {
  readonly id: string;
  readonly item: object;
  /** Rows of its own beside it. */
  readonly beside?: readonly object[];
}

/** Makes the nth oldest of the sheets. */
export type SheetMaker = (nth: number) => Made | Promise<Made>;

/** The table as the product's own start makes it, in the form in which the engine imports it. */
async function writeSchema(scratch: string, file: string): Promise<string> {
  const data = await openDataDirectory(join(scratch, 'empty'));
  const { direct: endpoint, tableName, stop } = await startDynamoDb(data);
  const { client } = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    await writeFile(file, JSON.stringify({ Table }));
  } finally {
    client.destroy();
    await stop();
    await data.release();
  }
  return tableName;
}

async function* exportLines(
  count: number,
  make: SheetMaker,
  made: (id: string) => void,
): AsyncGenerator<string> {
  for (let from = 0; from < count; from += A_CHUNK) {
    let chunk = '';
    for (let nth = from; nth < Math.min(from + A_CHUNK, count); nth += 1) {
      const { id, item, beside = [] } = await make(nth);
      made(id);
      for (const each of [item, ...beside]) chunk += `${JSON.stringify({ Item: attributesOf(each) })}\n`;
    }
    yield chunk;
  }
}

export interface FilledEngine extends LocalDynamoDb {
  readonly ids: readonly string[];
}

/**
 * Starts an engine whose table holds that many sheets.
 * @param scratch a directory of its own
 */
export async function startFilledEngine(
  scratch: string,
  count: number,
  make: SheetMaker,
): Promise<FilledEngine> {
  const schema = join(scratch, 'schema.json');
  const source = join(scratch, 'export');
  const dataDir = join(scratch, 'data');
  await mkdir(dataDir, { recursive: true });
  const tableName = await writeSchema(scratch, schema);
  const exported = join(source, tableName, 'data');
  await mkdir(exported, { recursive: true });

  const ids: string[] = [];
  const lines = Readable.from(exportLines(count, make, (id) => ids.push(id)));
  await pipeline(lines, createGzip({ level: 1 }), createWriteStream(join(exported, 'sheets.json.gz')));
  const engine = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const database = join(dataDir, DATABASE);
  await run(engine, ['import', '--source', source, '--schema', schema, '--output', database]);
  await rm(source, { recursive: true });

  const data = await openDataDirectory(dataDir);
  const dynamodb = await startDynamoDb(data);
  return {
    ...dynamodb,
    endpoint: dynamodb.direct,
    ids,
    async stop() {
      await dynamodb.stop();
      await data.release();
    },
  };
}
