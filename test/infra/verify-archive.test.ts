/** `npm run verify-archive`: what it says of an object from the archive, and how it ends. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealed, sealedCase } from '../../shared/domain/archive/sealed.ts';
import { CONCLUDE, opened, signed } from '../support/domain/case-lives.ts';
import { lives, withdraw } from '../support/domain/timeline.ts';
import { entriesOf, lastHash, written, writtenOfCase } from '../support/written.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

const DESK = 'receptionist-sun';
const life = lives({ kind: 'report' }).does(5, DESK, withdraw).does(9, DESK, { step: 'archive' });
const entries = written(life.events);
const whole = sealed(entriesOf(entries), lastHash(entries), []);

const dismissed = signed(opened(), 'engineering-supervisor-feng', { ...CONCLUDE, grade: 'unfounded' });
const ofCase = writtenOfCase(dismissed.ledger);
const wholeCase = sealedCase(entriesOf(ofCase), lastHash(ofCase), []);

const verify = (...files: readonly string[]) =>
  new Promise<{ code: number; out: string; error: string }>((done) => {
    const process_ = execFile(
      process.execPath,
      ['--import', 'tsx', 'infra/verify-archive.ts', ...files],
      (_error, out, error) => done({ code: process_.exitCode ?? -1, out, error }),
    );
  });

it('ends with 0, 1 or 2 and says why', async () => {
  const [good, bad, other] = ['good.json', 'bad.json', 'case.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(good, whole);
  await writeFile(other, wholeCase);
  await writeFile(bad, whole.replace('"step":"withdraw"', '"step":"archive"'));
  const [fine, broken, missing, none] = await Promise.all([
    verify(good, other),
    verify(good, bad),
    verify(join(folder, 'missing.json')),
    verify(),
  ]);
  expect([fine.code, broken.code, missing.code, none.code]).toEqual([0, 1, 2, 2]);
  expect(fine.out).toContain(`${life.sheet.number} (${life.sheet.id}) is whole: 3 entries`);
  expect(fine.out).toContain(`${dismissed.state.number} (${dismissed.state.id}) is whole: 3 entries`);
  expect(broken.error).toContain(`${bad}: The ledger is broken: entry 2 does not fit.`);
  expect(missing.error).toContain('cannot be read');
  expect(none.error).toContain('npm run verify-archive -- FILE');
});
