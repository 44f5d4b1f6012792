/** Who is told what of each entry of a sheet's ledger (contract section 3, "Mail"). Pure. */
import { isRecused } from '../complaints/recusal.ts';
import { MINUTE_MS } from '../kernel/duration.ts';
import { maskedPhone } from '../kernel/masked-phone.ts';
import type { ClockName, Owes, TargetName } from '../model/clock.ts';
import type { Directory, Language, Person } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { sectionOf } from '../organisation/organisation.ts';
import { isResidentHidden } from '../sheets/anonymity.ts';
import { withOwes } from '../sheets/owing.ts';
import { type Addressee, addresseesOf, insteadOf, partAsTold, partOfAddressee } from './addressees.ts';
import {
  type Entry,
  type ForAsker,
  NOTICE_ROWS,
  type NoticeKind,
  type NoticeRow,
  type Setting,
} from './notice-table.ts';

/** What one person is told of one entry: enough to write it into a letter without reading the sheet again. */
export interface Notice extends ForAsker {
  /** The reader's id. */
  readonly person: string;
  readonly kind: NoticeKind;
  /** The id of the sheet, or of the case, and how people know it. */
  readonly sheet: string;
  readonly number: string;
  readonly site: string;
  readonly subject: string;
  /** The place of a complaint, else the resident's address. */
  readonly where?: string;
  /** The resident's, masked; only for staff. */
  readonly phone?: string;
  /** The id of the clock that it is about, and its name. */
  readonly clock?: string;
  readonly promise?: ClockName | TargetName;
  /** RFC 3339 in UTC; when it was broken, or until when it can be kept. */
  readonly dueAt?: string;
  /** Whoever owes what was broken, by name. */
  readonly owedBy?: { readonly [L in Language]: string };
  /** Undefined where no clause is behind it. */
  readonly clause?: string;
  /** Who changed it, and whose second pair of eyes it took, by name. */
  readonly changedBy?: readonly string[];
  /** The mail address before it was changed, which is told as well. */
  readonly alsoTo?: string;
  /** Of an escalation, from 1; of what may be appealed against, who reviews it. */
  readonly level?: number;
  /** Who would be told, were they not away: the reader stands in for them. */
  readonly insteadOf?: { readonly id: string; readonly name: string };
  readonly message?: string;
  /** What the letter leads to, below the base URL; the sheet unless given. */
  readonly path?: string;
  /** When it happened, and the entry of the ledger that says so. */
  readonly at: string;
  readonly seq: number;
}

/** Longer texts of colleagues are read on the sheet; what whoever asked is told comes in full. */
const MOST_OF_A_MESSAGE = 500;

/**
 * The notices that an entry brings about: active people only, or whoever stands in for who is away; nobody twice,
 * nobody whom a complaint is against, nor for them.
 * `sheet` may be newer than the entry, and what the entry says itself is taken from it. `directory` is that of the
 * sheet's site; it has no residents, so `resident` is the one whom the sheet names, where it names one, and `former` whom
 * it named before that entry, where that was another.
 */
export function noticesOf(
  entry: Entry,
  sheet: Sheet,
  directory: Directory,
  resident?: Person,
  former?: Person,
): readonly Notice[] {
  const setting: Setting = { sheet: withOwes(sheet, directory), directory, resident, former };
  const isKept = (person: Person) => isRecused(person, sheet, directory);
  const notices = new Map<string, Notice>();
  for (const row of NOTICE_ROWS) {
    for (const reader of addresseesOf(row.to(entry, setting), directory, isKept)) {
      const { id } = reader.person;
      if (!notices.has(id)) notices.set(id, noticeOf(row, reader, entry, setting));
    }
  }
  return [...notices.values()];
}

/** Whether an entry may tell whoever asked, for which it must be known who that is where they are no staff. */
export const tellsAsker = ({ step }: Pick<Entry, 'step'>): boolean =>
  NOTICE_ROWS.some((row) => row.step === step && row.forAsker !== undefined);

/**
 * A notice as it may still be told when its letter is written: by then the complaint may be against its reader, who
 * is told nothing (undefined), or have become anonymous. `sheet` and `directory` are as they are now.
 */
export function stillTold(
  notice: Notice,
  reader: Person,
  sheet: Sheet,
  directory: Directory,
): Notice | undefined {
  const part = partAsTold(reader, notice.insteadOf?.id, directory);
  if (isRecused(part, sheet, directory)) return undefined;
  if (!isResidentHidden(part, sheet, directory)) return notice;
  const { phone: _phone, ...told } = notice;
  return told;
}

/** Whether a notice takes the place of a telephone call, and is not gathered (急修立即, B5.2.1a). */
export const isImmediate = ({ kind }: Pick<Notice, 'kind'>): boolean => kind === 'urgent';

/** Whether a notice says what was changed of its reader in the directory. */
export const isOfDirectory = ({ kind }: Pick<Notice, 'kind'>): boolean => kind === 'directory';

/**
 * The whole minute in which a notice may go: the next strictly after an instant, until which notices are gathered, or
 * the one that has begun, for what is told at once. Both RFC 3339 in UTC.
 */
export function noticeMinute(at: string, notice?: Pick<Notice, 'kind'>): string {
  const begun = Math.floor(Date.parse(at) / MINUTE_MS);
  const wait = notice !== undefined && isImmediate(notice) ? 0 : 1;
  return new Date((begun + wait) * MINUTE_MS).toISOString();
}

function noticeOf(row: NoticeRow, reader: Addressee, entry: Entry, setting: Setting): Notice {
  const { sheet, directory } = setting;
  const { subject, complaint, resident } = entry.step === 'open' ? entry : sheet;
  const part = partOfAddressee(reader);
  const forStaff = row.forAsker === undefined && isStaff(part);
  const isHidden = isResidentHidden(part, sheet, directory) || part.id === setting.former?.id;
  const clock = row.clock(entry, setting);
  const said = row.message(entry);
  return {
    person: reader.person.id,
    kind: row.kind,
    sheet: sheet.id,
    number: sheet.number,
    site: sheet.site,
    subject,
    where: complaint?.place ?? (isHidden ? undefined : resident?.address),
    phone: forStaff && !isHidden && resident !== undefined ? maskedPhone(resident.phone) : undefined,
    clock: clock?.id,
    promise: clock?.name,
    dueAt: clock?.dueAt,
    owedBy: clock?.owes === undefined ? undefined : namesOf(clock.owes, directory),
    clause: clock?.clause ?? row.clause,
    level: entry.step === 'escalate' ? entry.level : undefined,
    message: said !== undefined && forStaff ? clipped(said) : said,
    appointment: row.agreed?.(entry),
    ...row.forAsker?.(entry, setting),
    ...insteadOf(reader),
    at: entry.at,
    seq: entry.seq,
  };
}

function clipped(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_OF_A_MESSAGE
    ? text
    : `${characters.slice(0, MOST_OF_A_MESSAGE - 1).join('')}…`;
}

/** Who owes, by name in every language. */
export function namesOf(owes: Owes, directory: Directory): Notice['owedBy'] {
  if (owes.person !== undefined) {
    const name = directory.staff.find((each) => each.id === owes.person)?.name ?? owes.person;
    return { 'zh-CN': name, en: name };
  }
  const section = sectionOf(directory, owes.section);
  return section === undefined ? undefined : { 'zh-CN': section.zh, en: section.name };
}
