import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/** The parent of a process as Linux tells it; undefined elsewhere and for one that is gone. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
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
  }, LOOK_MS);
  timer.unref();
}
