/** What the caller was told (contract section 9). */
import { markRead, noticesFor, type ShownNotice } from '../../shared/commands/notices.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { noticesQuery, readBody } from '../../shared/contract/notices/notices-query.ts';
import { commandContext } from '../middleware/command-context.ts';
import { cursorAfter, positionOf } from '../middleware/cursors.ts';
import { json, tagged } from '../middleware/json-response.ts';
import { orRefused, type Route, route } from '../middleware/request.ts';

function noticeView({ place, at, kind, about, id, number, clock, dueAt, message, isRead }: ShownNotice) {
  const of = about === undefined ? {} : { [about]: id };
  return { id: place, at, kind, ...of, number, clock, dueAt, message, read: isRead };
}

export const noticesRoutes: Readonly<Record<string, Route>> = {
  'GET /notices': route({
    query: noticesQuery,
    respond: async ({ query, ...request }) => {
      const question = [request.caller.id, 'notices'];
      const after = await positionOf(query.cursor, question);
      const { items, next, unread } = await noticesFor(commandContext, request, query.limit, after);
      const nextCursor = await cursorAfter(next, question);
      return tagged({ unread, items: items.map(noticeView), nextCursor });
    },
  }),
  'POST /notices/read': route({
    query: noQuery,
    body: readBody,
    respond: async ({ body, ...request }) => {
      return orRefused(await markRead(commandContext, request, body.upTo, (unread) => json(200, { unread })));
    },
  }),
};
