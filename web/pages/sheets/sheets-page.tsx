import { useInfiniteQuery, useQuery } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { FIND, LIST, OF_SHEETS, usePlace } from '../../parts/beside.ts';
import { CsvButton } from '../../parts/csv-button.tsx';
import { useListKeys } from '../../parts/keys.ts';
import { KeysHelp } from '../../parts/keys-help.tsx';
import { More } from '../../parts/more.tsx';
import { usePresent } from '../../parts/now.ts';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { listSheets } from '../../session/sheet-list.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { FilterFields } from './filter-fields.tsx';
import { addressOf, countOf, type Filters, filtersIn, queryOf } from './filters.ts';
import { SheetRow } from './sheet-row.tsx';
import { sheetsWords } from './sheets-words.ts';

const EVERY_MS = 20_000;
const A_PAGE = 25;

/** Every sheet that the reader may see: found by what somebody says of it, narrowed, and read on as far as one likes. */
export function Page() {
  const { api, me } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(sheetsWords);
  const [address, setAddress] = useSearchParams();
  const search = useRef<HTMLInputElement>(null);
  const [site, timeZone] = [me.site?.id ?? '', me.site?.timeZone ?? 'UTC'];
  const filters = filtersIn(address);
  const query = { ...queryOf(filters, site, timeZone), limit: A_PAGE };
  const isBeside = usePlace() === 'as-list';
  const Heading = isBeside ? 'h2' : 'h1';
  const narrow = (to: Filters) =>
    setAddress({ ...addressOf(to), ...(isBeside && { [LIST]: OF_SHEETS }) }, { replace: true });
  const change = (changed: Filters) => narrow({ ...filters, ...changed });

  const list = useInfiniteQuery({
    queryKey: ['sheets', query, language],
    queryFn: ({ pageParam }) => listSheets(api, { ...query, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }: Schemas['SheetList']) => nextCursor,
    // What is new waits until the reader asks for it, so that no row moves under their finger.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const first = useQuery({
    queryKey: ['sheets-first', query, language],
    queryFn: () => listSheets(api, query),
    refetchInterval: EVERY_MS,
    enabled: list.isSuccess,
  });
  const pages = list.data?.pages ?? [];
  const shown = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const fresh = list.isFetching ? 0 : (first.data?.items ?? []).filter(({ id }) => !shown.has(id)).length;
  useListKeys('.work-list a');
  useEffect(() => {
    if (history.state === FIND) search.current?.focus();
  }, []);
  const now = usePresent();

  const find = (event: Event) => {
    event.preventDefault();
    change({ q: search.current?.value.trim() });
  };
  const isNarrowed = countOf(filters) > 0 || filters.q !== undefined;
  return (
    <section class="work" aria-labelledby="sheets">
      <Heading id="sheets">{said.title}</Heading>
      <search>
        <form class="search" onSubmit={find}>
          <label for="q" class="unseen">
            {said.search}
          </label>
          <input
            key={filters.q}
            ref={search}
            id="q"
            type="search"
            maxLength={60}
            aria-describedby="q-hint"
            defaultValue={filters.q}
          />
          <button type="submit">{said.find}</button>
          <span id="q-hint" class="dim">
            {said.searchHint}
          </span>
        </form>
      </search>
      <FilterFields filters={filters} change={change} clear={() => narrow({})}>
        {filters.from !== undefined && filters.to !== undefined ? (
          <CsvButton
            name={`${site}-${filters.from}-${filters.to}`}
            ask={() => {
              const { limit: _all, ...whole } = query;
              const headers = { accept: 'text/csv' };
              return answered(
                api.GET('/sheets', {
                  params: { query: whole },
                  headers,
                  parseAs: 'blob',
                  querySerializer: { array: { style: 'form', explode: false } },
                }),
              );
            }}
          />
        ) : (
          <span class="dim">{said.csvNeeds}</span>
        )}
      </FilterFields>
      {fresh > 0 && (
        <button type="button" class="fresh" onClick={() => list.refetch()}>
          {said.fresh(fresh)}
        </button>
      )}
      <Asked query={list}>
        {({ pages: read }) => {
          // A row stays where it is, and tells how its sheet stands now.
          const newest = new Map(first.data?.items.map((sheet) => [sheet.id, sheet]));
          const items = read.flatMap((page) => page.items.map((sheet) => newest.get(sheet.id) ?? sheet));
          const back = read.find(({ searchedBack }) => searchedBack !== undefined)?.searchedBack;
          const names = Object.assign({}, ...read.map((page) => page.names), first.data?.names) as Record<
            string,
            string
          >;
          return (
            <>
              {items.length === 0 ? (
                <div class="nothing" role="status">
                  <p>{isNarrowed ? said.emptyFound : said.empty}</p>
                  {!isNarrowed && (
                    <p class="dim">
                      {said.emptyHint} <Link href="/open">{words.shell.tabs.open}</Link>
                    </p>
                  )}
                </div>
              ) : (
                <ul class="work-list">
                  {items.map((sheet) => (
                    <SheetRow key={sheet.id} sheet={sheet} now={now} names={names} />
                  ))}
                </ul>
              )}
              {back !== undefined && (
                <p class="dim">{said.searchedBack(instantIn(back, { language, timeZone }))}</p>
              )}
              <More query={list} label={said.more} />
            </>
          );
        }}
      </Asked>
      {!isBeside && <KeysHelp list />}
    </section>
  );
}
