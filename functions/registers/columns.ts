/** The columns of the registers as CSV, one row a column; times as the site's clocks show them. */

import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  KIND_WORDS,
  STATUS_WORDS,
  URGENCY_WORDS,
  type Words,
} from '../../shared/contract/sheets/sheet-words.ts';
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { HandOverState, HandOverStep } from '../../shared/domain/model/history.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import type { HandOverRow, RepairRow } from '../../shared/domain/sheets/register.ts';
import type { Column } from '../middleware/csv.ts';

const STEP_WORDS: Words<HandOverStep> = {
  'hand-over': '移交',
  return: '交回',
  'follow-up': '回访重办',
  object: '异议重办',
};
const STATE_WORDS: Words<HandOverState> = {
  open: '待签收',
  received: '已签收',
  disputed: '有异议',
  ended: '已收回',
};

function shown(directory: Directory) {
  const { timeZone } = directory.site;
  return {
    time: (at: string | undefined) => at && localTime(at, timeZone),
    section: (id: string | undefined) => sectionOf(directory, id)?.zh ?? id,
  };
}

const word = <T extends string>(words: Words<T>, code: T | undefined) => code && words[code];

/** Columns of the hand-over ledger (会签单交接记录本). */
export function handOverColumns(directory: Directory): readonly Column<HandOverRow>[] {
  const { time, section } = shown(directory);
  return [
    ['编号', (row) => row.number],
    ['时间', (row) => time(row.at)],
    ['类别', (row) => word(KIND_WORDS, row.kind)],
    ['事由', (row) => row.subject],
    ['交接', (row) => word(STEP_WORDS, row.step)],
    ['部门', (row) => section(row.section)],
    ['轮次', (row) => row.round],
    ['移交人', (row) => row.byName],
    ['意见', (row) => row.opinion],
    ['状态', (row) => word(STATE_WORDS, row.state)],
    ['签收人', (row) => row.receiverName ?? row.disputedByName],
    ['签收时间', (row) => time(row.receivedAt ?? row.disputedAt)],
  ];
}

/** Columns of the repair register (报修登记台帐). */
export function repairColumns(directory: Directory): readonly Column<RepairRow>[] {
  const { time, section } = shown(directory);
  return [
    ['编号', (row) => row.number],
    ['时间', (row) => time(row.at)],
    ['方式', (row) => word(CHANNEL_WORDS, row.channel)],
    ['报修类别', (row) => word(CATEGORY_WORDS, row.category)],
    ['紧急程度', (row) => word(URGENCY_WORDS, row.urgency)],
    ['地点', (row) => row.where],
    ['事由', (row) => row.subject],
    ['业主（住户）', (row) => row.resident],
    ['电话', (row) => row.phone],
    ['部门', (row) => section(row.section)],
    ['维修人', (row) => row.handlerName],
    ['到场时间', (row) => time(row.arrivedAt)],
    ['完成时间', (row) => time(row.completedAt)],
    ['交回时间', (row) => time(row.returnedAt)],
    ['轮次', (row) => row.round],
    ['状态', (row) => word(STATUS_WORDS, row.status)],
  ];
}
