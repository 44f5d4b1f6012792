/** What the codes of a case are called: on its documents, in letters and in the API description. */
import type {
  CaseGrade,
  CaseStatus,
  CaseStepName,
  DeliveryMeans,
  ReviewOutcome,
} from '../domain/cases/case.ts';
import type { Sanction } from '../domain/cases/sanctions.ts';
import type { TargetName } from '../domain/model/clock.ts';
import type { Authority } from '../domain/model/roles.ts';
import { said, type Words } from './said.ts';

export const CASE_STATUS_WORDS: Words<CaseStatus> = {
  opened: said('已立案', 'opened'),
  concluded: said('已作结论', 'concluded'),
  acknowledged: said('当事人已知悉', 'acknowledged'),
  referred: said('已报办公室', 'referred to the office'),
  decided: said('已决定', 'decided'),
  delivered: said('已送达', 'delivered'),
  appealed: said('申述中', 'appealed'),
  reviewed: said('已复核', 'reviewed'),
  final: said('已生效', 'final'),
  archived: said('已归档', 'archived'),
  dismissed: said('已撤销', 'dismissed'),
};

export const CASE_STEP_WORDS: Words<CaseStepName> = {
  conclude: said('作出结论', 'conclude'),
  acknowledge: said('签字知悉', 'acknowledge'),
  'record-refusal': said('记录拒签', 'record a refusal to sign'),
  refer: said('报办公室', 'refer to the office'),
  decide: said('作出决定', 'decide'),
  deliver: said('送达', 'deliver'),
  receive: said('签收决定', 'sign for the delivery'),
  pay: said('登记赔付', 'record a payment'),
  'carry-out': said('登记执行', 'record that a sanction was carried out'),
  waive: said('免除余款', 'waive what is left to pay'),
  appeal: said('申述', 'appeal'),
  review: said('复核', 'review'),
};

export const GRADE_WORDS: Words<CaseGrade> = {
  minor: said('轻微违规', 'minor'),
  first: said('初次违规', 'first'),
  serious: said('严重违规', 'serious'),
  unfounded: said('不属实', 'unfounded'),
};

export const SANCTION_WORDS: Words<Sanction> = {
  'verbal-warning': said('口头警告', 'verbal warning'),
  criticism: said('批评教育', 'criticism and instruction'),
  'written-self-criticism': said('书面检讨', 'written self-criticism'),
  'public-self-criticism': said('公开检讨', 'public self-criticism'),
  'administrative-sanction': said('行政处分', 'administrative sanction'),
  transfer: said('调离岗位', 'transfer from the post'),
};

export const DELIVERY_WORDS: Words<DeliveryMeans> = {
  'in-person': said('当面送达', 'in person'),
  'left-with-witness': said('留置送达（有见证人）', 'left with a witness'),
  post: said('邮寄送达', 'by post'),
  electronic: said('电子送达', 'electronically'),
};

export const REVIEW_WORDS: Words<ReviewOutcome> = {
  upheld: said('维持原处理', 'upheld'),
  varied: said('变更处理', 'varied'),
  revoked: said('撤销处理', 'revoked'),
};

export const AUTHORITY_WORDS: Words<Authority> = {
  section: said('部门', 'section'),
  office: said('办公室', 'office'),
  overseer: said('上级监督', 'overseer'),
};

export const CASE_CLOCK_WORDS: Words<TargetName> = {
  review: said('复核', 'review'),
  delivery: said('送达', 'delivery'),
  'carry-out': said('处理的执行', 'carrying out of the sanctions'),
};

export const DISMISSAL_WORDS = {
  unfounded: said('不属实', 'unfounded'),
  lapsed: said('逾期未办，自行终止', 'lapsed'),
  'not-pursued': said('不予追究', 'not pursued'),
};

export const ACKNOWLEDGED_WORDS = {
  signed: said('已签字', 'signed'),
  refused: said('拒绝签字', 'refused before a witness'),
};

/** How much of a compensation may be taken from wages (工资支付暂行规定, article 16). */
export const WAGES_WORDS = said(
  '从工资中扣除的，每月不得超过当月工资的百分之二十，扣除后不得低于当地最低工资标准（《工资支付暂行规定》第十六条）',
  'if it is taken from wages, at most a fifth of each month’s, and never so that less than the local minimum wage is left (Interim Provisions on Payment of Wages, article 16)',
);

/** What outcomes bear on (A2.5). */
export const BEARS_ON_WORDS = {
  promotion: said('晋级', 'promotion'),
  pay: said('调资', 'pay'),
  assignment: said('工作安排', 'assignment of work'),
};
