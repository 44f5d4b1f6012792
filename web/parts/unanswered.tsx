import { useWords } from '../words/words.ts';
import type { Submission } from './submission.ts';

interface UnansweredProps {
  readonly state: Submission;
  /** What is not done, where that is no signature. */
  readonly said?: string;
}

/** That no receipt came, and that pressing again does nothing twice. */
export function Unanswered({ state, said }: UnansweredProps) {
  const { words } = useWords();
  if (state !== 'unanswered') return null;
  return (
    <p class="pending" role="alert">
      {said ?? words.sign.unanswered}
    </p>
  );
}
