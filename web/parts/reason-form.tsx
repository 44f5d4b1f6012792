import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { useDraft } from './draft.ts';
import { TextField } from './fields.tsx';
import { goToFirstFault } from './first-fault.ts';
import { Refused } from './refused.tsx';
import { faultIn, useSubmission } from './submission.ts';
import { Unanswered } from './unanswered.tsx';

interface ReasonFormProps {
  /** What is signed, and of what: its draft is kept under both. */
  readonly step: string;
  readonly id: string;
  readonly lead?: string;
  readonly label: string;
  /** What its button says. */
  readonly send: string;
  /** What a refusal begins with, where it is not what is said of every signature. */
  readonly refused?: string;
  /** Sends the reason under an Idempotency-Key. */
  readonly sign: (reason: string, key: string) => Promise<unknown>;
  readonly signed: () => void;
  /** Reads anew what somebody else has changed meanwhile. */
  readonly stale?: () => void;
  readonly close: () => void;
}

/** A step that takes a reason and nothing else. */
export function ReasonForm({ step, id, lead, label, send, refused, ...does }: ReasonFormProps) {
  const { me } = useReader();
  const { words } = useWords();
  const draft = useDraft<{ readonly reason?: string | undefined }>(me.id, `${step} ${id}`, {});
  const { state, submit } = useSubmission(draft, [], does.stale);
  const [tried, setTried] = useState(false);
  const reason = draft.value.reason?.trim() ?? '';
  const form = useRef<HTMLFormElement>(null);
  // Whoever asked for it types on.
  useLayoutEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  const onSubmit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (reason === '') return goToFirstFault(form.current);
    const done = await submit(() => does.sign(reason, draft.key));
    if (done !== undefined) does.signed();
  };
  return (
    <form ref={form} class="step-form" onSubmit={onSubmit} noValidate>
      {lead !== undefined && <p>{lead}</p>}
      <TextField
        name={`reason-${id}`}
        label={label}
        required
        lines={3}
        value={draft.value.reason}
        change={(value) => draft.change({ reason: value })}
        wrong={faultIn(state, '/reason') ?? (tried && reason === '' ? words.sign.missing : undefined)}
      />
      <Unanswered state={state} />
      {state instanceof Refusal && (
        <Refused refusal={state} {...(refused === undefined ? {} : { lead: refused })} />
      )}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {send}
        </button>
        <button type="button" class="plain" onClick={does.close}>
          {words.back}
        </button>
      </p>
    </form>
  );
}
