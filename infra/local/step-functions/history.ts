import { epochSeconds } from '../aws-operation.ts';
import type { Json } from './json-path.ts';

/** Data in an event goes out as JSON text; it is written out only when somebody asks. */
export interface HistoryEvent {
  readonly at: number;
  readonly type: string;
  /** Such as `stateEnteredEventDetails`. */
  readonly detailsName?: string;
  readonly details?: Readonly<Record<string, string>>;
  /** A member of the details, by name, that holds data. */
  readonly data?: Readonly<Record<string, Json>>;
}

const TEXT_OF_NOTHING = '{}';

/** An event as GetExecutionHistory gives it; ids count from 1. */
export function describeEvent(event: HistoryEvent, id: number): object {
  const { at, type, detailsName, details, data = {} } = event;
  const texts = Object.entries(data).map(([name, value]) => [name, JSON.stringify(value) ?? TEXT_OF_NOTHING]);
  return {
    id,
    previousEventId: id - 1,
    timestamp: epochSeconds(at),
    type,
    ...(detailsName === undefined ? {} : { [detailsName]: { ...details, ...Object.fromEntries(texts) } }),
  };
}
