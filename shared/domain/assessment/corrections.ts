/** What became known of a month after it was frozen (contract section 6, `corrections`). Pure. */
import { type CountedFact, countsOf, type FigureList } from './assessment.ts';
import type { Fact, Source, SourceFacts } from './facts.ts';
import { COUNTED, type Repeated, repeatedIn } from './figures.ts';

/** The facts of a source as they were frozen, and as they are now. */
export interface Changed {
  readonly source: Source;
  /** When the change was noticed. */
  readonly at: string;
  readonly was: readonly Fact[];
  readonly is: readonly Fact[];
}

/** By how much a figure would be another, had the month been frozen today. */
export interface Correction {
  readonly sheet?: string;
  readonly case?: string;
  readonly at: string;
  readonly figure: CountedFact['figure'];
  readonly person?: string;
  readonly section?: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
}

const nameOf = (source: Source) => JSON.stringify(source);

/** Whether the whole month must be known: a complaint more or less may make another one a repeated one. */
export function needsMonth(changes: readonly Changed[]): boolean {
  return changes.some(({ was, is }) => [...was, ...is].some(({ kind }) => kind === 'complaint'));
}

/**
 * The corrections that changes come to, of the figures with which the month was counted; `month` are the facts as
 * frozen, needed only where `needsMonth` says so.
 */
export function correctionsOf(
  changes: readonly Changed[],
  month: readonly SourceFacts[],
  { figures }: FigureList,
): readonly Correction[] {
  const changed = new Map(changes.map((change) => [nameOf(change.source), change]));
  const others = month.filter(({ source }) => !changed.has(nameOf(source)));
  const before = changes.map(({ source, was }) => ({ source, facts: was }));
  const after = changes.map(({ source, is }) => ({ source, facts: is }));
  const factsIn = (sources: readonly SourceFacts[]) => sources.flatMap(({ facts }) => facts);
  const was = repeatedIn(factsIn([...others, ...before]));
  const is = repeatedIn(factsIn([...others, ...after]));
  const at =
    changes
      .map((change) => change.at)
      .sort()
      .at(-1) ?? '';
  const touched = others.flatMap(({ source, facts }) => {
    const complaints = facts.filter(({ kind }) => kind === 'complaint');
    return complaints.length === 0 ? [] : [{ source, at, was: complaints, is: complaints }];
  });
  return [...changes, ...touched]
    .flatMap((change) => differences(change, was, is))
    .filter(({ figure }) => figures.includes(figure));
}

function differences(change: Changed, was: Repeated, is: Repeated): readonly Correction[] {
  const { source, at } = change;
  const rows = new Map<string, Correction>();
  const add = (counted: CountedFact, sign: 1 | -1) => {
    const { figure, person, section, counts } = counted;
    const key = JSON.stringify([figure, person, section]);
    const row = rows.get(key) ?? {
      ...source,
      at,
      figure,
      ...(person === undefined ? {} : { person }),
      ...(section === undefined ? {} : { section }),
      ...{ numerator: 0, denominator: 0, excluded: 0 },
    };
    rows.set(key, {
      ...row,
      numerator: row.numerator + (counts === 'yes' ? sign : 0),
      denominator: row.denominator + (counts === 'excluded' || COUNTED.includes(figure) ? 0 : sign),
      excluded: row.excluded + (counts === 'excluded' ? sign : 0),
    });
  };
  for (const counted of countsOf({ source, facts: change.was }, was)) add(counted, -1);
  for (const counted of countsOf({ source, facts: change.is }, is)) add(counted, 1);
  return [...rows.values()].filter(
    ({ numerator, denominator, excluded }) => numerator !== 0 || denominator !== 0 || excluded !== 0,
  );
}
