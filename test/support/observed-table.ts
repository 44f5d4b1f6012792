import type { Table } from '../../shared/store/table/table.ts';
import { digestIn } from './digest.ts';
import type { TestCloud } from './local-cloud.ts';
import { tableOf } from './table-of.ts';

/** What may be done to a request on its way: nothing, or a fault before or after the table has met it. */
export type Fault = 'before' | 'after' | undefined;

export interface ObservedTable extends Table {
  /** Names of the requests sent so far, such as `GetItemCommand`. */
  readonly sent: string[];
  /** Decides over each request by its name and its place (from 0) among those sent; what it awaits comes before it. */
  fault: (name: string, place: number) => Fault | Promise<Fault>;
}

/** The process is gone at this point: nothing after it happens. */
export class Crash extends Error {}

/** A table of the cloud's whose requests are counted and can be made to fail, below all retries of the SDK. */
export function observedTable(cloud: TestCloud): ObservedTable {
  const table = tableOf(cloud, digestIn(cloud.dataDir));
  const observed: ObservedTable = { ...table, sent: [], fault: () => undefined };
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      const place = observed.sent.push(String(context.commandName)) - 1;
      const fault = await observed.fault(String(context.commandName), place);
      if (fault === 'before') throw new Crash(`before ${context.commandName}`);
      const result = await next(args);
      if (fault === 'after') throw new Crash(`after ${context.commandName}`);
      return result;
    },
    { step: 'initialize', name: 'observed', priority: 'low' },
  );
  return observed;
}
