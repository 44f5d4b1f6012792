import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../shared/domain/model/directory.ts';
import { NOTICE_KINDS } from '../../shared/domain/notices/notice-table.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { letterOf } from '../../shared/mail/letter.ts';
import { anyNotice, due, NOW, notice, TELLING } from '../support/sample-notices.ts';

const CHINESE = { name: '王强' };
const ENGLISH = { name: 'Wang Qiang', language: 'en' } as const;
const write = (notices: readonly Notice[], person: { name: string; language?: Language } = CHINESE) =>
  letterOf(person, notices, TELLING);

/** What a reader of the HTML sees, as text. */
const seen = (html: string) =>
  html
    .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, '')
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
        '   依据：B5.2.1b',
        '   时间：2026-11-23 16:01',
        '   查看：https://sheets.example/sheets/01KAV0000000000000000000AA',
        '',
        '时间均为当地时间（Asia/Shanghai）。',
      ].join('\n'),
    );
  });

  it('in English, for who reads English', () => {
    const { subject, text, html } = write([breach], ENGLISH);
    expect(subject).toBe('1 h 5 min late: arrival on site · 楼道灯不亮 · 1栋2单元301 · KF-20261123-0001');
    expect(text).toContain('Dear Wang Qiang,\n\n1 notice, 1 overdue\n\n1. 1 h 5 min late: arrival on site\n');
    expect(text).toContain('   Owed by: Engineering\n   Deadline: 2026-11-23 16:00 (1 h 5 min late)\n');
    expect(html).toContain('<html lang="en">');
  });

  it('is HTML for a telephone, with a link', () => {
    const { subject, html } = write([breach]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toContain(`<title>${subject}</title>`);
    const url = 'https://sheets.example/sheets/01KAV0000000000000000000AA';
    expect(html).toContain(`<a href="${url}">${url}</a>`);
  });

  it.each([
    [
      'warning',
      due('2026-11-23T09:17:00.000Z'),
      '时限提醒：到场还剩 12 分钟',
      'Deadline near, 12 min left: arrival on site',
    ],
    [
      'warning',
      due(NOW),
      '时限提醒：到场还剩不到 1 分钟',
      'Deadline near, less than 1 min left: arrival on site',
    ],
    [
      'breach',
      due('2026-11-23T09:04:30.000Z'),
      '到场逾期不到 1 分钟',
      'less than 1 min late: arrival on site',
    ],
    [
      'escalation',
      due('2026-11-21T06:05:00.000Z', { level: 2, promise: 'handling' }),
      '逾期上报（第 2 级）：办理逾期 2 天 3 小时',
      'Raised to you (level 2), 2 d 3 h late: handling',
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
      letterOf(CHINESE, [one], { ...TELLING, timeZone: 'Europe/Berlin' }).text;
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
      /^2 notices, 1 overdue; first: 1 h 5 min late: arrival/,
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
      /^2 notices, 1 overdue; first: 1 h 5 min late: arrival on site · 𠮷+… · 栋+… · KF-20261123-0001$/u,
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
    const allowed = 'html head meta title style body p table tr th td a br'.split(' ');
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

it('refuses to tell nothing', () => {
  expect(() => write([])).toThrow(RangeError);
});
