/** How long the first answer of a fresh process takes, its start with it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { functionEnvironment } from './bare-engine.ts';
import { eventOf } from './handler-calls.ts';
import type { World } from './measurement.ts';
import { startOwnSecrets } from './own-secrets.ts';
import { type ApiRequest, handOver, intake, list, read } from './requests.ts';
import { cells } from './rows.ts';
import { median } from './timing.ts';

const RUNS = 9;

/** Prints what a function answered first, and how many milliseconds that took from before its import on. */
const FIRST = `
  const [file, event] = process.argv.slice(1);
  const start = performance.now();
  const { handler } = await import(file);
  const context = { functionName: 'bench', awsRequestId: 'first', getRemainingTimeInMillis: () => 15_000 };
  const { statusCode, headers, body } = await handler(JSON.parse(event), context);
  const took = performance.now() - start;
  console.log(JSON.stringify({ statusCode, location: headers.location, body, took }));
  process.exit(0);
`;

const run = promisify(execFile);

/** Prints the median of each operation; an answer that is no success ends the measurement. */
export async function firstAnswers(world: World): Promise<void> {
  const { bundles, scratch, cloud, count, say } = world;
  const { tableName, dynamodbEndpoint } = await cloud();
  const secrets = await startOwnSecrets(world, join(scratch, 'first'));
  const environment = { ...(await functionEnvironment(tableName, dynamodbEndpoint)), ...secrets.environment };
  const answered = async (name: string, request: ApiRequest) => {
    const file = pathToFileURL(join(bundles, name, 'handler.mjs')).href;
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '--eval', FIRST, file, JSON.stringify(eventOf(request))],
      { env: { PATH: process.env.PATH ?? '', ...environment } },
    );
    const answer: { statusCode: number; location?: string; body: string; took: number } = JSON.parse(stdout);
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      throw new Error(`the first ${request.routeKey} was answered ${answer.statusCode}: ${answer.body}`);
    }
    return answer;
  };

  const times: Record<string, number[]> = { intake: [], 'sign-off': [], read: [], list: [] };
  for (let nth = 0; nth < count(RUNS); nth += 1) {
    const opened = await answered('intake', intake(nth));
    const id = (opened.location ?? '').slice('/sheets/'.length);
    const took = {
      intake: opened.took,
      'sign-off': (await answered('sign-off', handOver(id))).took,
      read: (await answered('records', read(id))).took,
      list: (await answered('records', list())).took,
    };
    for (const [name, time] of Object.entries(took)) times[name]?.push(time);
  }
  await secrets.stop();
  say('\nfirst answer of a fresh process, its import with it');
  say(cells(['', 'median ms']));
  for (const [name, own] of Object.entries(times)) say(cells([name, median(own).toFixed(1)]));
}
