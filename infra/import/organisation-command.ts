/**
 * `npm run organisation`: brings people or a year's days from a file into a deployed or local table, or appoints an
 * overseer; and makes the accounts of those people at the stage's user pool.
 */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Directory, Language, Person } from '../../shared/domain/model/directory.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { openTable, type Table } from '../../shared/store/table/table.ts';
import { bringAccounts } from '../accounts/bring-accounts.ts';
import { openUserPool, type UserPool } from '../accounts/user-pool.ts';
import { ACCOUNT_WORDS } from '../accounts/words.ts';
import { outputsOf } from '../operate/aws-plant.ts';
import { appointOverseer, planOverseer } from './appoint-overseer.ts';
import { applyImport, planImport } from './import-people.ts';
import { changedYears, putYears, readYears } from './put-years.ts';

const USAGE = `npm run organisation -- import people.csv --site <id> <where> [--accounts [--invite-again]] [--apply]
npm run organisation -- calendar years.json --site <id> <where> [--apply]
npm run organisation -- overseer <id> [--name <name>] [--email <address>] --site <id> <where> [--accounts] [--apply]

Says what would change; with --apply it changes it. Region and credentials are those of the AWS CLI.
<where>      --stage <name> of what is deployed, or --table <name>, with --endpoint <url> of a local cloud
--accounts   makes accounts at the stage's user pool, or puts them right: invites whom it makes, closes whose owners left;
             with --invite-again also invites those again who have never logged in
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
  /** Brings the accounts of people in line with the directory, where that was asked for; gives whether all are. */
  readonly bring: (people: readonly Person[]) => Promise<boolean>;
}

type Command = (task: Task, output: CommandOutput) => Promise<boolean>;

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importPeople,
  calendar: putCalendar,
  overseer: appoint,
};

/** Where the command works: the table and, where accounts are asked for, the pool. */
interface Place {
  readonly table: string;
  readonly pool?: UserPool;
}

/** Runs the command line; gives the exit code: 0 done or would be, 1 faults in the file, 2 not understood. */
export async function organisationCommand(argv: readonly string[], output: CommandOutput): Promise<number> {
  const { say } = output;
  const read = argumentsOf(argv);
  const command = COMMANDS[read?.command ?? ''];
  if (read === undefined || command === undefined) {
    say(USAGE);
    return 2;
  }
  const place = await placeOf(read, output.language);
  if (typeof place === 'string') {
    say(place);
    return 1;
  }
  const { endpoint, file, site, name, email } = read;
  const { pool } = place;
  const table = openTable({ name: place.table, ...(endpoint ? { endpoint, region: LOCAL_REGION } : {}) });
  try {
    const directory = await readDirectory(table, site, new Date().toISOString());
    if (directory === undefined) {
      say(`The table ${place.table} has no site ${site}; make it with PUT /sites/${site} first.`);
      return 1;
    }
    const isApplied = read.apply === true;
    const options = { isApplied, isInvitedAgain: read['invite-again'] === true };
    const bring = async (people: readonly Person[]) =>
      pool === undefined || bringAccounts(pool, people, options, output);
    return (await command({ table, directory, file, isApplied, overseer: { name, email }, bring }, output))
      ? 0
      : 1;
  } finally {
    table.client.destroy();
    pool?.close();
  }
}

type Arguments = NonNullable<ReturnType<typeof argumentsOf>>;

/** Finds the place by what the stage put out, or says why accounts cannot be made there. */
async function placeOf({ stage, table, accounts }: Arguments, language: Language): Promise<Place | string> {
  const words = ACCOUNT_WORDS[language];
  const outputs = stage === undefined ? {} : await outputsOf(stage, ['data']);
  const place = { table: table ?? outputs.TableName ?? '' };
  if (!accounts) return place;
  if (stage === undefined) return words.noStage;
  const { UserPoolId, ConsoleClientId, Issuer = '' } = outputs;
  if (UserPoolId === undefined) return words.madeElsewhere(Issuer);
  return ConsoleClientId === undefined ? words.tooOld(stage) : { ...place, pool: openUserPool(UserPoolId) };
}

/** What can be done with accounts: there is none of a year's days. */
const OF_PEOPLE = ['import', 'overseer'];

function argumentsOf(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        stage: { type: 'string' },
        table: { type: 'string' },
        endpoint: { type: 'string' },
        apply: { type: 'boolean' },
        accounts: { type: 'boolean' },
        'invite-again': { type: 'boolean' },
        name: { type: 'string' },
        email: { type: 'string' },
      },
    });
    const [command = '', file, ...more] = positionals;
    const { site, stage, table, accounts } = values;
    if (file === undefined || more.length > 0 || site === undefined) return undefined;
    if (stage === undefined && table === undefined) return undefined;
    if (accounts ? !OF_PEOPLE.includes(command) : values['invite-again']) return undefined;
    return { ...values, command, file, site };
  } catch {
    return undefined;
  }
}

async function importPeople(
  { table, directory, file, isApplied, bring }: Task,
  { say, language }: CommandOutput,
) {
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
  say(`${added.length} new, ${changed.length} changed, ${same.length} as they are.`);
  const people = [...added, ...changed, ...same]
    .toSorted((a, b) => a.line - b.line)
    .map(({ person }) => person);
  if (!isApplied) {
    const areBrought = await bring(people);
    say('This was a trial: --apply imports them.');
    return areBrought;
  }
  const done = await applyImport(table, plan, directory);
  const all = added.length + changed.length;
  say(
    done === all
      ? 'Imported.'
      : `Somebody else changed the directory: ${done} of ${all} are in. Run it again for the others.`,
  );
  return done === all && (await bring(people));
}

async function appoint(
  { table, directory, file: id, isApplied, overseer, bring }: Task,
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
    const isBrought = await bring([person]);
    say('This was a trial: --apply appoints them.');
    return isBrought;
  }
  const isDone = await appointOverseer(table, plan, directory);
  say(
    isDone
      ? 'Appointed, and entered in the ledger.'
      : 'Somebody else changed the directory meanwhile: run it again.',
  );
  return isDone && (await bring([person]));
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
