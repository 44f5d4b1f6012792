/** Accountability cases that escalation's last level proposed (contract section 2, `/me`). */
import type { ProposedCase } from '../../domain/cases/proposed.ts';
import { proposedPartition } from '../table/keys.ts';
import { pagesOf, type TablePage, type TableQuery } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import type { Table } from '../table/table.ts';

/** What a proposed case is told apart by. */
export type Proposing = Pick<ProposedCase, 'id' | 'sheet' | 'clock' | 'about'>;

/** A site's proposed cases that somebody looks for, the newest first; read afresh. */
export async function findProposed(
  table: Table,
  site: string,
  isMeant: (proposed: Proposing) => boolean,
): Promise<readonly ProposedCase[]> {
  const found: ProposedCase[] = [];
  for await (const page of pagesOf(table, newestFirst(site))) found.push(...proposedOn(page).filter(isMeant));
  return found;
}

const newestFirst = (site: string): TableQuery => ({
  KeyConditionExpression: 'pk = :site',
  ExpressionAttributeValues: { ':site': proposedPartition(site) },
  ScanIndexForward: false,
  ConsistentRead: true,
});

const proposedOn = ({ items }: TablePage): readonly ProposedCase[] =>
  readable(items, ({ proposed }) => JSON.parse(String(proposed)));
