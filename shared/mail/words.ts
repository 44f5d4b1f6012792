/** Every word that a letter says, in every language; one that is missing does not compile. */
import { DAY_MS, MINUTE_MS } from '../domain/kernel/duration.ts';
import type { ClockName, TargetName } from '../domain/model/clock.ts';
import type { Language } from '../domain/model/directory.ts';
import type { NoticeKind } from '../domain/notices/notice-table.ts';

/** What a headline is made of: the promise by name, how late it is or how long is left, the level. */
interface Facts {
  readonly promise: string;
  readonly how: string;
  readonly level: number;
}

export type Label =
  | 'number'
  | 'subject'
  | 'where'
  | 'phone'
  | 'owedBy'
  | 'due'
  | 'clause'
  | 'at'
  | 'message'
  | 'link';

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
  /** What a promise is called that is not known by name. */
  readonly promise: string;
  readonly labels: { readonly [L in Label]: string };
  readonly label: (label: string, value: string) => string;
  /** A deadline with how late it is or how long is left. */
  readonly due: (time: string, how: string) => string;
  /** What the last level of an escalation asks of its reader. */
  readonly proposal: string;
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

export const WORDS: { readonly [L in Language]: LetterWords } = {
  'zh-CN': {
    greeting: (name) => `${name}，您好：`,
    count: (notices, overdue) => `${notices} 条通知${overdue === 0 ? '' : `，其中 ${overdue} 条逾期`}`,
    several: (count, worst) => `${count}；首要：${worst}`,
    late: (ms) => `逾期${inChinese(ms) === undefined ? '不到 1 分钟' : ` ${inChinese(ms)}`}`,
    left: (ms) => `还剩${inChinese(ms) === undefined ? '不到 1 分钟' : ` ${inChinese(ms)}`}`,
    headlines: {
      complaint: () => '新投诉，请移交',
      'hand-over': () => '移交本部门，请签收',
      dispute: () => '部门有异议，请客服经理重新指派',
      reopening: () => '回访未解决，请重新办理',
      accept: () => '已签收，由您办理',
      assign: () => '指派给您办理',
      urge: () => '催办',
      warning: ({ promise, how }) => `时限提醒：${promise}${how}`,
      breach: ({ promise, how }) => `${promise}${how}`,
      escalation: ({ promise, how, level }) => `逾期上报（第 ${level} 级）：${promise}${how}`,
      assessment: () => '月度考核',
      answer: () => '您的事项已答复',
      reply: () => '您的事项有回复',
      resolved: () => '您的事项已回访，已解决',
      reopened: () => '您的事项未解决，已重新办理',
      unreached: () => '回访未能联系上您',
      decision: ({ how }) => `问责决定已送达，可在期限内申述（${how}）`,
      'review-result': () => '复核结果已送达',
      window: ({ how }) => `申述期限将满：${how}`,
      appeal: ({ how }) => `请复核一件申述：${how}`,
      'no-reviewer': () => '申述无人可复核，请处理',
    },
    promises: {
      answer: '答复',
      dispatch: '移交',
      acceptance: '签收',
      arrival: '到场',
      return: '交回',
      handling: '办理',
      countersign: '补签',
      'follow-up': '回访',
      review: '复核',
      delivery: '送达',
    },
    promise: '时限',
    labels: {
      number: '编号',
      subject: '事由',
      where: '地点',
      phone: '电话',
      owedBy: '责任方',
      due: '时限',
      clause: '依据',
      at: '时间',
      message: '内容',
      link: '查看',
    },
    label: (label, value) => `${label}：${value}`,
    due: (time, how) => `${time}（${how}）`,
    proposal: '请决定是否立案问责。',
    footer: (timeZone) => `时间均为当地时间（${timeZone}）。`,
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    count: (notices, overdue) => `${many(notices, 'notice')}${overdue === 0 ? '' : `, ${overdue} overdue`}`,
    several: (count, worst) => `${count}; first: ${worst}`,
    late: (ms) => `${inEnglish(ms)} late`,
    left: (ms) => `${inEnglish(ms)} left`,
    headlines: {
      complaint: () => 'New complaint: please hand it over',
      'hand-over': () => 'Handed over to your section: please accept',
      dispute: () => 'Disputed: customer service’s manager hands over next',
      reopening: () => 'Not resolved at the follow-up: reopened',
      accept: () => 'Accepted: you handle it',
      assign: () => 'Assigned to you',
      urge: () => 'Urged',
      warning: ({ promise, how }) => `Deadline near, ${how}: ${promise}`,
      breach: ({ promise, how }) => `${how}: ${promise}`,
      escalation: ({ promise, how, level }) => `Raised to you (level ${level}), ${how}: ${promise}`,
      assessment: () => 'monthly assessment',
      answer: () => 'Your request was answered',
      reply: () => 'There is a reply to your request',
      resolved: () => 'Your request was followed up: resolved',
      reopened: () => 'Your request is not resolved: reopened',
      unreached: () => 'We could not reach you for the follow-up',
      decision: ({ how }) => `A decision was delivered to you; you may appeal (${how})`,
      'review-result': () => 'The result of your appeal was delivered to you',
      window: ({ how }) => `The time to appeal ends soon: ${how}`,
      appeal: ({ how }) => `Please review an appeal: ${how}`,
      'no-reviewer': () => 'Nobody is left to review an appeal',
    },
    promises: {
      answer: 'answer',
      dispatch: 'hand-over',
      acceptance: 'acceptance',
      arrival: 'arrival on site',
      return: 'return to customer service',
      handling: 'handling',
      countersign: 'countersigning',
      'follow-up': 'follow-up',
      review: 'review',
      delivery: 'delivery',
    },
    promise: 'deadline',
    labels: {
      number: 'Number',
      subject: 'Subject',
      where: 'Where',
      phone: 'Phone',
      owedBy: 'Owed by',
      due: 'Deadline',
      clause: 'Clause',
      at: 'Time',
      message: 'Message',
      link: 'Open',
    },
    label: (label, value) => `${label}: ${value}`,
    due: (time, how) => `${time} (${how})`,
    proposal: 'Please decide whether to open an accountability case.',
    footer: (timeZone) => `All times are local (${timeZone}).`,
  },
};
