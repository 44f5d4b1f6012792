/** The columns of a list of sheets as CSV, in the reader's language; times as the site's clocks show them. */
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  KIND_WORDS,
  STATUS_WORDS,
  URGENCY_WORDS,
  type Words,
} from '../../shared/contract/sheets/sheet-words.ts';
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import { maskedPhone } from '../../shared/domain/kernel/masked-phone.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import { nextDueOf, type Summary } from '../../shared/domain/sheets/summary.ts';
import type { Column } from '../middleware/csv.ts';

/** A list of sheets in that language; codes of the contract are words to English readers as they are. */
export function listColumns(directory: Directory, language: Language): readonly Column<Summary>[] {
  const { timeZone } = directory.site;
  const isChinese = language === 'zh-CN';
  const heading = (zh: string, en: string) => (isChinese ? zh : en);
  const time = (at: string | undefined) => at && localTime(at, timeZone);
  const word = <T extends string>(words: Words<T>, code: T | undefined) =>
    code && (isChinese ? words[code] : code);
  const person = (id: string | undefined) => directory.staff.find((each) => each.id === id)?.name ?? id;
  const section = (id: string | undefined) => {
    const found = sectionOf(directory, id);
    return found === undefined ? id : isChinese ? found.zh : found.name;
  };
  return [
    [heading('编号', 'Number'), ({ number }) => number],
    [heading('登记时间', 'Opened'), ({ openedAt }) => time(openedAt)],
    [heading('类别', 'Kind'), ({ kind }) => word(KIND_WORDS, kind)],
    [heading('方式', 'Channel'), ({ channel }) => word(CHANNEL_WORDS, channel)],
    [heading('报修类别', 'Category'), ({ category }) => word(CATEGORY_WORDS, category)],
    [heading('紧急程度', 'Urgency'), ({ urgency }) => word(URGENCY_WORDS, urgency)],
    [heading('状态', 'Status'), ({ status }) => word(STATUS_WORDS, status)],
    [heading('事由', 'Subject'), ({ subject }) => subject],
    [heading('业主（住户）', 'Resident'), ({ resident }) => resident?.name],
    [heading('电话', 'Phone'), ({ resident }) => resident && maskedPhone(resident.phone)],
    [heading('地址', 'Address'), ({ resident }) => resident?.address],
    [heading('部门', 'Section'), (row) => section(row.section)],
    [heading('经办人', 'Handler'), ({ handler }) => person(handler)],
    [heading('首接人', 'First contact'), ({ firstContact }) => person(firstContact)],
    [heading('轮次', 'Round'), ({ round }) => round],
    [heading('下一时限', 'Next due'), (row) => time(nextDueOf(row))],
    [
      heading('曾逾期', 'Ever overdue'),
      ({ breached }) => (breached ? heading('是', 'yes') : heading('否', 'no')),
    ],
    [heading('更新时间', 'Updated'), ({ updatedAt }) => time(updatedAt)],
  ];
}
