/**
 * `names { id: text }` (contract section 1): how the people and sections are called whom an answer names by id. It is
 * made from the answer as its reader is shown it, so nobody is named whom that does not show. Pure.
 */
import * as z from 'zod';
import type { Language, Person, Section } from '../domain/model/directory.ts';
import { MEANS } from '../domain/model/sheet.ts';
import { DIRECTORY_ID } from './forms/patterns.ts';

/** What is called how, by id. */
export type Names = Readonly<Record<string, string>>;

/** The member of every answer that names people or sections by id. */
export const namesMember = {
  names: z
    .record(z.string(), z.string())
    .meta({
      id: 'Names',
      description:
        'How the people and sections are called that the answer names by id; sections in the language of the answer.',
    })
    .optional(),
};

/** `bearer`: no id by itself, but something that has one; a resident is called what stands beside their id, or nothing. */
type NamedKind = 'person' | 'section' | 'bearer' | 'resident';

/**
 * The members that hold an id of a person or section, a list of ids, or what has one, in any answer. What a member of that
 * name holds otherwise, such as an instant in `to` or a means in `by`, is told apart by its form.
 */
const MEMBERS: Readonly<Record<string, NamedKind>> = {
  about: 'person',
  actingFor: 'person',
  actor: 'bearer',
  after: 'bearer',
  answerable: 'person',
  before: 'bearer',
  by: 'person',
  byStandInFor: 'person',
  confirmedBy: 'bearer',
  decidedBy: 'person',
  disputedBy: 'person',
  draftedBy: 'person',
  firstContact: 'person',
  handler: 'person',
  investigator: 'person',
  missing: 'section',
  openedBy: 'person',
  people: 'person',
  person: 'person',
  receiver: 'person',
  receiverStandInFor: 'person',
  resident: 'resident',
  reviewer: 'person',
  section: 'section',
  sections: 'section',
  standIn: 'person',
  standInFor: 'person',
  to: 'person',
  witness: 'person',
};

/** Typed texts may stand under any name; beside a ledger they are by themselves. */
const TYPED = ['values', 'names'];

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const isId = (text: string) =>
  DIRECTORY_ID.test(text) && !INSTANT.test(text) && !MEANS.some((means) => means === text);

/** What may have an id, and a name beside it. */
interface Bearer {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly zh?: unknown;
  readonly role?: unknown;
}

/** The ids of people and sections in an answer, and the names that stand beside ids of people there. */
interface Found {
  readonly people: ReadonlySet<string>;
  readonly sections: ReadonlySet<string>;
  readonly beside: ReadonlyMap<string, string>;
}

/** Whom and what an answer names by id. */
export function namedIn(answer: unknown): Found {
  const [people, sections, beside] = [new Set<string>(), new Set<string>(), new Map<string, string>()];
  const walk = (value: unknown, kind: NamedKind | undefined): void => {
    if (typeof value === 'string') {
      if (!isId(value)) return;
      if (kind === 'person') people.add(value);
      if (kind === 'section') sections.add(value);
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each, kind);
    } else if (typeof value === 'object' && value !== null) {
      if (kind !== undefined) take(value, kind);
      for (const [member, held] of Object.entries(value)) {
        if (!TYPED.includes(member)) walk(held, MEMBERS[member]);
      }
    }
  };
  const take = ({ id, name, zh, role }: Bearer, kind: NamedKind): void => {
    if (typeof id !== 'string' || !isId(id) || role === 'system') return;
    const isResident = kind === 'resident' || role === 'resident';
    if (isResident && typeof name !== 'string') return;
    // People have one name, sections one in each language.
    if (kind === 'section' || zh !== undefined) sections.add(id);
    else people.add(id);
    if (typeof name === 'string' && name !== '') beside.set(id, name);
  };
  walk(answer, undefined);
  return { people, sections, beside };
}

/** What the names are taken from. */
export interface NameSources {
  readonly language: Language;
  readonly staff: readonly Person[];
  readonly sections: readonly Section[];
}

/**
 * The names of what was found, and the ids of people who are neither staff there nor called anything in the answer
 * itself.
 */
export function namesFor(
  found: Found,
  { language, staff, sections }: NameSources,
): { readonly names: Names; readonly unknown: readonly string[] } {
  const known = new Map(staff.map(({ id, name }) => [id, name]));
  const places = new Map(sections.map(({ id, zh, name }) => [id, language === 'en' ? name : zh]));
  const called = [...found.people].map((id) => [id, known.get(id) ?? found.beside.get(id)] as const);
  const named = [...called, ...[...found.sections].map((id) => [id, places.get(id)] as const)].flatMap(
    ([id, name]) => (name === undefined ? [] : [[id, name] as const]),
  );
  return {
    names: Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    unknown: called.flatMap(([id, name]) => (name === undefined ? [id] : [])),
  };
}
