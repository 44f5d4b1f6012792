/** Announcing a file (contract section 4): it is in the table before its bytes are anywhere. */

import { defined } from '../domain/kernel/defined.ts';
import type { DomainError } from '../domain/kernel/errors.ts';
import { type Measured, UNATTACHED_MS, type UploadedFile } from '../domain/kernel/files.ts';
import { fileLimit, withUse } from '../domain/organisation/limits.ts';
import { announcedWrite } from '../store/files/files.ts';
import { readUses, usesWrite } from '../store/organisation/uses.ts';
import type { CommandResponse } from '../store/table/idempotency.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import { transact } from '../store/table/transact.ts';
import { type CommandContext, type CommandRequest, refusal, respondOnce } from './command.ts';

/** What a client says of a file before it uploads it. */
type Announcement = Pick<UploadedFile, 'name' | 'type' | 'size' | 'sha256'> & {
  readonly preview?: Measured | undefined;
};

/** Announces a file of the caller's; gives the response that is rendered for it, or why not. */
export async function announceFile(
  { table, newId, limits }: CommandContext,
  request: CommandRequest,
  announcement: Announcement,
  render: (file: UploadedFile) => Promise<CommandResponse>,
): Promise<CommandResponse | DomainError> {
  const { caller, now } = request;
  const expiresAt = new Date(Date.parse(now) + UNATTACHED_MS).toISOString();
  return retryOnConflict(async () => {
    const lately = await readUses(table, caller.id, 'FILES');
    const use = { at: now, bytes: announcement.size };
    const limit = fileLimit(lately.uses, use, limits);
    if (limit !== undefined) return refusal(table, request, limit);
    const file = defined({ id: newId(now), by: caller.id, ...announcement, at: now, expiresAt });
    const response = await render(file);
    return respondOnce(table, request, response, (record) =>
      transact(
        table,
        [
          announcedWrite(table.name, { ...file, ...defined({ receipt: record?.key.key }) }),
          usesWrite(table.name, lately, withUse(lately.uses, use)),
        ],
        record,
      ),
    );
  }, `files of ${caller.id}`);
}
