/** A site's notice board, which is open to everybody; this device remembers whose was looked at last. */
const KEPT = 'shoujie.site';

export const keepSite = (site: string): void => localStorage.setItem(KEPT, site);

/** Where the board is; without a site that of the one that was logged in at last, if there was any. */
export function boardAddress(site = localStorage.getItem(KEPT) ?? undefined): string | undefined {
  return site === undefined ? undefined : `/app/board/${site}`;
}
