import { useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { OPEN_STATUSES } from '../../../shared/domain/sheets/finding.ts';
import { useReader } from '../../session/reader.ts';
import { listSheets } from '../../session/sheet-list.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { openWords } from './open-words.ts';
import { useSettled } from './resident-search.tsx';

const SHORTEST = 4;

/** What is open at that address already: whoever comes again for the same matter urges it. */
export function SameAddress({ address }: { readonly address: string }) {
  const { api, me } = useReader();
  const { words } = useWords();
  const said = usePageWords(openWords);
  const site = me.site?.id ?? '';
  const q = useSettled(address.trim().slice(0, 60));
  const query = { site, q, status: [...OPEN_STATUSES], limit: 5 };
  const { data } = useQuery({
    queryKey: ['same-address', site, q],
    queryFn: () => listSheets(api, query),
    enabled: q.length >= SHORTEST,
  });
  const items = q.length >= SHORTEST ? (data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <div class="hint" role="status">
      <p>{said.here}</p>
      <ul>
        {items.map(({ id, number, subject, status }) => (
          <li key={id}>
            <Link href={`/sheets/${id}?sign=urge`}>
              {number.split('-').at(-1)} {subject}
            </Link>{' '}
            <span class="dim">{words.statuses[status]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
