/** `npm run verify-archive`: what it says of an object from the archive, and how it ends. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Inclusion } from '../../shared/domain/anchors/checkpoint.ts';
import { proofBeside, provenBy } from '../../shared/domain/archive/proof.ts';
import { sealed, sealedCase } from '../../shared/domain/archive/sealed.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import { sealedOf } from '../archive/kept.ts';
import { CONCLUDE, opened, signed } from '../support/domain/case-lives.ts';
import { newKeys, proofOf } from '../support/domain/checkpoints.ts';
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

const keys = newKeys();
const proof = proofOf(keys, entriesOf(entries));
const file = (name: string) => join(folder, name);
/** Writes a sealed object, with a proof beside it where one is given; gives its path. */
async function kept(name: string, text: string, beside?: Inclusion): Promise<string> {
  await writeFile(file(name), text);
  if (beside !== undefined) await writeFile(proofBeside(file(name)), canonical(beside));
  return file(name);
}

const verify = (...files: readonly string[]) =>
  new Promise<{ code: number; out: string; error: string }>((done) => {
    const process_ = execFile(
      process.execPath,
      ['--import', 'tsx', 'infra/verify-archive.ts', ...files],
      (_error, out, error) => done({ code: process_.exitCode ?? -1, out, error }),
    );
  });

it('ends with 0, 1 or 2 and says why', async () => {
  const good = await kept('good.json', whole, proof);
  const other = await kept('case.json', wholeCase, proofOf(keys, entriesOf(ofCase)));
  const bad = await kept('bad.json', whole.replace('"step":"withdraw"', '"step":"archive"'), proof);
  await writeFile(file('key-of-tests.pem'), keys.publicKey);
  const [fine, broken, missing, none] = await Promise.all([
    verify(good, other),
    verify(good, bad),
    verify(file('missing.json')),
    verify(),
  ]);
  expect([fine.code, broken.code, missing.code, none.code]).toEqual([0, 1, 2, 2]);
  expect(fine.out).toContain(`${life.sheet.number} (${life.sheet.id}) is whole: 3 entries`);
  expect(fine.out).toContain(`${dismissed.state.number} (${dismissed.state.id}) is whole: 3 entries`);
  expect(broken.error).toContain(`${bad}: The ledger is broken: entry 2 does not fit.`);
  expect(missing.error).toContain('cannot be read');
  expect(none.error).toContain('npm run verify-archive -- [--key KEY] FILE');
  expect(fine.out).toContain('in checkpoint 1, signed 2026-11-24T00:00:00.000Z by key-of-tests');
});

it('holds a seal against its proof, and the proof against the key', async () => {
  const [unproven, stranger, shorter, other] = [
    await kept('unproven.json', whole),
    await kept('stranger.json', whole, proofOf(newKeys(), entriesOf(entries))),
    await kept('shorter.json', whole, proofOf(keys, entriesOf(entries).slice(0, 2))),
    await kept('other.json', whole, proofOf(keys, entriesOf(ofCase))),
  ];
  const key = file('other-name.pem');
  await writeFile(key, keys.publicKey);
  const [without, forged, early, wrong, lost, named] = await Promise.all([
    verify('--key', key, unproven),
    verify('--key', key, stranger),
    verify('--key', key, shorter),
    verify('--key', key, other),
    verify('--key', file('no-key.pem'), shorter),
    verify('--key', key, await kept('named.json', whole, proof)),
  ]);
  const said = [without, forged, early, wrong, lost, named].map(({ code, error }) => [code, error]);
  expect(said).toEqual([
    [1, expect.stringContaining('The seal has no proof in')],
    [1, expect.stringContaining('is not signed with the key that it names')],
    [1, expect.stringContaining('The proof is of entry 2, and the ledger ends in 3.')],
    [1, expect.stringContaining('Entry 3 is another than was anchored.')],
    [2, expect.stringContaining('The public key key-of-tests cannot be read')],
    [0, ''],
  ]);
});

it('wants no proof of what was sealed just now, nor ever of what version 0.1 sealed', async () => {
  const now = new Date().toISOString();
  const fresh = entriesOf(written(life.events.map((event) => ({ ...event, at: now }))));
  expect(provenBy({ format: 'shoujie-sealed-sheet-2', entries: fresh })).toBe(
    new Date(Date.parse(now) + 2 * 86_400_000).toISOString(),
  );
  const [name = '', old = ''] = [...(await sealedOf('0.1'))][0] ?? [];
  const seal = await kept('of-0.1.json', old);
  expect([name, (await verify(seal)).code]).toEqual([name, 0]);
});
