/** What robots say of notices, in the form and length of each maker (contract section 11). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROBOT_FORMATS } from '../../shared/domain/model/directory.ts';
import { mostPressingFirst } from '../../shared/mail/order.ts';
import { robotItem } from '../../shared/mail/robot-items.ts';
import { robotMessage } from '../../shared/mail/robot-messages.ts';
import { anyNotice, due, notice, TELLING } from '../support/sample-notices.ts';

/** As the makers document it: WeCom of the content, DingTalk of the whole message; of `json` what the product promises. */
const MOST_BYTES = { json: 65_536, wecom: 4_096, dingtalk: 20_000 };

const TO = { id: '3f', to: 'engineering', language: 'zh-CN', title: '滨河花园 · 工程部' } as const;

const itemOf = (of: ReturnType<typeof notice>) => robotItem(of, false, 'zh-CN', TELLING);

describe('the items of a robot', () => {
  it('come most overdue first, with the deadline and the link of each, and an urgent repair before all', () => {
    const late = (number: string, at: string) => notice('breach', { number, ...due(at) });
    const items = mostPressingFirst([
      notice('hand-over', { number: 'KF-3' }),
      late('KF-2', '2026-11-23T08:50:00.000Z'),
      notice('urgent', { number: 'KF-0' }),
      late('KF-1', '2026-11-23T08:00:00.000Z'),
    ]).map(itemOf);
    expect(items.map(({ number }) => number)).toEqual(['KF-0', 'KF-1', 'KF-2', 'KF-3']);
    expect(items[1]).toEqual({
      ...{ kind: 'breach', number: 'KF-1', title: '到场逾期 1 小时 5 分钟 · 楼道灯不亮' },
      ...{ dueAt: '2026-11-23T08:00:00.000Z' },
      url: 'https://sheets.example/sheets/01KAV0000000000000000000AA',
    });
  });

  it('say nothing of a complaint but its number, in either language', () => {
    const of = notice('breach', {
      subject: '保安推人',
      message: '很生气',
      ...due('2026-11-23T08:00:00.000Z'),
    });
    const said = { kind: 'confidential', number: 'KF-20261123-0001' };
    const url = 'https://sheets.example/sheets/01KAV0000000000000000000AA';
    expect(robotItem(of, true, 'zh-CN', TELLING)).toEqual({ ...said, title: '请有关人员登录系统查看', url });
    expect(robotItem(of, true, 'en', TELLING)).toEqual({
      ...{ ...said, title: 'To be read in the system by whom it concerns', url },
    });
  });

  it('have no address of anybody, and mask a phone that somebody typed', () => {
    const typed = notice('hand-over', { subject: '请回电13800001234，编号20261123000112345' });
    expect(robotItem(typed, false, 'en', TELLING).title).toContain(
      '请回电138****1234，编号20261123000112345',
    );
    const title = (subject: string) =>
      robotItem(notice('hand-over', { subject }), false, 'en', TELLING).title;
    expect(title('打139-1111-2222或+86 139 1111 2222')).toContain('打139****2222或+86****2222');
    expect(title('座机0571-87654321、01087654321')).toContain('座机057****4321、010****4321');
    expect(JSON.stringify(itemOf(notice('hand-over')))).not.toMatch(/138|1栋/);
  });
});

describe.each(ROBOT_FORMATS)('messages as %s', (format) => {
  /** What the maker measures: of WeCom's the content of its markdown, of others the body. */
  const measured = (body: string) =>
    Buffer.byteLength(format === 'wecom' ? JSON.parse(body).markdown.content : body);

  /** All messages of these items, one after the other. */
  function messagesOf(items: readonly ReturnType<typeof itemOf>[]) {
    const bodies: string[] = [];
    for (let left = items; left.length > 0; ) {
      const { body, tells } = robotMessage(format, left, TO);
      bodies.push(body);
      left = left.slice(tells);
    }
    return bodies;
  }

  it('are within what its maker takes, and lose and double no item, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(anyNotice, { minLength: 1, maxLength: 120 }), (notices) => {
        const items = notices.map((each, nth) => ({
          ...itemOf(each),
          number: `KF-20261123-${String(nth).padStart(4, '0')}`,
        }));
        const bodies = messagesOf(items);
        for (const body of bodies) expect(measured(body)).toBeLessThanOrEqual(MOST_BYTES[format]);
        const said = bodies.flatMap((body) => body.match(/KF-20261123-\d{4}/g) ?? []);
        expect(said).toEqual(items.map(({ number }) => number));
        expect(messagesOf(items)).toEqual(bodies);
      }),
      { numRuns: 60 },
    );
  });

  it('are none where there is nothing to say', () => {
    expect(() => robotMessage(format, [], TO)).toThrow(RangeError);
  });
});

describe('the form of a message', () => {
  const item = {
    ...{ kind: 'urgent', number: 'KF-1', title: '急修 [点我](https://evil.example) **x**\n# y' },
    url: 'https://sheets.example/sheets/1',
  };

  it('of json is the product’s own, with a stable id', () => {
    const { body, tells } = robotMessage('json', [item], TO);
    expect([JSON.parse(body), tells]).toEqual([
      { id: '3f', to: 'engineering', language: 'zh-CN', items: [item] },
      1,
    ]);
  });

  it('of WeCom and DingTalk is markdown, in which what somebody wrote makes no links and no lines', () => {
    const text =
      '**滨河花园 · 工程部**\n- [KF-1](https://sheets.example/sheets/1) 急修 ［点我］（https://evil.example） ＊＊x＊＊ ＃ y';
    const [wecom, dingtalk] = [robotMessage('wecom', [item], TO), robotMessage('dingtalk', [item], TO)];
    expect(JSON.parse(wecom.body)).toEqual({ msgtype: 'markdown', markdown: { content: text } });
    expect(JSON.parse(dingtalk.body)).toEqual({
      ...{ msgtype: 'markdown', markdown: { title: '滨河花园 · 工程部', text } },
    });
  });
});
