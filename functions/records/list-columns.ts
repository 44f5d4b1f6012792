/** The columns of a list of sheets as CSV, in the reader's language; times as the site's clocks show them. */
import { maskedPhone } from '../../shared/domain/kernel/masked-phone.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { nextDueOf, type Summary } from '../../shared/domain/sheets/summary.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  KIND_WORDS,
  STATUS_WORDS,
  URGENCY_WORDS,
} from '../../shared/words/sheet-words.ts';
import type { Column } from '../middleware/csv.ts';
import { csvWords } from '../middleware/csv-words.ts';

/** The columns of a list of sheets. */
export function listColumns(directory: Directory, language: Language): readonly Column<Summary>[] {
  const { say, time, word, person, section } = csvWords(directory, language);
  return [
    [say('编号', 'Number'), ({ number }) => number],
    [say('登记时间', 'Opened'), ({ openedAt }) => time(openedAt)],
    [say('类别', 'Kind'), ({ kind }) => word(KIND_WORDS, kind)],
    [say('方式', 'Channel'), ({ channel }) => word(CHANNEL_WORDS, channel)],
    [say('报修类别', 'Category'), ({ category }) => word(CATEGORY_WORDS, category)],
    [say('紧急程度', 'Urgency'), ({ urgency }) => word(URGENCY_WORDS, urgency)],
    [say('状态', 'Status'), ({ status }) => word(STATUS_WORDS, status)],
    [say('事由', 'Subject'), ({ subject }) => subject],
    [say('业主（住户）', 'Resident'), ({ resident }) => resident?.name],
    [say('电话', 'Phone'), ({ resident }) => resident && maskedPhone(resident.phone)],
    [say('地址', 'Address'), ({ resident }) => resident?.address],
    [say('部门', 'Section'), (row) => section(row.section)],
    [say('经办人', 'Handler'), ({ handler }) => person(handler)],
    [say('首接人', 'First contact'), ({ firstContact }) => person(firstContact)],
    [say('轮次', 'Round'), ({ round }) => round],
    [say('下一时限', 'Next due'), (row) => time(nextDueOf(row))],
    [say('曾逾期', 'Ever overdue'), ({ breached }) => (breached ? say('是', 'yes') : say('否', 'no'))],
    [say('更新时间', 'Updated'), ({ updatedAt }) => time(updatedAt)],
  ];
}
