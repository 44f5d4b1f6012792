import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';

/** What the case waits for, of whom, and until when. */
export function Turn({ shown, now }: { readonly shown: Schemas['Case']; readonly now: number }) {
  const { me } = useReader();
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const { status, about, section, clocks, window, names = {} } = shown;
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const clock = clocks.find(({ stoppedAt }) => stoppedAt === undefined);
  const bySubject = status === 'concluded' || status === 'delivered';
  const who = bySubject ? about : (clock?.owes.person ?? (status === 'opened' ? section : undefined));
  const dueAt = clock?.dueAt ?? (status === 'delivered' ? window?.closesAt : undefined);
  const what = page.waits[status];
  const isLate = dueAt !== undefined && Date.parse(dueAt) < now;
  return (
    <section aria-labelledby="turn">
      <h2 id="turn">{page.turn}</h2>
      <p>{who === undefined ? what : page.turnOf(names[who] ?? who, what)}</p>
      {dueAt !== undefined && (
        <p class={isLate ? 'late' : 'dim'}>{isLate ? page.overdue(time(dueAt)) : page.until(time(dueAt))}</p>
      )}
    </section>
  );
}
