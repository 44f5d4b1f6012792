/** Ledgers come in pages (contract section 3); whoever shows or hands out one wants all of it. */

interface Page {
  readonly entries: readonly unknown[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly nextFrom?: number;
  readonly names?: Readonly<Record<string, string>>;
}

/** A ledger of which one page is there, whole; `read` asks for the page that begins with an entry. @throws Refusal */
export async function wholeLedger<P extends Page>(
  first: P,
  read: (from: number) => Promise<Page>,
): Promise<P> {
  const { nextFrom, ...whole } = first;
  const pages: Page[] = [first];
  for (let from = nextFrom; from !== undefined; from = pages.at(-1)?.nextFrom) pages.push(await read(from));
  const entries = pages.flatMap((page) => page.entries);
  const values = Object.assign({}, ...pages.map((page) => page.values));
  const names = first.names && Object.assign({}, ...pages.map((page) => page.names));
  return { ...whole, entries, values, ...(names && { names }) } as unknown as P;
}
