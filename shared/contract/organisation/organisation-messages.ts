/** What is said of changes of the organisation directory and of commitments, in every language. */

import type { OrganisationReason } from '../../domain/kernel/organisation-reasons.ts';
import type { Said } from '../../words/said.ts';

export const ORGANISATION_SENTENCES: { readonly [R in OrganisationReason]: Said } = {
  'organisers-only': {
    'zh-CN': '只有主任或行政人员可以更改组织名录；办公室和上级监督也可由上级监督更改，住户也可由客服部更改。',
    en: 'The directory is changed by a director or an administrator; an overseer changes the office and overseers, customer service residents.',
  },
  'not-an-administrators': {
    'zh-CN': '行政人员不能更改办公室、人事、上级监督及本人，也不能授予这些职务。',
    en: 'An administrator alters nobody of the office, hr or the overseer, nor themselves, nor gives such a role.',
  },
  'directory-moved-on': {
    'zh-CN': '内容已有新版本，请刷新后再试。',
    en: 'There is a newer version; load it and try again.',
  },
  'sites-not-yours': {
    'zh-CN': '不能授予您本人不负责的小区。',
    en: 'Nobody gives sites that are not theirs.',
  },
  'ledger-readers': {
    'zh-CN': '名录变更记录只有主任、人事、上级监督、行政人员可以查看，本人可查看自己的。',
    en: 'This ledger is for director, hr, overseer and administrator, and for the person whose it is.',
  },
  'work-of-staff': {
    'zh-CN': '待办只供工作人员查看。',
    en: 'What there is to do is for staff.',
  },
  'work-of-section': {
    'zh-CN': '部门待办只有本部门经理、主管可以查看。',
    en: 'The work of a section is for its managers and supervisors.',
  },
  'work-of-site': {
    'zh-CN': '全小区待办只有客服部和办公室可以查看。',
    en: 'The work of the site is for customer service and the office.',
  },
  'changes-readers': {
    'zh-CN': '待确认的变更只有主任、行政人员和上级监督可以查看。',
    en: 'What waits to be confirmed is for director, administrator and overseer.',
  },
  'change-not-visible': {
    'zh-CN': '没有这项待确认的变更，或您无权查看。',
    en: 'There is no such change, or none that you may see.',
  },
  'change-over': {
    'zh-CN': '这项变更已确认、已驳回或已过期。',
    en: 'This change was confirmed or dismissed already, or has ended.',
  },
  'changed-since': {
    'zh-CN': '此人的资料此后已有更改，请重新提出。',
    en: 'The person has changed since; ask for it anew.',
  },
  'nothing-to-erase': {
    'zh-CN': '没有可以清除的内容，或您无权知悉。',
    en: 'There is nothing to erase, or it is not for you to know of.',
  },
  'administrator-erases': {
    'zh-CN': '清除个人信息由行政人员提出。',
    en: 'An administrator asks for an erasure.',
  },
  'erase-the-resident': {
    'zh-CN': '这张会签单属于有登录账号的住户，请按住户清除。',
    en: 'This sheet is of a resident with a login; erase the resident.',
  },
  'other-eyes': {
    'zh-CN': '须由另一职务的他人确认，且不能是变更所涉及的人。',
    en: 'This takes another person of another role whom it is not about.',
  },
  'id-form': {
    'zh-CN': '编号须以字母或数字开头，由字母、数字和 . _ : @ - 组成，最多 128 个字符。',
    en: 'An id begins with a letter or digit and has letters, digits and . _ : @ - only, at most 128.',
  },
  'reserved-id': { 'zh-CN': '此编号由系统保留。', en: 'This id is kept for the system itself.' },
  'section-for-this-role': { 'zh-CN': '此职务须属于一个部门。', en: 'This role belongs to a section.' },
  'no-section-for-this-role': { 'zh-CN': '此职务不属于任何部门。', en: 'This role belongs to no section.' },
  'not-for-this-role': { 'zh-CN': '此职务不能填写此项。', en: 'Not for this role.' },
  'stands-in-for-self': { 'zh-CN': '不能由本人代自己的班。', en: 'Nobody stands in for themselves.' },
  'stands-in-in-a-circle': {
    'zh-CN': '同一时段内不能循环代班。',
    en: 'At one time people would stand in for each other in a circle.',
  },
  'stand-in-not-there': {
    'zh-CN': '代班人须是本小区的在职员工。',
    en: 'Whoever stands in must be active staff of the site.',
  },
  'person-not-visible': {
    'zh-CN': '组织名录中没有此人，或您无权查看。',
    en: 'The directory has no such person, or none whose entry you may see.',
  },
  'which-version': {
    'zh-CN': '请以 If-Match 注明您读到的版本（ETag）。',
    en: 'Send the ETag that you read as If-Match.',
  },
  'leave-granters': {
    'zh-CN': '请假由本部门经理、主管，或主任、行政人员批准。',
    en: "Leave is granted by the section's leads, a director or an administrator.",
  },
  'leave-past': {
    'zh-CN': '请假开始时间不能早于现在；进行中的请假可保留原开始时间。',
    en: 'Leave must not begin in the past; one that runs may keep its beginning.',
  },
  'duty-not-visible': {
    'zh-CN': '没有这个部门的排班，或您无权查看。',
    en: 'There are no shifts of such a section, or none that you may see.',
  },
  'leads-set-duty': {
    'zh-CN': '排班由本部门经理、主管安排。',
    en: "A section's shifts are set by its leads.",
  },
  'last-director': {
    'zh-CN': '这是本小区最后一位在职主任，须先有另一位主任。',
    en: 'This is the last active director of the site; make somebody else director first.',
  },
  'unknown-notice': { 'zh-CN': '没有这条通知。', en: 'There is no such notice.' },
  'handles-open-sheets': {
    'zh-CN': '此人还有办理中的会签单，须先改派他人。',
    en: 'This person handles open sheets; have them assigned to somebody else first.',
  },
  'customer-service-there': {
    'zh-CN': '本小区已有客服部，每个小区只能有一个。',
    en: 'The site has its customer service already, and can have one only.',
  },
  'customer-service-staffed': {
    'zh-CN': '客服部仍有在职员工，不能改为其他部门。',
    en: 'Customer service still has active staff and cannot become another section.',
  },
  'director-drafts': {
    'zh-CN': '办公室的服务承诺只能由主任起草。',
    en: "The office's commitments are drafted by the director alone.",
  },
  'manager-drafts': {
    'zh-CN': '服务承诺由本部门经理起草。',
    en: "A section's commitments are drafted by its manager.",
  },
  'director-publishes': { 'zh-CN': '服务承诺由主任发布。', en: 'Commitments are published by the director.' },
  'reads-draft': {
    'zh-CN': '草稿只有本部门经理、主管及办公室可以查看。',
    en: 'A draft is for the section’s manager and supervisors and the office.',
  },
  'no-draft': { 'zh-CN': '没有待发布的草稿。', en: 'There is no draft to publish.' },
  'unknown-plan': { 'zh-CN': '没有这份已发布的服务承诺。', en: 'There are no such published commitments.' },
  'effective-past': { 'zh-CN': '生效时间不能早于现在。', en: 'Must not lie in the past.' },
  'unknown-target': { 'zh-CN': '没有这个时限。', en: 'There is no such target.' },
  'target-form': {
    'zh-CN': '时长须写作 P3D、PT24H 或 PT30M 的形式，大于零且不超过 366 天。',
    en: 'Must be a duration such as P3D, PT24H or PT30M, above zero and at most 366 days.',
  },
  'looser-than-clause': {
    'zh-CN': '不得宽于条款 {clause} 的 {limit}。',
    en: 'Must not be looser than the {limit} of clause {clause}.',
  },
  'unknown-clause': { 'zh-CN': '没有这个条款。', en: 'There is no such clause.' },
  'wait-form': {
    'zh-CN': '上报间隔须写作 PT30M 或 PT4H 的形式，最长 7 天。',
    en: 'Must be a wait such as PT30M or PT4H, at most 7 days.',
  },
  'too-little-service': {
    'zh-CN': '每个工作日的服务时间合计至少一小时。',
    en: 'A working day must have an hour of service at least.',
  },
  'too-many-years': { 'zh-CN': '最多填写 {most} 个年份。', en: 'At most {most} years.' },
};
