/** What the log tells of a request: its id, its route, which thing and which step; never who, or what was said. */
import type { ApiEvent } from './request.ts';

/** Under which name the log has the id of what a path is about. */
const THINGS: Readonly<Record<string, string>> = { sheets: 'sheet', cases: 'case', files: 'file' };

/** Ids that the product makes; whatever else stands in a path may be anybody's words. */
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const PLACE = /^\/(\w+)\/([^/]+)/;
/** Steps of the contract are plain words; what a client invents is not logged. */
const STEP = /^[a-z-]{1,32}$/;

/**
 * The members of a log line about a request.
 * @param place the path of what the request is about, or was made by it (`Location`)
 * @param body the body once it was checked, for its step
 */
export function logFields(event: ApiEvent, place: string, body: unknown): Readonly<Record<string, string>> {
  const [, collection = '', id = ''] = PLACE.exec(place) ?? [];
  const thing = THINGS[collection];
  const step = typeof body === 'object' && body !== null && 'step' in body ? body.step : undefined;
  return {
    requestId: event.requestContext.requestId,
    route: event.routeKey,
    ...(thing !== undefined && ULID.test(id) ? { [thing]: id } : {}),
    ...(typeof step === 'string' && STEP.test(step) ? { step } : {}),
  };
}
