/** `npm run organisation`: brings people or a year's days from a file into a deployed or local table, or appoints an overseer. */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { openTable, type Table } from '../../shared/store/table/table.ts';
import { appointOverseer, planOverseer } from './appoint-overseer.ts';
import { applyImport, planImport } from './import-people.ts';
import { changedYears, putYears, readYears } from './put-years.ts';

const USAGE = `npm run organisation -- import people.csv --site <id> --table <name> [--endpoint <url>] [--apply]
npm run organisation -- calendar years.json --site <id> --table <name> [--endpoint <url>] [--apply]
npm run organisation -- overseer <id> [--name <name>] [--email <address>] --site <id> --table <name> [--endpoint <url>] [--apply]

Says what would change; with --apply it changes it. Region and credentials are those of the AWS CLI.
people.csv   columns id (编号), name (姓名), role (职务), section (部门), email (邮箱), phone (电话),
             address (地址), language (语言), active (在职); the first three are required
overseer     makes somebody an overseer of the site: the first one, or one in place of those who left
years.json   { "2027": { "holidays": ["2027-01-01", …], "workdays": [] } }`;

const LOCAL_REGION = 'us-east-1';

interface CommandOutput {
  readonly say: (line: string) => void;
  readonly language: Language;
}

interface Task {
  readonly table: Table;
  readonly directory: Directory;
  /** A file or, of an overseer, an id. */
  readonly file: string;
  readonly isApplied: boolean;
  readonly overseer: { readonly name?: string | undefined; readonly email?: string | undefined };
}

type Command = (task: Task, output: CommandOutput) => Promise<boolean>;

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importPeople,
  calendar: putCalendar,
  overseer: appoint,
};

/** Runs the command line; gives the exit code: 0 done or would be, 1 faults in the file, 2 not understood. */
export async function organisationCommand(argv: readonly string[], output: CommandOutput): Promise<number> {
  const { say } = output;
  const read = argumentsOf(argv);
  const command = COMMANDS[read?.command ?? ''];
  if (read === undefined || command === undefined) {
    say(USAGE);
    return 2;
  }
  const { endpoint, file, site } = read;
  const table = openTable({ name: read.table, ...(endpoint ? { endpoint, region: LOCAL_REGION } : {}) });
  try {
    const directory = await readDirectory(table, site, new Date().toISOString());
    if (directory === undefined) {
      say(`The table ${read.table} has no site ${site}; make it with PUT /sites/${site} first.`);
      return 1;
    }
    const isApplied = read.apply === true;
    const { name, email } = read;
    return (await command({ table, directory, file, isApplied, overseer: { name, email } }, output)) ? 0 : 1;
  } finally {
    table.client.destroy();
  }
}

function argumentsOf(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        table: { type: 'string' },
        endpoint: { type: 'string' },
        apply: { type: 'boolean' },
        name: { type: 'string' },
        email: { type: 'string' },
      },
    });
    const [command = '', file, ...more] = positionals;
    const { site, table } = values;
    if (file === undefined || more.length > 0 || site === undefined || table === undefined) return undefined;
    return { ...values, command, file, site, table };
  } catch {
    return undefined;
  }
}

async function importPeople({ table, directory, file, isApplied }: Task, { say, language }: CommandOutput) {
  const plan = await planImport(table, await readFile(file), directory, language);
  for (const { line, detail } of plan.faults) say(`${file}:${line}: ${detail}`);
  const { added, changed, same } = plan;
  if (plan.faults.length > 0) {
    say(`${plan.faults.length} faults: nothing was imported.`);
    return false;
  }
  for (const { line, person } of added)
    say(`${file}:${line}: + ${person.id} ${person.name} (${person.role})`);
  for (const { line, person } of changed)
    say(`${file}:${line}: ~ ${person.id} ${person.name} (${person.role})`);
  say(`${added.length} new, ${changed.length} changed, ${same} as they are.`);
  if (!isApplied) {
    say('This was a trial: --apply imports them.');
    return true;
  }
  const done = await applyImport(table, plan, directory);
  const all = added.length + changed.length;
  say(
    done === all
      ? 'Imported.'
      : `Somebody else changed the directory: ${done} of ${all} are in. Run it again for the others.`,
  );
  return done === all;
}

async function appoint(
  { table, directory, file: id, isApplied, overseer }: Task,
  { say, language }: CommandOutput,
) {
  const plan = await planOverseer(table, { id, ...overseer }, directory, language);
  if (typeof plan === 'string') {
    say(plan);
    return false;
  }
  const { before, person } = plan;
  say(`${before === undefined ? '+' : '~'} ${person.id} ${person.name} (${person.role})`);
  if (!isApplied) {
    say('This was a trial: --apply appoints them.');
    return true;
  }
  const isDone = await appointOverseer(table, plan, directory);
  say(
    isDone
      ? 'Appointed, and entered in the ledger.'
      : 'Somebody else changed the directory meanwhile: run it again.',
  );
  return isDone;
}

async function putCalendar({ table, directory, file, isApplied }: Task, { say, language }: CommandOutput) {
  const given = readYears((await readFile(file)).toString('utf8').replace(/^\uFEFF/, ''), language);
  if (Array.isArray(given)) {
    for (const detail of given) say(`${file}: ${detail}`);
    return false;
  }
  const years = given as Exclude<typeof given, readonly string[]>;
  const changed = changedYears(years, directory);
  say(changed.length === 0 ? 'Nothing changes.' : `Changes: ${changed.join(', ')}.`);
  if (changed.length === 0) return true;
  if (!isApplied) {
    say('This was a trial: --apply writes them.');
    return true;
  }
  const done = await putYears(table, years, changed, directory);
  say(done === 'committed' ? 'Written.' : 'Somebody else changed the directory meanwhile: run it again.');
  return done === 'committed';
}
