/** What the functions measure of the product's promises, as the stacks name it; `shared/runtime/measure.ts` writes it. */
/** The namespace of a stage's own metrics. */
export const namespaceOf = (stage: string): string => `Shoujie/${stage}`;
