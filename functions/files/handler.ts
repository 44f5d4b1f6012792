/** Files (contract section 4): announced here, uploaded straight to storage, read through links that live shortly. */

import { announceFile } from '../../shared/commands/files.ts';
import { announcement } from '../../shared/contract/files/file.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { plainAttachment } from '../../shared/store/files/content-disposition.ts';
import { readFile } from '../../shared/store/files/files.ts';
import { api } from '../middleware/api.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { Refused, refusedBy, route } from '../middleware/request.ts';
import { filesBucket } from '../middleware/storage.ts';
import { viewOf } from './gates.ts';

const FOUND = 302;

export const handler = api('files', identity, {
  'POST /files': route({
    query: noQuery,
    body: announcement,
    respond: async ({ body, ...request }) => {
      const done = await announceFile(commandContext, request, body, async (file) => {
        const { bucket, uploadLink } = await filesBucket();
        const { id, expiresAt } = file;
        return json(
          201,
          { id, upload: await uploadLink(bucket, file), expiresAt },
          { location: `/files/${id}` },
        );
      });
      if (done instanceof DomainError) throw refusedBy(done);
      return done;
    },
  }),
  'GET /files/{id}': route({
    query: noQuery,
    respond: async ({ caller, now, params }) => {
      const file = await readFile(commandContext.table, params.id ?? '');
      const view = file === undefined ? 'none' : await viewOf(commandContext, caller, file, now);
      if (file === undefined || view === 'none') throw new Refused('not-found', 'no-such-file');
      const { bucket, downloadLink } = await filesBucket();
      // The name that its uploader gave a file may tell who they are.
      const disposition = view === 'nameless' ? plainAttachment(file.name, file.id) : undefined;
      const location = await downloadLink(bucket, file, disposition);
      const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
      return { statusCode: FOUND, headers, body: '' };
    },
  }),
});
