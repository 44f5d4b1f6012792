/** What the product asks of the table for each measured request, taken from its own code. */

import { ulid } from 'ulid';
import { json } from '../../functions/middleware/json-response.ts';
import type { CommandRequest, LinkContext } from '../../shared/commands/command.ts';
import { openSheet, type RenderResponse, signStep } from '../../shared/commands/sheets.ts';
import { sheetView, writtenView } from '../../shared/contract/sheets/sheet-view.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import type { Command, Sheet } from '../../shared/domain/model/sheet.ts';
import { actorOf } from '../../shared/domain/organisation/organisation.ts';
import { readRevisions } from '../../shared/store/organisation/organisation.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import { idempotencyKey } from '../../shared/store/table/idempotency.ts';
import { tokenOf } from '../support/tokens.ts';
import { recordingTable, type TableCall } from './recording-table.ts';
import { CALLER, handOverBody, intakeBody, newKey, PAGE } from './requests.ts';

export type Calls = readonly TableCall[];

/** Takes down the calls of one request after another, at one site of the recorder's own. */
export interface Recorder {
  /** The nth intake: the sheet's id, and its calls. */
  intake(nth: number): Promise<{ readonly id: string; readonly calls: Calls }>;
  /** The hand-over of a sheet whose intake was recorded here. */
  signOff(id: string): Promise<Calls>;
  read(id: string): Promise<Calls>;
  /** The first page of the site that the directory was given for. */
  list(): Promise<Calls>;
}

/**
 * A recorder for a table. It has the directory's people at a site of another name: its numbers and lists
 * must not meet those of the real site.
 */
export function recorder(tableName: string, demo: Directory, siteName: string): Recorder {
  const { table, taken } = recordingTable(tableName);
  const at = (person: Person): Person => ({ ...person, site: siteName });
  const directory: Directory = {
    ...demo,
    site: { ...demo.site, id: siteName },
    staff: demo.staff.map(at),
  };
  const person = directory.staff.find(({ id }) => id === CALLER);
  if (person === undefined) throw new Error(`the directory has no ${CALLER}`);
  const resident: Person = { ...person, id: 'resident-zhao', role: 'resident' };
  const context: LinkContext = {
    table,
    directory: {
      person: async () => resident,
      directory: async () => directory,
      current: async () => {
        await readRevisions(table, siteName);
        return directory;
      },
    },
    newId: (now) => ulid(Date.parse(now)),
    tokenOf,
  };
  const request = (path: string, body: unknown): CommandRequest => ({
    caller: person,
    now: new Date().toISOString(),
    idempotencyKey: idempotencyKey(person.id, 'POST', path, newKey(), body),
  });

  return {
    async intake(nth) {
      const body = intakeBody(siteName, nth);
      let id = '';
      const reply: RenderResponse = (sheet: Sheet, _entry, { allowed }) => {
        id = sheet.id;
        return json(201, sheetView(sheet, allowed), {
          etag: `"${sheet.version}"`,
          location: `/sheets/${sheet.id}`,
        });
      };
      wentWell(await openSheet(context, request('/sheets', body), body, reply));
      return { id, calls: taken() };
    },
    async signOff(id) {
      const command: Command = handOverBody;
      const reply: RenderResponse = (sheet, entry, { allowed }) =>
        json(
          201,
          { sheet: sheetView(sheet, allowed), ...writtenView(entry) },
          { etag: `"${sheet.version}"` },
        );
      wentWell(await signStep(context, request(`/sheets/${id}/sign-offs`, command), id, command, reply));
      return taken();
    },
    async read(id) {
      await readHead(table, id);
      return taken();
    },
    async list() {
      await listSheets(table, {}, [actorOf(person)], demo, PAGE, undefined);
      return taken();
    },
  };
}

function wentWell(result: object): void {
  if (result instanceof DomainError) throw new Error(`cannot record: ${result.code} ${result.reason}`);
}
