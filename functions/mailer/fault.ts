/** What the log says of a letter that failed: a mail server's own words may have the address, or the letter, in them. */
export function faultOf(error: unknown): Readonly<Record<'name' | 'code', unknown>> {
  const { name, code }: { readonly name?: unknown; readonly code?: unknown } = Object(error);
  return { name, code };
}
