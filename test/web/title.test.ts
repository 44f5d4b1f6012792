import { describe, expect, it } from 'vitest';
import { titleOf } from '../../web/shell/title.ts';
import { en } from '../../web/words/en.ts';
import { zh } from '../../web/words/zh.ts';

const TABS = [
  { path: '/sheets', tab: { label: 'sheets' } },
  { path: '/sheets/:id' },
  { path: '/month/:month?', tab: { label: 'month' } },
] as const;

describe('the title of a page', () => {
  it.each([
    ['/sheets', '会签单 · 首接', `${en.shell.tabs.sheets} · ${en.product}`],
    ['/sheets/01J', '会签单 · 首接', `${en.shell.tabs.sheets} · ${en.product}`],
    ['/month/2026-11', '考核 · 首接', `${en.shell.tabs.month} · ${en.product}`],
    ['/outbox', '待发送 · 首接', `${en.outbox.title} · ${en.product}`],
    ['/', '首接', en.product],
  ])('%s is %s', (path, chinese, english) => {
    expect(titleOf(path, TABS, zh)).toBe(chinese);
    expect(titleOf(path, TABS, en)).toBe(english);
  });
});
