/**
 * Writes lines of the log without a logger: only failures need one, and without it a function starts sooner. The lines
 * look like the logger's own and obey the same level.
 */
import { settingOr } from './env.ts';

/** Levels at which what goes well is not told. */
const QUIET = ['WARN', 'ERROR', 'CRITICAL', 'SILENT'];
const level = settingOr('POWERTOOLS_LOG_LEVEL', 'INFO').toUpperCase();

type Members = Readonly<Record<string, unknown>>;

/** Writes a line about what went well: ids and plain words alone, never a name, a number to call, or what somebody wrote. */
export function logLine(service: string, message: string, members: Members): void {
  if (!QUIET.includes(level)) write({ level: 'INFO', message, service, ...members });
}

/** Writes a line about what somebody has to look at, in the same manner. */
export function warnLine(service: string, message: string, members: Members): void {
  if (level === 'WARN' || !QUIET.includes(level)) write({ level: 'WARN', message, service, ...members });
}

// Not through `console`: the runtime would wrap it into a line of its own.
const write = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
