import { useQueries } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { localMonth, monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import { choiceOf } from '../../parts/whom.ts';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import type { Awardable } from './awardable.ts';
import { awardsWords } from './awards-words.ts';
import { praisedIn } from './praised-in.ts';

/** Whom praise named in this month and the one before, as the monthly letter to the director does; it grants nothing. */
export function Praised({ awardable }: { readonly awardable: Awardable }) {
  const { api, me } = useReader();
  const page = usePageWords(awardsWords);
  const site = me.site?.id ?? '';
  const present = localMonth(me.now, me.site?.timeZone ?? 'UTC');
  const read = useQueries({
    queries: [present, monthAfter(present, -1)].map((month) => ({
      queryKey: ['praised', site, month],
      queryFn: () =>
        answered(api.GET('/assessments/{month}', { params: { path: { month }, query: { site } } })),
      staleTime: 60_000,
    })),
  });
  const names = new Map([...awardable.sections, ...awardable.people]);
  const found = read.flatMap(({ data }) => (data === undefined ? [] : praisedIn(data)));
  const shown = found.flatMap((each) => {
    const name = names.get(choiceOf(each.whom));
    return name === undefined ? [] : [{ ...each, name }];
  });
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="praised">
      <h2 id="praised">{page.praised}</h2>
      <p class="dim">{page.praisedLead}</p>
      <ul class="rows">
        {shown.map(({ whom, month, times, name }) => (
          <li key={`${month} ${choiceOf(whom)}`}>
            <Link
              href={`/awards/new?${new URLSearchParams({ to: choiceOf(whom), month })}`}
              class="score-row"
            >
              <strong>{name}</strong>
              <span class="score">{page.give} →</span>
              <span class="dim">{[page.forMonth(month), page.times(times)].join(' · ')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
