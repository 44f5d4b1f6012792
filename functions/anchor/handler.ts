/** Once a day, or an hour: signs a checkpoint over all new entries, and compares earlier ones with the table (contract section 12). */
import { Logger } from '@aws-lambda-powertools/logger';
import { KMSClient } from '@aws-sdk/client-kms';
import type { Context } from 'aws-lambda';
import { EVERY_MS, type Every } from '../../shared/domain/anchors/checkpoint.ts';
import { type Checked, makeCheckpoint } from '../../shared/effects/checkpoints.ts';
import { openSigner, type Signer } from '../../shared/effects/signer.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { measureInto } from '../../shared/runtime/measure.ts';
import { publicKeysIn } from '../../shared/store/anchors/checkpoints.ts';
import { openBucket } from '../../shared/store/files/bucket.ts';
import { openTable } from '../../shared/store/table/table.ts';

const logger = new Logger({ serviceName: 'anchor' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const checkpoints = openBucket(fromEnvironment('ANCHORS_BUCKET'));
const archive = openBucket(fromEnvironment('ARCHIVE_BUCKET'));
const note = measureInto(fromEnvironment('METRICS_NAMESPACE'));
const every = everyOf(fromEnvironment('ANCHOR_EVERY'));
const kms = new KMSClient(lean());
const key = fromEnvironment('CHECKPOINT_KEY');
const publicKeys = publicKeysIn(checkpoints);
let signer: Signer | undefined;

function everyOf(text: string): Every {
  if (Object.hasOwn(EVERY_MS, text)) return text as Every;
  throw new Error(`ANCHOR_EVERY is ${text}, which is none of ${Object.keys(EVERY_MS).join(', ')}`);
}

/** Makes what is due, with whatever an earlier run left undone; where nothing is, does nothing. */
export async function handler(_input: unknown, context: Context): Promise<Checked> {
  logger.addContext(context);
  const now = currentTime();
  signer ??= await openSigner(kms, key);
  const done = await makeCheckpoint({ table, checkpoints, archive, signer, publicKeys, every, now });
  for (const ledger of done.differing) logger.warn('a ledger is not what was anchored of it', { ledger });
  note(now, { LedgersDiffering: done.differing.length });
  return done;
}
