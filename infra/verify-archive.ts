/**
 * `npm run verify-archive -- FILE…`: whether sealed sheets and cases, as they came from the archive bucket, are whole. Needs neither
 * table nor AWS. Ends with 0 where all are, 1 where one is not, 2 where one cannot be read or none is named.
 */
import { readFile } from 'node:fs/promises';
import { faultsOfSealed, type Sealed, sealedIn } from '../shared/domain/archive/sealed.ts';

const [WHOLE, BROKEN, UNREADABLE] = [0, 1, 2];

/** Checks one file and says what was found; gives the exit code that it alone would have. */
async function verify(file: string): Promise<number> {
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
  const { entries, files, head } = object;
  const { number, id: which } = sealedIn(object);
  console.log(`${file}: ${number} (${which}) is whole: ${entries.length} entries that end in ${head}.`);
  for (const { id, name, size, sha256 } of files) console.log(`  ${id} ${sha256} ${size} bytes, ${name}`);
  return WHOLE;
}

const files = process.argv.slice(2);
if (files.length === 0) console.error('Usage: npm run verify-archive -- FILE…');
const codes = await Promise.all(files.map(verify));
process.exitCode = Math.max(...(files.length === 0 ? [UNREADABLE] : codes));
