import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';
import { daysLeft } from './days-left.ts';

/** What whoever the case is about may do, in words and in days. */
export function Rights({ shown, now }: { readonly shown: Schemas['Case']; readonly now: number }) {
  const { me } = useReader();
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const { status, window, finalAt } = shown;
  const timeZone = me.site?.timeZone ?? 'UTC';
  const isOver =
    finalAt !== undefined || status === 'final' || status === 'archived' || status === 'dismissed';
  const appeal = () => {
    if (window !== undefined && Date.parse(window.closesAt) > now)
      return page.rightAppeal(
        daysLeft(window.closesAt, now),
        instantIn(window.closesAt, { language, timeZone }),
      );
    return isOver ? page.rightOver : page.rightAppealLater;
  };
  return (
    <section class="rights" aria-labelledby="rights">
      <h2 id="rights">{page.rights}</h2>
      <ul>
        <li>{page.rightRead}</li>
        {!isOver && <li>{page.rightSign}</li>}
        <li>{appeal()}</li>
      </ul>
    </section>
  );
}
