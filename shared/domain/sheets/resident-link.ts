/**
 * The resident's link (contract section 10): which generations of it open a sheet, and what ends them. Tokens are made of
 * sheet and generation elsewhere; the rules know generations alone. Pure.
 */
import { defined } from '../kernel/defined.ts';
import { DAY_MS, HOUR_MS } from '../kernel/duration.ts';
import { amendedFields } from '../model/amendment.ts';
import { type Actor, RESIDENT_BY_LINK } from '../model/directory.ts';
import type { AmendedFields, OpenCommand, ResidentLink, SaidEvent, Sheet } from '../model/sheet.ts';

/** The generation that is made with an intake; every later one is made by staff. */
export const OF_INTAKE = 1;
/** What a copy that is printed within so long of the intake bears is the intake's link. */
const PRINTED_WITHIN_MS = HOUR_MS;
/** For how long an older link goes on beside a newer one that nobody has signed by. */
const BESIDE_MS = DAY_MS;
const AFTER_ARCHIVING_MS = 30 * DAY_MS;

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

type Asked = Pick<Sheet, 'resident' | 'complaint'>;

/** Whether the resident of a sheet can be given a link at all: there is one, who may be known. */
export const hasResidentToLink = ({ resident, complaint }: Asked): boolean =>
  resident !== undefined && complaint?.anonymous !== true;

/** The link that is made with an intake; whoever opens a sheet online has a login. */
export function linkAtOpening(intake: OpenCommand): ResidentLink | undefined {
  return intake.channel === 'online' || !hasResidentToLink(intake)
    ? undefined
    : { last: OF_INTAKE, open: [{ generation: OF_INTAKE }] };
}

/** The generation that a link made now would have. */
export const nextGeneration = ({ link }: Pick<Sheet, 'link'>): number =>
  Math.max(link?.last ?? 0, OF_INTAKE) + 1;

/** The sheet's link after something that was said; `sheet` is as it was before. */
export function linkAfter(sheet: Sheet, said: SaidEvent): ResidentLink | undefined {
  const link = sheet.link ?? { last: 0, open: [] };
  const { step, at } = said;
  if (step === 'link') {
    const before = link.open.filter(({ until }) => until === undefined || at < until);
    const beside = before.map((each) => ({ ...each, until: each.until ?? later(at, BESIDE_MS) }));
    const { generation } = said;
    return {
      ...link,
      last: generation,
      open: [...beside, { generation }],
      ...defined({ expiresAt: linkExpiry(sheet) }),
    };
  }
  if (sheet.link === undefined) return undefined;
  if (step === 'archive') return { ...link, expiresAt: later(at, AFTER_ARCHIVING_MS) };
  if (step === 'amend' && namesAnother(sheet, amendedFields(sheet, said))) return { ...link, open: [] };
  const { generation } = said;
  // A newer link that somebody signs by takes the place of those before it.
  return generation === undefined
    ? link
    : { ...link, open: link.open.filter((each) => each.generation >= generation) };
}

/** Whether an amendment names another resident, or keeps from others who it is: their link is no more. */
function namesAnother({ resident: was }: Sheet, { resident, complaint }: AmendedFields): boolean {
  const isAnother = resident !== undefined && (resident.name !== was?.name || resident.id !== was?.id);
  return isAnother || complaint?.anonymous === true;
}

/** When all links of a sheet end; undefined while it is not archived. */
export function linkExpiry({ link, status, updatedAt }: Sheet): string | undefined {
  // Of what was archived before there were links.
  return link?.expiresAt ?? (status === 'archived' ? later(updatedAt, AFTER_ARCHIVING_MS) : undefined);
}

/** Whether the links of a sheet are over for good. */
export function isLinkOver(sheet: Sheet, now: string): boolean {
  const expiry = linkExpiry(sheet);
  return sheet.erased === true || (expiry !== undefined && now >= expiry);
}

/** Whether the link of that generation opens the sheet. */
export function opensByLink(sheet: Sheet, generation: number, now: string): boolean {
  if (!hasResidentToLink(sheet) || isLinkOver(sheet, now)) return false;
  const found = sheet.link?.open.find((each) => each.generation === generation);
  return found !== undefined && (found.until === undefined || now < found.until);
}

/** The newest generation that opens the sheet; of the intake's, as long as that does. */
export function openGeneration(sheet: Sheet, now: string): number | undefined {
  const open = (sheet.link?.open ?? []).filter(({ generation }) => opensByLink(sheet, generation, now));
  return open.find(({ generation }) => generation === OF_INTAKE)?.generation ?? open.at(-1)?.generation;
}

/** What the resident's copy of a sheet bears: the link of its intake, one to be made anew, or none. */
export function linkOnCopy(sheet: Sheet, now: string): 'of-intake' | 'new' | 'none' {
  if (!hasResidentToLink(sheet) || isLinkOver(sheet, now)) return 'none';
  if (now > later(sheet.openedAt, PRINTED_WITHIN_MS)) return 'new';
  if (opensByLink(sheet, OF_INTAKE, now)) return 'of-intake';
  // The intake's has ended, as by a name that was put right at the desk; online there never was one.
  return sheet.link === undefined ? 'none' : 'new';
}

/** The resident as whoever has their link signs (contract section 10); undefined where the sheet has none. */
export const actorByLink = ({ resident }: Sheet): Actor | undefined =>
  resident && { id: RESIDENT_BY_LINK, name: resident.name, role: 'resident' };

/** Whether what is signed by that link is signed by way of staff, who made it after the intake. */
export const isViaStaff = (generation: number | undefined): generation is number =>
  generation !== undefined && generation !== OF_INTAKE;
