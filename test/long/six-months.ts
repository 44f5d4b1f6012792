/**
 * Six months of a busy site, fast-forwarded by the clock in one run: `npm run test:six-months [days] [sheets a day]`.
 * Ends with 1 where a breach is missing, was not due, or is not that of the ledgers, or where a figure of a month is not what the
 * ledgers alone come to: those of sheets, of cases that were decided and carried out, and of awards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { startLocalCloud } from '../../infra/local/local-cloud.ts';
import { BusyOffice } from '../support/long/busy-office.ts';
import { BusySite } from '../support/long/busy-site.ts';
import { checkLedgers } from '../support/long/check-ledgers.ts';
import { recount } from '../support/long/recount.ts';

const [days = 181, sheetsADay = 50] = process.argv.slice(2).map(Number);
const START = '2026-01-05T00:00:00.000Z';
const SEED = 20260105;

const dataDir = await mkdtemp(join(tmpdir(), 'shoujie-six-months-'));
const errors: unknown[] = [];
const log = (error: unknown) => errors.push(error);
const cloud = await startLocalCloud({ port: 0, now: START, dataDir, bundle: () => bundleFunctions(), log });
const start = performance.now();
const seconds = () => ((performance.now() - start) / 1_000).toFixed(0);
try {
  const site = await BusySite.at(cloud, SEED);
  const office = new BusyOffice(site, SEED);
  for (let day = 1; day <= days; day += 1) {
    office.plan(day % 2, day % 3 === 0 ? 1 : 0);
    await site.day(sheetsADay);
    if (day % 7 === 0)
      console.log(`day ${day}: ${site.sheets.length} sheets, ${site.steps} steps, ${seconds()} s`);
  }
  const lived = seconds();
  const { wrong, ...counts } = await checkLedgers(site.table, site.sheets, cloud.clock.now());
  const {
    wrong: miscounted,
    bearing,
    ...counted
  } = await recount(site, office, START.slice(0, 7), site.now());
  console.log({
    cases: office.cases.length,
    awards: office.awards.length,
    bearing: bearing.size,
    ...counted,
  });
  const letters = cloud.effects.mail.mail().length;
  console.log({ days, sheets: site.sheets.length, steps: site.steps, ...counts, letters });
  console.log(`${lived} s of machine time, and ${Number(seconds()) - Number(lived)} s to compute them anew`);
  for (const fault of [...wrong, ...miscounted, ...errors, ...site.errors].slice(0, 20)) console.error(fault);
  const faults = wrong.length + miscounted.length + errors.length + site.errors.length;
  console.log(faults === 0 ? 'Every breach and every figure is that of the ledgers.' : `${faults} faults.`);
  process.exitCode = faults === 0 ? 0 : 1;
} finally {
  await cloud.stop();
  await rm(dataDir, { recursive: true, force: true });
}
