/** What the functions measure of the product's promises, passed on to the stacks, which import nothing of `shared`. */
export { BREACH_DIMENSIONS, type Measure } from '../shared/runtime/measure.ts';

/** The namespace of a stage's own metrics. */
export const namespaceOf = (stage: string): string => `Shoujie/${stage}`;
