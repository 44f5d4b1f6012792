/** How a ledger of the directory is answered. */
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { ReadLedger } from '../../shared/domain/organisation/directory-ledger.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { json } from '../middleware/json-response.ts';
import { refusedBy } from '../middleware/request.ts';

/** 200 with the entries as they were hashed and the values beside them, or the refusal. */
export function ledgerResponse(ledger: ReadLedger | DomainError): CommandResponse {
  if (ledger instanceof DomainError) throw refusedBy(ledger);
  return json(200, ledger);
}
