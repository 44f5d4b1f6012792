/** What there is to do, each deed once: a sheet whose next step ends or leads to several deadlines is one thing to do. Pure. */
import type { Schemas } from '../../session/api.ts';

export interface Deed {
  /** The most urgent of its deadlines, as `GET /work` orders them. */
  readonly item: Schemas['WorkItem'];
  /** How many further deadlines wait for the same step. */
  readonly others: number;
}

export function deedsOf(items: readonly Schemas['WorkItem'][]): readonly Deed[] {
  const deeds = new Map<string, Deed>();
  for (const item of items) {
    const deed = `${item.kind} ${item.id} ${item.does}`;
    const known = deeds.get(deed);
    deeds.set(deed, known === undefined ? { item, others: 0 } : { ...known, others: known.others + 1 });
  }
  return [...deeds.values()];
}
