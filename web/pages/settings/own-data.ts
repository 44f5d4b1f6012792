/** Everything that is kept of a resident (contract section 12, `GET /me/data`). */
import { type Api, answered, type Schemas } from '../../session/api.ts';

/** All pages of it as one. @throws Refusal */
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
  return { ...whole, sheets };
}
