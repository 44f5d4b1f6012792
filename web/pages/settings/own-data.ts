/** Everything that is kept of a resident (contract section 12, `GET /me/data`). */
import { type Api, answered, type Schemas } from '../../session/api.ts';
import { wholeLedger } from '../../session/whole-ledger.ts';

/** All pages of it as one, and of each ledger. @throws Refusal */
export async function allOfMine(api: Api): Promise<Schemas['MyData']> {
  const ask = (cursor: string | undefined) =>
    answered(api.GET('/me/data', { params: { query: cursor === undefined ? {} : { cursor } } }));
  const first = await ask(undefined);
  const sheets = [...first.sheets];
  for (let next = first.nextCursor; next !== undefined; ) {
    const page = await ask(next);
    sheets.push(...page.sheets);
    next = page.nextCursor;
  }
  const { nextCursor: _all, ...whole } = first;
  const { id } = first.person;
  const directory = await wholeLedger(first.directory, (from) =>
    answered(api.GET('/people/{id}/ledger', { params: { path: { id }, query: { from } } })),
  );
  const wholeSheets = sheets.map(async ({ sheet, ledger }) => {
    const path = { id: sheet.id };
    const rest = (from: number) =>
      answered(api.GET('/sheets/{id}/ledger', { params: { path, query: { from } } }));
    return { sheet, ledger: await wholeLedger(ledger, rest) };
  });
  return { ...whole, directory, sheets: await Promise.all(wholeSheets) };
}
