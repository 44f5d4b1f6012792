import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIdentity, stillRuns } from '../../../infra/local/process-identity.ts';
import { type CloudProcess, startCloudProcess } from '../../support/cloud-process.ts';

/** Whether this machine lets the tests have a disk of their own. */
const mayMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

let dataDir: string;
const started: CloudProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shoujie-start-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((cloud) => cloud.killAll()));
  await pause(50);
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): CloudProcess {
  const cloud = startCloudProcess({ DATA_DIR: dataDir, ...environment });
  started.push(cloud);
  return cloud;
}

const engineRuns = async (directory = dataDir) => {
  const engine = await readIdentity(join(directory, 'dynamodb.pid'));
  return engine !== undefined && stillRuns(engine);
};

/** Ends once it is so, however long that takes on a busy machine. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(20);
}

/** One sentence to the user, without a stack. */
async function refusal(cloud: CloudProcess): Promise<string> {
  expect(await cloud.ended).toBe(1);
  const { out, error } = cloud.said();
  expect(out).not.toContain('runs at');
  expect(error.trim().split('\n')).toHaveLength(1);
  return error;
}

describe('npm start', () => {
  it('says where it is and what to try, keeps its directory to itself, and stops on Ctrl-C', async () => {
    const cloud = start();
    const url = await cloud.url;
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok' });
    expect(cloud.said().out).toContain(`curl -s ${url}/_local/tokens`);
    expect(await refusal(start())).toContain(`process ${cloud.pid}`);
    const other = join(dataDir, 'other');
    expect(await refusal(start({ DATA_DIR: other, PORT: new URL(url).port }))).toContain('is taken');
    expect(await engineRuns(other)).toBe(false);
    expect(await engineRuns()).toBe(true);

    cloud.signal('SIGINT');
    expect(await cloud.ended).toBe(0);
    expect(cloud.said().error).toBe('');
    expect(await engineRuns()).toBe(false);
  });

  it('says how to begin where the table is empty, and that works', async () => {
    const cloud = start({ EMPTY: '1', FIRST_ADMINISTRATOR: 'shen lakeside 沈洁' });
    await cloud.url;
    // What is tried is said just after where it runs.
    await until(async () => cloud.said().out.includes('/sites/lakeside'));
    const commands = cloud
      .said()
      .out.split('\n')
      .filter((line) => /^ {2}(TOKEN=|curl )/.test(line));
    expect(commands).toHaveLength(3);
    const answers = execFileSync('sh', ['-c', commands.join('\n')]).toString();
    expect(answers).toMatch(/"id":"shen".*"id":"lakeside"/s);
  });

  it('refuses a port that is none', async () => {
    expect(await refusal(start({ PORT: 'http' }))).toContain('PORT "http"');
  });

  it('says in a sentence that its database is damaged', async () => {
    await writeFile(join(dataDir, 'dynamodb.sqlite'), 'no database, whatever its name says'.repeat(100));
    expect(await refusal(start())).toMatch(/^The database in DATA_DIR .+ is damaged: /);
    expect(await engineRuns()).toBe(false);
  });

  it.runIf(mayMount)('says in a sentence that the disk is full', async () => {
    const tiny = join(dataDir, 'tiny');
    await mkdir(tiny);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=240k', 'tmpfs', tiny]);
    try {
      const said = await refusal(start({ DATA_DIR: join(tiny, 'data') }));
      expect(said).toMatch(/^The disk of DATA_DIR .+ is full: make room/);
    } finally {
      execFileSync('umount', ['--lazy', tiny]);
    }
  });

  it('takes its engine along when it is killed, and starts again where it was', async () => {
    const first = start({ LOCAL_NOW: '2026-11-23T08:00:00Z' });
    await first.url;
    const pidFile = await readFile(join(dataDir, 'dynamodb.pid'), 'utf8');
    await first.killAll();
    await until(async () => !(await engineRuns()));
    const again = start({ LOCAL_NOW: '2026-11-23T08:00:00Z' });
    expect(await (await fetch(`${await again.url}/_local/clock`)).json()).toEqual({
      now: '2026-11-23T08:00:00.000Z',
    });
    expect(await readFile(join(dataDir, 'dynamodb.pid'), 'utf8')).not.toBe(pidFile);
  });
});
