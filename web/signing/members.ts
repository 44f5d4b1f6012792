/** How the members of a step's body are asked for, whatever is signed. Pure. */
import type { Picked } from '../parts/files/kept.ts';
import type { Schemas } from '../session/api.ts';

export type Allowed = Schemas['AllowedStep'];
export type Kind =
  | 'text'
  | 'choice'
  | 'several'
  | 'yes-or-no'
  | 'mark'
  | 'tick'
  | 'instant'
  | 'money'
  | 'signature'
  | 'files'
  | 'own';
export type Draft = Readonly<Record<string, unknown>>;

/** The files that were picked; they are sent before the step, which then names their ids. */
export const filesOf = ({ files }: Draft): readonly Picked[] =>
  (files as readonly Picked[] | undefined) ?? [];

/** How one sort of thing (a sheet, a case) is signed. */
export interface Book {
  /** Whatever stands here can be filled in on the page; a step that requires anything else is not offered. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** What brings it on, before what may be done besides; a step that is not named here comes last, as the API has it. */
  readonly onward: readonly string[];
  /** Steps that a key opens, for whoever sits at a desk. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Where what was said already tells whether a member is asked for; undefined where it is as the API says. */
  demanded?(step: string, member: string, draft: Draft): 'required' | 'optional' | 'unasked' | undefined;
}

/** Whether everything that the step requires can be filled in here. */
export const signableHere = (book: Book, { requires, oneOf = [] }: Allowed): boolean =>
  requires.every((member) => member in book.kinds) &&
  oneOf.every((group) => group.some((member) => member in book.kinds));

/** The steps that can be signed here, the next one first. */
export function inOrder(book: Book, steps: readonly Allowed[]): readonly Allowed[] {
  const { onward } = book;
  const rank = ({ step }: Allowed) => (onward.includes(step) ? onward.indexOf(step) : onward.length);
  return steps.filter((step) => signableHere(book, step)).toSorted((a, b) => rank(a) - rank(b));
}

/** The same without those that were made here already and wait for their receipt. */
export const offered = (book: Book, steps: readonly Allowed[], waiting: readonly string[] = []) =>
  inOrder(book, steps).filter(({ step }) => !waiting.includes(step));

/** Kinds of what goes with a step rather than says what it is; it is asked for at the end. */
const LAST: readonly (Kind | undefined)[] = ['instant', 'signature', 'files'];

/** What is asked for, in order: what the API requires first, files and signatures last; of a group any one is required. */
export function askedFor(
  book: Book,
  { step, requires, takes, oneOf = [] }: Allowed,
  draft: Draft,
): readonly { member: string; required: boolean }[] {
  const needed = new Set([...requires, ...oneOf.flat()]);
  const isLast = (member: string) => LAST.includes(book.kinds[member]);
  const members = [...new Set([...needed, ...takes])]
    .filter((member) => member in book.kinds)
    .toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)));
  return members.flatMap((member) => {
    const demand = book.demanded?.(step, member, draft);
    if (demand === 'unasked') return [];
    return [{ member, required: demand === undefined ? needed.has(member) : demand === 'required' }];
  });
}

const isEmpty = (value: unknown) => value === undefined || value === '' || value === false;
const isListOfNone = (value: unknown) => Array.isArray(value) && value.length === 0;

/**
 * The body to send, without what was left empty; a no is an answer where one is asked for. The files stand in it as they
 * were picked, until they are sent.
 */
export function bodyOf(book: Book, allowed: Allowed, draft: Draft): Record<string, unknown> {
  const members = askedFor(book, allowed, draft).flatMap(({ member, required }) => {
    const kind = book.kinds[member];
    // Of several, none is an answer where one is asked for.
    const value = draft[member] ?? (kind === 'several' && required ? [] : undefined);
    const isSaid =
      kind === 'yes-or-no'
        ? value !== undefined
        : !isEmpty(value) && !(kind === 'files' && isListOfNone(value));
    return isSaid ? [[member, typeof value === 'string' ? value.trim() : value]] : [];
  });
  return { step: allowed.step, ...Object.fromEntries(members) };
}

/** What is required and still missing; of a group of which one is enough, all of it. */
export function missingIn(book: Book, allowed: Allowed, draft: Draft): readonly string[] {
  const body = bodyOf(book, allowed, draft);
  const { oneOf = [] } = allowed;
  const alone = askedFor(book, allowed, draft).flatMap(({ member, required }) =>
    required && !(member in body) && !oneOf.flat().includes(member) ? [member] : [],
  );
  return [...alone, ...oneOf.filter((group) => !group.some((member) => member in body)).flat()];
}
