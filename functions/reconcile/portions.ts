/** How much of what is due one run takes on: of each kind so much, clocks first, and from where the last run stopped. Pure. */
import type { DueItem } from '../../shared/store/table/keys.ts';

export type Kind = DueItem['kind'];

/** An item of the due index with its place there. */
export interface Due {
  readonly place: string;
  readonly item: DueItem;
}

type Waiting = Extract<DueItem, { readonly kind: 'waiting' }>;

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

/** What a run would take on if it could take on all of it, by kind; of notices the letters that are to hold them. */
export function workIn(found: readonly Due[], late: string, everything: boolean): Map<Kind, Due[]> {
  const work = new Map<Kind, Due[]>();
  const taken = found
    .filter(({ item }) => item.at <= late || AHEAD.includes(item.kind) || everything)
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  for (const due of inLetters(taken, late)) {
    const ofKind = work.get(due.item.kind) ?? [];
    ofKind.push(due);
    work.set(due.item.kind, ofKind);
  }
  return work;
}

/**
 * Of what a person may be told by now that which waits longest, and of what they may be told later the first of each minute: one
 * letter holds the rest. It looks no further back than it is asked to, so each is said to be of the earliest entry of them all.
 */
function inLetters(found: readonly Due[], late: string): readonly Due[] {
  const letterOf = ({ person, at }: Waiting) => `${person} ${at > late ? at : ''}`;
  const earliest = new Map<string, string>();
  for (const { item } of found) {
    if (item.kind !== 'waiting') continue;
    const { of = item.at } = item;
    const known = earliest.get(letterOf(item));
    if (known === undefined || of < known) earliest.set(letterOf(item), of);
  }
  return found.flatMap((due): readonly Due[] => {
    const { place, item } = due;
    if (item.kind !== 'waiting') return [due];
    const of = earliest.get(letterOf(item)) ?? item.at;
    return earliest.delete(letterOf(item)) ? [{ place, item: { ...item, of } }] : [];
  });
}

/** What comes after a place, then what comes before it, `most` at the most; `due` is in the order of places. */
export function portionOf(due: readonly Due[], after: string | undefined, most: number): readonly Due[] {
  const next = after === undefined ? 0 : due.findIndex(({ place }) => place > after);
  const from = Math.max(next, 0);
  return [...due.slice(from), ...due.slice(0, from)].slice(0, most);
}
