/** How a ledger of the directory is answered: it is anchored as a sheet's is (contract sections 2 and 12). */
import { getDirectoryLedger } from '../../shared/commands/directory-changes.ts';
import { type LedgerPage, ledgerQuery, pageOfLedger } from '../../shared/contract/forms/ledger-page.ts';
import { anchoredBy } from '../../shared/domain/anchors/anchored.ts';
import type { LedgerOf } from '../../shared/domain/organisation/directory-ledger.ts';
import { openComparing } from '../../shared/store/anchors/comparing.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { directoryLedgerPartition } from '../../shared/store/table/keys.ts';
import { commandContext } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named } from '../middleware/named.ts';
import { orRefused, type Route, route } from '../middleware/request.ts';
import { idIn } from './entries.ts';

const { table } = commandContext;
const holdsItsAnchor = openComparing(table, 'organisation');

/** A route that reads ledgers of that kind, a page at a time; `idOf` gives whose it is. */
export const ledgerRoute = (
  of: LedgerOf['of'],
  idOf = (params: Parameters<typeof idIn>[0]) => idIn(params, 'id'),
): Route =>
  route({
    query: ledgerQuery,
    respond: ({ params, query, ...request }) => ledgerResponse(request, { of, id: idOf(params) }, query),
  });

/** 200 with a page of the entries as they were hashed and the values beside them, or the refusal. */
async function ledgerResponse(
  request: AnswerReader,
  { of, id }: LedgerOf,
  page: LedgerPage,
): Promise<CommandResponse> {
  const found = orRefused(await getDirectoryLedger(table, request, { of, id }));
  const { ledger, anchor } = found;
  const { entries, head } = ledger;
  // A ledger that nobody wrote into yet has nothing to be compared.
  const isEmpty = entries.length === 0 && anchor === undefined;
  const partition = directoryLedgerPartition(of, id);
  const intact =
    ledger.intact && (isEmpty || (await holdsItsAnchor(partition, { entries, anchor }, request.now)));
  const shown = { ...pageOfLedger(ledger, page), intact, head, anchored: anchoredBy(anchor) };
  const view = await named(shown, request);
  return json(200, view, { etag: `"${entries.length}"` });
}
