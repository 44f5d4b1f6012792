import type { ComponentChildren } from 'preact';
import type { Refusal } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { instantIn } from './time.ts';

interface RefusedProps {
  readonly refusal: Refusal;
  /** What was not done. */
  readonly lead?: string;
  readonly children?: ComponentChildren;
}

/** That nothing was done, why, in the words of the API, and where it was too early from when on it is possible. */
export function Refused({ refusal, lead, children }: RefusedProps) {
  const { words, language } = useWords();
  const { me } = useReader();
  const { problem, againAt } = refusal;
  const time = (at: number) =>
    instantIn(new Date(at).toISOString(), {
      language,
      timeZone: me.site?.timeZone ?? 'UTC',
      now: Date.now(),
    });
  return (
    <div class="wrong" role="alert">
      <p>
        {lead ?? words.sign.refused} {problem.detail}{' '}
        {againAt !== undefined && words.sign.again(time(againAt))}
      </p>
      {children}
    </div>
  );
}
