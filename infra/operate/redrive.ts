/** `npm run redrive -- --stage …`: does again what lies in the dead-letter queues of a stage, once its cause is mended. */
import { argumentsOf } from './arguments.ts';
import { awsPlant, outputsOf } from './aws-plant.ts';
import { redrive } from './dead-letters.ts';
import { runCommand } from './run-command.ts';

async function main(): Promise<number> {
  const { stage } = argumentsOf(process.argv.slice(2), 'npm run redrive', { stage: 'prod' });
  const results = await redrive(awsPlant(), await outputsOf(stage));
  for (const { queue, done, failed } of results) {
    console.log(`${queue}: ${done} done again, ${failed.length} stay`);
    for (const why of new Set(failed)) console.log(`  ${why}`);
  }
  return results.some(({ failed }) => failed.length > 0) ? 1 : 0;
}

await runCommand(main);
