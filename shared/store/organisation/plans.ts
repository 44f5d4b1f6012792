/** Commitment plans in the table: a section's draft, and what was published, which nothing writes over. */

import { defined } from '../../domain/kernel/defined.ts';
import type { Directory } from '../../domain/model/directory.ts';
import type { Draft, PlanInForce, PublishedPlan } from '../../domain/model/plan.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import { draftKey, planKey, publishedKey, publishedPartition } from '../table/keys.ts';
import { readItem, readPartition } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { type Committed, putNew, putWhere, transact } from '../table/transact.ts';
import { revised } from './organisation-writes.ts';

/** The last draft of a section, and whether it was published already. */
interface KeptDraft {
  readonly draft: Draft;
  readonly isPublished: boolean;
}

/** The last draft of a section, or undefined where there never was one; read afresh. */
export async function readDraft(table: Table, site: string, section: string): Promise<KeptDraft | undefined> {
  const item = await readItem(table, draftKey(site, section));
  return item && { draft: JSON.parse(String(item.draft)), isPublished: item.isPublished === true };
}

const draftItem = (draft: Draft, isPublished: boolean) => ({
  ...draftKey(draft.site, draft.section),
  ...{ revision: draft.revision, isPublished, draft: JSON.stringify(draft) },
});

/** Writes a draft in the place of the one that was read. */
export async function writeDraft(
  table: Table,
  draft: Draft,
  before: KeptDraft | undefined,
): Promise<'committed' | 'conflict'> {
  const was = before === undefined ? null : before.draft.revision;
  const done = await transact(table, [putWhere(table.name, draftItem(draft, false), 'revision', was)]);
  return done === 'committed' ? done : 'conflict';
}

interface Publication {
  readonly plan: PublishedPlan;
  /** What is published. */
  readonly draft: Draft;
  /** The site's directory as it was read. */
  readonly directory: Directory;
}

/** Publishes a draft, in one transaction with the record of the response to who asked for it. */
export async function writePublication(
  table: Table,
  { plan, draft, directory }: Publication,
  record: IdempotencyRecord | undefined,
): Promise<Committed> {
  const { site, section, version, effectiveFrom, targets, calendar, escalation } = plan;
  const followed: PlanInForce = {
    ...{ section, version, effectiveFrom, targets },
    ...defined({ calendar, escalation }),
  };
  const writes = [
    revised(table, directory),
    putNew(table.name, { ...planKey(site, section, version), plan: JSON.stringify(followed) }),
    putNew(table.name, { ...publishedKey(site, section, version), published: JSON.stringify(plan) }),
    putWhere(table.name, draftItem(draft, true), 'revision', draft.revision),
  ];
  return transact(table, writes, record);
}

/** Every version that a site's sections have published, by section and version; read afresh. */
export async function readPublished(table: Table, site: string): Promise<readonly PublishedPlan[]> {
  const items = await readPartition(table, publishedPartition(site));
  return items.map(({ published }) => JSON.parse(String(published)));
}
