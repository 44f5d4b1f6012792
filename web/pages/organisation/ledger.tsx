import { useQuery } from '@tanstack/preact-query';
import { Asked } from '../../parts/asked.tsx';
import { instantIn } from '../../parts/time.ts';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { Differences } from './differences.tsx';
import { organisationWords } from './organisation-words.ts';

/** Who changed what of somebody, whether a second person confirmed it, and that nothing of it was altered. */
export function Ledger({ id }: { readonly id: string }) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { words, language } = useWords();
  const read = useQuery({
    queryKey: ['directory ledger', id, language],
    queryFn: () => answered(api.GET('/people/{id}/ledger', { params: { path: { id } } })),
  });
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  return (
    <section class="course" aria-labelledby="changes">
      <h2 id="changes">{page.ledger}</h2>
      <Asked query={read}>
        {({ entries, intact, names = {}, values }) => (
          <>
            {entries.length === 0 && <p class="dim">{page.ledgerEmpty}</p>}
            <ol>
              {entries.map(({ seq, at, actor, confirmedBy, before, after, kind }) => (
                <li key={seq}>
                  <time dateTime={at}>{time(at)}</time>
                  <p>
                    <strong>{page.kinds[kind] ?? kind}</strong>
                    <span class="who">
                      {[
                        actor.role === 'system' ? words.sheet.system : actor.name,
                        confirmedBy && page.confirmedBy(confirmedBy.name),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </p>
                  <Differences
                    before={before && readable(before, 'before', values[seq])}
                    after={readable(after, 'after', values[seq])}
                    names={names}
                  />
                </li>
              ))}
            </ol>
            <p class={intact ? 'intact' : 'wrong'} role={intact ? undefined : 'alert'}>
              {intact ? page.intact : page.broken}
            </p>
          </>
        )}
      </Asked>
    </section>
  );
}

type Values = Readonly<Record<string, { readonly value: string }>> | undefined;

/** With what stands as commitments said in full, as far as the reader may see it. */
function readable(side: object, which: 'before' | 'after', values: Values): object {
  return Object.fromEntries(
    Object.entries(side).map(([field, value]) => [field, values?.[`/${which}/${field}`]?.value ?? value]),
  );
}
