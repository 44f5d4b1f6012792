/** What the documents of a case call things, in Chinese. */
import type { Outcome } from '../../../shared/domain/cases/sanctions.ts';
import type { Money } from '../../../shared/domain/kernel/money.ts';
import { SANCTION_WORDS } from '../../../shared/words/case-words.ts';

export const moneyWords = (money: Money | undefined): string =>
  money === undefined ? '无' : `${money.amount} ${money.currency}`;

/** Sanctions and compensation, as they read on paper. */
export function outcomeWords({ sanctions, compensation }: Outcome): string {
  const imposed = sanctions.map((sanction) => SANCTION_WORDS[sanction]['zh-CN']).join('、');
  return [
    imposed === '' ? '不予处分' : imposed,
    ...(compensation ? [`赔偿 ${moneyWords(compensation)}`] : []),
  ].join('；');
}
