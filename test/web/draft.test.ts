import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { draftsOf, forgetOldDrafts, putDraft } from '../../web/parts/draft.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');

let kept: Record<string, string>;
beforeEach(() => {
  kept = {};
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => {
      kept[name] = value;
    },
    removeItem: (name: string) => {
      delete kept[name];
    },
  };
  // As browsers have it: what is kept are its own members.
  vi.stubGlobal(
    'localStorage',
    new Proxy(methods, {
      ownKeys: () => Object.keys(kept),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  );
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('what was typed and not sent', () => {
  it('is forgotten once nobody has touched it for more than 30 days, whoever began it, and nothing else is', () => {
    putDraft('sun', 'open', { subject: '很久以前' });
    putDraft('zhou', 'S1 urge', { message: '也很久了', files: [{ key: 'f1' }] });
    kept['shoujie.language'] = 'en';
    expect(forgetOldDrafts(NOW + 30 * DAY_MS)).toEqual([]);
    vi.setSystemTime(NOW + 20 * DAY_MS);
    putDraft('sun', 'ask', { subject: '还在写' });
    expect(forgetOldDrafts(NOW + 30 * DAY_MS + 1)).toEqual([
      { subject: '很久以前' },
      { message: '也很久了', files: [{ key: 'f1' }] },
    ]);
    expect([draftsOf('sun'), draftsOf('zhou')]).toEqual([[{ subject: '还在写' }], []]);
    expect(kept['shoujie.language']).toBe('en');
  });

  it('by an earlier version, which did not write down when, is kept for 30 days more', () => {
    kept['shoujie.draft sun open'] = JSON.stringify({ value: { subject: '旧版' }, key: 'k' });
    expect(forgetOldDrafts(NOW)).toEqual([]);
    expect(JSON.parse(kept['shoujie.draft sun open'] ?? '')).toEqual({
      ...{ value: { subject: '旧版' }, key: 'k', at: NOW },
    });
    expect(forgetOldDrafts(NOW + 31 * DAY_MS)).toHaveLength(1);
  });
});
