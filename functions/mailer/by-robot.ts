/** Robots of groups: what an office or a section's leads are told, as messages of their makers' forms (contract section 11). */
import { randomUUID } from 'node:crypto';
import { DAY_MS } from '../../shared/domain/kernel/duration.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { isRobotNotice, type RobotNotice, stillSaid } from '../../shared/domain/notices/robot-notices.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import { mostPressingFirst } from '../../shared/mail/order.ts';
import { robotItem } from '../../shared/mail/robot-items.ts';
import { MOST_OF_ITEMS, robotMessage } from '../../shared/mail/robot-messages.ts';
import { nextTurn } from '../../shared/mail/robot-pace.ts';
import { WORDS } from '../../shared/mail/words.ts';
import type { Waiting } from '../../shared/store/notices/waiting.ts';
import type { ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readSheets } from '../../shared/store/sheets/sheets.ts';
import type { Table } from '../../shared/store/table/table.ts';
import type { Channel, Composed, Message } from './channel.ts';

export interface RobotOffice {
  readonly table: Table;
  readonly directories: ReadDirectory;
  readonly baseUrl: string;
  /** Hands a message to the robot of that name. @throws where it was not taken */
  readonly deliver: (robot: string, message: Message) => Promise<void>;
}

/** What one robot is to say, by the sort key of its notice. */
type Saying = Waiting & { readonly notice: RobotNotice };

/** Messages of one robot: each as long as its maker takes, twenty a minute, tried for a day. */
export const byRobot = (office: RobotOffice, robot: string): Channel => ({
  turn: (last, _waiting, now) => new Date(nextTurn(last?.sentAt ?? [], Date.parse(now))).toISOString(),
  compose: (waiting, now) => compose(office, waiting, now),
  send: async ({ message }) => {
    if (message !== undefined) await office.deliver(robot, message);
  },
  triesForMs: DAY_MS,
});

/** The message that tells what presses most, of one audience; notices that are not told any more are done with alongside. */
async function compose(office: RobotOffice, waiting: readonly Waiting[], now: string): Promise<Composed> {
  const sayings = inTurn(waiting.filter((each): each is Saying => isRobotNotice(each.notice)));
  const [first] = sayings;
  // Nobody can say to whom these were to be told.
  if (first === undefined) return { notices: waiting.map(({ sk }) => sk) };
  const together = sayings.filter(({ notice }) => isForSame(notice, first.notice)).slice(0, MOST_OF_ITEMS);
  const { site, robot } = first.notice;
  const directory = await office.directories(site, now);
  if (directory === undefined) return { notices: together.map(({ sk }) => sk) };
  const sheets = await readSheets(office.table, [...new Set(together.map(({ notice }) => notice.sheet))]);
  const said = together.filter(({ notice }) => isSaid(notice, sheets, directory));
  const dropped = together.filter((each) => !said.includes(each));
  if (said.length === 0) return { notices: dropped.map(({ sk }) => sk) };
  const { language = 'zh-CN' } = directory.site;
  const id = randomUUID();
  const to = { id, to: robot.section ?? site, language, title: titleOf(robot.section, directory, language) };
  const telling = { baseUrl: office.baseUrl, now, site: directory.site };
  const items = said.map(({ notice }) =>
    robotItem(notice, isConfidential(notice, sheets.get(notice.sheet)), language, telling),
  );
  const { body, tells } = robotMessage(robot.format, items, to);
  const told = said.slice(0, tells);
  const minutes = told.map(({ minute }) => minute).sort();
  return {
    notices: [...told, ...dropped].map(({ sk }) => sk),
    message: { id, format: robot.format, body, since: minutes.at(-1) ?? now },
  };
}

function inTurn(sayings: readonly Saying[]): readonly Saying[] {
  const of = new Map(sayings.map((saying) => [saying.notice, saying]));
  return mostPressingFirst([...of.keys()]).flatMap((notice) => of.get(notice) ?? []);
}

const isForSame = (one: RobotNotice, other: RobotNotice): boolean =>
  one.site === other.site &&
  one.robot.section === other.robot.section &&
  one.robot.format === other.robot.format;

/** Nobody knows whom a sheet is against that cannot be read; of one that was erased nothing is told. */
function isSaid(
  notice: RobotNotice,
  sheets: ReadonlyMap<string, Sheet | undefined>,
  directory: Directory,
): boolean {
  const sheet = sheets.get(notice.sheet);
  if (sheets.has(notice.sheet) && (sheet === undefined || sheet.erased === true)) return false;
  return stillSaid(notice, sheet, directory);
}

/** Of complaints, and of cases, which mostly come of them, a group is told nothing but the number. */
const isConfidential = ({ path = '' }: RobotNotice, sheet: Sheet | undefined): boolean =>
  sheet?.kind === 'complaint' || path.startsWith('/cases/');

function titleOf(section: string | undefined, directory: Directory, language: Language): string {
  const { site } = WORDS[language];
  const found = sectionOf(directory, section);
  return [directory.site, ...(found ? [found] : [])].map(site).join(' · ');
}
