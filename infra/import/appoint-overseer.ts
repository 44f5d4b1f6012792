/** The cloud team's appointment of an overseer (contract section 2): where a site has none, nobody in it could alone. */
import * as z from 'zod';
import { check } from '../../shared/contract/check.ts';
import { directoryId } from '../../shared/contract/forms/directory-id.ts';
import { sentence } from '../../shared/contract/messages.ts';
import { personBody } from '../../shared/contract/organisation/organisation-body.ts';
import type { Directory, Language, Person } from '../../shared/domain/model/directory.ts';
import { leavesWork, stateBarrier } from '../../shared/domain/organisation/directory-rules.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { aboveRevised, isOfAbove, revised } from '../../shared/store/organisation/organisation-writes.ts';
import { readInHand } from '../../shared/store/sheets/work-in-hand.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { transact } from '../../shared/store/table/transact.ts';
import { belongsElsewhere, importWrites } from './import-people.ts';

/** Somebody as the directory may have them. */
const entry = z.looseObject({ ...personBody.shape, id: directoryId });

interface Appointee {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

interface OverseerPlan {
  readonly before: Person | undefined;
  readonly person: Person;
}

/** Whom the appointment would write, or what stands against it; changes nothing. */
export async function planOverseer(
  table: Table,
  { id, name, email }: Appointee,
  directory: Directory,
  language: Language,
): Promise<OverseerPlan | string> {
  const before = await readPerson(table, id);
  const { section: _section, ...known } = before ?? { id, name: name ?? id };
  const person: Person = {
    ...known,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...{ role: 'overseer', site: directory.site.id, active: true },
  };
  if (before !== undefined && before.site !== person.site) {
    return belongsElsewhere(before, language);
  }
  const checked = check(entry, person, language);
  const [fault] = 'faults' in checked ? checked.faults : [];
  if (fault !== undefined) return `${fault.pointer.slice(1)}: ${fault.detail}`;
  const isBusy = leavesWork(before, person) && (await readInHand(table, id, directory)).length > 0;
  const facts = { before, directory, former: directory, hasInHand: isBusy, sites: person.sites ?? [] };
  const barrier = stateBarrier(person, facts);
  return barrier === undefined ? { before, person } : `${id}: ${sentence(barrier.reason, language)}`;
}

/** Writes the overseer with an entry of the cloud team in their ledger; false where somebody else was faster. */
export async function appointOverseer(
  table: Table,
  { before, person }: OverseerPlan,
  directory: Directory,
): Promise<boolean> {
  const writes = await importWrites(table, before, person, directory);
  const above = isOfAbove({ before, after: person }) ? [aboveRevised(table)] : [];
  return (await transact(table, [revised(table, directory), ...above, ...writes])) === 'committed';
}
