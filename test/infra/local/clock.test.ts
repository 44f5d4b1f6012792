import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalClock, openClock } from '../../../infra/local/clock.ts';
import { type DataDirectory, openDataDirectory } from '../../../infra/local/data-directory.ts';
import { StartProblem } from '../../../infra/local/start-problem.ts';

const START = '2026-11-23T08:00:00.000Z';
const startMs = Date.parse(START);
const MINUTE = 60_000;

let path: string;
let data: DataDirectory;
let settled: number;
const opened: LocalClock[] = [];
const errors: unknown[] = [];

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'shoujie-clock-'));
  data = await openDataDirectory(path);
  settled = 0;
  errors.length = 0;
});
afterEach(async () => {
  for (const clock of opened.splice(0)) clock.stop();
  await rm(path, { recursive: true, force: true });
});

async function clockAt(standAt?: string): Promise<LocalClock> {
  const settle = async () => {
    settled += 1;
  };
  const onError = (error: unknown) => errors.push(error);
  const clock = await openClock({ data, settle, onError, ...(standAt === undefined ? {} : { standAt }) });
  opened.push(clock);
  return clock;
}

describe('a clock that stands still', () => {
  it('first lets what has happened set its timers, then moves', async () => {
    const rang: number[] = [];
    let isSet = false;
    const clock = await openClock({
      data,
      standAt: START,
      onError: (error) => errors.push(error),
      settle: async () => {
        if (isSet) return;
        isSet = true;
        clock.at({ at: startMs + MINUTE, run: () => void rang.push(clock.now()) });
      },
    });
    opened.push(clock);
    await clock.advance('PT1H');
    expect(rang).toEqual([startMs + MINUTE]);
  });

  it('starts where it is told and moves only when it is moved', async () => {
    const clock = await clockAt(START);
    await pause(10);
    expect(clock.now()).toBe(startMs);
    expect(await clock.advance('PT61M')).toBe(startMs + 61 * MINUTE);
    expect(clock.now()).toBe(startMs + 61 * MINUTE);
    expect(settled).toBeGreaterThan(0);
  });

  it.each([
    '',
    'P',
    'PT',
    'PT0M',
    'P0D',
    '-PT1H',
    'PT-1H',
    '61',
    'pt1h',
    'PT1H ',
    'P1DT',
    'PT0.0001S',
    'P9999Y',
  ])('is not moved by "%s"', async (duration) => {
    const clock = await clockAt(START);
    expect(await clock.advance(duration)).toBeUndefined();
    expect(clock.now()).toBe(startMs);
  });

  it('comes back at the later of where it was and where it is told to start', async () => {
    await (await clockAt(START)).advance('P1D');
    expect((await clockAt(START)).now()).toBe(startMs + 24 * 60 * MINUTE);
    expect((await clockAt('2027-01-01T00:00:00Z')).now()).toBe(Date.parse('2027-01-01T00:00:00Z'));
  });

  it('moves on in turn when it is moved twice at once', async () => {
    const clock = await clockAt(START);
    const moves = await Promise.all([clock.advance('PT1M'), clock.advance('PT2M')]);
    expect(moves).toEqual([startMs + MINUTE, startMs + 3 * MINUTE]);
  });

  it('lets what falls due on the way happen in the order of time, each at its own instant', async () => {
    const clock = await clockAt(START);
    const seen: string[] = [];
    const note = (name: string) => () => void seen.push(`${name} ${(clock.now() - startMs) / MINUTE}`);
    clock.at({ at: startMs + 30 * MINUTE, run: note('late') });
    clock.at({ at: startMs + 10 * MINUTE, run: note('early') });
    clock.at({ at: startMs + 10 * MINUTE, run: note('same instant, set later') });
    clock.at({ at: startMs + 90 * MINUTE, run: note('beyond') });
    clock.at({
      at: startMs + 5 * MINUTE,
      run: () => void clock.at({ at: startMs + 20 * MINUTE, run: note('born') }),
    });
    const takeBack = clock.at({ at: startMs + 15 * MINUTE, run: note('taken back') });
    takeBack();
    await clock.advance('PT1H');
    expect(seen).toEqual(['early 10', 'same instant, set later 10', 'born 20', 'late 30']);
    await clock.advance('PT30M');
    expect(seen.at(-1)).toBe('beyond 90');
  });

  it('goes on when something that fell due fails', async () => {
    const clock = await clockAt(START);
    const ran: number[] = [];
    clock.at({ at: startMs + MINUTE, run: () => Promise.reject(new Error('broken')) });
    clock.at({ at: startMs + 2 * MINUTE, run: () => void ran.push(clock.now()) });
    expect(await clock.advance('PT5M')).toBe(startMs + 5 * MINUTE);
    expect(ran).toEqual([startMs + 2 * MINUTE]);
    expect(errors).toEqual([new Error('broken')]);
  });

  it.each(['tomorrow', '2026-11-23', '2026-13-01T00:00:00Z', '2026-11-23T08:00:00'])(
    'refuses to start at "%s"',
    async (standAt) => {
      await expect(clockAt(standAt)).rejects.toThrow(StartProblem);
    },
  );

  it('says so when its state was spoilt', async () => {
    await writeFile(data.file('clock.json'), '{"now":');
    await expect(clockAt(START)).rejects.toThrow(StartProblem);
  });
});

describe('a clock that runs', () => {
  it('is real time plus what it was advanced, also after a restart', async () => {
    const clock = await clockAt();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    await clock.advance('P2D');
    const ahead = 2 * 24 * 60 * MINUTE;
    expect(Math.abs(clock.now() - Date.now() - ahead)).toBeLessThan(1_000);
    expect(Math.abs((await clockAt()).now() - Date.now() - ahead)).toBeLessThan(1_000);
  });

  it('rings by itself, and at once for what is past', async () => {
    const clock = await clockAt();
    const rung: string[] = [];
    await new Promise<void>((done) => {
      clock.at({
        at: clock.now() + 40,
        run: () => {
          rung.push('soon');
          done();
        },
      });
      clock.at({ at: clock.now() - 1_000, run: () => void rung.push('past') });
    });
    expect(rung).toEqual(['past', 'soon']);
  });
});
