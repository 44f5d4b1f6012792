/** What `.ci/run` counts, and when it says nothing of a sum. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/product.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly report?: string;
  readonly beside?: boolean;
}
const {
  gate,
  checks,
}: {
  gate(all: readonly Check[], write: (text: string) => void): Promise<number>;
  checks(report: string): readonly Check[];
} = await import(join(REPOSITORY, '.ci/gate.mjs'));

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'shoujie-gate-test-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A check that is a line of JavaScript. */
const does = (script: string, name = 'a check'): Check => ({
  name,
  command: [process.execPath, '--eval', script],
});
const FINE = does('');
const FAILS = does('process.exit(1)');

/** A run of tests that leaves such a report and ends with that code. */
function tests(report: object, code = 0): Check {
  const file = join(scratch, 'tests.json');
  const writes = `require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(JSON.stringify(report))})`;
  return { ...does(`${writes}; process.exit(${code})`, 'tests'), report: file };
}
const test = (status: string, fullName = 'a test') => ({ status, fullName });
const ALL_WELL = {
  numPassedTests: 2,
  numFailedTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [test('passed'), test('passed')] }],
};

async function gateOf(...all: readonly Check[]) {
  let said = '';
  const code = await gate(all, (text) => {
    said += text;
  });
  expect(said.endsWith('\n')).toBe(true);
  const lines = said.trimEnd().split('\n');
  return {
    code,
    said,
    last: lines.at(-1),
    sums: lines.filter((line) => /^\d+ passed, \d+ failed$/.test(line)),
  };
}

describe('the gate', () => {
  it('ends with one line that sums all it ran: tests by their number, other checks as one', async () => {
    const { code, last, sums } = await gateOf(tests(ALL_WELL), FINE, FINE);
    expect([code, last]).toEqual([0, '4 passed, 0 failed']);
    expect(sums).toHaveLength(1);
  });

  it('goes on after what fails, and fails', async () => {
    const failed = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [test('passed'), test('failed')] },
      ],
    };
    const { code, said, last } = await gateOf(tests(failed, 1), FAILS, does('console.log("still here")'));
    expect([code, last]).toEqual([1, '2 passed, 2 failed']);
    expect(said).toContain('still here');
  });

  it('counts a file of tests that could not be loaded, and an error beside all tests, as one that failed', async () => {
    const [file] = ALL_WELL.testResults;
    const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
    const unloaded = { ...ALL_WELL, testResults: [file, broken] };
    expect((await gateOf(tests(unloaded, 1))).last).toBe('2 passed, 1 failed');
    expect((await gateOf(tests(ALL_WELL, 1))).last).toBe('2 passed, 1 failed');
  });

  it('says what was left out, and counts none of it', async () => {
    const skipping = {
      ...ALL_WELL,
      numPassedTests: 1,
      testResults: [
        {
          name: 'a.test.ts',
          status: 'passed',
          assertionResults: [test('passed'), test('pending', 'printed')],
        },
      ],
    };
    const { code, said, last } = await gateOf(
      tests(skipping),
      does('console.log("Left out: the fuzzer, which needs Python.")', 'fuzz'),
    );
    expect([code, last]).toEqual([0, '1 passed, 0 failed']);
    expect(said).toMatch(/left out: .*a\.test\.ts: printed\n/);
    expect(said).toContain('left out: the fuzzer, which needs Python.\n');
  });

  it('runs one beside those that come after it, waits for it in the end, and mixes no lines', async () => {
    const file = join(scratch, 'done');
    const patient = `process.stdout.write('be');
      setTimeout(() => process.exit(1), 300_000).unref();
      const wait = () => require('node:fs').existsSync(${JSON.stringify(file)})
        ? process.stdout.write('side\\n') : setTimeout(wait, 5);
      wait();`;
    const quick = `console.log('meanwhile'); require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`;
    const { last, said } = await gateOf(
      { ...does(patient, 'long'), beside: true },
      does(quick, 'short'),
      FINE,
    );
    expect(last).toBe('3 passed, 0 failed');
    const [meanwhile, beside] = [said.indexOf('short | meanwhile\n'), said.indexOf('long | beside\n')];
    expect(meanwhile).toBeGreaterThan(0);
    expect(beside).toBeGreaterThan(meanwhile);
    expect(said.indexOf('\nlong: 1 passed')).toBeLessThan(said.indexOf('\nshort: 1 passed'));
  });

  it('takes no line of another tool for its own', async () => {
    const { last } = await gateOf(does('console.log("700 passed, 0 failed")'), FINE);
    expect(last).toBe('2 passed, 0 failed');
  });
});

describe('there is no sum', () => {
  const missing: Check = { name: 'missing', command: ['no-such-program'] };
  const cases: Record<string, () => Check> = {
    'where a check could not start': () => missing,
    'where its shell finds no program': () => does('process.exit(127)'),
    'where it was killed': () => does('process.kill(process.pid, "SIGKILL")'),
    'where tests leave no report': () => ({ ...FINE, report: join(scratch, 'never-written.json') }),
    'where no test ran': () => tests({ ...ALL_WELL, numPassedTests: 0, testResults: [] }),
  };
  it.each(Object.keys(cases))('%s, though everything else is run', async (which) => {
    const check = cases[which]?.() ?? missing;
    const { code, said, sums } = await gateOf(FINE, check, does('console.log("still here")'));
    expect(code).toBe(1);
    expect(sums).toEqual([]);
    expect(said).toContain('still here');
    expect(said).toContain(`${check.name}: did not run`);
  });
});

it('runs scripts that there are, the tests with a report', async () => {
  const { scripts }: { scripts: object } = JSON.parse(
    await readFile(join(REPOSITORY, 'package.json'), 'utf8'),
  );
  const named = checks('/report.json').map(({ command: [, , , name] }) => name);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  expect(checks('/report.json').filter(({ report }) => report !== undefined)).toHaveLength(1);
  expect((await stat(join(REPOSITORY, '.ci/run'))).mode & 0o111).toBe(0o111);
});
