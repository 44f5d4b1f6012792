import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { addDuration } from '../../shared/domain/kernel/duration.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import { oneAtATime } from './in-turn.ts';
import { StartProblem } from './start-problem.ts';
import { type Timer, TimerQueue } from './timers.ts';

/** The clock of the local cloud (contract section 8). Instants are milliseconds since 1970. */
export interface LocalClock {
  now(): number;
  /** Whether it stands still between advances. */
  readonly stands: boolean;
  /** Runs a timer at its instant, at once where that has passed. Returns what takes it back. */
  at(timer: Timer): () => void;
  /**
   * Moves forward by an ISO 8601 duration. What falls due on the way happens in order, each at its own
   * instant and settled before the next.
   * @returns the new instant, or undefined when the duration is none that leads forward; then nothing changed
   */
  advance(duration: string): Promise<number | undefined>;
  stop(): void;
}

export interface ClockOptions {
  readonly data: DataDirectory;
  /** RFC 3339; the clock then starts there and stands still between advances. */
  readonly standAt?: string;
  /** Awaited after whatever fell due at one instant, before the clock moves on. */
  readonly settle: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

interface ClockState {
  /** How far the clock is ahead of real time. */
  readonly aheadMs: number;
  /** The clock's instant when this was written; the clock never goes back behind it. */
  readonly now: number;
}

const STATE = 'clock.json';
const LONGEST_SLEEP_MS = 2 ** 31 - 1;
const instant = z.iso.datetime({ offset: true });

async function readState(file: string): Promise<ClockState> {
  try {
    const { aheadMs, now } = JSON.parse(await readFile(file, 'utf8')) as Partial<ClockState>;
    return { aheadMs: Number(aheadMs ?? 0), now: Number(now ?? 0) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { aheadMs: 0, now: 0 };
    throw new StartProblem(`The clock's state in ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** The instant that RFC 3339 text names, in milliseconds since 1970; undefined for anything else. */
export const instantIn = (text: unknown): number | undefined =>
  instant.safeParse(text).success ? Date.parse(String(text)) : undefined;

function startingPoint(standAt: string | undefined): number | undefined {
  if (standAt === undefined || standAt === '') return undefined;
  const start = instantIn(standAt);
  if (start !== undefined) return start;
  throw new StartProblem(`LOCAL_NOW "${standAt}" is no instant; write it as 2026-11-23T08:00:00.000Z.`);
}

/**
 * Opens the clock where it was left.
 * @throws StartProblem when `standAt` is no instant
 */
export async function openClock({ data, standAt, settle, onError }: ClockOptions): Promise<LocalClock> {
  const start = startingPoint(standAt);
  const state = await readState(data.file(STATE));
  const stands = start !== undefined;
  const timers = new TimerQueue();
  let standing = Math.max(start ?? 0, state.now);
  let aheadMs = Math.max(state.aheadMs, state.now - Date.now());
  // Two moves at once would mix the order in which things fall due.
  const inTurn = oneAtATime();
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  const now = () => (stands ? standing : Date.now() + aheadMs);
  const moveTo = (instant: number) => {
    if (stands) standing = Math.max(standing, instant);
    else aheadMs = Math.max(aheadMs, instant - Date.now());
  };
  const remember = (instant: number) => {
    const ahead = stands ? state.aheadMs : Math.max(aheadMs, instant - Date.now());
    return writeDurably(data.file(STATE), JSON.stringify({ aheadMs: ahead, now: instant }));
  };
  const runDue = async () => {
    for (let timer = timers.takeDue(now()); timer; timer = timers.takeDue(now())) {
      try {
        await timer.run();
      } catch (error) {
        onError(error);
      }
    }
    await settle();
  };
  const wakeForNext = () => {
    clearTimeout(alarm);
    const { nextAt } = timers;
    if (stopped || nextAt === undefined || (stands && nextAt > standing)) return;
    alarm = setTimeout(
      () => inTurn(runDue).catch(onError).finally(wakeForNext),
      Math.min(Math.max(nextAt - now(), 0), LONGEST_SLEEP_MS),
    );
  };

  await remember(now());
  return {
    now,
    stands,
    at(timer) {
      const cancel = timers.add(timer);
      wakeForNext();
      return cancel;
    },
    advance: (duration) =>
      inTurn(async () => {
        const target = addDuration(now(), duration);
        if (target === undefined) return undefined;
        // Written before anything happens: after a kill the clock must not start behind instants that were given out.
        await remember(target);
        // Effects of requests that were answered before may still be about to set timers.
        await settle();
        for (let next = timers.nextAt; next !== undefined && next <= target; next = timers.nextAt) {
          moveTo(next);
          await runDue();
        }
        moveTo(target);
        await settle();
        return now();
      }).finally(wakeForNext),
    stop() {
      stopped = true;
      clearTimeout(alarm);
    },
  };
}
