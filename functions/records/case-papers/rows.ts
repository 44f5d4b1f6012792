/** What each document of a case says, beside whom it is about. */

import type { CaseEntry, Level } from '../../../shared/domain/cases/case.ts';
import type { Markup } from '../../../shared/mail/html.ts';
import { DELIVERY_WORDS, GRADE_WORDS, REVIEW_WORDS, WAGES_WORDS } from '../../../shared/words/case-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { field, group, multiline, pair } from '../copies/form.ts';
import { type CaseOnPaper, moneyOn, outcomeOn, PLACE, SEAL, signatureIn, wordOf } from './on-paper.ts';

type Rows = readonly Markup[] | undefined;

/** The written conclusion, true to the facts, signed by the person responsible (A2.1). */
export function conclusionRows(paper: CaseOnPaper): Rows {
  const { state, entries, names, time, say } = paper;
  if (!('conclusion' in state) || state.conclusion === undefined) return undefined;
  const { by, at } = state.conclusion;
  const { acknowledgement } = state;
  const signed = signatureIn(
    paper,
    entries.find(({ step }) => step === 'acknowledge'),
  );
  const statement = acknowledgement?.how === 'signed' ? multiline(acknowledgement.statement) : undefined;
  return [
    ...factRows(paper, ({ step }) => step === 'conclude'),
    group(say('签字', 'Signed'), [
      pair(say('调查人', 'Investigated by'), names.person(by), say('日期', 'Date'), time(at)),
      field(say('当事人意见', 'Statement'), statement),
      field(say('当事人签字', 'The person’s signature'), signed ?? refusalOf(paper) ?? PLACE),
    ]),
    places(paper, say('调查人签字', 'Investigator’s signature')),
  ];
}

function refusalOf({ state: { acknowledgement }, names, say }: CaseOnPaper): string | undefined {
  if (acknowledgement?.how !== 'refused') return undefined;
  const { witness, reason } = acknowledgement;
  const seenBy = names.person(witness);
  return say(
    `当事人拒绝签字（见证人：${seenBy}；原因：${reason}）`,
    `refused to sign (witness: ${seenBy}; reason: ${reason})`,
  );
}

/** What was found, and by what it is judged: on every paper that decides something, as it was known at that entry. */
function factRows(paper: CaseOnPaper, madeBy: (entry: CaseEntry) => boolean): readonly Markup[] {
  const { state, say } = paper;
  if (!('conclusion' in state) || state.conclusion === undefined) return [];
  const { findings, conclusion, grade, loss } = state.conclusion;
  const files = filesUntil(paper, madeBy);
  const evidence = say(`${files.length} 件`, `${files.length} file(s)`);
  return [
    group(say('事实', 'Facts'), [
      field(say('事由', 'Allegation'), multiline(state.allegation)),
      field(say('调查情况', 'Findings'), multiline(findings)),
      files.length === 0 ? undefined : field(say('证据材料', 'Evidence'), evidence),
    ]),
    group(say('结论', 'Conclusion'), [
      field(say('结论', 'Conclusion'), multiline(conclusion)),
      pair(
        say('违规等级', 'Grade'),
        wordOf(paper, GRADE_WORDS, grade),
        say('经济损失', 'Loss'),
        moneyOn(paper, loss),
      ),
    ]),
  ];
}

/** The case's files up to an entry: what came later was no evidence then. An appeal's are told with the appeal. */
function filesUntil({ entries }: CaseOnPaper, madeBy: (entry: CaseEntry) => boolean): readonly string[] {
  const last = entries.findIndex(madeBy);
  return entries
    .slice(0, last + 1)
    .flatMap((entry) => (entry.step !== 'appeal' && 'files' in entry ? (entry.files ?? []) : []));
}

/** Where whoever answers for a paper signs it by hand and sets the seal (存档备查, A2.6). */
function places({ say }: CaseOnPaper, who: string): Markup {
  return group(say('签章', 'Seal'), [
    pair(who, PLACE, say('日期', 'Date'), PLACE),
    pair(say('单位盖章', 'Seal'), SEAL, say('日期', 'Date'), SEAL),
  ]);
}

/** The decision, with where, until when and with what to appeal (A2.2 to A2.4, A2.7a). */
export function decisionRows(paper: CaseOnPaper): Rows {
  const { state, names, time, say, language } = paper;
  if (!('decision' in state) || state.decision === undefined) return undefined;
  const { decision, section } = state;
  const { reason, by, at, level, compensation } = decision;
  const office = say('办公室', 'the office');
  const reviewers = level === 'section' && section !== undefined ? names.section(section) : office;
  const wages = compensation && capital(WAGES_WORDS[language]);
  return [
    ...factRows(paper, (entry) => entry.step === 'decide' && entry.level === undefined),
    group(say('处理', 'Decision'), [
      field(say('处理决定', 'Decision'), outcomeOn(paper, decision)),
      field(say('理由', 'Reason'), multiline(reason)),
      wages === undefined ? undefined : field(say('工资扣除', 'From wages'), wages),
      pair(say('决定人', 'Decided by'), names.person(by), say('日期', 'Date'), time(at)),
    ]),
    group(say('申述', 'Appeal'), [
      field(
        say('向谁申述', 'To whom'),
        say(`${reviewers}，经本系统提交（问责案 ${state.number}）`, `${reviewers}, here (${state.number})`),
      ),
      field(say('期限', 'Until'), deadline(paper, 0)),
      field(
        say('提交内容', 'With'),
        say('书面陈述或证据材料，至少一项', 'a statement or evidence, at least one of them'),
      ),
      field(
        say('说明', 'Note'),
        say(
          '复核由未参与本案的人员办理，不加重处理；逾期未申述的，本决定生效。',
          'Somebody who took no part reviews it, and never makes it heavier; without an appeal the decision takes effect.',
        ),
      ),
    ]),
    places(paper, say('决定人签字', 'Signature')),
  ];
}

/** The last local day on which to appeal, once it is delivered; before that how it is counted. */
function deadline({ state, entries, time, say }: CaseOnPaper, of: 0 | Level): string {
  const delivery = entries.find((entry) => entry.step === 'deliver' && entry.of === of);
  if (delivery?.step !== 'deliver' || delivery.window === undefined) {
    const days = state.terms.window.replace(/^P(\d+)D$/, '$1');
    const isDays = days !== state.terms.window;
    return say(
      `自送达次日起计算（${days}${isDays ? ' 日' : ''}）`,
      `${days}${isDays ? ' days' : ''}, from the day after its delivery on`,
    );
  }
  const last = time(new Date(Date.parse(delivery.window.closesAt) - 1).toISOString());
  return say(`至 ${last}（含当日）`, `until ${last}`);
}

/** The result of a review (A2.7b), and whether there is another. */
export function reviewRows(paper: CaseOnPaper, level: Level): Rows {
  const { state, names, time, say } = paper;
  const appeal = state.appeals.find((each) => each.level === level);
  if (appeal?.outcome === undefined || appeal.decidedAt === undefined) return undefined;
  const { sanctions = [], compensation } = appeal;
  const outcome = { sanctions, ...(compensation && { compensation }) };
  const evidence = say(`${appeal.files.length} 件`, `${appeal.files.length} file(s)`);
  return [
    ...factRows(paper, (entry) => entry.step === 'decide' && entry.level === level),
    'decision' in state && state.decision !== undefined
      ? group(say('原处理', 'Before'), [
          field(say('原处理决定', 'Decision'), outcomeOn(paper, state.decision)),
        ])
      : group('', []),
    group(say('申述', 'Appeal'), [
      field(say('申述时间', 'Time'), time(appeal.at)),
      field(say('申述内容', 'Statement'), multiline(appeal.statement)),
      field(say('证据材料', 'Evidence'), appeal.files.length === 0 ? undefined : evidence),
    ]),
    group(say('复核', 'Review'), [
      field(say('复核结果', 'Result'), wordOf(paper, REVIEW_WORDS, appeal.outcome)),
      field(say('复核后处理', 'In force now'), outcomeOn(paper, outcome)),
      field(say('理由', 'Reason'), multiline(appeal.reason)),
      pair(
        say('复核人', 'Reviewed by'),
        names.person(appeal.decidedBy ?? ''),
        say('日期', 'Date'),
        time(appeal.decidedAt),
      ),
      field(
        say('后续', 'What is next'),
        level === 1
          ? say(
              `不服的，可再向办公室申述一次：${deadline(paper, 1)}`,
              `a second appeal goes to the office: ${deadline(paper, 1)}`,
            )
          : say('本结果为最终结果，自送达之日起生效。', 'This result is final from its delivery on.'),
      ),
    ]),
    places(paper, say('复核人签字', 'Reviewer’s signature')),
  ];
}

/** Proof of every delivery: what, how, by whom, before whom, and who signed for it (A2.7c). */
export function deliveryRows(paper: CaseOnPaper): Rows {
  const { state, entries, names, time, say } = paper;
  if (state.deliveries.length === 0) return undefined;
  const rows = state.deliveries.map(({ of, means, witness, by, at, receivedAt }) => {
    const receipt = entries.find((entry) => entry.step === 'receive' && entry.at === receivedAt);
    const what = of === 0 ? deliveredDecision(paper) : deliveredReview(paper, of);
    return group(of === 0 ? say('决定', 'Decision') : say(`复核${of}`, `Review ${of}`), [
      field(say('送达内容', 'What'), what),
      pair(say('送达方式', 'How'), wordOf(paper, DELIVERY_WORDS, means), say('送达时间', 'Time'), time(at)),
      pair(
        say('送达人', 'Delivered by'),
        names.person(by),
        say('见证人', 'Witness'),
        witness === undefined ? undefined : names.person(witness),
      ),
      field(say('当事人签收', 'Received'), signatureIn(paper, receipt) ?? PLACE),
    ]);
  });
  return [...rows, places(paper, say('送达人签字', 'Signature of who delivered'))];
}

function deliveredDecision(paper: CaseOnPaper): string {
  const { state, say } = paper;
  if (!('decision' in state) || state.decision === undefined) return '';
  return `${say('问责处理决定：', 'the decision: ')}${outcomeOn(paper, state.decision)}`;
}

function deliveredReview(paper: CaseOnPaper, level: Level): string {
  const review = paper.state.appeals.find((each) => each.level === level);
  if (review?.outcome === undefined) return '';
  const { outcome, sanctions = [], compensation } = review;
  const held = outcomeOn(paper, { sanctions, ...(compensation && { compensation }) });
  return `${wordOf(paper, REVIEW_WORDS, outcome)}${paper.say('：', ': ')}${held}`;
}
