/** What each document of a case says, beside whom it is about. */

import type { Level } from '../../../shared/domain/cases/case.ts';
import type { Markup } from '../../../shared/mail/html.ts';
import { DELIVERY_WORDS, GRADE_WORDS, REVIEW_WORDS } from '../../../shared/words/case-words.ts';
import { field, group, multiline, pair } from '../copies/form.ts';
import { type CaseOnPaper, signatureIn } from './on-paper.ts';
import { moneyWords, outcomeWords } from './words.ts';

type Rows = readonly Markup[] | undefined;

/** The written conclusion, true to the facts, signed by the person responsible (A2.1). */
export function conclusionRows(paper: CaseOnPaper): Rows {
  const { state, entries, names, time } = paper;
  if (!('conclusion' in state) || state.conclusion === undefined) return undefined;
  const { findings, conclusion, grade, loss, by, at } = state.conclusion;
  const { acknowledgement } = state;
  const refusal =
    acknowledgement?.how === 'refused'
      ? `当事人拒绝签字（见证人：${names.person(acknowledgement.witness)}；原因：${acknowledgement.reason}）`
      : undefined;
  const signed = signatureIn(
    paper,
    entries.find(({ step }) => step === 'acknowledge'),
  );
  return [
    group('调查', [field('事由', multiline(state.allegation)), field('调查情况', multiline(findings))]),
    group('结论', [
      field('结论', multiline(conclusion)),
      pair('违规等级', GRADE_WORDS[grade]['zh-CN'], '经济损失', moneyWords(loss)),
      pair('调查人', names.person(by), '日期', time(at)),
    ]),
    group('签字', [
      field(
        '当事人意见',
        acknowledgement?.how === 'signed' ? multiline(acknowledgement.statement) : undefined,
      ),
      field('当事人签字', signed ?? refusal),
    ]),
  ];
}

/** The decision, with where, until when and with what to appeal (A2.2 to A2.4, A2.7a). */
export function decisionRows(paper: CaseOnPaper): Rows {
  const { state, names, time } = paper;
  if (!('decision' in state) || state.decision === undefined) return undefined;
  const { decision, section } = state;
  const { reason, by, at, level } = decision;
  const reviewers = level === 'section' && section !== undefined ? names.section(section) : '办公室';
  return [
    group('处理', [
      field('处理决定', outcomeWords(decision)),
      field('理由', multiline(reason)),
      pair('决定人', names.person(by), '日期', time(at)),
    ]),
    group('申述', [
      field('向谁申述', `${reviewers}，经本系统提交（问责案 ${state.number}）`),
      field('期限', deadline(paper, 0)),
      field('提交内容', '书面陈述或证据材料，至少一项'),
      field('说明', '复核由未参与本案的人员办理，不加重处理；逾期未申述的，本决定生效。'),
    ]),
  ];
}

/** The last local day on which to appeal, once it is delivered; before that how it is counted. */
function deadline({ state, entries, time }: CaseOnPaper, of: 0 | Level): string {
  const delivery = entries.find((entry) => entry.step === 'deliver' && entry.of === of);
  if (delivery?.step !== 'deliver' || delivery.window === undefined) {
    return `自送达次日起计算（${state.terms.window.replace(/^P(\d+)D$/, '$1 日')}）`;
  }
  const last = new Date(Date.parse(delivery.window.closesAt) - 1).toISOString();
  return `至 ${time(last)}（含当日）`;
}

/** The result of a review (A2.7b), and whether there is another. */
export function reviewRows(paper: CaseOnPaper, level: Level): Rows {
  const { state, names, time } = paper;
  const appeal = state.appeals.find((each) => each.level === level);
  if (appeal?.outcome === undefined || appeal.decidedAt === undefined) return undefined;
  const outcome = {
    sanctions: appeal.sanctions ?? [],
    ...(appeal.compensation && { compensation: appeal.compensation }),
  };
  return [
    group('申述', [
      field('申述时间', time(appeal.at)),
      field('申述内容', multiline(appeal.statement)),
      field('证据材料', appeal.files.length === 0 ? undefined : `${appeal.files.length} 件`),
    ]),
    group('复核', [
      pair('复核结果', REVIEW_WORDS[appeal.outcome]['zh-CN'], '复核后处理', outcomeWords(outcome)),
      field('理由', multiline(appeal.reason)),
      pair('复核人', names.person(appeal.decidedBy ?? ''), '日期', time(appeal.decidedAt)),
    ]),
    group('说明', [
      field(
        '后续',
        level === 1
          ? `不服的，可再向办公室申述一次：${deadline(paper, 1)}`
          : '本结果为最终结果，自送达之日起生效。',
      ),
    ]),
  ];
}

/** Proof of every delivery: what, how, by whom, before whom, and who signed for it (A2.7c). */
export function deliveryRows(paper: CaseOnPaper): Rows {
  const { state, entries, names, time } = paper;
  if (state.deliveries.length === 0) return undefined;
  return state.deliveries.map(({ of, means, witness, by, at, receivedAt }) => {
    const receipt = entries.find((entry) => entry.step === 'receive' && entry.at === receivedAt);
    return group(of === 0 ? '决定' : `复核${of}`, [
      pair('送达方式', DELIVERY_WORDS[means]['zh-CN'], '送达时间', time(at)),
      pair('送达人', names.person(by), '见证人', witness === undefined ? undefined : names.person(witness)),
      field('当事人签收', signatureIn(paper, receipt)),
    ]);
  });
}
