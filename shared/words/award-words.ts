/** What awards are called: in letters, on the public page and in the API description. */
import type { AwardKind } from '../domain/model/award.ts';
import { said, type Words } from './said.ts';

export const AWARD_KIND_WORDS: Words<AwardKind> = {
  commendation: said('通报嘉奖', 'commendation'),
  bonus: said('奖金', 'bonus'),
  'model-worker': said('先进工作者', 'model worker'),
};
