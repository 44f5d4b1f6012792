/** What must be so of every sheet, whatever the cloud went through: nothing lost, nothing twice, nothing left undone. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { NOTICE_PREFIX, owedKey } from '../../../shared/store/table/keys.ts';
import { openTable } from '../../../shared/store/table/table.ts';
import { keysIn, s3At } from '../anchors.ts';
import { ownDigest } from '../digest.ts';
import type { LedgerJson, SheetJson } from '../intakes.ts';
import { apiClient } from '../local-cloud.ts';
import { waits } from '../waiting.ts';
import { checkLedgers } from './check-ledgers.ts';
import type { SteadyClients } from './steady-clients.ts';

export interface Survivors {
  readonly acknowledged: number;
  readonly sheets: number;
  readonly breaches: number;
  readonly archived: number;
  readonly told: number;
  readonly wrong: readonly string[];
}

const READER = 'director-wei';
const SITE = 'riverside';
const AT_ONCE = 4;

/** Where the services of a local cloud are. */
interface Overview {
  readonly aws: {
    readonly dynamodb: string;
    readonly table: string;
    readonly s3: string;
    readonly archiveBucket: string;
  };
}
type Raised = LedgerJson['entries'][number] & { readonly to?: readonly string[] };

/** Checks everything that was acknowledged, in a cloud that has settled. */
export async function checkSurvivors(url: string, clients: SteadyClients): Promise<Survivors> {
  const wrong: string[] = [];
  const { aws } = (await apiClient(url).get<Overview>('/_local')).json;
  const table = openTable({
    name: aws.table,
    endpoint: aws.dynamodb,
    region: 'us-east-1',
    digest: ownDigest,
  });
  const s3 = s3At(aws.s3);
  const { now } = (await apiClient(url).get<{ now: string }>('/_local/clock')).json;

  const told = new Set<string>();
  let from: Record<string, unknown> | undefined;
  do {
    const scan = { TableName: table.name, ConsistentRead: true, ExclusiveStartKey: from };
    const { Items = [], LastEvaluatedKey } = await table.client.send(new ScanCommand(scan));
    for (const item of Items) {
      const { pk, sk, id, seq } = item;
      if (waits(item)) wrong.push(`${pk} ${sk} was never told`);
      if (sk === owedKey('').sk) wrong.push(`${pk} still owes`);
      if (String(sk).startsWith(NOTICE_PREFIX)) told.add(`${id}#${seq}`);
    }
    from = LastEvaluatedKey;
  } while (from !== undefined);

  const sheets = [...new Set(clients.acknowledged.map(({ sheet }) => sheet))];
  const hashes = new Set<unknown>();
  const numbers = new Map<string, number[]>();
  let archived = 0;
  await inParallel(sheets, AT_ONCE, async (id) => {
    const [{ json: sheet }, { json: ledger }] = await Promise.all([
      clients.as(READER).get<SheetJson>(`/sheets/${id}`),
      clients.as(READER).get<LedgerJson>(`/sheets/${id}/ledger`),
    ]);
    if (!ledger.intact) wrong.push(`${id} is not intact`);
    if (ledger.entries.some(({ seq }, place) => seq !== place + 1)) wrong.push(`${id} lacks an entry`);
    for (const { hash } of ledger.entries) hashes.add(hash);
    const [, day = '', nth] = /^KF-(\d{8})-(\d+)$/.exec(sheet.number) ?? [];
    numbers.set(day, [...(numbers.get(day) ?? []), Number(nth)]);
    for (const { seq, step, to = [] } of ledger.entries as readonly Raised[]) {
      const isOwed = step === 'breach' || (step === 'escalate' && to.length > 0);
      if (isOwed && !told.has(`${id}#${seq}`)) wrong.push(`the ${step} ${seq} of ${id} was told nobody`);
    }
    if (sheet.status !== 'archived') return;
    archived += 1;
    const seals = await keysIn(s3, aws.archiveBucket, `${SITE}/${sheet.number}/${id}-`);
    if (seals.length === 0) wrong.push(`${id} has no seal`);
  });
  for (const { hash, path } of clients.acknowledged) {
    if (hash !== undefined && !hashes.has(hash)) wrong.push(`an acknowledged entry of ${path} is lost`);
  }
  for (const [day, given] of numbers) {
    const isGapless = given.sort((a, b) => a - b).every((nth, place) => nth === place + 1);
    if (!isGapless) wrong.push(`the numbers of ${day} are ${given.join()}`);
  }
  // After a kill what fell due meanwhile is noticed late, but once, and never before it was due.
  const checked = await checkLedgers(table, sheets, Date.parse(now), Number.POSITIVE_INFINITY);
  wrong.push(...checked.wrong, ...clients.faults);
  table.client.destroy();
  s3.destroy();
  const acknowledged = clients.acknowledged.length;
  return {
    acknowledged,
    sheets: sheets.length,
    breaches: checked.breaches,
    archived,
    told: told.size,
    wrong,
  };
}
