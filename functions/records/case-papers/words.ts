/** What the documents of a case call things, in Chinese. */
import type { CaseGrade, DeliveryMeans, ReviewOutcome } from '../../../shared/domain/cases/case.ts';
import type { Outcome, Sanction } from '../../../shared/domain/cases/sanctions.ts';
import type { Money } from '../../../shared/domain/kernel/money.ts';

export const GRADE_WORDS: { readonly [G in CaseGrade]: string } = {
  minor: '轻微违规',
  first: '初次违规',
  serious: '严重违规',
  unfounded: '不属实',
};

const SANCTION_WORDS: { readonly [S in Sanction]: string } = {
  'verbal-warning': '口头警告',
  criticism: '批评教育',
  'written-self-criticism': '书面检讨',
  'public-self-criticism': '公开检讨',
  'administrative-sanction': '行政处分',
  transfer: '调离岗位',
};

export const MEANS_WORDS: { readonly [M in DeliveryMeans]: string } = {
  'in-person': '当面送达',
  'left-with-witness': '留置送达（有见证人）',
  post: '邮寄送达',
  electronic: '电子送达',
};

export const REVIEW_WORDS: { readonly [O in ReviewOutcome]: string } = {
  upheld: '维持原处理',
  varied: '变更处理',
  revoked: '撤销处理',
};

export const moneyWords = (money: Money | undefined): string =>
  money === undefined ? '无' : `${money.amount} ${money.currency}`;

/** Sanctions and compensation, as they read on paper. */
export function outcomeWords({ sanctions, compensation }: Outcome): string {
  const imposed = sanctions.map((sanction) => SANCTION_WORDS[sanction]).join('、');
  return [
    imposed === '' ? '不予处分' : imposed,
    ...(compensation ? [`赔偿 ${moneyWords(compensation)}`] : []),
  ].join('；');
}
