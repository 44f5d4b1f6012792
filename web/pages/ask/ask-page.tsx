import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { CATEGORIES, KINDS } from '../../../shared/domain/model/sheet.ts';
import { Choices } from '../../parts/choices.tsx';
import { useDraft } from '../../parts/draft.ts';
import { InstantField, TextField } from '../../parts/fields.tsx';
import { FileField } from '../../parts/files/file-field.tsx';
import { useSending } from '../../parts/files/use-sending.ts';
import { goToFirstFault } from '../../parts/first-fault.ts';
import { Labelled } from '../../parts/labelled.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { askWords } from './ask-words.ts';
import { bodyOf, comesAtOnce, type Field, faultsIn, fieldAt, type Request } from './request.ts';
import { Hidden, Whom } from './whom.tsx';

/** What the API takes of a text of one line at most. */
const LONGEST_LINE = 200;

/** Where a resident asks for something: what it is, what happened, and nothing that the directory knows already. */
export function Page() {
  const { api, me } = useReader();
  const { words } = useWords();
  const said = usePageWords(askWords);
  const [, go] = useLocation();
  const draft = useDraft<Request>(me.id, 'ask', {});
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const request = draft.value;
  const { files = [] } = request;
  const sending = useSending();
  const { state, submit } = useSubmission(draft, files);
  const faults = faultsIn(request);
  const refusal = state instanceof Refusal ? state : undefined;
  const change = (changed: Partial<Request>) => draft.change({ ...request, ...changed });

  const wrongWith = (field: Field): string | undefined => {
    const refused = refusal?.problem.errors?.find(({ pointer }) => fieldAt(pointer) === field);
    if (refused !== undefined) return refused.detail;
    if (!tried) return undefined;
    if (field === 'files' && sending.held !== undefined) return words.files.held[sending.held];
    const fault = faults[field];
    if (fault === undefined) return undefined;
    return { missing: words.sign.missing, 'too-short': said.tooShort, backwards: said.backwards }[fault];
  };
  const text = (
    field: 'subject' | 'details' | 'place' | 'cause' | 'course' | 'persons',
    label: string,
    asked: { readonly hint?: string; readonly required?: boolean; readonly isLine?: boolean } = {},
  ) => {
    const { isLine = false, ...more } = asked;
    return (
      <TextField
        name={field}
        label={label}
        {...(isLine ? { most: LONGEST_LINE } : { lines: 4 })}
        value={request[field]}
        wrong={wrongWith(field)}
        change={(value) => change({ [field]: value })}
        {...more}
      />
    );
  };
  const instant = (field: 'from' | 'to' | 'occurredAt', label: string) => (
    <InstantField
      name={field}
      label={label}
      required
      wrong={wrongWith(field)}
      value={request[field]}
      change={(value) => change({ [field]: value })}
    />
  );

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0 || sending.held !== undefined) {
      goToFirstFault(form.current);
      return;
    }
    const opened = await submit(async () => {
      const ids = await sending.send(files);
      return answered(
        api.POST('/sheets', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: bodyOf(request, ids, me.site?.id ?? ''),
        }),
      );
    });
    if (opened !== undefined) go(`/sheets/${opened.id}`);
  };

  return (
    <form ref={form} class="ask" aria-labelledby="ask" onSubmit={send} noValidate>
      <h1 id="ask">{said.title}</h1>
      <Labelled name="kind" label={said.kind} required isGroup look="listed" wrong={wrongWith('kind')}>
        {() => (
          <Choices
            name="kind"
            value={request.kind}
            change={(kind) => change({ kind })}
            options={KINDS.map((kind) => [kind, said.kinds[kind]])}
          />
        )}
      </Labelled>
      {request.kind === 'repair' && (
        <>
          <Labelled name="category" label={said.category} required isGroup wrong={wrongWith('category')}>
            {() => (
              <Choices
                name="category"
                value={request.category}
                change={(category) => change({ category })}
                options={CATEGORIES.map((category) => [category, words.categories[category]])}
              />
            )}
          </Labelled>
          <label class="ticked">
            <input
              type="checkbox"
              checked={request.urgent === true}
              onChange={({ currentTarget }) => change({ urgent: currentTarget.checked })}
            />
            {said.urgent}
          </label>
        </>
      )}
      {request.kind === 'praise' && (
        <Labelled name="praised" label={said.praised} required wrong={wrongWith('praised')}>
          {(control) => (
            <Whom
              {...control}
              value={request.praised}
              change={(praised) => change({ praised })}
              nobody={words.choose}
            />
          )}
        </Labelled>
      )}
      {text('subject', said.subject, { hint: said.subjectHint, required: true, isLine: true })}
      {request.kind === 'complaint' ? (
        <>
          {instant('occurredAt', said.complaint.occurredAt)}
          {text('place', said.complaint.place, { required: true, isLine: true })}
          {text('cause', said.complaint.cause, { required: true })}
          {text('course', said.complaint.course, { required: true })}
          {text('persons', said.complaint.persons, { hint: said.complaint.personsHint })}
          <Labelled name="against" label={said.complaint.against} required wrong={wrongWith('against')}>
            {(control) => (
              <Whom
                {...control}
                value={request.against}
                change={(against) => change({ against })}
                nobody={said.complaint.nobody}
              />
            )}
          </Labelled>
          <Hidden against={request.against} />
          <label class="ticked">
            <input
              type="checkbox"
              checked={request.anonymous === true}
              onChange={({ currentTarget }) => change({ anonymous: currentTarget.checked })}
            />
            {said.complaint.anonymous}
          </label>
        </>
      ) : (
        text('details', said.details)
      )}
      {request.kind === 'repair' && !comesAtOnce(request) && (
        <Labelled name="home" label={said.home} isGroup hint={said.homeHint}>
          {() => (
            <>
              {instant('from', said.from)}
              {instant('to', said.to)}
            </>
          )}
        </Labelled>
      )}
      <Labelled
        name="files"
        label={said.files}
        wrong={state === 'lost-file' ? words.files.lost : wrongWith('files')}
      >
        {(control) => (
          <FileField
            {...control}
            value={files}
            change={(picked) => change({ files: picked })}
            sending={sending}
          />
        )}
      </Labelled>
      <div class="field">
        <p>{said.reach}</p>
        <p>{[me.name, me.phone, me.address].filter(Boolean).join(' · ')}</p>
        <p class="dim">{said.reachHint}</p>
      </div>
      <Unanswered state={state} said={said.unanswered} />
      {refusal !== undefined && (
        <Refused refusal={refusal} lead={said.refused}>
          {refusal.problem.errors
            ?.filter(({ pointer }) => form.current?.elements.namedItem(`field-${fieldAt(pointer)}`) == null)
            .map(({ detail }) => (
              <p key={detail}>{detail}</p>
            ))}
        </Refused>
      )}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {state === 'working' ? said.sending : said.send}
        </button>
        <span class="dim">{said.kept}</span>
      </p>
    </form>
  );
}
