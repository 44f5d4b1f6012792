/** What the codes of a sheet are called: on its copies, in registers and CSV, in letters, on pages and in the API description. */
import type { ClockName, ClockState } from '../domain/model/clock.ts';
import type { HandOverState, HandOverStep } from '../domain/model/history.ts';
import type {
  Category,
  Channel,
  FollowUp,
  Kind,
  Means,
  Status,
  StepName,
  Urgency,
} from '../domain/model/sheet.ts';
import type { ALL_COPIES, Copy } from '../domain/sheets/copies.ts';
import type { LinkStep } from '../domain/sheets/link-steps.ts';
import { said, type Words } from './said.ts';

export const KIND_WORDS: Words<Kind> = {
  repair: said('报修', 'repair'),
  complaint: said('投诉', 'complaint'),
  report: said('情况反映', 'report'),
  'special-service': said('特约服务', 'special service'),
  suggestion: said('意见建议', 'suggestion'),
  enquiry: said('咨询', 'enquiry'),
  praise: said('表扬', 'praise'),
};

export const CHANNEL_WORDS: Words<Channel> = {
  'walk-in': said('来访', 'in person'),
  phone: said('来电', 'by telephone'),
  letter: said('来函', 'by letter'),
  online: said('网上', 'online'),
  direct: said('维修工直接受理', 'taken in by a repair worker'),
  staff: said('员工自报', 'by staff for themselves'),
};

export const CATEGORY_WORDS: Words<Category> = {
  water: said('给排水', 'water'),
  heating: said('供暖', 'heating'),
  gas: said('燃气', 'gas'),
  electricity: said('电气', 'electricity'),
  'door-window': said('门窗', 'doors and windows'),
  elevator: said('电梯', 'lift'),
  'public-area': said('公共区域', 'public area'),
  other: said('其他', 'other'),
};

export const URGENCY_WORDS: Words<Urgency> = {
  urgent: said('紧急', 'urgent'),
  simple: said('简单', 'simple'),
  ordinary: said('一般', 'ordinary'),
};

export const STATUS_WORDS: Words<Status> = {
  registered: said('已登记', 'registered'),
  'handed-over': said('已移交', 'handed over'),
  accepted: said('已签收', 'accepted'),
  'on-site': said('已到场', 'on site'),
  completed: said('已处理', 'completed'),
  returned: said('已交回客服部', 'returned to customer service'),
  'followed-up': said('已回访', 'followed up'),
  archived: said('已归档', 'archived'),
  answered: said('已答复', 'answered'),
  withdrawn: said('已撤回', 'withdrawn'),
};

export const STEP_WORDS: Words<StepName> = {
  answer: said('当场答复', 'answer on the spot'),
  'hand-over': said('移交', 'hand over'),
  accept: said('签收', 'accept'),
  dispute: said('提出异议', 'dispute'),
  assign: said('指派', 'assign'),
  reply: said('回复', 'reply'),
  consult: said('请示', 'ask for advice'),
  advise: said('批示', 'advise'),
  note: said('备注', 'note'),
  decline: said('不予受理', 'decline'),
  arrive: said('到场', 'arrive'),
  complete: said('办结', 'complete'),
  return: said('交回', 'return'),
  receive: said('接收交回', 'receive'),
  'follow-up': said('回访', 'follow up'),
  rate: said('评价', 'rate'),
  object: said('不认可结果', 'object'),
  countersign: said('补签', 'countersign'),
  'write-off': said('核销补签', 'write off the signature'),
  amend: said('更改', 'amend'),
  urge: said('催办', 'urge'),
  'request-exemption': said('申请延期', 'request an exemption'),
  'grant-exemption': said('批准延期', 'grant an exemption'),
  'refuse-exemption': said('不批准延期', 'refuse an exemption'),
  withdraw: said('撤回', 'withdraw'),
  archive: said('归档', 'archive'),
};

/** As residents are told by their link what they may do. */
export const LINK_STEP_WORDS: Words<LinkStep> = {
  countersign: said('补签', 'sign'),
  urge: said('催办', 'urge it'),
  rate: said('评价', 'rate it'),
  object: said('提出异议', 'object'),
  withdraw: said('撤回', 'withdraw it'),
};

export const CLOCK_WORDS: Words<ClockName> = {
  answer: said('答复', 'answer'),
  dispatch: said('移交', 'hand-over'),
  acceptance: said('签收', 'acceptance'),
  arrival: said('到场', 'arrival on site'),
  return: said('交回', 'return to customer service'),
  handling: said('办理', 'handling'),
  countersign: said('补签', 'countersigning'),
  'follow-up': said('回访', 'follow-up'),
};

/** As a resident reads how a promise stands. */
export const CLOCK_STATE_WORDS: Words<ClockState> = {
  running: said('进行中', 'under way'),
  stopped: said('已按时完成', 'kept'),
  breached: said('已逾期', 'overdue'),
  late: said('逾期后完成', 'done late'),
  exempt: said('已免除', 'excused'),
};

export const EXEMPTION_STATE_WORDS = {
  requested: said('已申请', 'requested'),
  granted: said('已批准', 'granted'),
  refused: said('未批准', 'refused'),
};

/** How the asker was told. */
export const MEANS_WORDS: Words<Means> = {
  'in-person': said('当面', 'in person'),
  phone: said('电话', 'by telephone'),
  message: said('短信或消息', 'by message'),
  letter: said('书面', 'by letter'),
};

export const FOLLOW_UP_WORDS: Words<NonNullable<FollowUp['outcome']>> = {
  resolved: said('已解决', 'resolved'),
  unresolved: said('未解决，重办', 'not resolved, reopened'),
  unreachable: said('多次未能联系上', 'could not be reached'),
};

/** The name of each copy, as it is printed on it, and of all that a reader may have. */
export const COPY_WORDS: Words<Copy | typeof ALL_COPIES> = {
  resident: said('第一联　业主（住户）联', "first copy, the resident's"),
  'customer-service': said('第二联　客服联', "second copy, customer service's"),
  section: said('第三联　部门联', "third copy, the section's"),
  archive: said('第四联　存档联', 'fourth copy, for the archive'),
  all: said('可打印的各联', 'all copies that the reader may have'),
};

export const HAND_OVER_STEP_WORDS: Words<HandOverStep> = {
  'hand-over': said('移交', 'handed over'),
  return: said('交回', 'returned'),
  'follow-up': said('回访重办', 'reopened at the follow-up'),
  object: said('异议重办', 'reopened after an objection'),
};

export const HAND_OVER_STATE_WORDS: Words<HandOverState> = {
  open: said('待签收', 'not signed for yet'),
  received: said('已签收', 'received'),
  disputed: said('有异议', 'disputed'),
  ended: said('已收回', 'taken back'),
};
