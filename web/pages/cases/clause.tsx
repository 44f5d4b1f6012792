import { useQuery } from '@tanstack/preact-query';
import { type Clause as ClauseId, clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { CLAUSE_WORDS } from '../../../shared/words/clause-words.ts';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

/** What sections have promised, by the id of the promise. */
export function usePromises() {
  const { api, me } = useReader();
  const site = me.site?.id ?? '';
  return useQuery({
    queryKey: ['commitments', site],
    queryFn: () => answered(api.GET('/commitments', { params: { query: { site, limit: 100 } } })),
    staleTime: 300_000,
  });
}

/** A rule in full: a clause of the regulations by its title and words, or what a section promised. */
export function Clause({ rule }: { readonly rule: string }) {
  const { language } = useWords();
  const title = clauseTitle(rule);
  const text = title && CLAUSE_WORDS[rule as ClauseId];
  const plans = usePromises().data?.items ?? [];
  if (title !== undefined && text !== undefined)
    return (
      <>
        <p>
          <strong>
            {rule} {title[language]}
          </strong>
        </p>
        <blockquote>{text[language]}</blockquote>
      </>
    );
  const promise = plans.flatMap(({ promises }) => promises).find(({ id }) => id === rule);
  return <blockquote>{(language === 'en' ? promise?.en : promise?.zh) ?? rule}</blockquote>;
}
