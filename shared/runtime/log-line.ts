/**
 * Writes lines of the log about what went well, without a logger: only failures need one, and without it a function
 * starts sooner. The lines look like the logger's own and obey the same level.
 */
import { settingOr } from './env.ts';

/** Levels at which what goes well is not told. */
const QUIET = ['WARN', 'ERROR', 'CRITICAL', 'SILENT'];
const isQuiet = QUIET.includes(settingOr('POWERTOOLS_LOG_LEVEL', 'INFO').toUpperCase());

/** Writes a line: ids and plain words alone, never a name, a number to call, or what somebody wrote. */
export function logLine(service: string, message: string, members: Readonly<Record<string, unknown>>): void {
  if (isQuiet) return;
  // Not through `console`: the runtime would wrap it into a line of its own.
  process.stdout.write(`${JSON.stringify({ level: 'INFO', message, service, ...members })}\n`);
}
