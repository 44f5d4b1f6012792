import { useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { Icon } from '../parts/icon.tsx';
import { answered } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';

const EVERY_MS = 60_000;
/** As many as the API counts. */
const MOST = 100;

/** How much the reader was told and has not read. */
export function Unread() {
  const { api } = useReader();
  const { words, language } = useWords();
  const unread = useQuery({
    queryKey: ['notices', 'unread', language],
    queryFn: () => answered(api.GET('/notices', { params: { query: { limit: 1 } } })),
    refetchInterval: EVERY_MS,
  });
  const count = unread.data?.unread ?? 0;
  return (
    <Link href="/notices" class="unread" aria-label={words.shell.notices(count)}>
      <Icon name="bell" />
      {count > 0 && <span aria-hidden="true">{count >= MOST ? `${MOST - 1}+` : count}</span>}
    </Link>
  );
}
