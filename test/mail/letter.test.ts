import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseNotice } from '../../shared/domain/cases/notices.ts';
import { CLAUSES } from '../../shared/domain/kernel/clauses.ts';
import { LANGUAGES, type Language } from '../../shared/domain/model/directory.ts';
import { NOTICE_KINDS } from '../../shared/domain/notices/notice-table.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { letterOf } from '../../shared/mail/letter.ts';
import type { Told } from '../../shared/mail/paragraph.ts';
import { anyNotice, due, NOW, notice, TELLING } from '../support/sample-notices.ts';

const CHINESE = { name: '王强' };
const ENGLISH = { name: 'Wang Qiang', language: 'en' } as const;
const write = (notices: readonly Told[], person: { name: string; language?: Language } = CHINESE) =>
  letterOf(person, notices, TELLING);

/** What a reader of the HTML sees, as text. */
const seen = (html: string) =>
  html
    .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, '')
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2 $1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

const breach = notice(
  'breach',
  due('2026-11-23T08:00:00.000Z', { owedBy: { 'zh-CN': '工程部', en: 'Engineering' } }),
);

describe('one notice', () => {
  it('in 中文 says what, where and how late', () => {
    const { subject, text } = write([breach]);
    expect(subject).toBe('到场逾期 1 小时 5 分钟 · 楼道灯不亮 · 1栋2单元301 · KF-20261123-0001');
    expect(text).toBe(
      [
        '滨河花园',
        '',
        '王强，您好：',
        '',
        '1 条通知，其中 1 条逾期',
        '',
        '1. 到场逾期 1 小时 5 分钟',
        '   编号：KF-20261123-0001',
        '   事由：楼道灯不亮',
        '   地点：1栋2单元301',
        '   电话：138****0001',
        '   责任方：工程部',
        '   时限：2026-11-23 16:00（逾期 1 小时 5 分钟）',
        '   依据：按时到场维修（B5.2.1b）',
        '   时间：2026-11-23 16:01',
        '   请立即完成并签认；有特殊情况的，请写明理由申请延期。',
        '   查看：https://sheets.example/sheets/01KAV0000000000000000000AA',
        '',
        '时间均为当地时间（Asia/Shanghai）。',
      ].join('\n'),
    );
  });

  it('in English, for who reads English', () => {
    const { subject, text, html } = write([breach], ENGLISH);
    expect(subject).toBe('Arrival on site is 1 h 5 min late · 楼道灯不亮 · 1栋2单元301 · KF-20261123-0001');
    expect(text).toContain(
      'Dear Wang Qiang,\n\n1 notice, 1 overdue\n\n1. Arrival on site is 1 h 5 min late\n',
    );
    expect(text).toContain('   Owed by: Engineering\n   Deadline: 2026-11-23 16:00 (1 h 5 min late)\n');
    expect(html).toContain('<html lang="en">');
  });

  it('is HTML for a telephone, with a link', () => {
    const { subject, html } = write([breach]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toContain(`<title>${subject}</title>`);
    const url = 'https://sheets.example/sheets/01KAV0000000000000000000AA';
    expect(html).toContain(`<a href="${url}">查看</a>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<img|url\(|@import|src=/);
  });

  it.each([
    [
      'warning',
      due('2026-11-23T09:17:00.000Z'),
      '时限提醒：到场还剩 12 分钟',
      'Deadline near: arrival on site, 12 min left',
    ],
    [
      'warning',
      due(NOW),
      '时限提醒：到场还剩不到 1 分钟',
      'Deadline near: arrival on site, less than 1 min left',
    ],
    [
      'breach',
      due('2026-11-23T09:04:30.000Z'),
      '到场逾期不到 1 分钟',
      'Arrival on site is less than 1 min late',
    ],
    [
      'escalation',
      due('2026-11-21T06:05:00.000Z', { level: 2, promise: 'handling' }),
      '逾期上报（第 2 级）：办理逾期 2 天 3 小时',
      'Raised to you (level 2): handling is 2 d 3 h late',
    ],
  ] as const)('%s: %o', (kind, more, chinese, english) => {
    expect(write([notice(kind, more)]).subject).toMatch(
      new RegExp(`^${chinese.replace(/[()]/g, '\\$&')} · `),
    );
    expect(write([notice(kind, more)], ENGLISH).subject.startsWith(`${english} · `)).toBe(true);
  });

  it('asks the director, and no other level, whether to open a case', () => {
    const at = (level: number) => write([notice('escalation', due('2026-11-23T08:00:00.000Z', { level }))]);
    for (const part of ['text', 'html'] as const) {
      expect(at(3)[part]).toContain('请决定是否立案问责。');
      for (const level of [1, 2, 4]) expect(at(level)[part]).not.toContain('立案');
    }
  });

  it('shows times of the site’s zone, also where its clocks have just changed', () => {
    const before = notice('reply', { at: '2026-10-25T00:59:00.000Z' });
    const after = notice('reply', { at: '2026-10-25T01:00:00.000Z' });
    const inBerlin = (one: Notice) =>
      letterOf(CHINESE, [one], { ...TELLING, site: { ...TELLING.site, timeZone: 'Europe/Berlin' } }).text;
    expect(inBerlin(before)).toContain('时间：2026-10-25 02:59');
    expect(inBerlin(after)).toContain('时间：2026-10-25 02:00');
    expect(write([notice('reply', { at: '2026-12-31T16:00:00.000Z' })]).text).toContain('2027-01-01 00:00');
  });

  it('leaves out what is not known', () => {
    const { where: _where, phone: _phone, ...bare } = notice('reply');
    const { subject, text, html } = write([bare]);
    expect(subject).toBe('您的事项有回复 · 楼道灯不亮 · KF-20261123-0001');
    for (const label of ['地点', '电话', '责任方', '时限：', '内容'])
      expect(text + html).not.toContain(label);
  });

  it('takes a base address with or without a slash at its end', () => {
    const { text } = letterOf(CHINESE, [breach], { ...TELLING, baseUrl: 'https://sheets.example/web/' });
    expect(text).toContain('：https://sheets.example/web/sheets/01KAV0000000000000000000AA\n');
    expect(write([{ ...breach, sheet: 'a/../b?c#d' }]).text).toContain('/sheets/a%2F..%2Fb%3Fc%23d\n');
  });
});

describe('whose letter it is', () => {
  it('is the site’s, by its name in the reader’s language', () => {
    const [chinese, english] = [write([breach]), write([breach], ENGLISH)];
    expect([chinese.sender, english.sender]).toEqual(['滨河花园', 'Riverside']);
    expect(chinese.html).toContain('<p class="site">滨河花园</p>');
    expect(english.text.startsWith('Riverside\n\nDear Wang Qiang,\n')).toBe(true);
  });

  it('is that of the site which the matter is of, by its clocks; of several it bears all, and each says its own', () => {
    const hillside = { name: 'Hillside', zh: '山景苑', timeZone: 'Asia/Tokyo' };
    const telling = { ...TELLING, sites: new Map([['hillside', hillside]]) };
    const there = { ...breach, site: 'hillside', sheet: '01KAV0000000000000000000BB' };
    const one = letterOf(CHINESE, [there], telling);
    expect(one.sender).toBe('山景苑');
    expect(one.text).toContain('时限：2026-11-23 17:00（');
    expect(one.text).toContain('时间均为当地时间（Asia/Tokyo）');
    expect(one.text).not.toMatch(/滨河花园|小区：/);
    const both = letterOf(ENGLISH, [breach, there], telling);
    expect(both.sender).toBe('Riverside, Hillside');
    expect(both.text).toMatch(/Site: Riverside\n.*Site: Hillside\n/s);
    expect(both.text).toContain('All times are local (Asia/Shanghai, Asia/Tokyo).');
  });

  it('keeps its name on one line', () => {
    const site = {
      name: 'A\r\nBcc: all@example.com',
      zh: 'A\r\nBcc: all@example.com',
      timeZone: 'Asia/Shanghai',
    };
    expect(letterOf(CHINESE, [breach], { ...TELLING, site }).sender).toBe('A Bcc: all@example.com');
  });
});

describe('whoever asked', () => {
  const { phone: _phone, ...plain } = notice('opened', { clause: 'A1.6a' });

  it('reads the number, the first contact, what is promised, and until when to sign', () => {
    const opened: Notice = {
      ...plain,
      firstContact: '孙丽',
      promised: [
        { promise: 'dispatch', dueAt: '2026-11-23T08:11:00.000Z' },
        { promise: 'return', dueAt: '2026-11-24T08:01:00.000Z' },
      ],
      ...{ clock: 'countersign-1-1', promise: 'countersign', dueAt: '2026-11-30T08:01:00.000Z' },
    };
    expect(write([opened], { name: '赵敏' }).text.split('\n').slice(6, -2)).toEqual([
      '1. 您的事项已登记',
      '   编号：KF-20261123-0001',
      '   事由：楼道灯不亮',
      '   地点：1栋2单元301',
      '   首接人：孙丽',
      '   移交：2026-11-23 16:11 前',
      '   交回：2026-11-24 16:01 前',
      '   补签：2026-11-30 16:01（还剩 6 天 22 小时 56 分钟）',
      '   依据：首接负责制（A1.6a）',
      '   时间：2026-11-23 16:01',
      '   请保留编号以便查询，并在时限前补签登记单。',
      '   查看：https://sheets.example/sheets/01KAV0000000000000000000AA',
    ]);
  });

  it('reads who comes, until when, and what was changed', () => {
    const promised = [{ promise: 'arrival', dueAt: '2026-11-23T09:01:00.000Z' }] as const;
    const comes: Notice = { ...plain, kind: 'comes', clause: 'B5.2b', handler: '吴建国', promised };
    const { subject, text } = write([comes], ENGLISH);
    expect(subject).toBe('Your request is in hand · 楼道灯不亮 · 1栋2单元301 · KF-20261123-0001');
    expect(text).toContain('   Handled by: 吴建国\n   Arrival on site: by 2026-11-23 17:01\n');
    const amended: Notice = {
      ...plain,
      kind: 'amended',
      changed: ['subject', 'resident'],
      message: '记错门牌',
    };
    expect(write([amended]).text).toContain('   更改项：来访事由、来访人资料\n');
    expect(write([amended]).text).toContain(
      '   内容：\n   > 记错门牌\n   请核对更改后的内容；有误的，请告知客服。\n',
    );
  });
});

describe('a decision', () => {
  const {
    phone: _phone,
    where: _where,
    ...plain
  } = notice('decision', {
    ...{ number: 'WZ-20261123-0001', subject: 'A1.3', rule: 'A1.3', clause: 'A2.7c', path: '/cases/01KAV' },
    ...{ dueAt: '2026-12-23T16:00:00.000Z', level: 1, message: '未按规程关阀' },
  });
  const decision: CaseNotice = {
    ...plain,
    rule: 'A1.3',
    decided: {
      sanctions: ['criticism', 'written-self-criticism'],
      compensation: { amount: '120.00', currency: 'CNY' },
    },
  };

  it('has sanctions, compensation, reason, and how to appeal until the last minute of the last day', () => {
    const { subject, text } = write([decision], { name: '吴建国' });
    expect(subject).toBe('问责决定已送达，可申述至 2026-12-23 23:59 · 岗位责任制（A1.3） · WZ-20261123-0001');
    expect(text.split('\n').slice(6, -2)).toEqual([
      '1. 问责决定已送达，可申述至 2026-12-23 23:59',
      '   编号：WZ-20261123-0001',
      '   所涉条款：岗位责任制（A1.3）',
      '   处理决定：批评教育、书面检讨；赔偿 120.00 CNY',
      '   工资扣除：从工资中扣除的，每月不得超过当月工资的百分之二十，扣除后不得低于当地最低工资标准（《工资支付暂行规定》第十六条）',
      '   申述期限：2026-12-23 23:59（还剩 30 天 6 小时 55 分钟）',
      '   依据：结果及时送达本人（A2.7c）',
      '   时间：2026-11-23 16:01',
      '   理由：',
      '   > 未按规程关阀',
      '   如有不服，可申述至 2026-12-23 23:59（含当日）：在本系统提交书面陈述或证据材料，至少一项。由部门复核，复核人未参与本案，不加重处理；逾期未申述的，决定生效。',
      '   查看：https://sheets.example/cases/01KAV',
    ]);
  });

  it('in English, of the office', () => {
    const { subject, text } = write([{ ...decision, level: 2 }], ENGLISH);
    expect(subject).toBe(
      'Decision delivered: you may appeal until 2026-12-23 23:59 · Post responsibility (A1.3) · WZ-20261123-0001',
    );
    expect(text).toContain(
      '   Decision: criticism and instruction, written self-criticism; compensation 120.00 CNY\n',
    );
    expect(text).toContain('   Appeal until: 2026-12-23 23:59 (30 d 6 h 55 min left)\n');
    expect(text).toContain(
      '. The office reviews it by somebody who took no part, and never makes it heavier;',
    );
  });

  it('of a review says what became of it, and where nobody reviews it again that it is final', () => {
    const { dueAt: _dueAt, ...rest } = decision;
    const result = { ...rest, kind: 'review-result' } as const;
    const { text } = write([{ ...result, decided: { outcome: 'revoked', sanctions: [], final: true } }]);
    expect(text).toContain('   复核结果：撤销处理\n   处理决定：不予处分\n');
    expect(text).toContain('\n   本结果为最终结果，自送达之日起生效。\n');
    expect(text).not.toContain('申述期限');
    expect(write([{ ...result, dueAt: '2026-12-23T16:00:00.000Z', level: 2 }]).text).toContain(
      '由办公室复核',
    );
  });

  it('about a published promise names it as one', () => {
    expect(write([{ ...decision, rule: 'fast-lifts' }]).subject).toContain(' · 公开服务承诺 fast-lifts · ');
  });
});

it('says for whom its reader stands in', () => {
  const instead = notice('assign', { insteadOf: { id: 'worker-wu', name: '吴建国' } });
  expect(write([instead]).text).toContain('   您代班：吴建国\n');
  expect(write([instead], ENGLISH).text).toContain('   In place of: 吴建国\n');
});

it('names every clause by its title in both languages, and none by its id alone', () => {
  const titles = CLAUSES.flatMap((clause) => [
    /依据：(.+)（(.+)）/.exec(write([notice('reply', { clause })]).text)?.slice(1),
    /Clause: (.+) \((.+)\)/.exec(write([notice('reply', { clause })], ENGLISH).text)?.slice(1),
  ]);
  expect(titles.map((title) => title?.[1])).toEqual(CLAUSES.flatMap((clause) => [clause, clause]));
  expect(new Set(titles.map((title) => title?.[0])).size).toBe(2 * CLAUSES.length);
});

describe('several notices', () => {
  const second = notice(
    'breach',
    due('2026-11-23T08:55:00.000Z', { number: 'KF-20261123-0002', promise: 'acceptance' }),
  );
  const urge = notice('urge', { number: 'KF-20261123-0003', message: '请尽快' });

  it('have a subject with their count and the worst', () => {
    expect(write([urge, second, breach]).subject).toBe(
      '3 条通知，其中 2 条逾期；首要：到场逾期 1 小时 5 分钟 · 楼道灯不亮 · 1栋2单元301 · KF-20261123-0001',
    );
    expect(write([urge, breach], ENGLISH).subject).toMatch(
      /^2 notices, 1 overdue; first: Arrival on site is 1 h 5 min late ·/,
    );
    expect(write([urge, notice('reply')], ENGLISH).subject).toMatch(/^2 notices; first: /);
  });

  it('have each its number in text and HTML, in one order', () => {
    const { text, html } = write([urge, second, breach]);
    const numbers = ['KF-20261123-0001', 'KF-20261123-0002', 'KF-20261123-0003'];
    expect(text.match(/(?<=编号：)KF-\d+-\d+/g)).toEqual(numbers);
    expect(html.match(/(?<=<td>)KF-\d+-\d+/g)).toEqual(numbers);
    expect(text).toContain('   内容：\n   > 请尽快\n');
  });

  it('fit one letter by the hundred', () => {
    const many = Array.from({ length: 200 }, (_, nth) =>
      notice(nth % 2 === 0 ? 'breach' : 'hand-over', {
        ...due(new Date(Date.parse(NOW) - (nth + 1) * 60_000).toISOString()),
        number: `KF-20261123-${String(nth + 1).padStart(4, '0')}`,
        message: '请处理'.repeat(100),
      }),
    );
    const { subject, text, html } = write(many);
    expect(subject).toMatch(
      /^200 条通知，其中 100 条逾期；首要：到场逾期 3 小时 19 分钟 · .*KF-20261123-0199$/,
    );
    for (const { number } of many) {
      expect(text.split(`编号：${number}\n`)).toHaveLength(2);
      expect(html.split(`<td>${number}</td>`)).toHaveLength(2);
    }
    expect(text).toContain('\n\n200. ');
    // SES takes 40 MB; a mailbox shows a few hundred KiB without a complaint.
    expect(Buffer.byteLength(html)).toBeLessThan(512 * 1024);
  });
});

describe('what people wrote', () => {
  const evil = `<script>alert("1")</script> & 'x'`;

  it('is escaped in HTML, in every place', () => {
    const one = notice('urge', {
      ...due(NOW),
      subject: evil,
      where: evil,
      message: evil,
      number: evil,
      clause: evil,
    });
    const owed = { ...one, owedBy: { 'zh-CN': evil, en: evil }, phone: evil };
    const { html } = letterOf({ name: evil }, [owed], { ...TELLING, baseUrl: 'https://x/"><b>' });
    expect(html).not.toMatch(/<script|<b>|"1"|'x'/);
    expect(
      html.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;').length - 1,
    ).toBeGreaterThanOrEqual(8);
  });

  it('never breaks out of a subject’s line, nor out of a line of the text', () => {
    const subject = 'A\r\nBcc: all@example.com\u2028B\u0085C\u0000\u202eD';
    const { subject: line, text } = write([
      notice('reply', { subject, message: 'one\n\n2. two\r\n   编号：KF-1' }),
    ]);
    expect(line).toContain('A Bcc: all@example.com B C D');
    expect(text).toContain('   事由：A Bcc: all@example.com B C D\n');
    expect(text).toContain('   > one\n   > \n   > 2. two\n   > 编号：KF-1\n');
  });

  it('is clipped in a subject so that the rest of it is whole', () => {
    const long = notice(
      'breach',
      due('2026-11-23T08:00:00.000Z', { subject: '𠮷'.repeat(200), where: '栋'.repeat(200) }),
    );
    const { subject, text } = write([long, notice('urge')], ENGLISH);
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(subject.length).toBeGreaterThan(195);
    expect(subject).toMatch(
      /^2 notices, 1 overdue; first: Arrival on site is 1 h 5 min late · 𠮷+… · 栋+… · KF-20261123-0001$/u,
    );
    expect(text).toContain('𠮷'.repeat(200));
  });
});

describe('whatever it tells', () => {
  const people = fc.record({
    name: fc.string({ unit: 'binary' }),
    language: fc.constantFrom(...LANGUAGES, undefined),
  });
  const some = fc.array(anyNotice, { minLength: 1, maxLength: 12 });

  it('has a subject of one line and at most 200 characters, well formed', () => {
    fc.assert(
      fc.property(people, some, (person, notices) => {
        const { subject, text, html } = write(notices, person);
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(subject.length).toBeLessThanOrEqual(200);
        expect(subject).toMatch(/KF-20261123-\d{4}$/);
        expect([subject, text, html].map((part) => part.isWellFormed())).toEqual([true, true, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('makes no markup of it', () => {
    const tags = (html: string) => (html.match(/<[^>]*>?/g) ?? []).map((tag) => /^<\/?[!\w]+/.exec(tag)?.[0]);
    const allowed = 'html head meta title style body div h2 p table tr td a br'.split(' ');
    const known = new Set(['<!doctype', ...allowed.flatMap((name) => [`<${name}`, `</${name}`])]);
    fc.assert(
      fc.property(people, some, (person, notices) => {
        expect(tags(write(notices, person).html).filter((tag) => !known.has(tag ?? ''))).toEqual([]);
      }),
    );
  });

  it('says the same in text and HTML', () => {
    const words = (text: string) => text.split(/[\s：:>]+/).filter((word) => word !== '');
    const plain = fc.array(
      anyNotice.map((one) => ({
        ...one,
        subject: '楼道灯 <不亮>',
        where: '1栋 "301"',
        message: "a\nb & 'c'",
      })),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(plain, fc.constantFrom(CHINESE, ENGLISH), (notices, person) => {
        const { text, html } = write(notices, person);
        expect(words(seen(html))).toEqual(words(text));
      }),
    );
  });

  it('is the same letter for the same notices in any order', () => {
    const shuffled = fc
      .uniqueArray(anyNotice, {
        selector: ({ number, seq }) => `${number} ${seq}`,
        minLength: 1,
        maxLength: 12,
      })
      .chain((notices) =>
        fc.tuple(fc.constant(notices), fc.shuffledSubarray(notices, { minLength: notices.length })),
      );
    fc.assert(
      fc.property(people, shuffled, (person, [one, other]) => {
        expect(write(other, person)).toEqual(write(one, person));
      }),
    );
  });
});

it('has words of its own for every kind in every language', () => {
  const more = due('2026-11-23T08:00:00.000Z', { level: 2 });
  for (const person of [CHINESE, ENGLISH]) {
    const headlines = NOTICE_KINDS.map(
      (kind) => write([notice(kind, more)], person).subject.split(' · ')[0] ?? '',
    );
    expect(new Set(headlines).size).toBe(NOTICE_KINDS.length);
    for (const headline of headlines) expect(/\p{Script=Han}/u.test(headline)).toBe(person === CHINESE);
  }
});

it('tells the reader of every kind what to do, in every language', () => {
  for (const person of [CHINESE, ENGLISH]) {
    for (const kind of NOTICE_KINDS) {
      const lines = write([notice(kind, due('2026-11-23T08:00:00.000Z'))], person).text.split('\n');
      const link = lines.findIndex((line) => line.includes('https://'));
      expect(lines[link - 1], kind).toMatch(
        person === CHINESE ? /^ {3}\p{Script=Han}.*。$/u : /^ {3}[A-Z].*\.$/,
      );
    }
  }
});

it('refuses to tell nothing', () => {
  expect(() => write([])).toThrow(RangeError);
});
