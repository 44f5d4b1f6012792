/** Somebody or a section, as one choice of a form has it. Pure. */

export type Whom = { readonly person: string } | { readonly section: string };

export const choiceOf = (whom: Whom): string =>
  'person' in whom ? `person ${whom.person}` : `section ${whom.section}`;

export function whomOf(choice: string | undefined): Whom | undefined {
  const [what, id] = choice?.split(' ') ?? [];
  if (id === undefined) return undefined;
  return what === 'person' ? { person: id } : { section: id };
}
