import { useState } from 'preact/hooks';
import { useLocation, useSearchParams } from 'wouter-preact';
import { CLAUSES, clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import { Refused } from '../../parts/refused.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';
import { Clause, usePromises } from './clause.tsx';

interface Draft {
  readonly about?: string | undefined;
  readonly rule?: string | undefined;
  readonly allegation?: string | undefined;
}

/** Opens a case, by hand or from what was proposed; then shows it. */
export function Page() {
  const { api, me } = useReader();
  const page = usePageWords(casesWords);
  const { words, language } = useWords();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const directory = useDirectory().data;
  const plans = usePromises().data?.items ?? [];
  const sheet = search.get('sheet') ?? undefined;
  const clock = search.get('clock') ?? undefined;
  const proposed: Draft = { about: search.get('about') ?? undefined, rule: search.get('rule') ?? undefined };
  const draft = useDraft<Draft>(me.id, `case ${sheet ?? ''} ${clock ?? ''}`, proposed);
  const { state, submit } = useSubmission(draft, []);
  const [tried, setTried] = useState(false);
  const { about, rule, allegation = '' } = draft.value;
  const people = (directory?.people ?? [])
    .filter(({ id, active }) => active && id !== me.id)
    .map(({ id, name, section }): readonly [string, string] => {
      const of = directory?.sections.find((each) => each.id === section);
      return [id, [name, of && (language === 'en' ? of.name : of.zh)].filter(Boolean).join(' · ')];
    });
  const section = directory?.people.find(({ id }) => id === about)?.section;
  const promises = plans
    .filter((plan) => plan.section === section && plan.state !== 'superseded')
    .flatMap((plan) => plan.promises)
    .map(({ id, zh, en }): readonly [string, string] => [id, language === 'en' ? (en ?? zh) : zh]);
  const rules = [
    ...promises,
    ...CLAUSES.map((id): readonly [string, string] => [id, `${id} ${clauseTitle(id)?.[language] ?? ''}`]),
  ];
  const missing = (value: string | undefined) =>
    tried && (value ?? '').trim() === '' ? words.sign.missing : undefined;

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (about === undefined || rule === undefined || allegation.trim() === '') return;
    const opened = await submit(() =>
      answered(
        api.POST('/cases', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: {
            ...{ about, rule, allegation: allegation.trim() },
            ...(sheet && { origin: { sheet, ...(clock && { clock }) } }),
          },
        }),
      ),
    );
    if (opened !== undefined) go(`/cases/${opened.id}`, { replace: true });
  };

  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.openTitle}</h1>
        <p class="dim">{page.openLead}</p>
      </header>
      <form class="step-form" onSubmit={send} noValidate>
        <SelectField
          name="about"
          label={page.about}
          required
          value={about}
          options={people}
          change={(value) => draft.change({ ...draft.value, about: value })}
          wrong={faultIn(state, '/about') ?? missing(about)}
        />
        <SelectField
          name="rule"
          label={page.rule}
          required
          value={rule}
          options={rules}
          change={(value) => draft.change({ ...draft.value, rule: value })}
          wrong={faultIn(state, '/rule') ?? missing(rule)}
        />
        {rule !== undefined && <Clause rule={rule} />}
        <TextField
          name="allegation"
          label={page.allegation}
          required
          lines={5}
          value={allegation}
          change={(value) => draft.change({ ...draft.value, allegation: value })}
          wrong={faultIn(state, '/allegation') ?? missing(allegation)}
        />
        <Unanswered state={state} />
        {state instanceof Refusal && <Refused refusal={state} />}
        <p class="buttons">
          <button type="submit" class="main" disabled={state === 'working'}>
            {state === 'working' ? words.sign.working : page.open}
          </button>
          <button type="button" class="plain" onClick={() => history.back()}>
            {words.back}
          </button>
        </p>
      </form>
    </section>
  );
}
