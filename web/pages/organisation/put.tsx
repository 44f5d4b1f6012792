/** What comes of a change of the directory: it holds, it waits for a second pair of eyes, or it was refused and why. */
import { useQueryClient } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { Refused } from '../../parts/refused.tsx';
import { type Submission, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { Refusal, type Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { organisationWords } from './organisation-words.ts';

type Answer = Schemas['Person'] | Schemas['AskedChange'] | Schemas['Site'] | Schemas['Section'];

interface Draft {
  renew(): void;
  clear(): void;
}

/** What came of it: it holds, it waits for a second person, or somebody else was quicker. */
export type Came = 'holds' | 'waits' | 'stale';

export interface Putting {
  readonly state: Submission;
  put(send: () => Promise<Answer>): Promise<boolean>;
}

/**
 * @param id of the person, site or section that is changed
 * @param came is told what came of it: the form itself begins anew with what is read then
 */
export function usePutting(id: string, draft: Draft, came: (what: Came | undefined) => void): Putting {
  const queries = useQueryClient();
  const readAnew = () => {
    for (const queryKey of [['changes'], ['organisation'], ['person', id], ['directory ledger']])
      queries.invalidateQueries({ queryKey });
  };
  const { state, submit } = useSubmission(draft, [], () => {
    came('stale');
    readAnew();
  });
  return {
    state,
    async put(send) {
      came(undefined);
      const answer = await submit(send);
      if (answer === undefined) return false;
      came('change' in answer ? 'waits' : 'holds');
      readAnew();
      return true;
    },
  };
}

/** What came of what was sent last, above the forms of somebody. */
export function Last({ came }: { readonly came: Came | undefined }) {
  const page = usePageWords(organisationWords);
  if (came === undefined) return null;
  return (
    <p class={came === 'holds' ? 'said' : 'pending'} role="status">
      {{ holds: page.saved, waits: page.waits, stale: page.stale }[came]}
    </p>
  );
}

export function Outcome({ putting }: { readonly putting: Putting }) {
  const page = usePageWords(organisationWords);
  const { state } = putting;
  const sheets = state instanceof Refusal ? (state.problem.sheets ?? []) : [];
  return (
    <>
      <Unanswered state={state} />
      {state instanceof Refusal && (
        <Refused refusal={state} lead="">
          {sheets.length > 0 && (
            <>
              <p>{page.reassign}</p>
              <ul>
                {sheets.map(({ id, number }) => (
                  <li key={id}>
                    <Link href={`/sheets/${id}`}>{number}</Link>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Refused>
      )}
    </>
  );
}
