import { useState } from 'preact/hooks';
import { Refused } from '../../parts/refused.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { Refusal } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { commitmentsWords } from './commitments-words.ts';

/** The headers by which just that draft is published which the director looks at, once. */
export interface PublishHeaders {
  readonly 'Idempotency-Key': string;
  readonly 'If-Match'?: string;
}

interface PublishProps {
  /** Of the draft. */
  readonly tag: string | null;
  /** @throws Refusal */
  readonly post: (header: PublishHeaders) => Promise<{ readonly version: number }>;
  readonly done: (version: number) => void;
}

/** Publishes a draft. */
export function Publish({ tag, post, done }: PublishProps) {
  const page = usePageWords(commitmentsWords);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = () => setKey(crypto.randomUUID());
  const { state, submit } = useSubmission({ renew, clear: renew }, []);
  const publish = async () => {
    const answer = await submit(() =>
      post({ 'Idempotency-Key': key, ...(tag === null ? {} : { 'If-Match': tag }) }),
    );
    if (answer !== undefined) done(answer.version);
  };
  return (
    <div class="publish">
      <p class="dim">{page.publishLead}</p>
      {state instanceof Refusal && <Refused refusal={state} lead="" />}
      <Unanswered state={state} />
      <button type="button" class="main" disabled={state === 'working'} onClick={publish}>
        {page.publish}
      </button>
    </div>
  );
}
