import { Link } from 'wouter-preact';
import type { Item } from '../../outbox/item.ts';
import { instantIn } from '../../parts/time.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

/** What somebody did on this sheet and the API has not acknowledged: it is not signed, and looks so. */
export function Waiting({ items, now }: { readonly items: readonly Item[]; readonly now: number }) {
  const { me } = useReader();
  const { words, language } = useWords();
  const { outbox } = words;
  if (items.length === 0) return null;
  return (
    <ul class="waiting" aria-label={outbox.title}>
      {items.map(({ key, step, madeAt, said, files }) => (
        <li key={key} class="pending">
          <strong>{words.steps[step] ?? step}</strong>{' '}
          {instantIn(madeAt, { language, timeZone: me.site?.timeZone ?? 'UTC', now })}
          {files.length > 0 && ` · ${outbox.files(files.length)}`}
          <br />
          {said?.isFinal === true ? (
            <Link href="/outbox" class="wrong">
              {outbox.refused}
            </Link>
          ) : (
            outbox.waiting
          )}
        </li>
      ))}
    </ul>
  );
}
