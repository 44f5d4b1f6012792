/** The words of the printed form for what a sheet keeps as a code. */
import type { Words } from '../../../shared/contract/sheets/sheet-words.ts';
import type { FollowUp } from '../../../shared/domain/model/sheet.ts';
import type { Copy } from '../../../shared/domain/sheets/copies.ts';

/** Stands where nothing is written, as on paper: what is left blank could be filled in afterwards. */
export const NOTHING = '—';

/** The name of each copy, as it is printed on it. */
export const COPY_WORDS: Words<Copy> = {
  resident: '第一联　业主（住户）联',
  'customer-service': '第二联　客服联',
  section: '第三联　部门联',
  archive: '第四联　存档联',
};

export const FOLLOW_UP_WORDS: Words<NonNullable<FollowUp['outcome']>> = {
  resolved: '已解决',
  unresolved: '未解决，重办',
  unreachable: '多次未能联系上',
};

/** Marks from 1 to 5, of satisfaction and of attitude alike. */
const MARK_WORDS = ['很不满意', '不满意', '一般', '满意', '很满意'];

/** A mark as it is printed: `4 分（满意）`. */
export function markWords(mark: number | undefined): string {
  return mark === undefined ? NOTHING : `${mark} 分（${MARK_WORDS[mark - 1] ?? ''}）`;
}
