/** How a ledger of the directory is answered: it is anchored as a sheet's is (contract sections 2 and 12). */
import { getDirectoryLedger } from '../../shared/commands/directory-changes.ts';
import { anchoredBy } from '../../shared/domain/anchors/anchored.ts';
import type { LedgerOf } from '../../shared/domain/organisation/directory-ledger.ts';
import { openComparing } from '../../shared/store/anchors/comparing.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { directoryLedgerPartition } from '../../shared/store/table/keys.ts';
import { commandContext } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named } from '../middleware/named.ts';
import { orRefused } from '../middleware/request.ts';

const { table } = commandContext;
const holdsItsAnchor = openComparing(table, 'organisation');

/** 200 with the entries as they were hashed and the values beside them, or the refusal. */
export async function ledgerResponse(request: AnswerReader, { of, id }: LedgerOf): Promise<CommandResponse> {
  const found = orRefused(await getDirectoryLedger(table, request, { of, id }));
  const { ledger, anchor } = found;
  const { entries } = ledger;
  // A ledger that nobody wrote into yet has nothing to be compared.
  const isEmpty = entries.length === 0 && anchor === undefined;
  const partition = directoryLedgerPartition(of, id);
  const intact =
    ledger.intact && (isEmpty || (await holdsItsAnchor(partition, { entries, anchor }, request.now)));
  const view = await named({ ...ledger, intact, anchored: anchoredBy(anchor) }, request);
  return json(200, view, { etag: `"${entries.length}"` });
}
