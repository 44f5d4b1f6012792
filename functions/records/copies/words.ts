/** Words of the printed form alone. */
/** Stands where nothing is written, as on paper: what is left blank could be filled in afterwards. */
export const NOTHING = '—';

/** Marks from 1 to 5, of satisfaction and of attitude alike. */
const MARK_WORDS = ['很不满意', '不满意', '一般', '满意', '很满意'];

/** A mark as it is printed: `4 分（满意）`. */
export function markWords(mark: number | undefined): string {
  return mark === undefined ? NOTHING : `${mark} 分（${MARK_WORDS[mark - 1] ?? ''}）`;
}
