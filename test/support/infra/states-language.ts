import { createRequire } from 'node:module';

interface Verdict {
  readonly isValid: boolean;
  readonly errorsText: (separator?: string) => string;
}

/** What is wrong with a definition by the whole States Language; empty for a valid one. Takes some 0.3 s. */
export function languageFaults(definition: unknown): string {
  // By require, since the package has no types.
  const validate: (definition: unknown) => Verdict = createRequire(import.meta.url)('asl-validator');
  // A copy, since it writes defaults into what it is given.
  const verdict = validate(structuredClone(definition));
  return verdict.isValid ? '' : verdict.errorsText('; ');
}
