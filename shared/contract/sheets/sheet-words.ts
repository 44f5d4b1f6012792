/** The Chinese words for what a sheet keeps as a code, as the printed form, the registers and CSV say them. */
import type { Category, Channel, Kind, Status, Urgency } from '../../domain/model/sheet.ts';

export type Words<T extends string> = { readonly [W in T]: string };

export const KIND_WORDS: Words<Kind> = {
  repair: '报修',
  complaint: '投诉',
  report: '情况反映',
  'special-service': '特殊服务',
  suggestion: '意见建议',
  enquiry: '咨询',
  praise: '表扬',
};

export const CHANNEL_WORDS: Words<Channel> = {
  'walk-in': '来访',
  phone: '来电',
  letter: '来函',
  online: '网上',
  direct: '维修工直接受理',
  staff: '员工自报',
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
