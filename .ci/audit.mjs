/**
 * Asks the registry whether anything is known against the packages that are deployed. Where it does not answer, that is
 * said in the words that the gate looks for, and nothing fails: what is not known is neither good nor bad.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LEVEL = 'high';

/**
 * What an audit comes to.
 * @param {string} said the report of `npm audit --json`
 * @returns {{ code: number, line: string }} the exit code, and what to say
 */
export function outcomeOf(said) {
  let report;
  try {
    report = JSON.parse(said);
  } catch {
    report = {};
  }
  const found = report.metadata?.vulnerabilities;
  if (found === undefined) {
    const line = 'Left out: what is known against the packages, for the registry does not answer.';
    return { code: 0, line };
  }
  const grave = (found.high ?? 0) + (found.critical ?? 0);
  const names = Object.values(report.vulnerabilities ?? {})
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name }) => name);
  if (grave === 0)
    return { code: 0, line: `Nothing grave is known against the packages; ${found.total ?? 0} lesser.` };
  return { code: 1, line: `Something grave is known against ${names.join(', ')}; run npm audit.` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = ['audit', '--json', '--omit=dev', `--audit-level=${LEVEL}`];
  const { stdout } = spawnSync('npm', asked, { encoding: 'utf8', shell: process.platform === 'win32' });
  const { code, line } = outcomeOf(stdout ?? '');
  console.log(line);
  process.exitCode = code;
}
