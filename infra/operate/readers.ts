/** `npm run readers -- <number>`: who looked at a sheet or a case, and who was refused it, for the overseer. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AccessLines, linesAbout, linesInFile, linesInGroup, type ReadLine } from './access-lines.ts';
import { UsageError } from './arguments.ts';
import { outputsOf } from './aws-plant.ts';
import { runCommand } from './run-command.ts';

const USAGE = `usage: npm run readers -- KF-20261123-0001 [--data .local | --stage prod]

Of a local data folder (DATA_DIR, or .local), or of a deployed stage with the AWS CLI's credentials.`;
/** The local cloud writes it into its data folder. */
const FILE = 'access.log';

/** @throws UsageError */
function asked(args: readonly string[]) {
  try {
    const options = { data: { type: 'string' }, stage: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [number, ...more] = positionals;
    if (number === undefined || more.length > 0) throw new UsageError(USAGE);
    return { number, ...values };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function linesOf(stage: string | undefined, data: string): Promise<AccessLines> {
  if (stage === undefined) return linesInFile(join(data, FILE));
  const { AccessLog } = await outputsOf(stage, ['data']);
  if (AccessLog === undefined) throw new UsageError(`The data stack of ${stage} puts out no AccessLog.`);
  return linesInGroup(AccessLog);
}

const said = ({ at, reader, route, outcome, code }: ReadLine): string =>
  [at, reader, route, outcome, ...(code === undefined ? [] : [code])].join('  ');

async function main(): Promise<number> {
  const { number, stage, data = process.env.DATA_DIR ?? '.local' } = asked(process.argv.slice(2));
  const lines = await linesAbout(await linesOf(stage, data), number);
  for (const line of lines) console.log(said(line));
  console.log(`${lines.length} lines about ${number}.`);
  return 0;
}

await runCommand(main);
