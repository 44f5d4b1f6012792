/** What the four printable copies of a sheet say (B4a), and what the resident's leaves out. */
import { describe, expect, test } from 'vitest';
import { copyPage } from '../../../functions/records/copies/page.ts';
import { COPIES } from '../../../shared/domain/sheets/copies.ts';
import {
  copyFor,
  copyOf,
  inTimeZone,
  keptOf,
  ON_PAPER,
  readable,
  SIGNATURE,
  usual,
  verified,
} from '../../support/copy-of.ts';
import { actor, did, until, ZHAO } from '../../support/factories.ts';

const FORM = [
  '业主（住户）服务登记会签单',
  '滨河花园',
  'KF-20261123-0001',
  '2026-11-23 16:00',
  '来访事由',
  '楼道灯不亮',
];

describe.each([
  ['resident', '第一联　业主（住户）联'],
  ['customer-service', '第二联　客服联'],
  ['section', '第三联　部门联'],
  ['archive', '第四联　存档联'],
] as const)('the copy %s', (copy, name) => {
  const page = copyOf(copy, usual({ simple: true, urgency: 'simple' }));

  test('is a Chinese form of the sheet and says which copy it is', () => {
    expect(page).toContain('<html lang="zh-CN">');
    for (const words of [...FORM, name, ZHAO.name, ZHAO.phone, ZHAO.address]) expect(page).toContain(words);
    for (const words of ['孙丽', '吴建国', '褚勇', '工程部、保安部', '状态：已回访'])
      expect(page).toContain(words);
    for (const words of [
      '楼下吊顶水渍已干',
      '今晚七点',
      '已解决',
      '5 分（很满意）',
      '4 分（满意）',
      '师傅来得很快',
    ])
      expect(page).toContain(words);
  });

  test('ticks what was chosen and offers the rest', () => {
    const ticked = [...page.matchAll(/<i>√<\/i>([^<]+)/g)].map(([, word]) => word);
    expect(ticked).toEqual(['来访', '报修', '简单']);
    expect(page).toContain('<i></i>投诉');
  });

  test('draws the signature, with its signer and time', () => {
    expect(page).toContain(`<path d="${SIGNATURE.path}"`);
    expect(readable(page)).toMatch(/赵敏\s+2026-11-23 16:00/);
  });

  test('needs nothing from outside and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|@import|url\(|\son\w+=/i);
  });
});

describe('only copies for staff have', () => {
  const facts = usual();
  const { entries } = keptOf(...facts);
  const opinions = ['请工程部立即上门', '已复核', '请保安部联系楼下住户', '情况属实'];
  const phones = ON_PAPER.staff.flatMap(({ phone }) => phone ?? []);
  const disputed = [
    ...until('handed-over'),
    did('engineering-supervisor-feng', { step: 'dispute', reason: '应由保洁部办理' }),
    did('receptionist-sun', { step: 'withdraw', reason: '登记有误' }),
  ];

  test('opinions, hand-overs and telephone numbers of staff', () => {
    const page = copyOf('customer-service', facts);
    for (const words of [...opinions, '13900000001', '13900000003', '13900000005'])
      expect(page).toContain(words);
    const trail = readable(page)
      .split('签收时间')[1]
      ?.split('处理结果')[0]
      ?.split(/\s{2,}/)
      .filter((cell) => cell !== '');
    expect(trail).toEqual([
      ...['移交', '孙丽', '2026-11-23 16:01', '工程部', '王志明', '2026-11-23 16:02'],
      ...['交回', '王志明', '2026-11-23 16:05', '客服部', '孙丽', '2026-11-23 16:06'],
      ...['移交', '孙丽', '2026-11-23 16:07', '保安部', '陈国栋', '2026-11-23 16:08'],
      ...['交回', '陈国栋', '2026-11-23 16:11', '客服部', '孙丽', '2026-11-23 16:12'],
      '结果',
    ]);
    for (const words of ['应由保洁部办理', '登记有误']) expect(copyOf('section', disputed)).toContain(words);
  });

  test('so the resident has nothing of them', () => {
    const pages = [copyOf('resident', facts), copyOf('resident', disputed)].join();
    for (const words of [...opinions, ...phones, '交接', '>意见<', '签收', '应由保洁部办理', '登记有误'])
      expect(pages).not.toContain(words);
    for (const { entry } of entries) expect(pages).not.toContain(entry.hash);
  });
});

describe('the archive', () => {
  test('has the last hash and whether the ledger is intact', () => {
    const { head } = keptOf(...usual());
    for (const copy of COPIES) expect(copyOf(copy, usual()).includes(head.hash)).toBe(copy === 'archive');
    expect(readable(copyOf('archive', usual()))).toMatch(/记录校验\s+完整，共 14 条/);
  });

  test('says so where the ledger was tampered with', () => {
    const { head, entries } = keptOf(...usual());
    const page = copyPage(
      'archive',
      verified({ head, entries: entries.toSpliced(3, 1) }),
      ON_PAPER,
      copyFor(actor('cs-manager-li')),
    );
    expect(readable(page)).toMatch(/记录校验\s+不完整，请勿归档，共 13 条/);
  });
});

test('times are those of the site', () => {
  expect(copyOf('resident', until('registered'), inTimeZone('America/New_York'))).toContain(
    '2026-11-23 03:00',
  );
  expect(copyOf('resident', until('registered'), inTimeZone('Pacific/Auckland'))).toContain(
    '2026-11-23 21:00',
  );
  expect(copyOf('resident', until('registered'), inTimeZone('Etc/GMT+8'))).toContain('2026-11-23 00:00');
});

test('the archive’s copy says who filed it and when, and leaves nothing to fill in before', () => {
  const filed = [...usual(), did('receptionist-sun', { step: 'archive' })];
  expect(readable(copyOf('archive', filed))).toMatch(/归档人\s+孙丽\s+归档时间\s+2026-11-\d\d \d\d:\d\d/);
  expect(readable(copyOf('archive', usual()))).toMatch(/归档人\s+—\s+归档时间\s+—/);
  expect(readable(copyOf('customer-service', filed))).not.toContain('归档人');
});
