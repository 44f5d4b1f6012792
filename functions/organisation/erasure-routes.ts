/** Forgetting, as people ask for it, and what the product knows of who asks (contract section 12). */
import { allowedOn } from '../../shared/commands/allowed.ts';
import {
  askForErasure,
  findErasure,
  type Settled,
  settleErasure,
  sheetsOf,
  type WhatToErase,
} from '../../shared/commands/erasures.ts';
import { bytesInAnswer, MOST_ANSWER_BYTES, pageOfLedger } from '../../shared/contract/forms/ledger-page.ts';
import { noBody } from '../../shared/contract/forms/no-body.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { changeView } from '../../shared/contract/organisation/change-view.ts';
import { erasureBody } from '../../shared/contract/organisation/erasure-body.ts';
import { dataQuery } from '../../shared/contract/organisation/organisation-query.ts';
import { ledgerView, sheetView } from '../../shared/contract/sheets/sheet-view.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { actorOf } from '../../shared/domain/organisation/organisation.ts';
import { entryFor, redactFor } from '../../shared/domain/sheets/anonymity.ts';
import { readDirectoryLedger } from '../../shared/store/organisation/directory-ledger.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { preferencesOf, readPreferences } from '../../shared/store/organisation/preferences.ts';
import { readUndeliverable } from '../../shared/store/organisation/undeliverable.ts';
import { withAttachments } from '../../shared/store/sheets/attachments.ts';
import { readLedger } from '../../shared/store/sheets/sheets.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { commandContext } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named } from '../middleware/named.ts';
import { orRefused, Refused, type Route, route } from '../middleware/request.ts';
import { idIn, settledPerson } from './entries.ts';

const { table } = commandContext;

/** A route that asks for an erasure. */
const asking = (of: WhatToErase['of']): Route =>
  route({
    query: noQuery,
    body: erasureBody,
    respond: async ({ params, body, ...request }) => {
      const what = { of, id: idIn(params, 'id') };
      const change = orRefused(await askForErasure(commandContext, request, what, body.reason));
      return json(202, await named({ change: changeView(change) }, request, change.site));
    },
  });

/** The answer to a settled erasure: the person, or of a sheet what everybody may know of it. */
async function settledResponse(settled: Settled, reader: AnswerReader): Promise<CommandResponse> {
  if ('person' in settled) return settledPerson(settled.person, reader);
  const { id, number, status, erased, version } = settled.sheet;
  return json(200, { id, number, status, erased, version }, { etag: `"${version}"` });
}

/** Settles a change of a sheet, which is an erasure; undefined where there is none, or it is of another kind. */
export async function settledErasure(
  how: 'confirm' | 'dismiss',
  request: AnswerReader,
  subject: string,
  change: string,
): Promise<CommandResponse | undefined> {
  const kept = await findErasure(table, subject, change);
  if (kept === undefined) return undefined;
  const done = orRefused(await settleErasure(table, request, how, kept));
  return settledResponse(done, request);
}

const settling = (how: 'confirm' | 'dismiss'): Route =>
  route({
    query: noQuery,
    body: noBody,
    respond: async ({ params, body: _body, ...request }) => {
      const done = await settledErasure(how, request, idIn(params, 'id'), params.change ?? '');
      if (done === undefined) throw new Refused('not-found', 'change-not-visible');
      return done;
    },
  });

/** Of its 4 MiB an answer keeps so many bytes for the directory's ledger, and the rest for sheets. */
const MOST_OF_DIRECTORY = 1024 * 1024;

/** A sheet as whoever it is of is shown it, and of its ledger as much as `room` bytes leave beside it. */
async function theirs(person: Person, { id, site }: Sheet, now: string, room: number) {
  const [found, directory] = await Promise.all([
    readLedger(table, id),
    commandContext.directory.directory(site, now),
  ]);
  if (found === undefined || directory === undefined) return [];
  const reader = actorOf(person);
  const [sheet, allowed] = await Promise.all([
    withAttachments(table, found.head.sheet),
    allowedOn(commandContext.directory, found.head, [reader], directory),
  ]);
  const entries = found.entries.map((written) => entryFor(reader, written, sheet, directory));
  const view = sheetView(redactFor(reader, sheet, directory), allowed);
  return [{ sheet: view, ledger: ledgerView(entries, {}, {}, room - bytesInAnswer(view)) }];
}

export const erasureRoutes: Readonly<Record<string, Route>> = {
  'GET /me/data': route({
    query: dataQuery,
    respond: async ({ query, ...reader }) => {
      const { caller, now } = reader;
      const question = [caller.id, 'data'];
      const after = await positionOf(query.cursor, question);
      const [person = caller, chosen, { ledger: entered }, all] = await Promise.all([
        readPerson(table, caller.id),
        readPreferences(table, caller.id),
        readDirectoryLedger(table, { of: 'person', id: caller.id }),
        sheetsOf(table, caller.id),
      ]);
      const left = all
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .filter(({ id }) => after === undefined || id > after);
      // What an answer has no room for is named by `nextFrom`, or comes with the next page.
      const directory = pageOfLedger(entered, {}, MOST_OF_DIRECTORY);
      const sheets: Awaited<ReturnType<typeof theirs>> = [];
      let [room, last] = [MOST_ANSWER_BYTES - bytesInAnswer(directory), 0];
      for (const sheet of left.slice(0, query.limit)) {
        const found = await theirs(person, sheet, now, room);
        const isWhole = found.every(({ ledger }) => ledger.nextFrom === undefined);
        room -= bytesInAnswer(found);
        if (last > 0 && !(isWhole && room >= 0)) break;
        sheets.push(...found);
        last += 1;
      }
      const next = left.length > last ? left[last - 1]?.id : undefined;
      const preferences = preferencesOf(person, chosen);
      const nextCursor = await cursorAfter(next, question);
      const undeliverable = await readUndeliverable(table, person);
      const itself = { ...person, ...defined({ undeliverable }) };
      const { intact, head } = entered;
      const answer = {
        ...{ now, person: itself, preferences, directory: { ...directory, intact, head } },
        ...{ sheets, nextCursor },
      };
      return json(200, await named(answer, reader));
    },
  }),
  'POST /people/{id}/erasures': asking('person'),
  'POST /sheets/{id}/erasures': asking('sheet'),
  'POST /sheets/{id}/changes/{change}/confirm': settling('confirm'),
  'POST /sheets/{id}/changes/{change}/dismiss': settling('dismiss'),
};
