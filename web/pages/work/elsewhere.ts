/** What there is to do beside sheets, as its row tells it: about whom, and by which rule. Pure. */
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import type { Schemas } from '../../session/api.ts';
import type { Said } from '../../words/words.ts';

interface Told {
  readonly step: string;
  readonly subject: string;
  /** The rule that a case is judged by. */
  readonly rule?: string | undefined;
  readonly number?: string | undefined;
}

/** The members that tell of a case, of a proposed one, and of a change of the directory. */
interface Telling {
  readonly about?: string;
  readonly rule?: string;
  readonly number?: string;
  readonly before?: { readonly name?: string } | null;
  readonly after?: { readonly name?: string } | null;
}

/** @param names of those whom the answer names by id */
export function elsewhere(
  { kind, does, summary }: Schemas['WorkItem'],
  names: Schemas['Names'],
  { words, language }: Said,
): Told {
  const step = words.steps[does] ?? does;
  if (kind === 'sheet') return { step, subject: step };
  // The description leaves the summary open, because each kind has its own.
  const { about = '', rule, number, before, after }: Telling = summary;
  if (summary.kind === 'erasure') return { step, subject: words.work.erasure };
  const who = before?.name ?? after?.name ?? names[about] ?? about;
  return {
    step: kind === 'proposed' ? words.work.openCase : (words.caseSteps[does] ?? step),
    subject: words.work.elsewhere[kind](who),
    rule: rule && (clauseTitle(rule)?.[language] ?? rule),
    number,
  };
}
