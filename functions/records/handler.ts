/**
 * Reads: lists of sheets, one sheet, its ledger, its printable copies (B3a, B4a). What prints is loaded by the first copy, not at
 * a function's start.
 */

import { allowedOn } from '../../shared/commands/allowed.ts';
import { type Sight, sightOf } from '../../shared/commands/directory.ts';
import { makeLink } from '../../shared/commands/links.ts';
import { ledgerQuery } from '../../shared/contract/forms/ledger-page.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { listQuery, residentsQuery } from '../../shared/contract/sheets/list.ts';
import { ledgerView, sheetView } from '../../shared/contract/sheets/sheet-view.ts';
import { anchoredBy } from '../../shared/domain/anchors/anchored.ts';
import type { Case } from '../../shared/domain/cases/case.ts';
import { clauseTitle, isClause } from '../../shared/domain/kernel/clauses.ts';
import { defined } from '../../shared/domain/kernel/defined.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import { reveal } from '../../shared/domain/kernel/values.ts';
import type { Actor, Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { entryFor, readerOf, redactFor } from '../../shared/domain/sheets/anonymity.ts';
import { COPY_ROWS, copiesNamed, holds } from '../../shared/domain/sheets/copies.ts';
import { linkOnCopy, OF_INTAKE } from '../../shared/domain/sheets/resident-link.ts';
import { isToldOfUses } from '../../shared/domain/sheets/same-path.ts';
import { makesLinks } from '../../shared/domain/sheets/steps.ts';
import { linkAddress, sheetAddress } from '../../shared/mail/addresses.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openVerifying } from '../../shared/store/anchors/comparing.ts';
import { readCaseLedger } from '../../shared/store/cases/cases.ts';
import { readPublished } from '../../shared/store/organisation/plans.ts';
import { withAttachments } from '../../shared/store/sheets/attachments.ts';
import { withFirstUses } from '../../shared/store/sheets/drawn-paths.ts';
import type { Head } from '../../shared/store/sheets/sheet-items.ts';
import { readHead, readLedger, type WithLedger } from '../../shared/store/sheets/sheets.ts';
import { sheetPartition } from '../../shared/store/table/keys.ts';
import { said } from '../../shared/words/said.ts';
import { api } from '../middleware/api.ts';
import { mustSee as mustSeeCase } from '../middleware/case-sight.ts';
import { commandContext, identity } from '../middleware/command-context.ts';
import { json } from '../middleware/json-response.ts';
import { tokenOf } from '../middleware/link-context.ts';
import { named } from '../middleware/named.ts';
import { printable } from '../middleware/printable.ts';
import { Refused, type RouteRequest, route } from '../middleware/request.ts';
import type { RuleOnPaper } from './case-papers/on-paper.ts';
import type { Printed } from './copies/page.ts';
import { residents, sheets } from './lists.ts';
import { workRoute } from './work.ts';

type Looking = Pick<RouteRequest<unknown, unknown>, 'caller' | 'now' | 'looked' | 'directory'>;

/**
 * As whom somebody may see a sheet; ends the request where they may not. The directory is never a remembered one:
 * whoever has just become a stand-in sees at once what the absent person sees, and who owes what moves with it.
 */
async function mustSee(
  { caller, now, looked, directory }: Looking,
  asked: Promise<Sheet | undefined>,
): Promise<Sight> {
  const [sheet, sight] = await Promise.all([
    asked,
    sightOf({ ...commandContext, directory }, caller, now, asked),
  ]);
  if (sheet !== undefined) looked({ number: sheet.number });
  if (sight === undefined) throw hidden();
  return sight;
}

const baseUrl = fromEnvironment('BASE_URL');
const verify = openVerifying<WithLedger>(commandContext.table, 'records', ({ head: { sheet, hash } }) => ({
  ...{ hash, isErased: sheet.erased === true },
}));

/** A sheet's ledger and whether it is whole, as its ledger says it and the archive's copy prints it. */
async function verified(found: WithLedger, now: string): Promise<WithLedger & { readonly intact: boolean }> {
  const { id } = found.head.sheet;
  const again = () => readLedger(commandContext.table, id, true);
  const { read, intact } = await verify(sheetPartition(id), found, again, now);
  return { ...read, intact };
}

/**
 * The resident's link on their copy (contract section 10): that of the intake or, where the copy is printed later, a new one.
 * A resident who prints their copy themselves has a login.
 */
async function linkFor(
  { caller, now }: Looking,
  sheet: Sheet,
  holder: Actor,
  directory: Directory,
): Promise<string | undefined> {
  const which = linkOnCopy(sheet, now);
  if (which === 'of-intake') return linkAddress(baseUrl, await tokenOf(sheet.id, OF_INTAKE));
  if (which === 'none' || !makesLinks(holder, sheet, directory)) return undefined;
  const made = await makeLink({ ...commandContext, tokenOf }, { caller, now }, sheet.id);
  // Its ledger may be full, or it was erased a moment ago; the copy is printed all the same.
  return made instanceof DomainError
    ? undefined
    : linkAddress(baseUrl, await tokenOf(sheet.id, made.generation));
}

const hidden = () => new Refused('not-found', 'not-visible');

/** What a case is about, in its words: those of the clause, or of the promise as it was published last. */
async function ruleOnPaper({ site, rule }: Case): Promise<RuleOnPaper> {
  if (isClause(rule)) {
    const { CLAUSE_WORDS } = await import('../../shared/words/clause-words.ts');
    return { ...defined({ title: clauseTitle(rule) }), words: CLAUSE_WORDS[rule] };
  }
  const plans = await readPublished(commandContext.table, site);
  const promise = plans.findLast(({ promises }) => promises.some(({ id }) => id === rule));
  const found = promise?.promises.find(({ id }) => id === rule);
  return found === undefined ? {} : { words: said(found.zh, found.en ?? found.zh) };
}

export const handler = api('records', identity, {
  'GET /sheets': route({ query: listQuery, respond: sheets }),
  'GET /residents': route({ query: residentsQuery, respond: residents }),
  'GET /sheets/{id}': route({
    query: noQuery,
    ahead: ({ id = '' }) => readHead(commandContext.table, id),
    respond: async ({ reading, ...asker }) => {
      const { reader, actors, directory } = await mustSee(
        asker,
        reading.then((head) => head?.sheet),
      );
      const { sheet, bytes } = (await reading) as Head;
      const bare = redactFor(reader, sheet, directory);
      const [whole, allowed, signatures] = await Promise.all([
        withAttachments(commandContext.table, sheet),
        allowedOn(commandContext.directory, { sheet, bytes }, actors, directory),
        isToldOfUses(reader, directory)
          ? withFirstUses(commandContext.table, bare, actors, directory)
          : bare.signatures,
      ]);
      const shown = redactFor(reader, whole, directory);
      const view = await named({ ...sheetView(shown, allowed), signatures }, asker, directory);
      return json(200, view, { etag: `"${shown.version}"` });
    },
  }),
  'GET /sheets/{id}/ledger': route({
    query: ledgerQuery,
    ahead: ({ id = '' }) => readLedger(commandContext.table, id),
    respond: async ({ reading, query, ...asker }) => {
      const { reader, directory } = await mustSee(
        asker,
        reading.then((found) => found?.head.sheet),
      );
      const found = (await reading) as WithLedger;
      const { entries, head, anchor, intact } = await verified(found, asker.now);
      const shown = entries.map((written) => entryFor(reader, written, head.sheet, directory));
      const anchored = anchoredBy(anchor);
      const more = { intact, head: head.hash, anchored, erased: head.sheet.erased };
      const view = await named(ledgerView(shown, query, more), asker, directory);
      return json(200, view, { etag: `"${entries.length}"` });
    },
  }),
  'GET /sheets/{id}/copies/{copy}': route({
    query: noQuery,
    ahead: ({ id = '' }) => readLedger(commandContext.table, id),
    respond: async ({ reading, params, ...asker }) => {
      const copies = copiesNamed(params.copy);
      const { actors, directory } = await mustSee(
        asker,
        reading.then((ledger) => ledger?.head.sheet),
      );
      const found = (await reading) as WithLedger;
      const { sheet } = found.head;
      const printed: Printed[] = [];
      for (const copy of copies) {
        const holders = actors.filter((actor) => holds(copy, actor, sheet, directory));
        const holder = readerOf(holders, sheet, directory);
        if (holder === undefined) continue;
        // Only a copy that is sealed says whether it is whole.
        const shown = COPY_ROWS[copy].sealed ? await verified(found, asker.now) : { ...found, intact: false };
        const link = copy === 'resident' ? await linkFor(asker, sheet, holder, directory) : undefined;
        const address = link ?? sheetAddress(baseUrl, sheet.id);
        printed.push({ copy, found: shown, holder, address, isLink: link !== undefined });
      }
      const [only] = printed;
      if (only === undefined) throw hidden();
      const isOne = copies.length === 1;
      const { copiesPage, copyPage } = await import('./copies/page.ts');
      return printable(
        isOne ? copyPage(only.copy, only.found, directory, only) : copiesPage(printed, directory),
      );
    },
  }),
  'GET /work': workRoute,
  'GET /cases/{id}/documents/{document}': route({
    query: noQuery,
    respond: async ({ params, ...asker }) => {
      const found = await readCaseLedger(commandContext.table, params.id ?? '');
      const { state, directory } = await mustSeeCase(asker, found?.head.case);
      const revealed = found?.entries.map(({ entry, values }) => reveal(entry, values)) ?? [];
      const { language } = asker;
      const rule = await ruleOnPaper(state);
      const { casePaper } = await import('./case-papers/paper.ts');
      const page = casePaper(params.document ?? '', { state, entries: revealed, directory, rule, language });
      if (page === undefined) throw new Refused('not-found', 'case-not-visible');
      return printable(page, { language });
    },
  }),
});
