/** The sites that the reader works for: their own, or, of the company's people above its sites, several (B2). */
import { useQueries } from '@tanstack/preact-query';
import type { Schemas } from './api.ts';
import { useReader } from './reader.ts';
import { directoryQuery } from './standing.ts';

/** Their ids. */
export const sitesOf = ({ sites, site }: Schemas['Me']): readonly string[] =>
  sites ?? (site === undefined ? [] : [site.id]);

/** The directory of each of these sites, by its id, as far as it has come; not asked for where nobody wants them. */
export function useDirectories(
  sites: readonly string[],
  wanted = true,
): ReadonlyMap<string, Schemas['Organisation']> {
  const { api } = useReader();
  const read = useQueries({ queries: sites.map((site) => directoryQuery(api, site, wanted)) });
  return new Map(read.flatMap(({ data }) => (data === undefined ? [] : [[data.site.id, data] as const])));
}
