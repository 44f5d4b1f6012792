import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';
import { loadedBytes } from '../support/loaded-bytes.ts';

/** Above the largest by a tenth: whoever adds what no start needs imports it where it is needed. */
const START_BYTES = 630_000;

describe('a function that clients wait for', () => {
  const waitedFor = manifest.filter(({ trigger }) => trigger.kind === 'api').map(({ name }) => name);

  test.each(waitedFor)('%s loads little before it can answer', async (name) => {
    const bytes = await loadedBytes(join(BUNDLE_DIRECTORY, name, 'handler.mjs'));
    expect(bytes).toBeLessThan(START_BYTES);
    // A bundle whose parts were not followed would be a few lines.
    expect(bytes).toBeGreaterThan(100_000);
  });
});
