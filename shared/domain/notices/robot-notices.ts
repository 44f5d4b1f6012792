/** What robots tell of what people are told (contract section 11): that a site's office, or a section's leads, are told. Pure. */
import { isRecused } from '../complaints/recusal.ts';
import { defined } from '../kernel/defined.ts';
import type { Directory, Person, Robot } from '../model/directory.ts';
import { isOffice } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { leads, sectionOf } from '../organisation/organisation.ts';
import type { NoticeKind } from './notice-table.ts';
import type { Notice } from './notices.ts';

/** Whom a robot tells: the leads of a section, or the site's office where none is named. */
export interface Audience {
  readonly section?: string;
}

/** What a robot is to tell. It has none of what somebody wrote or lives at, but what it is about. */
export type RobotNotice = Notice & { readonly robot: Pick<Robot, 'format'> & Audience };

/** Whether a notice is a robot's. */
export const isRobotNotice = (notice: Notice): notice is RobotNotice =>
  typeof (notice as Partial<RobotNotice>).robot?.format === 'string';

/** Robots are readers by the name of their secret: nobody's id begins so. */
const SIGN = '@';

/** As which reader a robot is told. Whoever shares its secret shares its limits, too. */
export const robotReader = ({ url }: Pick<Robot, 'url'>): string => `${SIGN}${url}`;

/** The name of the secret of the robot that a reader is; undefined for a person. */
export const robotOf = (reader: string): string | undefined =>
  reader.startsWith(SIGN) ? reader.slice(SIGN.length) : undefined;

/** What is for its reader alone: as subject of a case, as who asked, and what names somebody: an award, an entry of the directory. */
const PERSONAL: readonly NoticeKind[] = [
  ...(['directory', 'undeliverable', 'award', 'award-withdrawn'] as const),
  ...(['decision', 'review-result', 'window'] as const),
  ...(['opened', 'comes', 'amended', 'withdrawn', 'answer', 'reply', 'declined'] as const),
  ...(['resolved', 'reopened', 'unreached'] as const),
];

/** The robots of an audience, as the directory has them now. */
export const robotsOf = ({ section }: Audience, directory: Directory): readonly Robot[] =>
  (section === undefined ? directory.site.robots : sectionOf(directory, section)?.robots) ?? [];

/** Who reads what the robots of an audience say, as far as they are to be told at all. */
const audienceIn = ({ section }: Audience, { staff }: Directory): readonly Person[] =>
  staff.filter(
    (person) => person.active && (section === undefined ? isOffice(person) : leads(person, section)),
  );

/**
 * What robots are to tell beside these notices: each once of an entry, whomever of its audience they are for. Whoever
 * stands in reads as who is away, and is told as they are.
 */
export function robotNotices(notices: readonly Notice[], directory: Directory): readonly RobotNotice[] {
  const found = new Map<string, RobotNotice>();
  for (const notice of notices) {
    if (PERSONAL.includes(notice.kind)) continue;
    for (const audience of audiencesOf(notice, directory)) {
      for (const robot of robotsOf(audience, directory)) {
        const told = asToldBy(robot, audience, notice);
        const key = JSON.stringify([told.person, told.sheet, told.seq]);
        if (!found.has(key)) found.set(key, told);
      }
    }
  }
  return [...found.values()];
}

/** These notices with what robots tell of them. */
export const withRobots = (notices: readonly Notice[], directory: Directory): readonly Notice[] => [
  ...notices,
  ...robotNotices(notices, directory),
];

function audiencesOf({ person, insteadOf }: Notice, { staff }: Directory): readonly Audience[] {
  const told = staff.find(({ id }) => id === (insteadOf?.id ?? person));
  if (told === undefined) return [];
  if (isOffice(told)) return [{}];
  return told.section !== undefined && leads(told, told.section) ? [{ section: told.section }] : [];
}

function asToldBy(robot: Robot, { section }: Audience, notice: Notice): RobotNotice {
  const { kind, sheet, number, site, subject, clock, promise, dueAt, level, path, at, seq } = notice;
  // Of a notice of a case.
  const { rule } = notice as Notice & { readonly rule?: string };
  return {
    ...{ person: robotReader(robot), kind, sheet, number, site, subject, at, seq },
    ...defined({ clock, promise, dueAt, level, path, rule }),
    robot: { format: robot.format, ...defined({ section }) },
  };
}

/**
 * Whether a robot may still say it when its message is written: it is still one of its audience's, and the sheet, where it is
 * about one, is against nobody who reads there. `sheet` and `directory` are as they are now.
 */
export function stillSaid(
  { robot: { format, ...audience }, person }: RobotNotice,
  sheet: Sheet | undefined,
  directory: Directory,
): boolean {
  const isThere = robotsOf(audience, directory).some(
    (robot) => robot.format === format && robotReader(robot) === person,
  );
  if (!isThere || sheet === undefined) return isThere;
  return !audienceIn(audience, directory).some((reader) => isRecused(reader, sheet, directory));
}
