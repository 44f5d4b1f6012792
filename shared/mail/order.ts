/** In which order a letter tells its notices. */
import { isImmediate, type Notice } from '../domain/notices/notices.ts';

/**
 * Breaches and escalations rank together, so that what is most overdue comes first, whether the reader owes it, it was
 * raised to them or is of their sheet. Warnings come next.
 */
const OVERDUE: readonly Notice['kind'][] = ['breach', 'escalation', 'overdue'];
const RANKS: readonly (readonly Notice['kind'][])[] = [OVERDUE, ['warning']];

function rankOf({ kind }: Notice): number {
  const rank = RANKS.findIndex((kinds) => kinds.includes(kind));
  return rank === -1 ? RANKS.length : rank;
}

/** Whether a notice says that something is overdue. */
export const isOverdue = ({ kind }: Pick<Notice, 'kind'>): boolean => OVERDUE.includes(kind);

/**
 * What notices are compared by, one member after the other. The last ones tell otherwise equal notices apart, so that
 * the order is always the same.
 */
function placeOf(notice: Notice): readonly (string | number)[] {
  const rank = rankOf(notice);
  const due = rank < RANKS.length ? (notice.dueAt ?? notice.at) : notice.at;
  return [rank, due, notice.at, notice.number, notice.sheet, notice.seq, notice.kind];
}

/**
 * Breaches first, one's own and those raised to one alike, most overdue first; then warnings, nearest deadline
 * first; then the rest in order of time. The same notices always come in the same order (contract section 3, "Mail").
 */
export function inOrder<N extends Notice>(notices: readonly N[]): readonly N[] {
  return notices
    .map((notice) => ({ notice, place: placeOf(notice) }))
    .sort((a, b) => compared(a.place, b.place))
    .map(({ notice }) => notice);
}

/** The same where not all may go at once: what takes the place of a telephone call comes before all else (B5.2.1a). */
export function mostPressingFirst<N extends Notice>(notices: readonly N[]): readonly N[] {
  const ordered = inOrder(notices);
  return [...ordered.filter(isImmediate), ...ordered.filter((notice) => !isImmediate(notice))];
}

function compared(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [nth, one] of a.entries()) {
    const other = b[nth] ?? one;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
