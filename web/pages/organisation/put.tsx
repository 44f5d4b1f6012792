/** What comes of a change of the directory: it holds, it waits for a second pair of eyes, or it was refused and why. */
import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Refused } from '../../parts/refused.tsx';
import { type Submission, useSubmission } from '../../parts/submission.ts';
import { Refusal, type Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { organisationWords } from './organisation-words.ts';

type Answer = Schemas['Person'] | Schemas['AskedChange'];

interface Draft {
  renew(): void;
  clear(): void;
}

export interface Putting {
  readonly state: Submission;
  readonly came: 'holds' | 'waits' | undefined;
  put(send: () => Promise<Answer>): Promise<boolean>;
}

/** @param id of the person that is changed */
export function usePutting(id: string, draft: Draft): Putting {
  const queries = useQueryClient();
  const { state, submit } = useSubmission(draft, []);
  const [came, setCame] = useState<'holds' | 'waits'>();
  return {
    state,
    came,
    async put(send) {
      const answer = await submit(send);
      if (answer === undefined) return false;
      setCame('change' in answer ? 'waits' : 'holds');
      for (const queryKey of [['changes'], ['organisation'], ['person', id], ['directory ledger', id]])
        queries.invalidateQueries({ queryKey });
      return true;
    },
  };
}

export function Outcome({ putting }: { readonly putting: Putting }) {
  const page = usePageWords(organisationWords);
  const { words } = useWords();
  const { state, came } = putting;
  const isStale = state instanceof Refusal && state.status === 412;
  const sheets = state instanceof Refusal ? (state.problem.sheets ?? []) : [];
  return (
    <>
      {came !== undefined && state === 'filling' && (
        <p class={came === 'waits' ? 'pending' : 'said'} role="status">
          {came === 'waits' ? page.waits : page.saved}
        </p>
      )}
      {state === 'unanswered' && (
        <p class="pending" role="alert">
          {words.sign.unanswered}
        </p>
      )}
      {state instanceof Refusal && (
        <Refused refusal={state} lead="">
          {isStale && <p>{page.stale}</p>}
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
