import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { ReasonForm } from '../../parts/reason-form.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';

type Proposal = NonNullable<Schemas['Me']['proposedCases']>[number];

/** What the last level of an escalation proposes: to open a case, or to say why none is opened. */
export function Proposed({ cases }: { readonly cases: readonly Proposal[] }) {
  const page = usePageWords(casesWords);
  return (
    <section aria-labelledby="proposed">
      <h2 id="proposed">{page.proposed}</h2>
      <p class="dim">{page.proposedHint}</p>
      <ul class="rows">
        {cases.map((each) => (
          <ProposedRow key={each.id} proposal={each} />
        ))}
      </ul>
    </section>
  );
}

function ProposedRow({ proposal }: { readonly proposal: Proposal }) {
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const people = useDirectory().data?.people ?? [];
  const { id, about, rule, sheet, clock } = proposal;
  const [isDismissing, setDismissing] = useState(false);
  const opening = new URLSearchParams({ about, rule, sheet, clock });
  return (
    <li>
      <strong>{people.find((each) => each.id === about)?.name ?? about}</strong>
      <span class="dim">{clauseTitle(rule)?.[language] ?? rule}</span>
      <span class="buttons">
        <Link href={`/sheets/${sheet}`}>{page.fromSheet}</Link>
        <Link href={`/cases/new?${opening}`}>{page.open}</Link>
        {!isDismissing && (
          <button type="button" class="plain" onClick={() => setDismissing(true)}>
            {page.dismiss}
          </button>
        )}
      </span>
      {isDismissing && <Dismissing id={id} close={() => setDismissing(false)} />}
    </li>
  );
}

function Dismissing({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { api } = useReader();
  const page = usePageWords(casesWords);
  const queries = useQueryClient();
  return (
    <ReasonForm
      step="dismiss"
      id={id}
      label={page.dismissReason}
      send={page.dismiss}
      sign={(reason, key) =>
        answered(
          api.POST('/cases/proposed/{id}/dismissals', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        )
      }
      signed={() => {
        queries.invalidateQueries({ queryKey: ['me'] });
        queries.invalidateQueries({ queryKey: ['cases'] });
      }}
      close={close}
    />
  );
}
