/** What plans keep as a code, in both languages: on the public page and where plans are drafted. */
import type { PublicFigure } from '../domain/assessment/figures.ts';
import { TARGETS } from '../domain/clocks/targets.ts';
import { parseDuration } from '../domain/kernel/duration.ts';
import type { ClockName } from '../domain/model/clock.ts';
import type { Kind } from '../domain/model/sheet.ts';
import { capital } from './said.ts';
import { KIND_WORDS, URGENCY_WORDS } from './sheet-words.ts';

export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** Short, as they stand in a table and before "on time". */
const CLOCKS: { readonly [N in ClockName]: Both } = {
  answer: { zh: '答复', en: 'answer' },
  dispatch: { zh: '移交', en: 'dispatch' },
  acceptance: { zh: '签收', en: 'acceptance' },
  arrival: { zh: '到场', en: 'arrival' },
  return: { zh: '交回', en: 'return' },
  handling: { zh: '办理', en: 'handling' },
  countersign: { zh: '补签', en: 'signature afterwards' },
  'follow-up': { zh: '回访', en: 'follow-up' },
};

/** A target by its name, such as `repair.urgent.arrival`. */
export function targetWords(name: string): Both {
  const row = TARGETS.get(name);
  const kind = KIND_WORDS[name.slice(0, name.indexOf('.')) as Kind];
  if (row === undefined || kind === undefined) return { zh: name, en: name };
  const clock = CLOCKS[row.name];
  const urgency = row.urgency === undefined ? undefined : URGENCY_WORDS[row.urgency];
  return {
    zh: [kind['zh-CN'], urgency?.['zh-CN'], clock.zh].filter(Boolean).join('·'),
    en: capital([kind.en, urgency?.en, clock.en].filter(Boolean).join(', ')),
  };
}

/** How long a target runs, and whether in service time alone. */
export function durationWords(target: string, value: string): Both {
  const duration = parseDuration(value);
  if (duration === undefined) return { zh: value, en: value };
  const isService = TARGETS.get(target)?.counted === 'working';
  if ('days' in duration) {
    const { days } = duration;
    const [zh, en] = isService ? ['个工作日', 'working day'] : ['天', 'day'];
    return { zh: `${days} ${zh}`, en: counted(days, en) };
  }
  const [hours, minutes] = [Math.floor(duration.minutes / 60), duration.minutes % 60];
  const zh = [hours > 0 ? `${hours} 小时` : '', minutes > 0 ? `${minutes} 分钟` : ''].filter(Boolean);
  const en = [hours > 0 ? counted(hours, 'hour') : '', minutes > 0 ? counted(minutes, 'minute') : ''];
  return {
    zh: `${zh.join(' ')}${isService ? '（服务时间内）' : ''}`,
    en: `${en.filter(Boolean).join(' ')}${isService ? ' of service time' : ''}`,
  };
}

/** What a figure of last month is called; undefined for a figure that says little to the public. */
export function complianceWords(name: string): Both | undefined {
  const clock = /^onTime\.(.+)$/.exec(name)?.[1] as ClockName | undefined;
  const words = clock === undefined ? undefined : CLOCKS[clock];
  if (words !== undefined) return { zh: `${words.zh}按时`, en: `${words.en} on time` };
  return Object.hasOwn(FIGURES, name) ? FIGURES[name as PublicFigure] : undefined;
}

const FIGURES: { readonly [F in PublicFigure]: Both } = {
  answeredOnTheSpot: { zh: '当场答复', en: 'answered on the spot' },
  resolvedAtFirstVisit: { zh: '一次解决', en: 'resolved at the first visit' },
  satisfied: { zh: '满意', en: 'satisfied' },
  followUpDone: { zh: '已回访', en: 'followed up' },
};

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
