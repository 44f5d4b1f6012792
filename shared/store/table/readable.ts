/** Items that somebody damaged: each is one that cannot be read, and says so; what stands beside it goes on. */
import { currentTime } from '../../runtime/current-time.ts';
import { settingOr } from '../../runtime/env.ts';
import { warnLine } from '../../runtime/log-line.ts';
import { measureInto, UNMEASURED } from '../../runtime/measure.ts';
import type { Item } from './table.ts';

/** What an item is, read by `read`; undefined where it cannot be read, which is logged and measured. */
export function readableOr<T>(item: Item, read: (item: Item) => T): T | undefined {
  try {
    return read(item);
  } catch {
    // Not why: a parser's message quotes what it found.
    warnLine('table', 'an item cannot be read', { pk: String(item.pk), sk: String(item.sk) });
    measureInto(settingOr('METRICS_NAMESPACE', UNMEASURED))(currentTime(), { ItemsUnreadable: 1 });
    return undefined;
  }
}

/** Neither a head nor what stands in its ledger can be read, so nobody knows what it is of. */
export class UnreadableLedger extends Error {
  override readonly name = 'UnreadableLedger';
}

/** What a ledger comes to, by which a head is known that cannot be read. */
export function foldedOf<T>(ledger: string, fold: () => T): T {
  try {
    return fold();
  } catch (cause) {
    throw new UnreadableLedger(`${ledger} cannot be read, nor what its ledger comes to`, { cause });
  }
}

/** What is read of a head; undefined where nobody knows what it is of. */
export function unlessUnreadable<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch((error: unknown) => {
    if (error instanceof UnreadableLedger) return undefined;
    throw error;
  });
}

/** What items are, without those that cannot be read. */
export const readable = <T>(items: readonly Item[], read: (item: Item) => T): readonly T[] =>
  items.flatMap((item) => {
    const found = readableOr(item, read);
    return found === undefined ? [] : [found];
  });
