/** What lists know of a sheet. Pure. */
import type { Complained } from '../complaints/recusal.ts';
import { defined } from '../kernel/defined.ts';
import { type Clock, isLive } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { Complaint, Sheet } from '../model/sheet.ts';
import { isComparable } from './comparable.ts';
import { owesNow } from './owing.ts';

/** A promise that is not kept yet, running or broken. */
export type Unmet = Pick<Clock, 'id' | 'name' | 'dueAt' | 'warnAt' | 'state' | 'owes'>;

/** Beside the rest of a summary, what says who may see the sheet and who may sign which of its steps. */
type Parts = Pick<Sheet, 'requester' | 'praise'> &
  Partial<Pick<Sheet, 'handledBy' | 'sections' | 'stoodIn'>> & {
    readonly disputed?: true;
    /** Who was consulted and has not advised yet. */
    readonly consulted?: readonly string[];
    /** Ids of clocks of which an exemption is asked for. */
    readonly asked?: readonly string[];
  };

/** What a list knows of a sheet without reading its head. */
export type Summary = Pick<
  Sheet,
  | 'id'
  | 'number'
  | 'site'
  | 'kind'
  | 'channel'
  | 'category'
  | 'urgency'
  | 'status'
  | 'subject'
  | 'resident'
  | 'section'
  | 'handler'
  | 'firstContact'
  | 'round'
  | 'openedAt'
  | 'updatedAt'
  | 'version'
> &
  // What the gate of recusal needs, so that a row costs no request of its own (B5.2.2c).
  Complained & {
    readonly breached: boolean;
    /** Running and broken, the earliest deadline first. Who owes them is reckoned when they are read. */
    readonly unmet: readonly Unmet[];
    readonly parts: Parts;
    /** That its subject is written with the letters and digits by which it is looked for; the table cannot fold it. */
    readonly comparable?: true;
  };

/** A sheet's summary, as indexes carry it. */
export function summaryOf(sheet: Sheet): Summary {
  const { id, number, site, kind, channel, category, urgency, status, subject, resident, section } = sheet;
  const { handler, firstContact, round, openedAt, updatedAt, version, accused } = sheet;
  const { against, anonymous } = sheet.complaint ?? {};
  const isContested = against !== undefined || anonymous === true;
  return {
    ...{ id, number, site, kind, channel, category, urgency, status, subject, resident, section },
    ...{ handler, firstContact, round, openedAt, updatedAt, version, accused },
    ...(isContested ? { complaint: complainedOf(against, anonymous) } : {}),
    breached: sheet.clocks.some((clock) => clock.breachedAt !== undefined),
    unmet: sheet.clocks.filter(isLive).map(unmetOf).sort(byDeadline),
    parts: partsOf(sheet),
    ...(isComparable(subject) ? { comparable: true } : {}),
  };
}

const unmetOf = ({ id, name, dueAt, warnAt, state, owes }: Clock): Unmet => ({
  ...{ id, name, dueAt, warnAt, state, owes },
});

const byDeadline = (a: Unmet, b: Unmet) => (a.dueAt + a.id < b.dueAt + b.id ? -1 : 1);

/** By when the first of what is unmet is or was due; undefined where nothing is. */
export const nextDueOf = ({ unmet }: Pick<Summary, 'unmet'>): string | undefined => unmet[0]?.dueAt;

/** Whether somebody's advice (A1.6c), which nobody gives any more on an archived sheet, or a word about an exemption is waited for. */
export const isAsking = ({ status, parts }: Pick<Summary, 'status' | 'parts'>): boolean =>
  (parts.consulted !== undefined && status !== 'archived') || parts.asked !== undefined;

/** Lists that hold what the rest of the summary says already, or nothing, are left out. */
function partsOf(sheet: Sheet): Parts {
  const { requester, praise, stoodIn, consultations = [], status } = sheet;
  const consulted = consultations.flatMap(({ person, advice }) => (advice === undefined ? person : []));
  const isDisputed = status === 'registered' && sheet.disputed;
  const asked = sheet.clocks.flatMap(({ id, exemption }) => (exemption?.state === 'requested' ? id : []));
  return defined({
    ...{ requester, praise },
    handledBy: unlessOnly(sheet.handledBy, sheet.handler),
    sections: unlessOnly(sheet.sections, sheet.section),
    stoodIn: unlessOnly(stoodIn, undefined),
    disputed: isDisputed ? (true as const) : undefined,
    consulted: unlessOnly(consulted, undefined),
    asked: unlessOnly(asked, undefined),
  });
}

const only = (one: string | undefined): readonly string[] => (one === undefined ? [] : [one]);

function unlessOnly(list: readonly string[], one: string | undefined): readonly string[] | undefined {
  const usual = only(one);
  return list.length === usual.length && list.every((each, nth) => each === usual[nth]) ? undefined : list;
}

/**
 * A sheet as far as its summary tells of it: enough to judge who may see it, to whom its resident is hidden, and who may
 * sign what keeps its promises. Whatever else a sheet has is empty.
 */
export function judgedBy(summary: Summary): Sheet {
  const { id, number, site, kind, channel, category, urgency, status, subject, resident, section } = summary;
  const { handler, firstContact, round, openedAt, updatedAt, version, accused, complaint } = summary;
  const { disputed = false, consulted, requester, praise, handledBy, sections, stoodIn } = summary.parts;
  // Each member by its name: one is made for every row of a list, and a copy of a parsed summary takes many times as long.
  const bare = {
    id,
    number,
    site,
    kind,
    channel,
    category,
    urgency,
    status,
    subject,
    resident,
    section,
    handler,
    firstContact,
    round,
    openedAt,
    updatedAt,
    version,
    accused,
    complaint,
    requester,
    praise,
    disputed: status === 'registered' ? disputed : undefined,
    handledBy: handledBy ?? only(handler),
    sections: sections ?? only(section),
    stoodIn: stoodIn ?? NOTHING,
    consultations: consulted?.map((person) => ({ person, question: '', by: '', at: openedAt })) ?? NOTHING,
    clocks: summary.unmet,
    opinions: NOTHING,
    replies: NOTHING,
    objections: NOTHING,
    escalations: NOTHING,
    signatures: NOTHING,
    files: NOTHING,
    signable: NOTHING,
    disputedBy: NOTHING,
  } satisfies Readonly<Record<keyof Known, unknown>> & Readonly<Record<string, unknown>>;
  return bare as unknown as Sheet;
}
type Known = Omit<Summary, 'unmet' | 'parts' | 'breached' | 'comparable'>;

const NOTHING: readonly never[] = [];

/** A summary with who owes what is unmet, as of the directory's instant. */
export function withOwesOf(summary: Summary, directory: Directory): Summary {
  if (summary.unmet.length === 0) return summary;
  const sheet = judgedBy(summary);
  const unmet = summary.unmet.map((clock) => ({ ...clock, owes: owesNow(clock, sheet, directory) }));
  return { ...summary, unmet };
}

export function complainedOf(against: Complaint['against'], anonymous: boolean | undefined) {
  return {
    ...(against === undefined ? {} : { against }),
    ...(anonymous === undefined ? {} : { anonymous }),
  };
}
