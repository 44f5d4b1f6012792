/** The clauses of the two regulations, by id: what somebody can be held to, and what a case can be about. Pure. */
// biome-ignore format: one line a part of the regulations
export const CLAUSES: readonly string[] = [
  'A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5', 'A1.6a', 'A1.6b', 'A1.6c', 'A1.7', 'A1.8',
  'A2.1', 'A2.2', 'A2.3', 'A2.4', 'A2.5', 'A2.6', 'A2.7a', 'A2.7b', 'A2.7c',
  'B1', 'B2', 'B3a', 'B3b', 'B3c', 'B4a', 'B4b',
  'B5.1a', 'B5.1b', 'B5.1c', 'B5.1d',
  'B5.2a', 'B5.2b', 'B5.2.1a', 'B5.2.1b', 'B5.2.1c', 'B5.2.2a', 'B5.2.2b', 'B5.2.2c', 'B5.2.2d',
];

/** Whether a rule is a clause of the regulations or one of these promises, by the ids of those published. */
export function isKnownRule(rule: string, promises: readonly string[]): boolean {
  return CLAUSES.includes(rule) || promises.includes(rule);
}
