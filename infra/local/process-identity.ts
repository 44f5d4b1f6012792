/** What Linux tells of processes under /proc: which of two with one number it is, and when a parent is gone. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What tells a process from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start time as Linux knows them; empty where there is no /proc. */
  readonly born: string;
}

/** The fields of /proc/<pid>/stat behind the command name, which may itself hold spaces and brackets. */
const STATE = 0;
const PARENT = 1;
const START_TIME = 19;

const LOOK_AT_PARENT_MS = 500;

/** @throws where there is no /proc, and for a process that is gone */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bornOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = statOf(pid);
    // A dead process that nobody has waited for keeps its number; it runs no more.
    return ['Z', 'X'].includes(stat[STATE] ?? '') ? '' : `${boot}/${stat[START_TIME]}`;
  } catch {
    return '';
  }
}

/** The identity of a process that runs now, by its number. */
export const identify = (pid: number): ProcessIdentity => ({ pid, born: bornOf(pid) });

/** Whether that very process still runs. Container and reboot hand out the same numbers again and again. */
export function stillRuns({ pid, born }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return bornOf(pid) === born;
}

/** Reads an identity that was written as JSON; undefined when the file is missing or spoilt. */
export async function readIdentity(file: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, born } = JSON.parse(await readFile(file, 'utf8')) as Partial<ProcessIdentity>;
    return Number.isInteger(pid) && typeof born === 'string' ? { pid: Number(pid), born } : undefined;
  } catch {
    return undefined;
  }
}

/** The parent of a process; undefined where there is no /proc, and for a process that is gone. */
function parentOf(pid: number): string | undefined {
  try {
    return statOf(pid)[PARENT];
  } catch {
    return undefined;
  }
}

/**
 * Calls back once the process that started this one is gone. npm starts scripts through a shell, which would
 * outlive it, so that shell's own parent is watched as well.
 */
export function onParentGone(gone: () => void): void {
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    gone();
  }, LOOK_AT_PARENT_MS);
  timer.unref();
}
