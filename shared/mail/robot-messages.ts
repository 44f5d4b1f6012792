/** Items as the messages of a format, each within what its maker takes (contract section 11). Pure. */
import type { Language, RobotFormat } from '../domain/model/directory.ts';
import type { RobotItem } from './robot-items.ts';

/** To whom, in whose language, and by which stable name messages go. */
export interface Addressed {
  readonly id: string;
  /** Whose robot it is: a site's or a section's id. */
  readonly to: string;
  readonly language: Language;
  /** Whose robot it is, in that language: the title of what is shown in a group. */
  readonly title: string;
}

/**
 * The most that a message may be, in bytes of UTF-8: of WeCom's the `content` of its markdown (developer.work.weixin.qq.com,
 * 群机器人配置说明), of DingTalk's the whole body (its error 460101). Of JSON it is what the product promises.
 */
const MOST_OF_A_MESSAGE_BYTES: { readonly [F in RobotFormat]: number } = {
  json: 65_536,
  wecom: 4_096,
  dingtalk: 20_000,
};

interface Form {
  /** A body with these items. */
  readonly body: (items: readonly RobotItem[], to: Addressed) => object;
  /** What of a body its maker measures. */
  readonly measured: (body: object, items: readonly RobotItem[], to: Addressed) => string;
}

/** What markdown would take for its own; and a line is a line. */
const plain = (text: string) =>
  text.replace(/[\\`*_[\]()<>#!|~]/g, (sign) => FULL_WIDTH[sign] ?? '').replace(/\s+/g, ' ');
/** The same sign as the Chinese write it, which neither maker takes for anything; both show escapes with their backslash. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ...{ '[': '［', ']': '］', '(': '（', ')': '）', '<': '＜', '>': '＞', '#': '＃', '*': '＊', _: '＿' },
  ...{ '!': '！', '|': '｜', '~': '～', '`': '｀', '\\': '＼' },
};

const lineOf = ({ number, title, url }: RobotItem) => `- [${plain(number)}](${url}) ${plain(title)}`;
const markdown = (items: readonly RobotItem[], { title }: Addressed) =>
  [`**${plain(title)}**`, ...items.map(lineOf)].join('\n');

const FORMS: { readonly [F in RobotFormat]: Form } = {
  json: {
    body: (items, { id, to, language }) => ({ id, to, language, items }),
    measured: (body) => JSON.stringify(body),
  },
  wecom: {
    body: (items, to) => ({ msgtype: 'markdown', markdown: { content: markdown(items, to) } }),
    measured: (_body, items, to) => markdown(items, to),
  },
  dingtalk: {
    body: (items, to) => ({
      msgtype: 'markdown',
      markdown: { title: plain(to.title), text: markdown(items, to) },
    }),
    measured: (body) => JSON.stringify(body),
  },
};

/** A message, and how many of the items it tells, from the first on. */
export interface RobotMessage {
  readonly body: string;
  readonly tells: number;
}

/** More items than these nobody reads in one message, whatever its maker takes. */
export const MOST_OF_ITEMS = 100;
/** The titles of items that alone are longer than a message are cut to so many characters. */
const MOST_OF_A_TITLE = 200;

/**
 * The message that tells of as many of these items as its maker takes in one, in their order and from the first on.
 * @throws RangeError where there is no item, or where the address of one is longer than a message
 */
export function robotMessage(format: RobotFormat, items: readonly RobotItem[], to: Addressed): RobotMessage {
  const { body, measured } = FORMS[format];
  const short = items.slice(0, MOST_OF_ITEMS).map(shortened);
  const fits = (tells: number) => {
    const told = short.slice(0, tells);
    return Buffer.byteLength(measured(body(told, to), told, to)) <= MOST_OF_A_MESSAGE_BYTES[format];
  };
  let tells = short.length;
  while (tells > 0 && !fits(tells)) tells -= 1;
  if (tells === 0) throw new RangeError('no item fits into a message');
  return { body: JSON.stringify(body(short.slice(0, tells), to)), tells };
}

function shortened(item: RobotItem): RobotItem {
  const characters = [...item.title];
  if (characters.length <= MOST_OF_A_TITLE) return item;
  return { ...item, title: `${characters.slice(0, MOST_OF_A_TITLE - 1).join('')}…` };
}
