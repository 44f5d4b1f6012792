/** What answers about accountability cases can say, in every language (contract section 5). */

import type { CaseReason } from '../../domain/kernel/errors.ts';
import type { Said } from '../../words/said.ts';
export const CASE_SENTENCES: { readonly [R in CaseReason]: Said } = {
  'case-not-visible': {
    'zh-CN': '没有这一问责案，或您无权查看。',
    en: 'There is no such case, or none that you may see.',
  },
  'case-moved-on': {
    'zh-CN': '问责案已有新版本，请刷新后再试。',
    en: 'The case has a newer version; load it and try again.',
  },
  'case-not-in-this-state': {
    'zh-CN': '问责案目前所处的状态不能办理这一步。',
    en: 'The case is not in a state for this step.',
  },
  'not-yours-to-open': {
    'zh-CN': '您不能对此人立案。',
    en: 'You may not open a case about that person.',
  },
  'unknown-rule': {
    'zh-CN': '没有这一条款，也没有已公布的这项承诺。',
    en: 'It is neither a clause nor a published promise.',
  },
  'unknown-sheet': {
    'zh-CN': '没有这张会签单，或您无权查看。',
    en: 'There is no such sheet, or none that you may see.',
  },
  'not-the-first': {
    'zh-CN': '此人此前已有生效的问责结果，不属初次违规。',
    en: 'That person has an earlier final case: it is not the first.',
  },
  'no-such-witness': {
    'zh-CN': '见证人须为当事人与经办人以外的人。',
    en: 'A witness is somebody other than the subject and whoever acts.',
  },
  'sanction-of-other-level': {
    'zh-CN': '该处理措施不属于本级权限。',
    en: 'Such a sanction is not for this level to impose.',
  },
  'no-loss': {
    'zh-CN': '结论未认定经济损失，不得要求赔偿。',
    en: 'The conclusion states no loss, so there is nothing to compensate.',
  },
  'loss-is-compensated': {
    'zh-CN': '造成经济损失的，须予赔偿，金额须大于零。',
    en: 'A loss is compensated, by more than nothing.',
  },
  'more-than-the-loss': {
    'zh-CN': '赔偿不得超过损失，且须为同一币种。',
    en: 'Compensation is at most the loss, and in its currency.',
  },
  'more-than-is-owed': {
    'zh-CN': '付款须大于零、不超过尚欠金额，且为同一币种。',
    en: 'A payment is more than nothing, at most what is outstanding, and in its currency.',
  },
  'in-person-only': {
    'zh-CN': '复核结果须送达本人，或在见证下留置送达。',
    en: "A review's result is delivered in person or left with a witness.",
  },
  'delivery-signed-for': { 'zh-CN': '当事人已签收。', en: 'The subject has signed for it already.' },
  'window-closed': { 'zh-CN': '申述期限已过。', en: 'The time to appeal is over.' },
  'heavier-than-before': {
    'zh-CN': '复核不得加重处理。',
    en: 'A review never makes the outcome heavier.',
  },
  'statement-or-files': {
    'zh-CN': '须提交书面陈述或证据文件。',
    en: 'Submit a statement or evidence with the appeal.',
  },
  'only-when-varied': { 'zh-CN': '仅在变更处理时填写。', en: 'Only where the outcome is varied.' },
  'not-the-subjects-name': {
    'zh-CN': '签名人须为当事人本人。',
    en: 'The signer must be whom the case is about.',
  },
  'money-form': {
    'zh-CN': '金额须为十进制数字，最多两位小数，例如 120.00。',
    en: 'An amount is a decimal with at most two places, such as 120.00.',
  },
  'nothing-to-carry-out': {
    'zh-CN': '生效的处理中没有这一项，或已执行。',
    en: 'No such sanction is in force, or it was carried out already.',
  },
  'nothing-unpaid': { 'zh-CN': '没有尚欠的赔偿。', en: 'Nothing is left to pay.' },
  'carried-out-when': {
    'zh-CN': '执行时间须在作出决定之后、登记之前。',
    en: 'It is carried out after the decision and before it is entered.',
  },
  'self-criticism-itself': {
    'zh-CN': '检讨须附其内容或文件，或记录在见证下的拒绝。',
    en: 'A self-criticism needs its text or a file, or its refusal before a witness.',
  },
  'only-of-a-self-criticism': {
    'zh-CN': '只有检讨可以登记为拒绝。',
    en: 'Only a self-criticism can be entered as refused.',
  },
  'above-nothing': { 'zh-CN': '须大于零。', en: 'Must be more than nothing.' },
};
