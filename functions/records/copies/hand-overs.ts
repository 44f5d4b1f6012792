/** The hand-overs of a sheet: every time it changed hands, and who signed for it (B5.2b). Pure. */
import { defined } from '../../../shared/domain/kernel/defined.ts';
import type { Actor } from '../../../shared/domain/model/directory.ts';
import type { RedactedEntry } from '../../../shared/domain/sheets/anonymity.ts';

export interface HandOverOnPaper {
  /** `reopening`: the follow-up found it unresolved, or its asker objected, so the section has it again. */
  readonly kind: 'hand-over' | 'return' | 'reopening';
  readonly giver: Actor | undefined;
  readonly at: string;
  /** The section that it went to; none for a return, which goes to customer service. */
  readonly to?: string;
  /** The receiver's signature, or their objection with its reason (A1.3); none while nobody has signed. */
  readonly received?: { readonly by: Actor | undefined; readonly at: string; readonly objection?: string };
}

/** The hand-overs that a ledger tells of, oldest first. */
export function handOversIn(entries: readonly RedactedEntry[]): readonly HandOverOnPaper[] {
  const found: HandOverOnPaper[] = [];
  let section: string | undefined;
  /**
   * How many of the hand-overs found so far nobody can sign for any more, because the sheet was taken back from who
   * had it (B5.2.2c).
   */
  let over = 0;
  const receive = ({ actor, at }: RedactedEntry, objection?: string) => {
    const last = found.at(-1);
    // There may be no hand-over to sign for: a worker's own repair and an authority's sheet are accepted without one.
    if (last === undefined || last.received !== undefined || found.length === over) return;
    const received = { by: actor, at, ...defined({ objection }) };
    found[found.length - 1] = { ...last, received };
  };
  for (const entry of entries) {
    const given = { giver: entry.actor, at: entry.at };
    switch (entry.step) {
      case 'open':
        section = entry.section;
        break;
      case 'hand-over':
        section = entry.section;
        found.push({ kind: 'hand-over', ...given, to: entry.section });
        break;
      case 'accept':
      case 'receive':
        receive(entry);
        break;
      case 'dispute':
        section = undefined;
        receive(entry, entry.reason);
        break;
      case 'return':
        found.push({ kind: 'return', ...given });
        break;
      case 'follow-up':
        if (entry.reached && entry.resolved !== true && section !== undefined && !entry.takenBack) {
          found.push({ kind: 'reopening', ...given, to: section });
        }
        break;
      case 'object':
        if (section !== undefined && !entry.takenBack)
          found.push({ kind: 'reopening', ...given, to: section });
        break;
      default:
        break;
    }
    if (entry.takenBack === true) {
      section = undefined;
      over = found.length;
    }
  }
  return found;
}
