/** How much of what is due one run takes on: of each kind so much, clocks first, and from where the last run stopped. Pure. */
import type { DueItem } from '../../shared/store/table/keys.ts';

export type Kind = DueItem['kind'];

/** An item of the due index with its place there. */
export interface Due {
  readonly place: string;
  readonly item: DueItem;
}

/** In which order a run takes the kinds, and the most that it takes of each; what only time decides comes first. */
export const MOST_OF: { readonly [K in Kind]: number } = {
  head: 2_000,
  'pending-escalation': 2_000,
  'pending-transition': 500,
  closing: 500,
  owed: 500,
  waiting: 500,
  erasing: 100,
  'case-erasing': 100,
  seal: 100,
  'case-seal': 100,
  file: 100,
};

/** Of these there is something to be made sure of before they are due. */
const AHEAD: readonly Kind[] = ['head', 'pending-escalation', 'pending-transition', 'closing'];

/** What a run would take on if it could take on all of it, by kind; of each person's notices the one that waits longest. */
export function workIn(found: readonly Due[], late: string, everything: boolean): Map<Kind, Due[]> {
  const work = new Map<Kind, Due[]>();
  const asked = new Set<string>();
  for (const due of found.toSorted((a, b) => (a.place < b.place ? -1 : 1))) {
    const { item } = due;
    if (item.at > late && !AHEAD.includes(item.kind) && !everything) continue;
    if (item.kind === 'waiting') {
      if (asked.has(item.person)) continue;
      asked.add(item.person);
    }
    const ofKind = work.get(item.kind) ?? [];
    ofKind.push(due);
    work.set(item.kind, ofKind);
  }
  return work;
}

/** What comes after a place, then what comes before it, `most` at the most; `due` is in the order of places. */
export function portionOf(due: readonly Due[], after: string | undefined, most: number): readonly Due[] {
  const next = after === undefined ? 0 : due.findIndex(({ place }) => place > after);
  const from = Math.max(next, 0);
  return [...due.slice(from), ...due.slice(0, from)].slice(0, most);
}
