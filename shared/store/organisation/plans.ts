/** Commitment plans in the table: a section's draft, and what was published, which nothing writes over. */

import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Directory } from '../../domain/model/directory.ts';
import type { Draft, PlanInForce, PublishedPlan } from '../../domain/model/plan.ts';
import { type CommandResponse, type IdempotencyKey, recordPut } from '../table/idempotency.ts';
import { draftKey, planKey, publishedKey, publishedPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { putNew, putWhere, transact } from '../table/transact.ts';
import { revised } from './organisation-writes.ts';

/** The last draft of a section, and whether it was published already. */
export interface KeptDraft {
  readonly draft: Draft;
  readonly isPublished: boolean;
}

/** The last draft of a section, or undefined where there never was one; read afresh. */
export async function readDraft(table: Table, site: string, section: string): Promise<KeptDraft | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: draftKey(site, section), ConsistentRead: true }),
  );
  return Item && { draft: JSON.parse(String(Item.draft)), isPublished: Item.isPublished === true };
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

export interface Publication {
  readonly plan: PublishedPlan;
  /** What is published. */
  readonly draft: Draft;
  /** The site's directory as it was read. */
  readonly directory: Directory;
}

/** Publishes a draft, in one transaction with the receipt of who asked for it to be done once. */
export async function writePublication(
  table: Table,
  { plan, draft, directory }: Publication,
  remember:
    | { readonly claim: IdempotencyKey; readonly answer: CommandResponse; readonly now: string }
    | undefined,
): ReturnType<typeof transact> {
  const { site, section, version, effectiveFrom, targets, calendar, escalation } = plan;
  const followed: PlanInForce = {
    ...{ section, version, effectiveFrom, targets },
    ...(calendar === undefined ? {} : { calendar }),
    ...(escalation === undefined ? {} : { escalation }),
  };
  const receipt =
    remember === undefined ? [] : [recordPut(table.name, remember.claim, remember.answer, remember.now)];
  return transact(
    table,
    [
      ...receipt,
      revised(table, directory),
      putNew(table.name, { ...planKey(site, section, version), plan: JSON.stringify(followed) }),
      putNew(table.name, { ...publishedKey(site, section, version), published: JSON.stringify(plan) }),
      putWhere(table.name, draftItem(draft, true), 'revision', draft.revision),
    ],
    remember !== undefined,
  );
}

/** Every version that a site's sections have published, by section and version; read afresh. */
export async function readPublished(table: Table, site: string): Promise<readonly PublishedPlan[]> {
  const found: PublishedPlan[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :site',
        ExpressionAttributeValues: { ':site': publishedPartition(site) },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...(page.Items ?? []).map(({ published }) => JSON.parse(String(published))));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}
