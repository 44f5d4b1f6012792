import type { BareClient } from './bare-bundle.ts';
import type { Calls } from './recorded-calls.ts';
import type { TableCall } from './recording-table.ts';

/** Makes recorded calls through the SDK, one after the other, and does nothing else. */
export type Replay = (calls: Calls) => Promise<void>;

/** A replay through that client. */
export function replayThrough(bare: BareClient): Replay {
  const { client } = bare.table;
  const send = (call: TableCall): Promise<unknown> => {
    switch (call.kind) {
      case 'get':
        return client.send(new bare.GetCommand(call.input));
      case 'query':
        return client.send(new bare.QueryCommand(call.input));
      case 'batch-get':
        return client.send(new bare.BatchGetCommand(call.input));
      case 'transact':
        return client.send(new bare.TransactWriteCommand(call.input));
    }
  };
  return async (calls) => {
    for (const call of calls) await send(call);
  };
}
