/**
 * `npm run test:chaos -- [kills] [seed]`: kills the cloud, or a part of it, so many times at random moments under load, and
 * holds what is left against every promise. Ends with 1 where one is broken.
 */
import { chaos } from '../support/long/chaos.ts';

const [kills = 30, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);

console.log(`${kills} kills, seed ${seed}`);
const { wrong, ...counts } = await chaos(kills, seed, (nth, kill, acknowledged) =>
  console.log(`${nth}: ${kill} is killed, ${acknowledged} writes are acknowledged`),
);
console.log(counts);
for (const fault of wrong.slice(0, 20)) console.error(fault);
console.log(wrong.length === 0 ? 'Every promise was kept.' : `${wrong.length} faults.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
