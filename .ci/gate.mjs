/**
 * Runs every check, goes on after one that fails, and ends with one line, `N passed, N failed`: tests by their number,
 * each other check as one. Where a check could not run there is no such line, because its sum would hide what is not
 * known. What a check leaves out, for want of Python, Java or a browser, is said above that line.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Counted
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} leftOut each in a few words
 */

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} command the program and its arguments
 * @property {string} [report] where the command writes vitest's report, if it is one of tests
 * @property {boolean} [beside] whether what comes after it begins at once, beside it
 */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** How a check says that it leaves something out, on a line of its own. */
const LEFT_OUT = /^Left out: (.*)$/gm;
/** Shells end so where they find no program, or one that they may not run. */
const NEVER_RAN = [126, 127];

const script = (name, ...args) => ({
  name: ['npm run', name, ...args].join(' '),
  command: ['npm', 'run', '--silent', name, ...args],
});

/** Whose journeys the gate walks by the keyboard as well; all of them take a quarter of an hour more (`npm run test:web`). */
const BY_KEYBOARD = ['focus', 'cases', 'sheets', 'organisation', 'resident'];

/**
 * What the gate runs. What makes the bundles comes first, so that nobody makes them anew under those who run them; then
 * what has a time to find something in, while it has the machine to itself.
 * @param {string} report where the tests' report goes
 * @returns {readonly Check[]}
 */
export const checks = (report) => [
  script('check:synth'),
  script('check:web'),
  script('check:fuzz'),
  {
    ...script('test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`),
    name: 'npm test',
    report,
    beside: true,
  },
  { ...script('test:web', '--', '--project', 'pointer'), beside: true },
  script('check:types'),
  script('check:lint'),
  script('check:api'),
  script('check:client'),
  script('check:audit'),
  script('check:templates'),
  script('check:clients'),
  script('test:web', '--', '--project', 'keyboard', ...BY_KEYBOARD),
  script('test:deploy'),
  script('test:deploy', '--', '--permissions'),
];

/**
 * Runs a command to its end, what it says going on to `write`.
 * @returns {Promise<{ code: number | undefined, said: string }>} no code where it could not start or was killed
 */
function run([program, ...args], write) {
  return new Promise((ended) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      write(chunk);
    };
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => {
      hear(`${error.message}\n`);
      ended({ code: undefined, said });
    });
    child.once('close', (code) => {
      ended({ code: code === null || NEVER_RAN.includes(code) ? undefined : code, said });
    });
  });
}

/**
 * The tests of a report of vitest's. A file that could not be loaded has no test in it and is one that failed.
 * @returns {Counted}
 */
function countTests({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
  );
  const skipped = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => `${relative(ROOT, name)}: ${fullName}`),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length, leftOut: skipped };
}
const isFailed = ({ status }) => status === 'failed';

/**
 * Runs one check.
 * @param {Check} check
 * @returns {Promise<Counted | undefined>} undefined where it could not run, or not to its end
 */
async function counted({ command, report }, write) {
  const { code, said } = await run(command, write);
  if (code === undefined) return undefined;
  if (report === undefined) {
    const leftOut = [...said.matchAll(LEFT_OUT)].map(([, what]) => what);
    if (code !== 0) return { passed: 0, failed: 1, leftOut };
    return { passed: leftOut.length === 0 ? 1 : 0, failed: 0, leftOut };
  }
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const tests = countTests(JSON.parse(text));
  if (tests.passed + tests.failed === 0) return undefined;
  // Every test passed and something else went wrong, such as an error that nobody awaited.
  return code !== 0 && tests.failed === 0 ? { ...tests, failed: 1 } : tests;
}

/** Writes whole lines, each after the name of the check that says it, so that those of two side by side never mix. */
function named(name, write) {
  let begun = '';
  return {
    write(chunk) {
      const lines = `${begun}${chunk}`.split('\n');
      begun = lines.pop();
      if (lines.length > 0) write(lines.map((line) => `${name} | ${line}\n`).join(''));
    },
    end() {
      if (begun !== '') write(`${name} | ${begun}\n`);
    },
  };
}

/** Runs one check and says what it says; gives how it ended, and after how long. */
async function timed(check, write) {
  write(`\n==> ${check.name}\n`);
  const start = performance.now();
  const lines = named(check.name, write);
  const result = await counted(check, lines.write);
  lines.end();
  return { name: check.name, result, seconds: Math.round((performance.now() - start) / 1000) };
}

/**
 * Runs checks in their order, each when the one before ended unless that runs beside others; says how each ended, then the
 * sum as the last line.
 * @param {readonly Check[]} all
 * @param {(text: string) => void} write
 * @returns {Promise<number>} the exit code: 0 where all ran and nothing failed
 */
export async function gate(all, write) {
  const begun = [];
  for (const check of all) {
    const ended = timed(check, write);
    begun.push(ended);
    if (!check.beside) await ended;
  }
  const results = await Promise.all(begun);
  write('\n');
  for (const { name, result, seconds } of results) {
    const how = result === undefined ? 'did not run' : `${result.passed} passed and ${result.failed} failed`;
    write(`${name}: ${how}, ${seconds} s\n`);
    for (const what of result?.leftOut ?? []) write(`  left out: ${what}\n`);
  }
  const ran = results.flatMap(({ result }) => result ?? []);
  if (ran.length < results.length) {
    write('Not everything could run.\n');
    return 1;
  }
  const sum = (of) => ran.reduce((total, result) => total + result[of], 0);
  write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scratch = await mkdtemp(join(tmpdir(), 'shoujie-gate-'));
  try {
    process.exitCode = await gate(checks(join(scratch, 'tests.json')), (text) => process.stdout.write(text));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
