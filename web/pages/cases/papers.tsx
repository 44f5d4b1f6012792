import { useState } from 'preact/hooks';
import { printDocument } from '../../parts/print.ts';
import { Refused } from '../../parts/refused.tsx';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';

type Paper = Schemas['CaseDocument'];

/** The papers that there are by now. */
function papersOf({ concludedAt, decision, deliveries, appeals }: Schemas['Case']): readonly Paper[] {
  const reviewed = appeals.filter(({ outcome }) => outcome !== undefined);
  return [
    ...(concludedAt === undefined ? [] : (['conclusion'] as const)),
    ...(decision === undefined ? [] : (['decision'] as const)),
    ...(deliveries.length === 0 ? [] : (['delivery'] as const)),
    ...reviewed.map(({ level }): Paper => (level === 1 ? 'review-1' : 'review-2')),
  ];
}

/** Prints the papers of a case, as they go into its file. */
export function Papers({ shown }: { readonly shown: Schemas['Case'] }) {
  const { api } = useReader();
  const page = usePageWords(casesWords);
  const { words } = useWords();
  const [failure, setFailure] = useState<Error>();
  const papers = papersOf(shown);
  if (papers.length === 0) return null;
  const print = (document: Paper) => {
    setFailure(undefined);
    answered(
      api.GET('/cases/{id}/documents/{document}', {
        params: { path: { id: shown.id, document } },
        headers: { accept: 'text/html' },
        parseAs: 'blob',
      }),
    )
      .then((paper) => paper.text())
      .then(printDocument, setFailure);
  };
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{page.documents}</h2>
      <p class="buttons papers">
        {papers.map((paper) => (
          <button key={paper} type="button" class="plain" onClick={() => print(paper)}>
            {page.document[paper]}
          </button>
        ))}
      </p>
      {failure !== undefined &&
        (failure instanceof Refusal ? (
          <Refused refusal={failure} lead="" />
        ) : (
          <p class="wrong" role="alert">
            {words.failure.network}
          </p>
        ))}
    </section>
  );
}
