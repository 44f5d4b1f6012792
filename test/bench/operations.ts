/** The four operations that are measured: each as requests of a client, and as the table calls under them. */
import type { Directory } from '../../shared/domain/model/directory.ts';
import { nthOf } from './nth-of.ts';
import { type Calls, recorder } from './recorded-calls.ts';
import { type ApiRequest, handOver, intake, list, read } from './requests.ts';

/** Made ready before the time is taken: the nth request, and the nth request's table calls. */
export interface Prepared {
  readonly requests: readonly ApiRequest[];
  readonly bare: readonly Calls[];
}

export interface Operation {
  readonly name: string;
  /** Makes at most that many ready; what it needs of an operation before it is there when that was measured. */
  prepare(most: number): Promise<Prepared>;
  /** Told the `Location` of each answer that has one. */
  located?(location: string): void;
}

export interface Setting {
  readonly tableName: string;
  readonly directory: Directory;
  /**
   * Sites under which the bare calls write; the nth intake goes to the nth modulo their number. Bare clients that
   * write at once need one each, because intakes of one site are numbered one after the other.
   */
  readonly sites: readonly string[];
  /** Whether an intake reads the counter first: under load it knows the number from the one before it. */
  readonly readsCounter: boolean;
}

const times = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

/** The operations in the order in which they must be measured. */
export function operationsFor({ tableName, directory, sites, readsCounter }: Setting): readonly Operation[] {
  const recorders = sites.map((site) => recorder(tableName, directory, site));
  const recorderOf = (nth: number) => nthOf(recorders, nth % recorders.length);
  /** Sheets that the product opened, and those that bare calls opened. */
  const opened: string[] = [];
  const openedBare: string[] = [];
  const openedAt = (nth: number) => nthOf(opened, nth % opened.length);

  return [
    {
      name: 'intake',
      async prepare(count) {
        const bare: Calls[] = [];
        for (let nth = 0; nth < count; nth += 1) {
          const { id, calls } = await recorderOf(nth).intake(nth);
          openedBare.push(id);
          bare.push(readsCounter ? calls : calls.filter(({ kind }) => kind !== 'get'));
        }
        return { requests: times(count, intake), bare };
      },
      located: (location) => opened.push(location.slice('/sheets/'.length)),
    },
    {
      name: 'sign-off',
      async prepare(most) {
        const bare: Calls[] = [];
        // As many intakes as the product was asked for were made bare, and in this order.
        const count = Math.min(most, opened.length);
        for (let nth = 0; nth < count; nth += 1) {
          bare.push(await recorderOf(nth).signOff(nthOf(openedBare, nth)));
        }
        return { requests: times(count, (nth) => handOver(nthOf(opened, nth))), bare };
      },
    },
    {
      name: 'read',
      async prepare(count) {
        const bare: Calls[] = [];
        for (let nth = 0; nth < count; nth += 1) bare.push(await recorderOf(nth).read(openedAt(nth)));
        return { requests: times(count, (nth) => read(openedAt(nth))), bare };
      },
    },
    {
      name: 'list',
      async prepare(count) {
        const page = await recorderOf(0).list();
        return { requests: times(count, list), bare: times(count, () => page) };
      },
    },
  ];
}
