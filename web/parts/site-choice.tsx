import { useSearchParams } from 'wouter-preact';
import { useReader } from '../session/reader.ts';
import { sitesOf, useDirectories } from '../session/sites.ts';
import { called, useWords } from '../words/words.ts';

const SITE = 'site';

/** The site that the page is about: the one that its address names, else the reader's own. */
export function useChosenSite(): string {
  const { me } = useReader();
  const [search] = useSearchParams();
  return search.get(SITE) ?? me.site?.id ?? '';
}

/** Lets whoever works for several sites turn the page to another; nothing for anybody else. */
export function SiteChoice() {
  const { me } = useReader();
  const { words, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const chosen = useChosenSite();
  const sites = sitesOf(me);
  const directories = useDirectories(sites, sites.length > 1);
  if (sites.length < 2) return null;
  const turn = (site: string) =>
    setSearch(new URLSearchParams({ ...Object.fromEntries(search), [SITE]: site }));
  return (
    <div class="inline">
      <label>
        {words.whichSite}
        <select value={chosen} onChange={({ currentTarget }) => turn(currentTarget.value)}>
          {sites.map((id) => {
            const known = directories.get(id)?.site;
            return (
              <option key={id} value={id}>
                {known === undefined ? id : called(known, language)}
              </option>
            );
          })}
        </select>
      </label>
    </div>
  );
}
