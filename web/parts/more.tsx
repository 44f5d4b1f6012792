/** The button under a list of which only a part was read. */
import { useWords } from '../words/words.ts';

/** As much as the button needs to know of a query that is read page by page. */
export interface PagedQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

/** Reads the next page; nothing where there is none. @param label what the button says */
export function More({ query, label }: { readonly query: PagedQuery; readonly label: string }) {
  const { words } = useWords();
  const { hasNextPage, isFetchingNextPage } = query;
  if (!hasNextPage) return null;
  return (
    <button type="button" disabled={isFetchingNextPage} onClick={() => query.fetchNextPage()}>
      {isFetchingNextPage ? words.loading : label}
    </button>
  );
}
