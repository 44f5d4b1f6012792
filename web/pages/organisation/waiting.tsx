import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { instantIn } from '../../parts/time.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { Differences } from './differences.tsx';
import { organisationWords } from './organisation-words.ts';

const EVERY_MS = 20_000;

/** Changes at a site that hold once a second person has confirmed them. */
export function Waiting({ site }: { readonly site: string }) {
  const { api } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const [settled, setSettled] = useState<string>();
  const read = useQuery({
    queryKey: ['changes', site, language],
    queryFn: () => answered(api.GET('/organisation/changes', { params: { query: { site, limit: 100 } } })),
    refetchInterval: EVERY_MS,
  });
  return (
    <Asked query={read}>
      {({ items, names = {} }) =>
        items.length === 0 && settled === undefined ? null : (
          <section aria-labelledby="waiting">
            <h2 id="waiting">{page.waiting}</h2>
            <p class="dim">{page.waitingHint}</p>
            {settled !== undefined && <p role="status">{settled}</p>}
            <ul class="rows">
              {items.map((change) => (
                <WaitingRow key={change.id} change={change} names={names} settled={setSettled} />
              ))}
            </ul>
          </section>
        )
      }
    </Asked>
  );
}

interface WaitingRowProps {
  readonly change: Schemas['Change'];
  readonly names: Schemas['Names'];
  readonly settled: (said: string) => void;
}

function WaitingRow({ change, names, settled }: WaitingRowProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language, words } = useWords();
  const people = useDirectory().data?.people ?? [];
  const queries = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = () => setKey(crypto.randomUUID());
  const { state, submit } = useSubmission({ renew, clear: renew }, []);
  const { id, subject, by, at, endsAt } = change;
  const time = (instant: string) => instantIn(instant, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const nameOf = (person: string) =>
    names[person] ?? people.find((each) => each.id === person)?.name ?? person;
  const isOfSheet = change.kind === 'erasure' && change.of === 'sheet';
  const params = { path: { id: subject, change: id }, header: { 'Idempotency-Key': key } };

  const settle = async (how: 'confirm' | 'dismiss') => {
    const done = await submit(async () => {
      if (isOfSheet)
        return how === 'confirm'
          ? answered(api.POST('/sheets/{id}/changes/{change}/confirm', { params }))
          : answered(api.POST('/sheets/{id}/changes/{change}/dismiss', { params }));
      return how === 'confirm'
        ? answered(api.POST('/people/{id}/changes/{change}/confirm', { params }))
        : answered(api.POST('/people/{id}/changes/{change}/dismiss', { params }));
    });
    if (done === undefined) return;
    settled(how === 'confirm' ? page.confirmed : page.dismissed);
    for (const queryKey of [['changes'], ['organisation'], ['person', subject], ['work']])
      queries.invalidateQueries({ queryKey });
  };
  return (
    <li>
      <strong>
        {change.kind === 'person' && (change.before?.name ?? change.after.name)}
        {change.kind === 'erasure' && !isOfSheet && nameOf(subject)}
        {isOfSheet && <Link href={`/sheets/${subject}`}>{words.sheet.title}</Link>}
      </strong>
      {change.kind === 'person' ? (
        <Differences before={change.before} after={change.after} names={names} />
      ) : (
        <p>
          {page.erasure}: {change.reason}
        </p>
      )}
      <span class="dim">
        {page.askedBy(nameOf(by), time(at))} · {page.endsAt(time(endsAt))}
      </span>
      <Unanswered state={state} />
      {state instanceof Refusal && <Refused refusal={state} lead="" />}
      <span class="buttons">
        {by !== me.id && subject !== me.id && (
          <button type="button" class="main" disabled={state === 'working'} onClick={() => settle('confirm')}>
            {page.confirm}
          </button>
        )}
        {subject !== me.id && (
          <button type="button" disabled={state === 'working'} onClick={() => settle('dismiss')}>
            {page.dismiss}
          </button>
        )}
      </span>
    </li>
  );
}
