import { createRequire } from 'node:module';
import { StartProblem } from '../start-problem.ts';

interface Verdict {
  readonly isValid: boolean;
  readonly errorsText: (separator?: string) => string;
}

/**
 * Checks a definition against the whole States Language. Takes some 0.3 s of work each time, because the
 * validator builds its rules anew.
 * @throws StartProblem with everything that is wrong
 */
export function checkStatesLanguage(name: string, definition: unknown): void {
  // Without types of its own, and loaded by those alone who check.
  const validate: (definition: unknown) => Verdict = createRequire(import.meta.url)('asl-validator');
  // It writes defaults into what it is given.
  const verdict = validate(structuredClone(definition));
  if (!verdict.isValid) {
    throw new StartProblem(`The state machine ${name} is invalid: ${verdict.errorsText('; ')}`);
  }
}
