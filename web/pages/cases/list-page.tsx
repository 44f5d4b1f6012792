import { useInfiniteQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { CASE_STATUSES } from '../../../shared/domain/cases/case.ts';
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { Asked } from '../../parts/asked.tsx';
import { CaseTabs } from '../../parts/case-tabs.tsx';
import { More } from '../../parts/more.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useStanding } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { caseCodesIn } from './case-codes.ts';
import { casesWords } from './cases-words.ts';
import { Proposed } from './proposed.tsx';

/** Every case that the reader may see, and those that are proposed to them. */
export function Page() {
  const { api, me } = useReader();
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const codes = caseCodesIn(language);
  const { role } = useStanding();
  const [search, setSearch] = useSearchParams();
  const status = CASE_STATUSES.find((each) => each === search.get('status'));
  const read = useInfiniteQuery({
    queryKey: ['cases', status, language],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/cases', {
          params: {
            query: {
              ...(me.sites && { site: me.sites.join(',') }),
              ...(status && { status }),
              ...(pageParam === '' ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const mayOpen = role === 'manager' || role === 'director' || role === 'overseer';
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title}</h1>
        <CaseTabs />
        <div class="inline">
          <label>
            {page.status}
            <select
              value={status ?? ''}
              onChange={({ currentTarget }) =>
                setSearch(currentTarget.value === '' ? {} : { status: currentTarget.value })
              }
            >
              <option value="">{page.all}</option>
              {CASE_STATUSES.map((each) => (
                <option key={each} value={each}>
                  {codes.statuses[each]}
                </option>
              ))}
            </select>
          </label>
          {mayOpen && <Link href="/cases/new">{page.open}</Link>}
        </div>
      </header>
      {(me.proposedCases ?? []).length > 0 && <Proposed cases={me.proposedCases ?? []} />}
      <Asked query={read}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          const names: Schemas['Names'] = Object.assign({}, ...pages.map((each) => each.names ?? {}));
          if (items.length === 0) return <Nothing said={page.empty} hint={page.emptyHint} />;
          return (
            <>
              <ul class="rows">
                {items.map(({ id, number, about, rule, status: now, openedAt }) => (
                  <li key={id}>
                    <Link href={`/cases/${id}`} class="score-row">
                      <strong>{names[about] ?? about}</strong>
                      <span class="score">{codes.statuses[now]}</span>
                      <span class="dim">
                        {[
                          clauseTitle(rule)?.[language] ?? rule,
                          instantIn(openedAt, { language, timeZone: me.site?.timeZone ?? 'UTC' }),
                          number,
                        ].join(' · ')}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              <More query={read} label={page.more} />
            </>
          );
        }}
      </Asked>
    </section>
  );
}
