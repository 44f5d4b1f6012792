/** How the sheet or case is now, where somebody else was quicker (contract section 1). Pure. */
import type { Problem } from '../session/api.ts';
import type { Words } from '../words/words.ts';

interface Present {
  readonly status: string;
  readonly last?: { readonly step: string; readonly by?: string; readonly at: string };
}

/** What its steps and statuses are called. */
type Called = Readonly<Record<'steps' | 'statuses', Readonly<Record<string, string>>>>;

/**
 * A sentence that says so; undefined where the refusal tells nothing of it.
 * @param time an instant as the reader's clock shows it
 */
export function presentIn(
  problem: Partial<Problem>,
  words: Words,
  time: (at: string) => string,
  { steps, statuses }: Called = words,
): string | undefined {
  const present = problem.present as Present | undefined;
  if (present === undefined) return undefined;
  const { status, last } = present;
  const lastStep = [
    last && (steps[last.step] ?? last.step),
    last?.by && (problem.names?.[last.by] ?? last.by),
    last && time(last.at),
  ];
  return words.sign.present(statuses[status] ?? status, lastStep.filter(Boolean).join(' '));
}
