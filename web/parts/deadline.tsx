import { useWords } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { nearness } from './near.ts';
import { spanIn } from './time.ts';

export interface DeadlineProps {
  readonly dueAt: string;
  readonly warnAt?: string | undefined;
  readonly state?: string | undefined;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
}

/** A deadline by icon, words and colour: no one of them alone says it. */
export function Deadline({ dueAt, warnAt, state, now }: DeadlineProps) {
  const said = useWords();
  const { deadline } = said.words;
  const over = { stopped: deadline.inTime, late: deadline.lateDone, exempt: deadline.exempt }[state ?? ''];
  if (over !== undefined)
    return (
      <span class={`deadline ${state === 'late' ? 'late-done' : 'done'}`}>
        <Icon name="done" />
        {over}
      </span>
    );
  const near = nearness({ dueAt, warnAt, now });
  return (
    <time class={`deadline ${near}`} dateTime={dueAt}>
      <Icon name={near} />
      {deadline[near](spanIn(Math.abs(Date.parse(dueAt) - now), said))}
    </time>
  );
}
