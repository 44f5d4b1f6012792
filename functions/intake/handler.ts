/** `POST /sheets`: opens a countersign sheet (B5.1). */

import { openNearby } from '../../shared/commands/nearby.ts';
import { intakeBeyondLimit, openSheet } from '../../shared/commands/sheets.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { limitsOf } from '../../shared/contract/organisation/limits-setting.ts';
import { openBody, toOpenCommand } from '../../shared/contract/sheets/intake.ts';
import { sheetView } from '../../shared/contract/sheets/sheet-view.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { api } from '../middleware/api.ts';
import { identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { tokenOf } from '../middleware/link-context.ts';
import { named } from '../middleware/named.ts';
import { orRefused, refusedBy, route } from '../middleware/request.ts';
import { contextWithStorage } from '../middleware/storage.ts';

const context = { ...contextWithStorage, tokenOf, limits: limitsOf(fromEnvironment('LIMITS')) };

export const handler = api('intake', identity, {
  'POST /sheets': route({
    query: noQuery,
    body: openBody,
    key: 'required',
    respond: async ({ body, ...request }) => {
      const command = toOpenCommand(body);
      const here = { ...context, directory: request.directory };
      const beyond = await intakeBeyondLimit(here, request, command);
      if (beyond !== undefined) throw refusedBy(beyond);
      // The intake is written once this is known, and so is none of them.
      const nearby = openNearby(here, request, command);
      // Whose intake is refused does not wait for it.
      nearby.catch(() => {});
      const done = await openSheet(
        here,
        request,
        command,
        async (sheet, _written, { allowed, directory }) => {
          const headers = { etag: `"${sheet.version}"`, location: `/sheets/${sheet.id}` };
          const answer = { ...sheetView(sheet, allowed), openAtThisAddress: await nearby };
          return json(201, await named(answer, request, directory), headers);
        },
      );
      return orRefused(done);
    },
  }),
});
