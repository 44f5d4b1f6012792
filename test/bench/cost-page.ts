/** `npm run cost:page`: writes docs/cost.md from the model, the simulated hour and the list prices. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../../infra/product.ts';
import { loadsOf, STORM } from './busiest-hour.ts';
import { HABITS, MEASURED, monthOf, SIZES, sheetsOf } from './cost-model.ts';
import { PRICES } from './prices.ts';

export const COST_PAGE = join(REPOSITORY, 'docs', 'cost.md');

const dollars = (amount: number) =>
  amount.toLocaleString('en', {
    minimumFractionDigits: amount < 100 ? 2 : 0,
    maximumFractionDigits: amount < 100 ? 2 : 0,
  });
const count = (amount: number) => amount.toLocaleString('en', { maximumFractionDigits: amount < 10 ? 1 : 0 });
const percent = (share: number) =>
  share < 0.001 ? '< 0.1 %' : `${share < 0.1 ? (100 * share).toFixed(1) : (100 * share).toFixed(0)} %`;
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function months(): string {
  const lines = SIZES.map(monthOf);
  const [first = []] = lines;
  const totals = lines.map((each) => each.reduce((sum, [, amount]) => sum + amount, 0));
  return [
    row('US dollars a month', ...SIZES.map(({ name }) => name)),
    row('---', ...SIZES.map(() => '---:')),
    row('sheets', ...SIZES.map((size) => count(sheetsOf(size)))),
    ...first.map(([what], nth) => row(what, ...lines.map((each) => dollars(each[nth]?.[1] ?? 0)))),
    row('**in all**', ...totals.map((total) => `**${dollars(total)}**`)),
    row('a flat a year', ...SIZES.map(({ flats }, nth) => dollars((12 * (totals[nth] ?? 0)) / flats))),
  ].join('\n');
}

function quotas(): string {
  return SIZES.map((size) => {
    const loads = [...loadsOf(size)].sort((a, b) => b.peak / b.quota - a.peak / a.quota);
    const [first] = loads;
    const over = loads.filter(({ peak, quota }) => peak > quota);
    const verdict =
      over.length === 0
        ? `No quota is met; the nearest is ${first?.what}, at ${percent((first?.peak ?? 0) / (first?.quota ?? 1))}.`
        : `First met: ${over.map(({ what }) => what).join('; then ')}.`;
    return [
      `### ${size.name.charAt(0).toUpperCase()}${size.name.slice(1)}`,
      verdict,
      '',
      row('in the busiest hour', 'at most', 'quota', 'used', 'what to do'),
      row('---', '---:', '---:', '---:', '---'),
      ...loads.map(({ what, peak, quota, unit, cure }) =>
        row(
          what,
          count(peak),
          `${count(quota)} ${unit}`,
          percent(peak / quota),
          peak > quota / 2 ? cure : '–',
        ),
      ),
    ].join('\n');
  }).join('\n\n');
}

/** The page as it is to be. */
export function costPage(): string {
  return `# What a month costs, and which quota comes first

Written by \`npm run cost:page\`; change \`test/bench/cost-model.ts\` or \`test/bench/busiest-hour.ts\`, not this page. List prices are those of ${PRICES.region}, on
demand and without any free tier, as of ${PRICES.asOf}; elsewhere they differ by a tenth or two.

## A month
${months()}

After a year of operation; uploaded files and robots are not in it: a notice that a robot tells costs about eight write units more, and
their makers charge nothing. **Letters** cost most of what is the product's own: they grow with people who are told things, and gathering them by the minute is what keeps them few. **Logins** are the largest line of all for whoever lets
residents log in by Cognito: with another issuer (\`identity\`) they fall away.

| measured, for a repair that stays on time, on ${MEASURED.on} | |
| --- | ---: |
| write units | ${MEASURED.writeUnits} |
| read units | ${MEASURED.readUnits} |
| requests that write | ${MEASURED.writeRequests} |
| runs of functions behind the API | ${MEASURED.workerRuns} |
| letters | ${MEASURED.letters} |
| write units of a broken promise, recorded, raised once and told | ${MEASURED.breachWriteUnits} |
| read units of a page of 25 sheets that are searched for, by telephone | ${MEASURED.searched.byTelephone} |
| … by name | ${MEASURED.searched.byName} |
| … by words of the subject | ${MEASURED.searched.byWords} |
| read units of a look at one's own work (\`/work\`), where 25 sheets are open at the site | ${MEASURED.work.own} |
| … at the work of the site | ${MEASURED.work.site} |
| … for each hundred sheets more that are open there | ${MEASURED.work.ofAHundredMore} |

| assumed | |
| --- | ---: |
| sheets of a flat a month | ${HABITS.sheetsAFlatAMonth} |
| lists and sheets looked at, for each sheet | ${HABITS.readsASheet} |
| sheets with a broken promise | ${percent(HABITS.brokenShare)} |
| letters that follow a broken promise | ${HABITS.broken.letters} |
| kept of a sheet, indexes included | ${HABITS.bytesASheet / 1000} KB |
| people who log in within a month, for each flat | ${HABITS.loginsAFlat} |

## Which quota comes first
Simulated second by second: the busiest hour of a day of burst pipes, ${STORM.timesTheUsualDay} times the usual day with ${percent(STORM.shareInTheHour)} of it in one hour, each sheet with all of
its steps and readings within the hour after it. Beside it what an account in good standing has before anything is raised (docs/operations.md,
"Quotas to raise before going live"). Where asynchronous work meets a quota nothing is lost: the stream and the queue wait and catch up. What thousands of promises that are
broken in one minute meet is in [operations.md](operations.md#a-storm-of-breaches).

${quotas()}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(COST_PAGE, costPage());
