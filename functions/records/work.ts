/** `GET /work` (contract section 9). */
import { unreadNotices } from '../../shared/commands/notices.ts';
import { readWork, type WorkItem } from '../../shared/commands/work.ts';
import { caseSummaryView } from '../../shared/contract/cases/case-view.ts';
import { changeView } from '../../shared/contract/organisation/change-view.ts';
import { summaryView } from '../../shared/contract/sheets/sheet-view.ts';
import { workQuery } from '../../shared/contract/sheets/work.ts';
import { commandContext } from '../middleware/command-context.ts';
import { tagged } from '../middleware/json-response.ts';
import { named } from '../middleware/named.ts';
import { orRefused, route } from '../middleware/request.ts';

export const workRoute = route({
  query: workQuery,
  respond: async ({ query, ...request }) => {
    const [asked, notices] = await Promise.all([
      readWork({ ...commandContext, directory: request.directory }, request, query.who, query.site),
      unreadNotices(commandContext, request.caller, request.now),
    ]);
    const work = orRefused(asked);
    const items = work.items.slice(0, query.limit).map(workItemView);
    const more = work.items.length - items.length;
    return tagged(
      await named(
        { now: request.now, counts: { ...work.counts, notices }, items, more },
        request,
        work.directory,
      ),
    );
  },
});

function workItemView(item: WorkItem) {
  const { kind, id, does, clock, because } = item;
  return {
    ...{ kind, id, summary: summaryOfItem(item), does: does() },
    ...{ clock: clock?.id, dueAt: clock?.dueAt, state: clock?.state, because },
  };
}

function summaryOfItem(item: WorkItem) {
  switch (item.kind) {
    case 'sheet':
      return summaryView(item.of);
    case 'case':
      return caseSummaryView(item.of);
    case 'proposed':
      return item.of;
    case 'change':
      return changeView(item.of);
    default:
      return item satisfies never;
  }
}
