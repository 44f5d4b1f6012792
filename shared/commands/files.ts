/** Announcing a file (contract section 4): it is in the table before its bytes are anywhere. */

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DomainError } from '../domain/kernel/errors.ts';
import { type Measured, UNATTACHED_MS, type UploadedFile } from '../domain/kernel/files.ts';
import { announcedWrite } from '../store/files/files.ts';
import { type CommandResponse, recordPut } from '../store/table/idempotency.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { CommandContext, CommandRequest } from './command.ts';
import { recordedBefore } from './command.ts';
/** What a client says of a file before it uploads it. */
export type Announcement = Pick<UploadedFile, 'name' | 'type' | 'size' | 'sha256'> & {
  readonly preview?: Measured | undefined;
};

/** Announces a file of the caller's; gives the answer that `reply` makes, or the first one to this very request. */
export async function announceFile(
  context: CommandContext,
  { caller, now, idempotencyKey: claim }: CommandRequest,
  announcement: Announcement,
  reply: (file: UploadedFile) => Promise<CommandResponse>,
): Promise<CommandResponse | DomainError> {
  const { table } = context;
  const expiresAt = new Date(Date.parse(now) + UNATTACHED_MS).toISOString();
  const { name, type, size, sha256, preview } = announcement;
  const announced = { name, type, size, sha256, ...(preview === undefined ? {} : { preview }) };
  return retryOnConflict(async () => {
    const file = { id: context.newId(now), by: caller.id, ...announced, at: now, expiresAt };
    const answer = await reply(file);
    const receipt = claim === undefined ? [] : [recordPut(table.name, claim, answer, now)];
    const TransactItems = [...receipt, announcedWrite(table.name, file)];
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems }));
      return answer;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return (claim && (await recordedBefore(table, claim, now))) ?? 'conflict';
    }
  });
}
