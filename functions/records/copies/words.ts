/** The words of the printed form for what a sheet keeps as a code. */
import type { Category, Channel, FollowUp, Kind, Status, Urgency } from '../../../shared/domain/sheet.ts';

type Words<T extends string> = { readonly [W in T]: string };

/** Stands where nothing is written, as on paper: what is left blank could be filled in afterwards. */
export const NOTHING = '—';

export const KIND_WORDS: Words<Kind> = {
  repair: '报修',
  complaint: '投诉',
  report: '情况反映',
  'special-service': '特殊服务',
  suggestion: '意见建议',
  enquiry: '咨询',
};

export const CHANNEL_WORDS: Words<Channel> = {
  'walk-in': '来访',
  phone: '来电',
  letter: '来函',
  online: '网上',
  direct: '维修工直接受理',
};

export const CATEGORY_WORDS: Words<Category> = {
  water: '给排水',
  heating: '供暖',
  gas: '燃气',
  electricity: '电气',
  'door-window': '门窗',
  elevator: '电梯',
  'public-area': '公共区域',
  other: '其他',
};

export const URGENCY_WORDS: Words<Urgency> = { urgent: '紧急', simple: '简单', ordinary: '一般' };

export const STATUS_WORDS: Words<Status> = {
  registered: '已登记',
  'handed-over': '已移交',
  accepted: '已签收',
  'on-site': '已到场',
  completed: '已处理',
  returned: '已交回客服部',
  'followed-up': '已回访',
  archived: '已归档',
  answered: '已答复',
  withdrawn: '已撤回',
};

export const OUTCOME_WORDS: Words<NonNullable<FollowUp['outcome']>> = {
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
