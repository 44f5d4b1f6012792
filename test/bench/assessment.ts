/** How long the assessment of a busy month takes: the handler in this process, over an engine with the month's facts. */
import { join } from 'node:path';
import { ulid } from 'ulid';
import { AWS_BASICS, withEnvironment } from '../../infra/local/aws-environment.ts';
import { factsOf } from '../../shared/domain/assessment/facts.ts';
import { packed } from '../../shared/store/assessment/packed-facts.ts';
import { factsKey, sheetSource } from '../../shared/store/table/keys.ts';
import { halfYear } from '../support/domain/half-year.ts';
import { DIRECTORY } from '../support/factories.ts';
import { functionEnvironment } from './bare-engine.ts';
import { type SheetMaker, startFilledEngine } from './filled-engine.ts';
import { callHandler, eventOf, importHandler } from './handler-calls.ts';
import type { Measurement } from './measurement.ts';
import { cells } from './rows.ts';
import { writeDirectory } from './scale.ts';
import { percentile } from './timing.ts';

const SHEETS = 10_000;
const MONTH = new Date().toISOString().slice(0, 7);
const FIRST = Date.parse('2026-07-01T00:00:00.000Z');
/** Lives whose facts are used again and again, each under an id of its own. */
const LIVES = 200;
const WARM_UP = 5;
const COUNT = 40;

/** All that a life of a sheet comes to, as if all of it fell into one month. */
function factsMaker(): SheetMaker {
  const lives = halfYear(1, LIVES, FIRST).map(({ states }) => {
    const sheet = states.at(-1);
    return sheet === undefined ? '' : packed([...factsOf(sheet, DIRECTORY).values()].flat());
  });
  return (nth) => {
    const id = ulid(FIRST + nth * 60_000);
    const facts = lives[nth % LIVES] ?? '';
    return { id, item: { ...factsKey(DIRECTORY.site.id, MONTH, sheetSource(id)), facts, entries: 10 } };
  };
}

/** Figure `assessment.p50`: milliseconds for a live month of 10⁴ sheets, as the director asks for it. */
export const assessment: Measurement = {
  name: 'assessment',
  async run(world) {
    const engine = await withEnvironment(AWS_BASICS, () =>
      startFilledEngine(join(world.scratch, 'assessment'), SHEETS, factsMaker()),
    );
    try {
      const environment = await functionEnvironment(engine.tableName, engine.endpoint);
      return await withEnvironment(environment, async () => {
        await writeDirectory(engine, DIRECTORY);
        const handler = await importHandler(world.bundles, 'registers', 'assessment');
        const event = eventOf({
          method: 'GET',
          path: `/assessments/${MONTH}`,
          routeKey: 'GET /assessments/{month}',
          pathParameters: { month: MONTH },
          query: { site: DIRECTORY.site.id },
          headers: {},
        });
        event.requestContext.authorizer.jwt.claims.sub = 'director-wei';
        const samples: number[] = [];
        for (let nth = 0; nth < WARM_UP + world.count(COUNT); nth += 1) {
          const start = performance.now();
          const { body } = await callHandler(handler, event);
          if (nth >= WARM_UP) samples.push(performance.now() - start);
          if (!body.includes('"onTime.arrival"')) throw new Error(`no figures: ${body}`);
        }
        const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
        world.say(`the assessment of a live month of ${SHEETS} sheets, in ms`);
        world.say(cells(['', 'p50', 'p99']));
        world.say(cells(['assessment', p50.toFixed(0), p99.toFixed(0)]));
        return { 'assessment.p50': p50 };
      });
    } finally {
      await engine.stop();
    }
  },
};
