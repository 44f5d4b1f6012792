/** Files (contract section 4): announced here, uploaded straight to storage, read through links that live shortly. */

import { announceFile } from '../../shared/commands/files.ts';
import { announcement } from '../../shared/contract/files/file.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { limitsOf } from '../../shared/contract/organisation/limits-setting.ts';
import type { UploadedFile } from '../../shared/domain/kernel/files.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readFile } from '../../shared/store/files/files.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { preferred } from '../middleware/accept.ts';
import { api } from '../middleware/api.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { orRefused, Refused, route } from '../middleware/request.ts';
import { filesBucket } from '../middleware/storage.ts';
import { type View, viewOf } from './gates.ts';
import { fileGiven, previewGiven } from './given.ts';

const FOUND = 302;

const limits = limitsOf(fromEnvironment('LIMITS'));

export const handler = api('files', identity, {
  'POST /files': route({
    query: noQuery,
    body: announcement,
    respond: async ({ body, ...request }) => {
      const done = await announceFile({ ...commandContext, limits }, request, body, async (file) => {
        const { bucket, uploadLinks } = await filesBucket();
        const { id, expiresAt } = file;
        return json(
          201,
          { id, ...(await uploadLinks(bucket, file)), expiresAt },
          { location: `/files/${id}` },
        );
      });
      return orRefused(done);
    },
  }),
  'GET /files/{id}': route({
    query: noQuery,
    respond: async ({ caller, directory, now, params, accept, looked }) => {
      const { id = '' } = params;
      const file = await readFile(commandContext.table, id);
      if (file?.attachedTo !== undefined) looked({ [file.attachedTo.kind]: file.attachedTo.id });
      const view = await viewOf({ ...commandContext, directory }, caller, id, file, now);
      if (file === undefined || view === undefined) throw new Refused('not-found', 'no-such-file');
      const wanted = preferred(accept, [file.type, 'application/json']);
      return wanted === 'application/json' ? described(file, view) : led(file, view);
    },
  }),
});

/** Links are lent to who asked, and to no page that they go on to. */
const LENT = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', vary: 'Accept' } as const;

/** Leads to the bytes. */
async function led(file: UploadedFile, view: View): Promise<CommandResponse> {
  const { url } = await fileGiven(file, view);
  return { statusCode: FOUND, headers: { location: url, ...LENT }, body: '' };
}

/** Says what the bytes are and where, for pages, which cannot see where they are led. */
async function described(file: UploadedFile, view: View): Promise<CommandResponse> {
  const [{ url, expiresAt, ...measured }, preview] = await Promise.all([
    fileGiven(file, view),
    previewGiven(file, view),
  ]);
  const { id, type, name } = file;
  const named = view.isNamed ? { name } : {};
  const answer = { id, ...named, type, ...measured, url, preview: preview?.url, expiresAt };
  return json(200, answer, LENT);
}
