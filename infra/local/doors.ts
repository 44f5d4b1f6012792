/** Who is let in on this machine (contract section 8): programs, and pages of the API's own origin or of a named one. */
import { StartProblem } from './start-problem.ts';

/** What a service's doors look at: a page cannot write these headers as it likes. */
export interface Visitor {
  readonly host?: string | string[] | undefined;
  readonly origin?: string | string[] | undefined;
}

export interface Doors {
  /** Lets pages of the API's own origin in, once its port is known. */
  openTo(port: number): void;
  /** Whether a request names this machine by a loopback name, and comes from no page that is a stranger here. */
  letsIn(visitor: Visitor): boolean;
}

const NAMES = ['127.0.0.1', 'localhost'];
/** Another name may have been made to lead here by a page that then counts as of the same origin. */
const LOOPBACK = new RegExp(`^(?:${NAMES.join('|').replaceAll('.', '\\.')})(?::\\d{1,5})?$`);
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/;

/**
 * Doors that let in pages of these origins, too.
 * @param named as `LOCAL_ORIGINS` has them, comma-separated
 * @throws StartProblem when one of them is no origin
 */
export function openDoors(named = ''): Doors {
  const origins = new Set(named.split(',').map((origin) => origin.trim()));
  origins.delete('');
  for (const origin of origins) {
    if (ORIGIN.test(origin)) continue;
    throw new StartProblem(
      `LOCAL_ORIGINS names ${origin}, which is no origin; write such as http://localhost:5173, with commas between several.`,
    );
  }
  return {
    openTo: (port) => {
      for (const name of NAMES) origins.add(`http://${name}:${port}`);
    },
    letsIn: ({ host, origin }) =>
      LOOPBACK.test(String(host)) && (origin === undefined || origins.has(String(origin))),
  };
}

/** What a service answers a page, as AWS words it. */
export const ONLY_PROGRAMS = {
  __type: 'AccessDeniedException',
  message: 'Programs of this machine alone are let in.',
} as const;
