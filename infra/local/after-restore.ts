/** `npm run after-restore`: puts a restored table right from its ledgers, and names what it cannot. */
import { parseArgs } from 'node:util';
import { openBucket } from '../../shared/store/files/bucket.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { UsageError } from '../operate/arguments.ts';
import { outputsOf } from '../operate/aws-plant.ts';
import { afterRestore } from '../operate/restored/after-restore.ts';
import type { Restored } from '../operate/restored/finding.ts';
import { runCommand } from '../operate/run-command.ts';
import { adoptAwsBasics, LOCAL_REGION } from './aws-environment.ts';
import { openDataDirectory } from './data-directory.ts';
import { openDoors } from './doors.ts';
import { startDynamoDb } from './dynamodb.ts';
import { startS3 } from './s3/start-s3.ts';
import { Services } from './services.ts';
import { StartProblem, sayingWhy } from './start-problem.ts';

const USAGE = `usage: npm run after-restore -- --stage prod [--table shoujie-restored] [--check]
       npm run after-restore -- --data .local [--check]

Of a deployed stage with the AWS CLI's credentials, or of a data folder whose local cloud is stopped. Nothing may write
to the table meanwhile. With --check it only tells. Ends with 0: nothing is left, 1: something is, 2: not understood, or not to be reached.`;
const COLUMN = 8;
const [WELL, LEFT] = [0, 1];

/** @throws UsageError */
function asked(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stage: { type: 'string' },
        table: { type: 'string' },
        data: { type: 'string' },
        check: { type: 'boolean', default: false },
      },
    });
    if ((values.stage === undefined) === (values.data === undefined)) throw new UsageError(USAGE);
    return values;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

type Place = Pick<Restored, 'table' | 'archive'>;

async function placeOnAws(stage: string, name: string | undefined): Promise<Place> {
  const { TableName, ArchiveBucket } = await outputsOf(stage, ['data']);
  if (TableName === undefined || ArchiveBucket === undefined)
    throw new UsageError(`The data stack of ${stage} puts out no TableName and ArchiveBucket.`);
  return { table: openTable({ name: name ?? TableName }), archive: openBucket(ArchiveBucket) };
}

/** Starts what of the local cloud holds data, and nothing that would act on it. */
async function placeInFolder(folder: string, services: Services): Promise<Place> {
  const data = await openDataDirectory(folder);
  services.add({ stop: data.release });
  services.add({ stop: adoptAwsBasics() });
  const { endpoint, tableName } = services.add(await startDynamoDb(data, process.env.DYNAMODB_ENDPOINT));
  const s3 = services.add(await startS3(data, openDoors()));
  process.env.AWS_ENDPOINT_URL_S3 = s3.endpoint;
  return {
    table: openTable({ name: tableName, endpoint, region: LOCAL_REGION }),
    archive: openBucket(s3.archive),
  };
}

async function main(): Promise<number> {
  const { stage, table, data = '', check } = asked(process.argv.slice(2));
  const services = new Services();
  try {
    const place = await (stage === undefined
      ? sayingWhy(data, () => placeInFolder(data, services))
      : placeOnAws(stage, table));
    const { count, others, findings } = await afterRestore({ ...place, isApplied: !check });
    for (const { which, said, isLeft } of findings) {
      console.log(`${(isLeft ? 'LEFT' : check ? 'WRONG' : 'MENDED').padEnd(COLUMN)}${which}: ${said}`);
    }
    const left = findings.filter(({ isLeft }) => isLeft).length;
    const right = findings.length - left;
    console.log(
      `${count} sheets and cases, ${others} ledgers of people, sites and awards. ${right} ${check ? 'can be' : 'were'} put right, ${left} are left.`,
    );
    place.table.client.destroy();
    place.archive.client.destroy();
    return left > 0 || (check && right > 0) ? LEFT : WELL;
  } finally {
    await services.stop(console.error);
  }
}

await runCommand(main, [StartProblem]);
