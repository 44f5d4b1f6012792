import { useEffect, useRef, useState } from 'preact/hooks';
import { KINDS } from '../../../shared/domain/model/sheet.ts';
import { Choices } from '../../parts/choices.tsx';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField, TickField } from '../../parts/fields.tsx';
import { FileField } from '../../parts/files/file-field.tsx';
import { useSending } from '../../parts/files/use-sending.ts';
import { goToFirstFault } from '../../parts/first-fault.ts';
import { sends } from '../../parts/keys.ts';
import { Labelled } from '../../parts/labelled.tsx';
import {
  AppointmentFields,
  ComplaintFields,
  RecordFields,
  ResidentFields,
} from '../../parts/matter/matter-fields.tsx';
import { Refused } from '../../parts/refused.tsx';
import { SignatureField } from '../../parts/signature-field.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { bodyOf, faultsIn, type IntakeDraft, partsOf, typedOver } from './intake.ts';
import { openWords } from './open-words.ts';
import { ResidentSearch } from './resident-search.tsx';
import { SameAddress } from './same-address.tsx';
import { SecondWindow } from './second-window.tsx';

interface IntakeProps {
  /** The ways by which the reader may take something in, the usual one first. */
  readonly channels: readonly Schemas['Channel'][];
  readonly done: (sheet: Schemas['OpenedSheet']) => void;
  /** Begins anew with an empty form. */
  readonly anew: () => void;
}

const entriesIn = <K extends string>(record: Readonly<Record<K, string>>) =>
  Object.entries(record) as [K, string][];

/** One intake, from the resident's telephone number to their signature: in the order in which it is said, by keys alone. */
export function Intake({ channels, done, anew }: IntakeProps) {
  const { api, me } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(openWords);
  const directory = useDirectory().data;
  const [usual = 'staff'] = channels;
  const kept = useDraft<IntakeDraft>(me.id, 'open', { channel: usual, kind: 'repair' });
  const draft = channels.includes(kept.value.channel) ? kept.value : { ...kept.value, channel: usual };
  const { files = [], resident = {} } = draft;
  const sending = useSending();
  const { state, submit } = useSubmission(kept, files);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const parts = partsOf(draft);
  const faults = faultsIn(draft);
  const refusal = state instanceof Refusal ? state : undefined;
  const change = (changed: Partial<IntakeDraft>) => kept.change({ ...draft, ...changed });
  const isAtDesk = channels.includes('walk-in');

  // Whoever is asked begins to type what they are told.
  useEffect(() => form.current?.querySelector<HTMLElement>('#field-find, #field-subject')?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!sends(event)) return;
      event.preventDefault();
      form.current?.requestSubmit();
    };
    // Wherever the focus is: whoever has just signed has it nowhere.
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  const wrongAt = (pointer: string): string | undefined => {
    if (pointer === '/files' && state === 'lost-file') return words.files.lost;
    if (pointer === '/files' && tried && sending.held !== undefined) return words.files.held[sending.held];
    const refused = faultIn(state, pointer);
    const fault = tried ? faults.get(pointer) : undefined;
    if (refused !== undefined || fault === undefined) return refused;
    return { missing: words.sign.missing, 'too-short': said.tooShort, record: said.filesNeeded }[fault];
  };

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (faults.size > 0 || sending.held !== undefined) {
      goToFault();
      return;
    }
    const sheet = await submit(async () => {
      const ids = await sending.send(files);
      return answered(
        api.POST('/sheets', {
          params: { header: { 'Idempotency-Key': kept.key } },
          body: bodyOf(draft, me.site?.id ?? '', ids),
        }),
      );
    });
    if (sheet === undefined) goToFault();
    else done(sheet);
  };
  const goToFault = () => goToFirstFault(form.current);
  const empty = async () => {
    kept.clear();
    anew();
    if (files.length === 0) return;
    const { dropFiles } = await import('../../parts/files/kept.ts');
    await dropFiles(files.map(({ key }) => key));
  };
  const isAsked = (pointer: string) => {
    const name = pointer.slice(1).replaceAll('/', '-');
    const { elements } = form.current ?? {};
    return [`field-${name}`, name].some((each) => elements?.namedItem(each) != null);
  };
  // Nothing of the form shows what is wrong with these.
  const unseen = (refusal?.problem.errors ?? []).filter(
    ({ pointer }) => !isAsked(pointer) && !/^\/(files|signature|record$)/.test(pointer),
  );
  const matter = [
    [said.kind, words.kinds[draft.kind]],
    [said.subject, draft.subject],
    [said.details, draft.details],
    [words.matter.name, resident.name],
    [words.matter.phone, resident.phone],
    [words.matter.address, resident.address],
  ].filter((line): line is [string, string] => Boolean(line[1]));
  const staff = (directory?.people ?? []).filter(({ role }) => role !== 'resident');
  const sections = directory?.sections ?? [];
  return (
    <form ref={form} class="ask intake" aria-labelledby="intake" onSubmit={send} noValidate>
      <h1 id="intake">{said.title}</h1>
      {channels.length > 1 && (
        <Labelled name="channel" label={said.channel} required isGroup wrong={wrongAt('/channel')}>
          {() => (
            <Choices
              name="channel"
              value={draft.channel}
              change={(channel) => change({ channel })}
              options={channels.map((channel) => [channel, said.channels[channel]])}
            />
          )}
        </Labelled>
      )}
      {parts.record && (
        <RecordFields
          required={parts.needsRecord && files.length === 0}
          wrongAt={wrongAt}
          value={draft.record ?? {}}
          change={(record) => change({ record })}
        />
      )}
      {parts.resident && (
        <fieldset class="pair">
          <legend class="unseen">{said.who}</legend>
          {isAtDesk && (
            <ResidentSearch
              take={(found) => {
                change({ resident: found });
                requestAnimationFrame(() => {
                  const missing =
                    found.phone === undefined ? '#field-resident-phone' : '[name="kind"]:checked';
                  form.current?.querySelector<HTMLElement>(missing)?.focus();
                });
              }}
            />
          )}
          <div class="in-one-line">
            <ResidentFields
              at="/resident"
              wrongAt={wrongAt}
              value={resident}
              change={(changed) => change({ resident: typedOver(resident, changed) })}
            />
          </div>
          {isAtDesk && <SameAddress address={resident.address ?? ''} />}
        </fieldset>
      )}
      {draft.channel !== 'direct' && (
        <Labelled name="kind" label={said.kind} required isGroup wrong={wrongAt('/kind')}>
          {() => (
            <Choices
              name="kind"
              value={draft.kind}
              change={(kind) => change({ kind })}
              options={KINDS.map((kind) => [kind, words.kinds[kind]])}
            />
          )}
        </Labelled>
      )}
      {parts.repair && (
        <Labelled name="category" label={words.matter.category} required isGroup wrong={wrongAt('/category')}>
          {() => (
            <Choices
              name="category"
              value={draft.category}
              change={(category) => change({ category })}
              options={entriesIn(words.categories)}
            />
          )}
        </Labelled>
      )}
      {parts.praise && (
        <div class="in-one-line">
          <SelectField
            name="praise"
            label={said.praised}
            required
            wrong={wrongAt('/praise')}
            options={staff.map(({ id, name }) => [id, name])}
            value={draft.praise?.person}
            change={(person) => change({ praise: { person } })}
          />
          <SelectField
            name="praise-section"
            label={said.praisedSection}
            required
            options={sections.map(({ id, name, zh }) => [id, language === 'en' ? name : zh])}
            value={draft.praise?.section}
            change={(section) => change({ praise: { section } })}
          />
        </div>
      )}
      <TextField
        name="subject"
        label={said.subject}
        hint={said.subjectHint}
        required
        most={200}
        wrong={wrongAt('/subject')}
        value={draft.subject}
        change={(subject) => change({ subject })}
      />
      {parts.complaint ? (
        <ComplaintFields
          at="/complaint"
          wrongAt={wrongAt}
          sections={sections}
          people={staff}
          value={draft.complaint ?? {}}
          change={(complaint) => change({ complaint })}
        />
      ) : (
        <TextField
          name="details"
          label={said.details}
          lines={3}
          wrong={wrongAt('/details')}
          value={draft.details}
          change={(details) => change({ details })}
        />
      )}
      {parts.repair && (
        <>
          <TickField
            name="urgent"
            label={words.matter.urgent}
            wrong={wrongAt('/urgent')}
            value={draft.urgent}
            change={(urgent) => change({ urgent })}
          />
          <TickField
            name="simple"
            label={words.matter.simple}
            wrong={wrongAt('/simple')}
            value={draft.simple}
            change={(simple) => change({ simple })}
          />
        </>
      )}
      {parts.appointment && (
        <AppointmentFields
          at="/appointment"
          wrongAt={wrongAt}
          value={draft.appointment ?? {}}
          change={(appointment) => change({ appointment })}
        />
      )}
      {parts.answer && (
        <TextField
          name="answer"
          label={said.onTheSpot}
          hint={said.onTheSpotHint}
          lines={3}
          wrong={wrongAt('/answer')}
          value={draft.answer}
          change={(answer) => change({ answer })}
        />
      )}
      {parts.answer && parts.adopted && (
        <TickField
          name="adopted"
          label={said.adopted}
          wrong={wrongAt('/adopted')}
          value={draft.adopted}
          change={(adopted) => change({ adopted })}
        />
      )}
      <Labelled name="files" label={said.files} wrong={wrongAt('/files')}>
        {(control) => (
          <FileField
            {...control}
            value={files}
            change={(picked) => change({ files: picked })}
            sending={sending}
          />
        )}
      </Labelled>
      {parts.signature && (
        <Labelled name="signature" label={said.signature} required isGroup wrong={wrongAt('/signature')}>
          {() => (
            <>
              <SignatureField
                value={draft.signature}
                change={(signature) => change({ signature })}
                signatory={resident.name ?? ''}
              />
              <SecondWindow
                matter={matter}
                path={draft.signature?.path ?? ''}
                draw={(path) =>
                  change({ signature: { signer: resident.name ?? '', ...draft.signature, path } })
                }
              />
            </>
          )}
        </Labelled>
      )}
      <Unanswered state={state} said={said.unanswered} />
      {refusal !== undefined && (
        <Refused refusal={refusal} lead={said.refused}>
          {unseen.map(({ pointer, detail }) => (
            <p key={pointer}>{detail}</p>
          ))}
        </Refused>
      )}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {state === 'working' ? said.sending : said.send}
        </button>
        <span class="dim keys">{said.keys}</span>
      </p>
      <details class="others">
        <summary>{said.anew}</summary>
        <button type="button" class="plain" disabled={state === 'working'} onClick={empty}>
          {said.empty}
        </button>
      </details>
    </form>
  );
}
