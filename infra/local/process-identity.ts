import { readFile } from 'node:fs/promises';

/** What tells a process from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start time as Linux knows them; empty where there is no /proc. */
  readonly born: string;
}

/** Fields 20 on of /proc/<pid>/stat come after the command name, which may itself hold spaces and brackets. */
const START_TIME_AFTER_NAME = 19;

async function bornOf(pid: number): Promise<string> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A dead process that nobody has waited for keeps its number; it runs no more.
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : `${boot.trim()}/${fields[START_TIME_AFTER_NAME]}`;
  } catch {
    return '';
  }
}

/** The identity of a process that runs now, by its number. */
export async function identify(pid: number): Promise<ProcessIdentity> {
  return { pid, born: await bornOf(pid) };
}

/** Whether that very process still runs. Container and reboot hand out the same numbers again and again. */
export async function stillRuns({ pid, born }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await bornOf(pid)) === born;
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
