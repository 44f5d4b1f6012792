/** The lower part of the form: what came of it, what the asker was told (A1.6c), and the follow-up (B5.2.2d). */

import type { FollowUp, Message } from '../../../shared/domain/model/sheet.ts';
import type { Markup } from '../../../shared/mail/html.ts';
import { FOLLOW_UP_WORDS } from '../../../shared/words/sheet-words.ts';
import { field, group, multiline, signed, trio } from './form.ts';
import type { OnPaper } from './on-paper.ts';
import { markWords, NOTHING } from './words.ts';

/** The rows of result, answers and follow-up. */
export function closingPart(paper: OnPaper): readonly Markup[] {
  const { sheet } = paper;
  const told = sheet.answer === undefined ? sheet.replies : [...sheet.replies, sheet.answer];
  return [
    group('结果', [
      field('处理结果', multiline(sheet.outcome)),
      field('答复', told.length === 0 ? undefined : told.map((message) => answer(paper, message))),
      withdrawal(paper),
    ]),
    group('回访', followUpRows(paper)),
  ];
}

function answer({ names, time }: OnPaper, { text, by, at }: Message): Markup {
  return signed(text, names.person(by), time(at));
}

/** Why a sheet was withdrawn is kept in the ledger alone, so it is printed on copies for staff only. */
function withdrawal({ entries, names, time, internal }: OnPaper): Markup | undefined {
  const entry = entries.findLast(({ step }) => step === 'withdraw');
  if (!internal || entry?.step !== 'withdraw') return undefined;
  return field('撤回原因', signed(entry.reason, names.signer(entry.actor), time(entry.at)));
}

function followUpRows(paper: OnPaper): readonly (Markup | undefined)[] {
  const { followUp } = paper.sheet;
  return [
    trio(
      ['回访结果', resultOf(followUp)],
      ['满意度', markWords(followUp?.satisfaction)],
      ['服务态度', markWords(followUp?.attitude)],
    ),
    field('反馈意见', multiline(followUp?.feedback)),
    caller(paper),
  ];
}

function resultOf(followUp: FollowUp | undefined): string {
  if (followUp === undefined) return NOTHING;
  return followUp.outcome === undefined ? '尚未联系上' : FOLLOW_UP_WORDS[followUp.outcome]['zh-CN'];
}

/** Who called, and when, is kept in the ledger alone, so it is printed on copies for staff only. */
function caller({ sheet, entries, names, time, internal }: OnPaper): Markup | undefined {
  const last = entries.findLast(({ step }) => step === 'follow-up');
  if (!internal || last === undefined) return undefined;
  const tries = sheet.followUp && `第 ${sheet.followUp.round} 轮，${sheet.followUp.attempts} 次`;
  return trio(['回访人', names.signer(last.actor)], ['回访时间', time(last.at)], ['联系次数', tries]);
}
