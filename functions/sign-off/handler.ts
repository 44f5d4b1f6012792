/** `POST /sheets/{id}/sign-offs`: signs a step of a sheet (B5.2); `POST /sheets/{id}/links`: makes its resident a link. */

import { makeLink } from '../../shared/commands/links.ts';
import { signStep } from '../../shared/commands/sheets.ts';
import { noBody } from '../../shared/contract/forms/no-body.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { limitsOf } from '../../shared/contract/organisation/limits-setting.ts';
import { sheetView, writtenView } from '../../shared/contract/sheets/sheet-view.ts';
import { signOffBody } from '../../shared/contract/sheets/sign-off.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { linkAddress } from '../../shared/mail/addresses.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import { api } from '../middleware/api.ts';
import { identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { tokenOf } from '../middleware/link-context.ts';
import { named, refusedNaming } from '../middleware/named.ts';
import { orRefused, route } from '../middleware/request.ts';
import { contextWithStorage } from '../middleware/storage.ts';

const context = { ...contextWithStorage, tokenOf, limits: limitsOf(fromEnvironment('LIMITS')) };
const baseUrl = fromEnvironment('BASE_URL');

export const handler = api('sign-off', identity, {
  'POST /sheets/{id}/sign-offs': route({
    query: noQuery,
    body: signOffBody,
    ahead: ({ id = '' }) => readHead(context.table, id),
    respond: async ({ body, params, ...request }) => {
      const done = await signStep(
        { ...context, directory: request.directory },
        request,
        params.id ?? '',
        body,
        async (sheet, written, { allowed, directory }) => {
          const view = { sheet: sheetView(sheet, allowed), ...writtenView(written) };
          return json(201, await named(view, request, directory), { etag: `"${sheet.version}"` });
        },
      );
      if (done instanceof DomainError) throw await refusedNaming(done, request);
      return done;
    },
  }),
  'POST /sheets/{id}/links': route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const id = params.id ?? '';
      const made = orRefused(await makeLink(context, request, id));
      const url = linkAddress(baseUrl, await tokenOf(id, made.generation));
      return json(201, { url, expiresAt: made.expiresAt });
    },
  }),
});
