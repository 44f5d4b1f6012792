import { useRef, useState } from 'preact/hooks';
import { useLocation, useSearchParams } from 'wouter-preact';
import { CLAUSES, clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import { FileField } from '../../parts/files/file-field.tsx';
import type { Picked } from '../../parts/files/kept.ts';
import { useSending } from '../../parts/files/use-sending.ts';
import { goToFirstFault } from '../../parts/first-fault.ts';
import { Labelled } from '../../parts/labelled.tsx';
import { Refused } from '../../parts/refused.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { casesWords } from './cases-words.ts';
import { Clause, usePromises } from './clause.tsx';

interface Draft {
  readonly about?: string | undefined;
  readonly rule?: string | undefined;
  readonly allegation?: string | undefined;
  readonly files?: readonly Picked[] | undefined;
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
  const { about, rule, allegation = '', files = [] } = draft.value;
  const sending = useSending();
  const { state, submit } = useSubmission(draft, files);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const people = (directory?.people ?? [])
    .filter(({ id, active }) => active && id !== me.id)
    .map(({ id, name, section }): readonly [string, string] => {
      const of = directory?.sections.find((each) => each.id === section);
      return [id, [name, of && called(of, language)].filter(Boolean).join(' · ')];
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
    const isLacking = about === undefined || rule === undefined || allegation.trim() === '';
    if (isLacking || sending.held !== undefined) {
      goToFirstFault(form.current);
      return;
    }
    const opened = await submit(async () => {
      const ids = await sending.send(files);
      return answered(
        api.POST('/cases', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: {
            ...{ about, rule, allegation: allegation.trim() },
            ...(sheet && { origin: { sheet, ...(clock && { clock }) } }),
            ...(ids.length > 0 && { files: ids }),
          },
        }),
      );
    });
    if (opened !== undefined) go(`/cases/${opened.id}`, { replace: true });
  };

  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.openTitle}</h1>
        <p class="dim">{page.openLead}</p>
      </header>
      <form ref={form} class="step-form" onSubmit={send} noValidate>
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
        <Labelled
          name="files"
          label={page.evidence}
          hint={page.evidenceHint}
          wrong={
            state === 'lost-file'
              ? words.files.lost
              : tried && sending.held !== undefined
                ? words.files.held[sending.held]
                : faultIn(state, '/files')
          }
        >
          {(control) => (
            <FileField
              {...control}
              value={files}
              change={(picked) => draft.change({ ...draft.value, files: picked })}
              sending={sending}
            />
          )}
        </Labelled>
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
