/** The papers of a case, fit for a file (A2.1, A2.6, A2.7c): what they say, where they are signed, and that each is one page. */
import { existsSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { RuleOnPaper } from '../../../functions/records/case-papers/on-paper.ts';
import { casePaper } from '../../../functions/records/case-papers/paper.ts';
import type { CaseEntry } from '../../../shared/domain/cases/case.ts';
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { defined } from '../../../shared/domain/kernel/defined.ts';
import type { Language } from '../../../shared/domain/model/directory.ts';
import { CLAUSE_WORDS } from '../../../shared/words/clause-words.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  CONCLUDE,
  DECIDE,
  DELIVER,
  type Life,
  opened,
  RECEIVE,
  review,
  walk,
} from '../../support/domain/case-lives.ts';
import { DIRECTORY } from '../../support/factories.ts';
import { BROWSER, sheetsOf } from '../../support/printed.ts';

const LOSS = { amount: '1280.50', currency: 'CNY' };
const FINDINGS = '接单后未按时到场，住户三次来电催促，逾时四十分钟。';
const RULE: RuleOnPaper = {
  ...defined({ title: clauseTitle('A1.3') }),
  words: CLAUSE_WORDS['A1.3'],
};
const NAMES = ['conclusion', 'decision', 'review-1', 'delivery'];

const lived = (): Life =>
  walk(opened(), [
    ['engineering-supervisor-feng', { ...CONCLUDE, findings: FINDINGS, loss: LOSS }],
    ['worker-wu', ACKNOWLEDGE],
    ['engineering-manager-wang', { ...DECIDE, compensation: LOSS }],
    ['hr-yang', DELIVER],
    ['worker-wu', RECEIVE],
    ['worker-wu', APPEAL],
    ['cs-manager-li', review(1)],
  ]);

function paperOf(
  name: string,
  language: Language = 'zh-CN',
  { state, ledger } = lived(),
  rule = RULE,
): string {
  // What was said and never written down has no hash; papers show none.
  const entries = ledger as unknown as readonly CaseEntry[];
  return casePaper(name, { state, entries, directory: DIRECTORY, rule, language }) ?? '';
}
const textOf = (page: string) => page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ');

it('each decides by facts and by the words of a clause, with room for hand, date and seal', () => {
  for (const name of ['conclusion', 'decision', 'review-1']) {
    const page = paperOf(name);
    expect(textOf(page), name).toContain(FINDINGS);
    expect(textOf(page), name).toContain('情况属实');
    expect(textOf(page), name).toContain('岗位责任制（A1.3）');
    expect(textOf(page), name).toContain('不推诿扯皮');
    expect(textOf(page), name).toContain('人民币壹仟贰佰捌拾元伍角整（1280.50 CNY）');
  }
  for (const name of NAMES) {
    expect(textOf(paperOf(name)), name).toMatch(/签字[\s\S]*日期[\s\S]*单位盖章/);
    expect(paperOf(name).match(/class="place/g)?.length, name).toBeGreaterThanOrEqual(4);
  }
});

it('counts as evidence what was there at that step, and nothing that came later', () => {
  const { state, ledger } = lived();
  const came: Readonly<Record<string, readonly string[]>> = {
    ...{ open: ['a'], conclude: ['b'], decide: ['c', 'd'], deliver: ['e'], appeal: ['f'] },
  };
  // What the review of level 1 brings along is the case's, too.
  const withFiles = ledger.map((entry) => ({ ...entry, files: came[entry.step] ?? [] }));
  const life = { state, ledger: withFiles } as unknown as Life;
  const counted = (name: string) => textOf(paperOf(name, 'zh-CN', life)).match(/证据材料\s+(\d+) 件/)?.[1];
  expect(['conclusion', 'decision', 'review-1'].map(counted)).toEqual(['2', '4', '7']);
});

it('a compensation says what wages may be cut by; a paper without one does not', () => {
  expect(textOf(paperOf('decision'))).toContain('每月不得超过当月工资的百分之二十');
  const without = walk(opened(), [
    ['engineering-supervisor-feng', CONCLUDE],
    ['worker-wu', ACKNOWLEDGE],
    ['engineering-manager-wang', DECIDE],
  ]);
  expect(textOf(paperOf('decision', 'zh-CN', without))).not.toContain('工资');
});

it('each is in the reader’s language, but for what somebody wrote', () => {
  for (const name of NAMES) {
    const english = paperOf(name, 'en');
    expect(english).toContain('<html lang="en">');
    const written = [FINDINGS, '推诿扯皮', '情况属实', '初次', '属实', '当时在抢修另一处'];
    const others = written.reduce((text, word) => text.replaceAll(word, ''), textOf(english));
    // A sum in characters is a part of the sum.
    expect(others.replaceAll('人民币壹仟贰佰捌拾元伍角整', '')).not.toMatch(/\p{Script=Han}/u);
    expect(paperOf(name)).toContain('<html lang="zh-CN">');
  }
  expect(textOf(paperOf('decision', 'en'))).toMatch(/Post responsibility \(A1\.3\)[\s\S]*passes the buck/);
});

it('a promise of a section stands in its own words', () => {
  const rule = { words: { 'zh-CN': '漏水十分钟到场', en: 'Leaks: there in ten minutes' } };
  const page = textOf(paperOf('decision', 'zh-CN', lived(), rule));
  expect(page).toContain('公开服务承诺');
  expect(page).toContain('漏水十分钟到场');
});

describe.skipIf(!existsSync(BROWSER))(`printed by ${BROWSER}`, () => {
  test.each(NAMES)('%s is one page, in either language', { timeout: 60_000 }, async (name) => {
    expect([await sheetsOf(paperOf(name)), await sheetsOf(paperOf(name, 'en'))]).toEqual([1, 1]);
  });
});
