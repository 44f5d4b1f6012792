/** `POST /sheets`: opens a countersign sheet (B5.1). */
import { openBody, toOpenCommand } from '../../shared/contract/intake.ts';
import { noQuery } from '../../shared/contract/no-query.ts';
import { sheetView } from '../../shared/contract/sheet-view.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { openSheet } from '../../shared/handle.ts';
import { json } from '../middleware/answers.ts';
import { api } from '../middleware/api.ts';
import { identity } from '../middleware/house.ts';
import { refusedBy, route } from '../middleware/request.ts';
import { houseWithStorage } from '../middleware/storage.ts';

export const handler = api('intake', identity, {
  'POST /sheets': route({
    query: noQuery,
    body: openBody,
    key: 'required',
    answer: async ({ body, ...asked }) => {
      const done = await openSheet(houseWithStorage, asked, toOpenCommand(body), (sheet) =>
        json(201, sheetView(sheet), { etag: `"${sheet.version}"`, location: `/sheets/${sheet.id}` }),
      );
      if (done instanceof DomainError) throw refusedBy(done);
      return done;
    },
  }),
});
