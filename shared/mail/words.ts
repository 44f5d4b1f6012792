/** Every word that a letter says, in every language; one that is missing does not compile. */
import type { ReviewOutcome } from '../domain/cases/case.ts';
import type { Sanction } from '../domain/cases/sanctions.ts';
import { LAST_LEVEL } from '../domain/clocks/escalation.ts';
import { DAY_MS, MINUTE_MS } from '../domain/kernel/duration.ts';
import type { Money } from '../domain/kernel/money.ts';
import type { ClockName, TargetName } from '../domain/model/clock.ts';
import type { Language, Site } from '../domain/model/directory.ts';
import type { AmendedFields } from '../domain/model/sheet.ts';
import type { NoticeKind } from '../domain/notices/notice-table.ts';
import type { PersonField } from '../domain/organisation/directory-ledger.ts';
import { CASE_CLOCK_WORDS, REVIEW_WORDS, SANCTION_WORDS } from '../words/case-words.ts';
import { NOTICE_WORDS } from '../words/notice-words.ts';
import { capital, wordsIn } from '../words/said.ts';
import { CLOCK_WORDS } from '../words/sheet-words.ts';

/** What a headline is made of: the promise by name, how late it is or how long is left, the level. */
interface Facts {
  readonly promise: string;
  readonly how: string;
  readonly level: number;
  /** Until when, as the site's clocks show it; empty without a deadline. */
  readonly until: string;
  /** Whether the reader owes a signature. */
  readonly signs: boolean;
}

export type Label =
  | 'site'
  | 'number'
  | 'subject'
  | 'rule'
  | 'where'
  | 'phone'
  | 'insteadOf'
  | 'owedBy'
  | 'firstContact'
  | 'handler'
  | 'changed'
  | 'changedBy'
  | 'appointment'
  | 'review'
  | 'outcome'
  | 'wages'
  | 'due'
  | 'appeal'
  | 'clause'
  | 'at'
  | 'message'
  | 'reason'
  | 'link'
  | 'ownLink';

export interface LetterWords {
  readonly greeting: (name: string) => string;
  /** How many notices, and how many of them say that something is overdue. */
  readonly count: (notices: number, overdue: number) => string;
  /** The subject of a letter with several: their count, and the worst of them. */
  readonly several: (count: string, worst: string) => string;
  readonly late: (ms: number) => string;
  readonly left: (ms: number) => string;
  readonly headlines: { readonly [K in NoticeKind]: (facts: Facts) => string };
  readonly promises: { readonly [N in ClockName | TargetName]: string };
  /** What the reader is to do. */
  readonly requests: { readonly [K in NoticeKind]: (facts: Facts) => string };
  /** Of a notice that is not known by its kind. */
  readonly general: { readonly headline: string; readonly request: string };
  /** What is said to a group of what is not for all of it to read. */
  readonly confidential: string;
  /** What a promise is called that is not known by name. */
  readonly promise: string;
  /** What an amendment of a sheet, or a change of a person, may change. */
  readonly fields: { readonly [F in keyof AmendedFields | PersonField]-?: string };
  readonly sanctions: { readonly [S in Sanction]: string };
  readonly reviews: { readonly [O in ReviewOutcome]: string };
  /** Sanctions, each in words, and what is to be compensated. */
  readonly outcome: (sanctions: readonly string[], compensation: Money | undefined) => string;
  /** A clause by its title, with its id. */
  readonly clause: (title: string, id: string) => string;
  /** What somebody can be held to and is no clause: a published promise. */
  readonly published: (id: string) => string;
  readonly list: (parts: readonly string[]) => string;
  /** Until when something was promised. */
  readonly before: (time: string) => string;
  readonly labels: { readonly [L in Label]: string };
  readonly label: (label: string, value: string) => string;
  /** A deadline with how late it is or how long is left. */
  readonly due: (time: string, how: string) => string;
  readonly site: (site: Pick<Site, 'name' | 'zh'>) => string;
  readonly footer: (timeZone: string) => string;
}

const HOUR_MS = 60 * MINUTE_MS;

/** Days, hours and minutes, each with its unit, those that are 0 left out; undefined below a minute. */
function duration(ms: number, units: readonly [string, string, string]): string | undefined {
  const counts = [ms / DAY_MS, (ms % DAY_MS) / HOUR_MS, (ms % HOUR_MS) / MINUTE_MS].map(Math.floor);
  const parts = counts.flatMap((count, place) => (count > 0 ? `${count} ${units[place]}` : []));
  return parts.length === 0 ? undefined : parts.join(' ');
}

const inChinese = (ms: number) => duration(ms, ['天', '小时', '分钟']);
const inEnglish = (ms: number) => duration(ms, ['d', 'h', 'min']) ?? 'less than 1 min';

const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How to appeal, as the paper of the decision says it (A2.7a, A2.7b): the section reviews first, then the office. */
const appealInChinese = ({ until, level }: Facts) =>
  `如有不服，可申述至 ${until}（含当日）：在本系统提交书面陈述或证据材料，至少一项。由${
    level === 1 ? '部门' : '办公室'
  }复核，复核人未参与本案，不加重处理；逾期未申述的，决定生效。`;
const appealInEnglish = ({ until, level }: Facts) =>
  `If you disagree, you may appeal here until ${until} with a statement or evidence, at least one of them. ${
    level === 1 ? 'The section' : 'The office'
  } reviews it by somebody who took no part, and never makes it heavier; without an appeal the decision takes effect.`;

/** The headlines that say nothing but what kind of notice it is. */
const fixedHeadlines = (language: Language) =>
  Object.fromEntries(
    Object.entries(wordsIn(NOTICE_WORDS, language)).map(([kind, words]) => [kind, () => capital(words)]),
  ) as { readonly [K in NoticeKind]: () => string };

export const WORDS: { readonly [L in Language]: LetterWords } = {
  'zh-CN': {
    greeting: (name) => `${name}，您好：`,
    count: (notices, overdue) => `${notices} 条通知${overdue === 0 ? '' : `，其中 ${overdue} 条逾期`}`,
    several: (count, worst) => `${count}；首要：${worst}`,
    late: (ms) => `逾期${inChinese(ms) === undefined ? '不到 1 分钟' : ` ${inChinese(ms)}`}`,
    left: (ms) => `还剩${inChinese(ms) === undefined ? '不到 1 分钟' : ` ${inChinese(ms)}`}`,
    headlines: {
      ...fixedHeadlines('zh-CN'),
      warning: ({ promise, how }) => `时限提醒：${promise}${how}`,
      breach: ({ promise, how }) => `${promise}${how}`,
      escalation: ({ promise, how, level }) => `逾期上报（第 ${level} 级）：${promise}${how}`,
      overdue: ({ promise, how }) => `您首接的事项：${promise}${how}`,
      decision: ({ until }) => `问责决定已送达${until === '' ? '' : `，可申述至 ${until}`}`,
      window: ({ how }) => `申述期限将满：${how}`,
      appeal: ({ how }) => `请复核一件申述：${how}`,
    },
    promises: { ...wordsIn(CLOCK_WORDS, 'zh-CN'), ...wordsIn(CASE_CLOCK_WORDS, 'zh-CN') },
    requests: {
      complaint: () => '请阅后移交承办部门；属回避由您受理的，也可直接签收办理。',
      'hand-over': () => '请在时限前签收并指定经办人；不属本部门的，请注明理由提出异议。',
      dispute: () => '请客服经理另行移交；移交后各部门不得再提异议。',
      reopening: () => '请了解未解决的原因，重新签收并办理到底。',
      accept: () => '请在时限前到场或办结，并在单上签认。',
      assign: () => '请在时限前到场或办结，并在单上签认。',
      appointed: () => '请按新的预约时间到场。',
      urge: () => '请尽快办理，并将进展告知来访人。',
      question: () => '请在本系统写明您的意见；答复前您可查看此单。',
      advice: () => '请据此继续办理，并答复来访人。',
      urgent: () => '请立即安排人员到场；移交后请马上签收。',
      warning: () => '请在时限前完成；确有特殊情况的，请提前申请延期。',
      breach: () => '请立即完成并签认；有特殊情况的，请写明理由申请延期。',
      escalation: ({ level }) =>
        level === LAST_LEVEL ? '请督促责任方尽快完成。请决定是否立案问责。' : '请督促责任方尽快完成。',
      assessment: () => '请核对各项得分所依据的会签单；如有出入，请及时提出。',
      directory: () => '请核对；如有不妥，请立即告知上级监督或主任。',
      award: () => '特此通报，以资鼓励。',
      'award-withdrawn': () => '请知悉；如有疑问，请联系主任。',
      undeliverable: () => '其邮箱已停止使用；请当面或电话告知本人，并登记可用的邮箱。',
      chosen: () => '您对此事负责到底：请答复来访人，或在时限前移交承办部门。',
      disputed: () => '客服经理将另行移交；您仍是首接人，请继续跟进。',
      returned: () => '请签收交回的会签单，并在时限前回访来访人。',
      overdue: () => '请督促责任方，并向来访人说明进展。',
      opened: ({ signs }) =>
        signs ? '请保留编号以便查询，并在时限前补签登记单。' : '请保留编号，可随时查看进展。',
      comes: () => '请保持电话畅通；时间不便的，请告知客服。',
      amended: ({ signs }) =>
        signs ? '请核对更改后的内容，并在时限前重新签字确认。' : '请核对更改后的内容；有误的，请告知客服。',
      withdrawn: () => '如果撤回不是您的意思，请尽快告知客服。',
      answer: () => '如果仍有疑问，请在回访时告诉我们，或联系客服。',
      reply: () => '您无需操作；如有疑问，请联系客服。',
      declined: () => '如有异议，可在 7 天内提出，由主任重新审定。',
      resolved: () => '感谢您的反馈；您可以评价办理情况，仍未解决的，可在 7 天内提出异议。',
      reopened: () => '我们会重新办理，办结后再次回访您。',
      unreached: () => '请保持电话畅通，或主动联系客服。',
      decision: appealInChinese,
      'review-result': ({ until, ...facts }) =>
        until === '' ? '本结果为最终结果，自送达之日起生效。' : appealInChinese({ until, ...facts }),
      window: appealInChinese,
      appeal: () => '请在时限前阅卷复核，作出维持、变更或撤销的决定；不得加重处理。',
      'no-reviewer': () => '请安排未参与本案的人员复核。',
      'carry-out': ({ until }) => `请在 ${until} 前落实每项处理并登记；检讨须附其内容，拒绝的须有见证人。`,
    },
    fields: {
      subject: '来访事由',
      details: '补充说明',
      resident: '来访人资料',
      category: '报修类别',
      simple: '是否简单报修',
      urgent: '是否急修',
      complaint: '投诉记录',
      appointment: '预约时间',
      name: '姓名',
      role: '职务',
      site: '所属小区',
      section: '部门',
      sites: '负责的小区',
      email: '邮箱',
      phone: '电话',
      address: '地址',
      language: '语言',
      active: '在职状态',
      leave: '请假',
      standIn: '代班人',
      erased: '个人信息清除',
    },
    sanctions: wordsIn(SANCTION_WORDS, 'zh-CN'),
    reviews: wordsIn(REVIEW_WORDS, 'zh-CN'),
    outcome: (sanctions, compensation) =>
      [
        sanctions.length === 0 ? '不予处分' : sanctions.join('、'),
        ...(compensation === undefined ? [] : [`赔偿 ${compensation.amount} ${compensation.currency}`]),
      ].join('；'),
    clause: (title, id) => `${title}（${id}）`,
    published: (id) => `公开服务承诺 ${id}`,
    list: (parts) => parts.join('、'),
    before: (time) => `${time} 前`,
    general: { headline: '有一条与您有关的新消息', request: '请打开链接查看详情。' },
    confidential: '请有关人员登录系统查看',
    promise: '时限',
    labels: {
      site: '小区',
      number: '编号',
      subject: '事由',
      rule: '所涉条款',
      where: '地点',
      phone: '电话',
      insteadOf: '您代班',
      owedBy: '责任方',
      firstContact: '首接人',
      handler: '经办人',
      changed: '更改项',
      changedBy: '更改人',
      appointment: '预约时间',
      review: '复核结果',
      outcome: '处理决定',
      wages: '工资扣除',
      due: '时限',
      appeal: '申述期限',
      clause: '依据',
      at: '时间',
      message: '内容',
      reason: '理由',
      link: '查看',
      ownLink: '无需登录查看',
    },
    label: (label, value) => `${label}：${value}`,
    due: (time, how) => `${time}（${how}）`,
    site: ({ zh }) => zh,
    footer: (timeZone) => `时间均为当地时间（${timeZone}）。`,
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    count: (notices, overdue) => `${many(notices, 'notice')}${overdue === 0 ? '' : `, ${overdue} overdue`}`,
    several: (count, worst) => `${count}; first: ${worst}`,
    late: (ms) => `${inEnglish(ms)} late`,
    left: (ms) => `${inEnglish(ms)} left`,
    headlines: {
      ...fixedHeadlines('en'),
      warning: ({ promise, how }) => `Deadline near: ${promise}, ${how}`,
      breach: ({ promise, how }) => `${capital(promise)} is ${how}`,
      escalation: ({ promise, how, level }) => `Raised to you (level ${level}): ${promise} is ${how}`,
      overdue: ({ promise, how }) => `A request of yours: ${promise} is ${how}`,
      decision: ({ until }) => `Decision delivered${until === '' ? '' : `: you may appeal until ${until}`}`,
      window: ({ how }) => `Time to appeal ends soon: ${how}`,
      appeal: ({ how }) => `Please review an appeal: ${how}`,
    },
    promises: { ...wordsIn(CLOCK_WORDS, 'en'), ...wordsIn(CASE_CLOCK_WORDS, 'en') },
    requests: {
      complaint: () =>
        'Please read it and hand it over to the department concerned; one that is yours by recusal you may accept yourself.',
      'hand-over': () =>
        'Please accept it before the deadline and name who handles it, or dispute it with a reason if it is not your section’s.',
      dispute: () => 'Customer service’s manager, please hand it over; no section may dispute that any more.',
      reopening: () => 'Please find out what is left, accept it again and see it through.',
      accept: () => 'Please be there, or be done, before the deadline, and sign for it on the sheet.',
      appointed: () => 'Please come at the time that is agreed now.',
      assign: () => 'Please be there, or be done, before the deadline, and sign for it on the sheet.',
      urge: () => 'Please see to it soon, and let whoever asked know how it stands.',
      question: () => 'Please write your advice on the sheet, which you may see until then.',
      advice: () => 'Please go on accordingly, and let whoever asked know.',
      urgent: () => 'Please send somebody at once, and accept it as soon as it is handed over.',
      warning: () => 'Please finish before the deadline; in special circumstances ask for an exemption now.',
      breach: () => 'Please finish at once and sign for it; in special circumstances ask for an exemption.',
      escalation: ({ level }) =>
        level === LAST_LEVEL
          ? 'Please see that it is done. Please decide whether to open an accountability case.'
          : 'Please see that it is done.',
      assessment: () => 'Please look at the sheets behind the figures, and say so if something is wrong.',
      directory: () => 'Please check it, and tell the overseer or the director at once if it is not right.',
      award: () => 'With thanks and congratulations.',
      'award-withdrawn': () => 'For your information; please ask the director if anything is unclear.',
      undeliverable: () =>
        'Their mail address is used no more: please tell them in person or by telephone, and enter one that works.',
      chosen: () => 'You answer for it to the end: please answer it, or hand it over before the deadline.',
      disputed: () => 'Customer service’s manager hands it over next; you remain its first contact.',
      returned: () => 'Please sign for the return and follow up before the deadline.',
      overdue: () => 'Please urge whoever owes it, and let whoever asked know how it stands.',
      opened: ({ signs }) =>
        signs
          ? 'Please keep the number, and sign the sheet before the deadline.'
          : 'Please keep the number; you can look up how it stands at any time.',
      comes: () => 'Please be reachable by phone; tell customer service if the time does not suit you.',
      amended: ({ signs }) =>
        signs
          ? 'Please check what was changed, and sign again before the deadline.'
          : 'Please check what was changed, and tell customer service if it is wrong.',
      withdrawn: () => 'If this is not what you wanted, please tell customer service soon.',
      answer: () => 'If anything is left open, tell us at the follow-up or contact customer service.',
      declined: () => 'If you do not agree, you may object within 7 days; the director then decides.',
      reply: () => 'You need not do anything; if you have questions, contact customer service.',
      resolved: () =>
        'Thank you for your answer. You may rate the work and, if it is not resolved, object within 7 days.',
      reopened: () => 'We take it up again, and follow up once it is done.',
      unreached: () => 'Please be reachable by phone, or contact customer service.',
      decision: appealInEnglish,
      'review-result': ({ until, ...facts }) =>
        until === '' ? 'This result is final from its delivery on.' : appealInEnglish({ until, ...facts }),
      window: appealInEnglish,
      appeal: () =>
        'Please review the case before the deadline: uphold, vary or revoke the decision, never make it heavier.',
      'no-reviewer': () => 'Please see that somebody who took no part reviews it.',
      'carry-out': ({ until }) =>
        `Please see that each sanction is carried out and entered by ${until}; a self-criticism with its text, a refusal with a witness.`,
    },
    fields: {
      subject: 'subject',
      details: 'details',
      resident: 'your name, phone or address',
      category: 'category of the repair',
      simple: 'whether it is simple',
      urgent: 'whether it is urgent',
      complaint: 'record of the complaint',
      appointment: 'appointment',
      name: 'name',
      role: 'role',
      site: 'site',
      section: 'section',
      sites: 'sites',
      email: 'mail address',
      phone: 'phone',
      address: 'address',
      language: 'language',
      active: 'whether active',
      leave: 'leave',
      standIn: 'stand-in',
      erased: 'erasure',
    },
    sanctions: wordsIn(SANCTION_WORDS, 'en'),
    reviews: wordsIn(REVIEW_WORDS, 'en'),
    outcome: (sanctions, compensation) =>
      [
        sanctions.length === 0 ? 'no sanction' : sanctions.join(', '),
        ...(compensation === undefined
          ? []
          : [`compensation ${compensation.amount} ${compensation.currency}`]),
      ].join('; '),
    clause: (title, id) => `${title} (${id})`,
    published: (id) => `published promise ${id}`,
    list: (parts) => parts.join(', '),
    before: (time) => `by ${time}`,
    general: { headline: 'Something new that concerns you', request: 'Please open the link to read it.' },
    confidential: 'To be read in the system by whom it concerns',
    promise: 'deadline',
    labels: {
      site: 'Site',
      number: 'Number',
      subject: 'Subject',
      rule: 'Rule',
      where: 'Where',
      phone: 'Phone',
      insteadOf: 'In place of',
      owedBy: 'Owed by',
      firstContact: 'First contact',
      handler: 'Handled by',
      changed: 'Changed',
      changedBy: 'Changed by',
      appointment: 'Appointment',
      review: 'Review',
      outcome: 'Decision',
      wages: 'From wages',
      due: 'Deadline',
      appeal: 'Appeal until',
      clause: 'Clause',
      at: 'Time',
      message: 'Message',
      reason: 'Reason',
      link: 'Open',
      ownLink: 'Open without a login',
    },
    label: (label, value) => `${label}: ${value}`,
    due: (time, how) => `${time} (${how})`,
    site: ({ name }) => name,
    footer: (timeZone) => `All times are local (${timeZone}).`,
  },
};
