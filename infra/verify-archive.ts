/**
 * `npm run verify-archive -- [--key KEY] FILE…`: whether sealed sheets and cases, as they came from the archive bucket, are
 * whole, and what a signed checkpoint holds. Beside each FILE lies its proof, FILE.proof.json. The public key is the one
 * that KEY holds in PEM, else `<keyId>.pem` or `keys/<keyId>.pem` beside FILE. Needs neither table nor AWS. Ends with 0
 * where all are, 1 where one is not, 2 where one, or the key of a proof, cannot be read or none is named.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultsOfSealProof, proofBeside, proofIn, provenBy } from '../shared/domain/archive/proof.ts';
import { faultsOfSealed, type Sealed, sealedIn } from '../shared/domain/archive/sealed.ts';

const [WHOLE, BROKEN, UNREADABLE] = [0, 1, 2];
const USAGE = 'Usage: npm run verify-archive -- [--key KEY] FILE…';

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

async function firstOf(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const text = await textOf(file);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What the proof beside a file comes to, said in a line, with the exit code. */
async function proven(
  file: string,
  object: Sealed,
  key: string | undefined,
): Promise<readonly [code: number, line: string]> {
  const text = await textOf(proofBeside(file));
  if (text === undefined) {
    const until = provenBy(object);
    if (until === undefined) return [WHOLE, 'sealed by version 0.1, which knew no proofs'];
    return new Date().toISOString() > until
      ? [BROKEN, `The seal has no proof in ${proofBeside(file)}, and ought to have had one by ${until}.`]
      : [WHOLE, `no proof yet; there is to be one by ${until}`];
  }
  const proof = proofIn(text);
  if (proof === undefined) return [BROKEN, 'The proof is none that was written beside a seal.'];
  const { keyId, number, at } = proof.checkpoint;
  const name = `${keyId}.pem`;
  const beside = [join(dirname(file), name), join(dirname(file), 'keys', name)];
  const publicKey = await firstOf(key === undefined ? beside : [key]);
  if (publicKey === undefined) {
    return [
      UNREADABLE,
      `The public key ${keyId} cannot be read; get keys/${name} from the bucket of checkpoints.`,
    ];
  }
  const faults = faultsOfSealProof(object, proof, publicKey);
  return faults.length > 0
    ? [BROKEN, faults.join(' ')]
    : [WHOLE, `in checkpoint ${number}, signed ${at} by ${keyId}`];
}

/** Checks one file and says what was found; gives the exit code that it alone would have. */
async function verify(file: string, key: string | undefined): Promise<number> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    console.error(`${file}: cannot be read: ${(error as Error).message}`);
    return UNREADABLE;
  }
  const faults = faultsOfSealed(text);
  if (faults.length > 0) {
    for (const fault of faults) console.error(`${file}: ${fault}`);
    return BROKEN;
  }
  const object: Sealed = JSON.parse(text);
  const [code, said] = await proven(file, object, key);
  if (code !== WHOLE) {
    console.error(`${file}: ${said}`);
    return code;
  }
  const { entries, files, head } = object;
  const { number, id: which } = sealedIn(object);
  console.log(`${file}: ${number} (${which}) is whole: ${entries.length} entries that end in ${head}.`);
  console.log(`  ${said}`);
  for (const { id, name, size, sha256 } of files) console.log(`  ${id} ${sha256} ${size} bytes, ${name}`);
  return WHOLE;
}

async function run(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new Error('no file is named');
    return Math.max(...(await Promise.all(positionals.map((file) => verify(file, values.key)))));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return UNREADABLE;
  }
}

process.exitCode = await run(process.argv.slice(2));
