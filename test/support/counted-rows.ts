/** How many rows a table gives to whoever reads it. */
import type { Table } from '../../shared/store/table/table.ts';

interface Output {
  readonly Items?: readonly unknown[];
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
}

/** Counts what the table gives from now on; gives how many rows a run takes. */
export function countRows(
  table: Table,
): <T>(run: () => Promise<T>) => Promise<readonly [rows: number, found: T]> {
  let rows = 0;
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { Items = [], Responses = {} } = result.output as Output;
      rows += Items.length + Object.values(Responses).flat().length;
      return result;
    },
    { step: 'initialize', name: 'counted', priority: 'low' },
  );
  return async (run) => {
    rows = 0;
    const found = await run();
    return [rows, found];
  };
}
