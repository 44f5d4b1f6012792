/**
 * What a list asks the table itself to leave out, so that rows which are passed over are counted and not carried. Whatever
 * could be kept from a reader always comes through: how much that is, no count may tell (B5.2.2c, decision 52).
 */
import type { Actor, Directory } from '../../domain/model/directory.ts';
import { partOf } from '../../domain/organisation/acting.ts';
import { piecesOf } from '../../domain/sheets/comparable.ts';
import { sheetSightOf } from '../../domain/sheets/visibility.ts';
import type { SheetFilter } from './filter.ts';

/** A condition on what an index holds of a sheet. */
export interface Sieve {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Of a summary of version 0.1 it is not known what it says. */
const IS_OLDER = 'NOT contains(summary, :unmet)';
/** A complaint against somebody is kept from them. */
const ALWAYS = `contains(summary, :against) OR ${IS_OLDER}`;

/** How a member with that value stands in a summary, which is JSON without blanks. */
const member = (name: string, value: unknown): string => `"${name}":${JSON.stringify(value)}`;

/** A subject that says otherwise what is looked for is none that the table can judge; nor is one of an earlier version. */
const COMPARABLE = member('comparable', true);

/**
 * The sieve of a filter; undefined where nothing of it can be told from what an index holds. It lets through all that fits, and more;
 * but of a search only what has the words in its subject: what is found by search rows is read along with it (`alongWith`).
 */
export function sieveOf(filter: SheetFilter): Sieve | undefined {
  const values: Record<string, unknown> = {};
  const says = (text: string): string => {
    const name = `:says${Object.keys(values).length}`;
    values[name] = text;
    return `contains(summary, ${name})`;
  };
  const isOneOf = (attribute: string, words: readonly string[]): string => {
    const named = words.map((word, nth) => [`:${attribute}${nth}`, word] as const);
    Object.assign(values, Object.fromEntries(named));
    return `#${attribute} IN (${named.map(([name]) => name).join(', ')})`;
  };
  const { section, status, kind, handler, firstContact, resident, number, breached, dueBefore, search } =
    filter;
  const pieces = search?.words?.all.flatMap(piecesOf) ?? [];
  const conditions = [
    ...(section === undefined ? [] : [says(member('section', section))]),
    ...(handler === undefined ? [] : [says(member('handler', handler))]),
    ...(firstContact === undefined ? [] : [says(member('firstContact', firstContact))]),
    ...(resident === undefined ? [] : [says(member('id', resident))]),
    ...(number === undefined ? [] : [says(member('number', number))]),
    ...(breached === undefined ? [] : [says(member('breached', true))]),
    ...(dueBefore === undefined ? [] : [`NOT ${says(member('unmet', []))}`]),
    ...(status === undefined ? [] : [isOneOf('status', status)]),
    ...(kind === undefined ? [] : [isOneOf('kind', kind)]),
    ...(pieces.length === 0 ? [] : [`(NOT ${says(COMPARABLE)} OR ${pieces.map(says).join(' AND ')})`]),
  ];
  if (conditions.length === 0) return undefined;
  return {
    expression: `${ALWAYS} OR ${conditions.join(' AND ')}`,
    names: {
      ...(status === undefined ? {} : { '#status': 'status' }),
      ...(kind === undefined ? {} : { '#kind': 'kind' }),
    },
    values: { ...values, ':against': '"against":', ':unmet': '"unmet":' },
  };
}

/**
 * The sieve of what any of these may see: sheets in whose summary they, or the section whose sheets are theirs to see, are named. For
 * lists that tell no count of what was passed over. Undefined where somebody sees more than that.
 */
export function sieveOfSight(actors: readonly Actor[], directory: Directory): Sieve | undefined {
  const values: Record<string, unknown> = {};
  const names = (id: string): string => {
    const name = `:id${Object.keys(values).length}`;
    values[name] = JSON.stringify(id);
    return `contains(summary, ${name})`;
  };
  const conditions = actors.map((actor) => {
    const sight = sheetSightOf(actor, directory);
    if (sight !== 'section' && sight !== 'work') return undefined;
    const part = names(partOf(actor));
    if (actor.section === undefined) return part;
    const ofSection = names(actor.section);
    return sight === 'section' ? `${part} OR ${ofSection}` : `${part} OR #status = :pool AND ${ofSection}`;
  });
  if (conditions.length === 0 || conditions.includes(undefined)) return undefined;
  const isPool = conditions.some((condition) => condition?.includes(':pool'));
  return {
    expression: `${IS_OLDER} OR ${conditions.join(' OR ')}`,
    names: isPool ? { '#status': 'status' } : {},
    values: { ...values, ':unmet': '"unmet":', ...(isPool ? { ':pool': 'handed-over' } : {}) },
  };
}
