import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clauseTitle } from '../../shared/domain/kernel/clauses.ts';
import { useDraft } from '../parts/draft.ts';
import { useSending } from '../parts/files/use-sending.ts';
import { goToFirstFault } from '../parts/first-fault.ts';
import { sends } from '../parts/keys.ts';
import { Refused } from '../parts/refused.tsx';
import { faultIn, useSubmission, WAITING } from '../parts/submission.ts';
import { instantIn } from '../parts/time.ts';
import { Unanswered } from '../parts/unanswered.tsx';
import { Refusal } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { Field } from './field.tsx';
import { type Allowed, askedFor, bodyOf, type Draft, filesOf, missingIn } from './members.ts';
import { presentIn } from './present.ts';
import type { Signing } from './signing.ts';

/** What begins a text: a letter or sign, or what an input method makes one of. */
const TYPED = /^(\S|Process)$/u;
const TEXT = 'textarea, input[type="text"], input:not([type])';

interface StepFormProps {
  readonly signing: Signing;
  readonly allowed: Allowed;
  /** It can no longer be signed: somebody else was quicker. */
  readonly isGone: boolean;
  readonly close: () => void;
  /** It was acknowledged, or the device keeps it until it is. */
  readonly done: (isAcknowledged: boolean) => void;
}

/** The form of a step: what it brings about and by which clause, what it asks for, and the signature by login. */
export function StepForm({ signing, allowed, isGone, close, done }: StepFormProps) {
  const { me } = useReader();
  const { words, language } = useWords();
  const { book, said, names } = signing;
  const { step } = allowed;
  const time = (at: string) =>
    instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now: Date.now() });
  const isResident = me.role === 'resident';
  const draft = useDraft<Draft>(me.id, `${signing.id} ${step}`, {});
  const files = filesOf(draft.value);
  const sending = useSending();
  const { state, submit } = useSubmission(draft, files);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Before anything is shown: whoever types on at once types into the form, and goes nowhere by the keys of the page.
  useLayoutEffect(() => heading.current?.focus(), []);
  const typeOn = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !TYPED.test(event.key)) return;
    event.stopPropagation();
    form.current?.querySelector<HTMLElement>(TEXT)?.focus();
  };

  const filled = signing.filled?.(draft.value) ?? draft.value;
  const missing = missingIn(book, allowed, filled);
  const refused = state instanceof Refusal ? state : undefined;
  const present = refused && presentIn(refused.problem, words, time, said);
  const title = clauseTitle(allowed.clause)?.[language];
  const isOneOfSeveral = (member: string) => allowed.oneOf?.some((group) => group.includes(member)) === true;
  const wrongAt = (pointer: string) => {
    const [, member = '', ...inside] = pointer.split('/');
    const isMissing = tried && missing.includes(member) && inside.length === 0;
    if (member === 'files' && state === 'lost-file') return words.files.lost;
    if (member === 'files' && tried && sending.held !== undefined) return words.files.held[sending.held];
    const needed = isOneOfSeveral(member) ? words.sign.oneOf : words.sign.missing;
    return faultIn(state, pointer) ?? (isMissing ? needed : undefined);
  };

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0 || sending.held !== undefined) {
      goToFirstFault(form.current);
      return;
    }
    const answer = await submit(() =>
      signing.send(bodyOf(book, allowed, filled), {
        ...{ key: draft.key, files, told: sending.told },
        async attached() {
          const ids = await sending.send(files);
          return ids.length > 0 ? { files: ids } : {};
        },
      }),
    );
    if (answer === undefined) return;
    done(answer !== WAITING);
    signing.refresh();
  };

  return (
    <form
      ref={form}
      class="step-form"
      aria-labelledby="step"
      onSubmit={send}
      onKeyDown={(event) => sends(event) && send(event)}
      noValidate
    >
      <h2 id="step" ref={heading} tabIndex={-1} onKeyDown={typeOn}>
        {said.steps[step] ?? step}
      </h2>
      <p class="effect">
        {said.effects[step]}{' '}
        <span class="dim">
          {words.sheet.effect(title === undefined ? allowed.clause : `${title} ${allowed.clause}`)}
        </span>
      </p>
      {allowed.actingFor !== undefined && (
        <p>{words.sheet.acting(names[allowed.actingFor] ?? allowed.actingFor)}</p>
      )}
      {askedFor(book, allowed, draft.value).map(({ member, required }) => (
        <Field
          key={member}
          member={member}
          required={required}
          wrongAt={wrongAt}
          value={draft.value[member]}
          change={(value) => draft.change({ ...draft.value, [member]: value })}
          allowed={allowed}
          signing={signing}
          sending={sending}
        />
      ))}
      {isGone && state === 'filling' && (
        <p class="pending" role="status">
          {words.sign.gone}
        </p>
      )}
      <Unanswered state={state} />
      {refused !== undefined && (
        <Refused refusal={refused}>
          {present !== undefined && (
            <>
              <p>{present}</p>
              <p>{words.sign.kept}</p>
              <button
                type="button"
                onClick={() => {
                  signing.refresh();
                  close();
                }}
              >
                {words.sign.refresh}
              </button>
            </>
          )}
        </Refused>
      )}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {state === 'working' ? words.sign.working : isResident ? words.submit : words.send}
        </button>
        <button type="button" class="plain" onClick={close}>
          {words.back}
        </button>
      </p>
    </form>
  );
}
