/** A case with all that is needed to print it, in one language. */

import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import type { Outcome } from '../../../shared/domain/cases/sanctions.ts';
import type { Money } from '../../../shared/domain/kernel/money.ts';
import { yuanInWords } from '../../../shared/domain/kernel/yuan-in-words.ts';
import type { Language } from '../../../shared/domain/model/directory.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import { SANCTION_WORDS } from '../../../shared/words/case-words.ts';
import type { Said, Words } from '../../../shared/words/said.ts';
import type { Names } from '../copies/names.ts';
import { drawing } from '../copies/signatures.ts';

/** What the case is about: a clause or a published promise, by its title, if it has one, and words. */
export interface RuleOnPaper {
  readonly title?: Said;
  readonly words?: Said;
}

export interface CaseOnPaper {
  readonly state: Case;
  readonly entries: readonly CaseEntry[];
  readonly names: Names;
  readonly rule: RuleOnPaper;
  readonly language: Language;
  /** Writes an instant as the site's clocks show it. */
  readonly time: (at: string) => string;
  readonly say: (zh: string, en: string) => string;
}

/** A code in the words of the paper's language. */
export const wordOf = <T extends string>({ language }: CaseOnPaper, words: Words<T>, code: T): string =>
  words[code][language];

/** A sum in digits, and in Chinese in the characters that nobody can alter. */
export function moneyOn({ say, language }: CaseOnPaper, money: Money | undefined): string {
  if (money === undefined) return say('无', 'none');
  const digits = `${money.amount} ${money.currency}`;
  const words = yuanInWords(money);
  if (words === undefined) return digits;
  return language === 'zh-CN' ? `${words}（${digits}）` : `${digits} (${words})`;
}

/** Sanctions and compensation, as they read on paper. */
export function outcomeOn(paper: CaseOnPaper, { sanctions, compensation }: Outcome): string {
  const { say } = paper;
  const imposed = sanctions.map((each) => wordOf(paper, SANCTION_WORDS, each)).join(say('、', ', '));
  const money = moneyOn(paper, compensation);
  return [
    imposed === '' ? say('不予处分', 'no sanction') : imposed,
    ...(compensation === undefined ? [] : [say(`赔偿${money}`, `compensation of ${money}`)]),
  ].join(say('；', '; '));
}

/** The signature that an entry holds, drawn, with who signed and when; undefined where it holds none. */
export function signatureIn({ time }: CaseOnPaper, entry: CaseEntry | undefined): Markup | undefined {
  if (entry === undefined || !('signature' in entry)) return undefined;
  const { signature, at } = entry;
  return html`<div class="signature">${drawing(signature)}<span>${signature.signer}</span><span>${time(at)}</span></div>`;
}

/** Room on paper for a hand or a seal. */
export const PLACE: Markup = html`<div class="place"></div>`;
export const SEAL: Markup = html`<div class="place seal"></div>`;
