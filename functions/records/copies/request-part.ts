/** The upper part of the form: who asks for what, taken in by whom (B5.1), and a complaint's particulars (B5.2.2a). */

import type { Complaint, Sheet } from '../../../shared/domain/model/sheet.ts';
import type { Markup } from '../../../shared/mail/html.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  KIND_WORDS,
  URGENCY_WORDS,
} from '../../../shared/words/sheet-words.ts';
import { choices, field, group, multiline, pair } from './form.ts';
import { ANONYMOUS } from './names.ts';
import { type OnPaper, staffMember } from './on-paper.ts';
import { signaturesOf } from './signatures.ts';

/** The rows that customer service fills in on receiving the request. */
export function requestPart(paper: OnPaper): readonly Markup[] {
  const { sheet, entries, time, isAnonymous } = paper;
  return [
    group('登记', [
      ...askerRows(paper),
      field('方式', choices(CHANNEL_WORDS, sheet.channel)),
      field('类别', choices(KIND_WORDS, sheet.kind)),
      repairRow(sheet),
      field('来访事由', multiline(sheet.subject)),
      field('详细情况', multiline(sheet.details)),
      pair('接待员', staffMember(paper, sheet.firstContact), '附件', attachments(sheet)),
      field('签名', isAnonymous ? ANONYMOUS : signaturesOf(sheet, entries, time)),
    ]),
    sheet.complaint === undefined ? group('投诉', []) : complaintGroup(paper, sheet.complaint),
  ];
}

function askerRows(paper: OnPaper): readonly Markup[] {
  const { sheet, names, internal, isAnonymous } = paper;
  if (isAnonymous) return [field('业主（住户）', ANONYMOUS)];
  if (sheet.requester !== undefined) {
    const { person } = sheet.requester;
    const phone = internal ? names.phone(person) : undefined;
    return [pair('申请员工', names.person(person), '联系电话', phone)];
  }
  const { name, phone, address } = sheet.resident ?? {};
  return [pair('业主（住户）', name, '联系电话', phone), field('地址', address)];
}

function repairRow({ kind, category, urgency }: Sheet): Markup | undefined {
  if (kind !== 'repair') return undefined;
  const words = category === undefined ? undefined : CATEGORY_WORDS[category]['zh-CN'];
  return pair('报修类别', words, '紧急程度', choices(URGENCY_WORDS, urgency));
}

const attachments = ({ files }: Sheet) => (files.length === 0 ? '无' : `${files.length} 件`);

function complaintGroup({ names, time }: OnPaper, complaint: Complaint): Markup {
  const { occurredAt, place, cause, course, persons, against, anonymous } = complaint;
  const accused = [
    ...(against?.section === undefined ? [] : [names.section(against.section)]),
    ...(against?.person === undefined ? [] : [names.person(against.person)]),
  ];
  return group('投诉', [
    pair('发生时间', time(occurredAt), '地点', place),
    field('起因', multiline(cause)),
    field('经过', multiline(course)),
    pair('当事人', persons.join('、'), '被投诉方', accused.join('　')),
    anonymous === true ? field('匿名', '投诉人要求匿名') : undefined,
  ]);
}
