/** The columns of the registers as CSV, one row a column, in the reader's language; times as the site's clocks show them. */

import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import type { HandOverRow, RepairRow } from '../../shared/domain/sheets/register.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  HAND_OVER_STATE_WORDS,
  HAND_OVER_STEP_WORDS,
  KIND_WORDS,
  STATUS_WORDS,
  URGENCY_WORDS,
} from '../../shared/words/sheet-words.ts';
import type { Column } from '../middleware/csv.ts';
import { csvWords } from '../middleware/csv-words.ts';

/** Columns of the hand-over ledger (会签单交接记录本). */
export function handOverColumns(directory: Directory, language: Language): readonly Column<HandOverRow>[] {
  const { say, time, section, word } = csvWords(directory, language);
  return [
    [say('编号', 'Number'), (row) => row.number],
    [say('时间', 'Time'), (row) => time(row.at)],
    [say('类别', 'Kind'), (row) => word(KIND_WORDS, row.kind)],
    [say('事由', 'Subject'), (row) => row.subject],
    [say('交接', 'Step'), (row) => word(HAND_OVER_STEP_WORDS, row.step)],
    [say('部门', 'Section'), (row) => section(row.section)],
    [say('轮次', 'Round'), (row) => row.round],
    [say('移交人', 'Handed over by'), (row) => row.byName],
    [say('意见', 'Opinion'), (row) => row.opinion],
    [say('状态', 'State'), (row) => word(HAND_OVER_STATE_WORDS, row.state)],
    [say('签收人', 'Received by'), (row) => row.receiverName ?? row.disputedByName],
    [say('签收时间', 'Received at'), (row) => time(row.receivedAt ?? row.disputedAt)],
  ];
}

/** Columns of the repair register (报修登记台帐). */
export function repairColumns(directory: Directory, language: Language): readonly Column<RepairRow>[] {
  const { say, time, section, word } = csvWords(directory, language);
  return [
    [say('编号', 'Number'), (row) => row.number],
    [say('时间', 'Time'), (row) => time(row.at)],
    [say('方式', 'Channel'), (row) => word(CHANNEL_WORDS, row.channel)],
    [say('报修类别', 'Category'), (row) => word(CATEGORY_WORDS, row.category)],
    [say('紧急程度', 'Urgency'), (row) => word(URGENCY_WORDS, row.urgency)],
    [say('地点', 'Place'), (row) => row.where],
    [say('事由', 'Subject'), (row) => row.subject],
    [say('业主（住户）', 'Resident'), (row) => row.resident],
    [say('电话', 'Phone'), (row) => row.phone],
    [say('部门', 'Section'), (row) => section(row.section)],
    [say('维修人', 'Repaired by'), (row) => row.handlerName],
    [say('到场时间', 'Arrived at'), (row) => time(row.arrivedAt)],
    [say('完成时间', 'Completed at'), (row) => time(row.completedAt)],
    [say('交回时间', 'Returned at'), (row) => time(row.returnedAt)],
    [say('轮次', 'Round'), (row) => row.round],
    [say('状态', 'Status'), (row) => word(STATUS_WORDS, row.status)],
  ];
}
