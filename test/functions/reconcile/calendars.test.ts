/** What reconcile says of the holidays of a year to come, and of the notice that waits longest. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { cacheDirectory, directoryReader } from '../../../shared/store/organisation/directory-cache.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { tableOf } from '../../support/table-of.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

async function reconciledAt(now: string) {
  const table = tableOf(cloud);
  // Nothing is due, so that no timer, workflow or letter is asked for.
  const unused = {} as never;
  const world = {
    timers: unused,
    executions: unused,
    letters: unused,
    files: unused,
    archive: unused,
    compare: unused,
    tellDiffering: unused,
  };
  try {
    return await reconcile(
      { ...world, table, directories: directoryReader(cacheDirectory(table)), now },
      false,
    );
  } finally {
    table.client.destroy();
  }
}

describe('reconcile', () => {
  it.each([
    ['in November, by the local clock, it asks for nothing', '2026-11-30T15:59:59.000Z', []],
    [
      'from 1 December on it asks for the year to come',
      '2026-11-30T16:00:00.000Z',
      [{ site: 'riverside', year: '2027' }],
    ],
    ['and goes on asking for it', '2027-03-01T00:00:00.000Z', [{ site: 'riverside', year: '2027' }]],
  ])('%s', async (_what, now, calendarsMissing) => {
    expect(await reconciledAt(now)).toEqual({
      ...{ seen: 0, late: 0, oldestNotice: 0 },
      ...{ calendarsMissing, broken: [] },
    });
  });
});
