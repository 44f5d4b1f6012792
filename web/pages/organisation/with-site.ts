/** Chosen sites of somebody above them. Pure. */
import { EVERY_SITE } from '../../../shared/domain/organisation/reach.ts';

/** The sites with one more, or without it; all of them, and some, are each other's end. */
export function withSite(sites: readonly string[], id: string, isChosen: boolean): string[] {
  const others = sites.filter((each) => each !== id);
  if (!isChosen) return others;
  return id === EVERY_SITE ? [EVERY_SITE] : [...others.filter((each) => each !== EVERY_SITE), id];
}
