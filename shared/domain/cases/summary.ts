/** What lists know of a case. Pure. */
import type { Case } from './case.ts';

/** What a list knows of a case without reading its head. */
export interface CaseSummary
  extends Pick<
    Case,
    | 'id'
    | 'number'
    | 'site'
    | 'about'
    | 'section'
    | 'rule'
    | 'origin'
    | 'status'
    | 'openedAt'
    | 'updatedAt'
    | 'version'
  > {
  readonly grade?: string;
  /** Whether the subject sees it. */
  readonly concluded: boolean;
}

export function caseSummaryOf(state: Case): CaseSummary {
  const { id, number, site, about, section, rule, origin, status, openedAt, updatedAt, version } = state;
  const conclusion = 'conclusion' in state ? state.conclusion : undefined;
  return {
    ...{ id, number, site, about },
    ...(section === undefined ? {} : { section }),
    rule,
    ...(origin === undefined ? {} : { origin }),
    status,
    ...(conclusion === undefined ? {} : { grade: conclusion.grade }),
    concluded: conclusion !== undefined,
    ...{ openedAt, updatedAt, version },
  };
}
