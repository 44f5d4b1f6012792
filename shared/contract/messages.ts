/** Every sentence that a response can say, in every language (contract section 1). */
import type { Reason } from '../domain/kernel/errors.ts';
import type { Language } from '../domain/model/directory.ts';
import type { Said } from '../words/said.ts';
import { CASE_SENTENCES } from './cases/case-messages.ts';
import { ORGANISATION_SENTENCES } from './organisation/organisation-messages.ts';
/** Problem codes and the titles that go with them. */
export const TITLES = {
  'validation-failed': { 'zh-CN': '提交的内容不符合要求', en: 'The input is not valid' },
  unauthenticated: { 'zh-CN': '请先登录', en: 'Please sign in' },
  forbidden: { 'zh-CN': '您无权办理这一步', en: 'You may not do this' },
  'not-found': { 'zh-CN': '没有找到', en: 'Not found' },
  'method-not-allowed': { 'zh-CN': '不支持这种请求方式', en: 'Method not allowed' },
  'step-not-allowed': { 'zh-CN': '当前状态下不能办理这一步', en: 'Not possible in this state' },
  'precondition-required': { 'zh-CN': '请注明所依据的版本', en: 'Say which version you know' },
  'version-conflict': { 'zh-CN': '内容已被他人更新', en: 'It has changed in the meantime' },
  'payload-too-large': { 'zh-CN': '提交的内容过大', en: 'The body is too large' },
  'unsupported-media-type': { 'zh-CN': '不支持这种内容类型', en: 'Unsupported media type' },
  'idempotency-mismatch': { 'zh-CN': '幂等键已用于其他内容', en: 'The idempotency key was used before' },
  'too-many-requests': { 'zh-CN': '操作过于频繁', en: 'Too many requests' },
  internal: { 'zh-CN': '系统内部错误', en: 'Internal error' },
  unavailable: { 'zh-CN': '服务暂时不可用', en: 'Temporarily unavailable' },
} as const satisfies Record<string, Said>;
export type ProblemCode = keyof typeof TITLES;

/** Reasons that the form of a request gives, beside those of the domain. */
export type FormReason =
  | 'text-length'
  | 'drawn-path'
  | 'ends-after-it-begins'
  | 'periods-in-order'
  | 'holiday-or-workday'
  | 'day-of-its-year'
  | 'time-zone'
  | 'phone-form'
  | 'other-form'
  | 'unknown-robot'
  | 'no-control-characters'
  | 'no-direction-characters'
  | 'one-line'
  | 'each-once'
  | 'person-or-section'
  | 'whole-number'
  | 'unknown-member'
  | 'unknown-parameter'
  | 'bad-input'
  | 'not-json'
  | 'not-utf-8'
  | 'body-missing'
  | 'key-required'
  | 'key-form'
  | 'etag-form'
  | 'cursor-forged'
  | 'site-required'
  | 'day-or-days'
  | 'days-of-a-register'
  | 'span-of-a-month'
  | 'not-customer-service'
  | 'json-only'
  | 'body-too-large'
  | 'token-missing'
  | 'foreign-page'
  | 'nobody-we-know'
  | 'no-such-path'
  | 'no-such-file'
  | 'file-name'
  | 'preview-of-picture'
  | 'no-such-method'
  | 'not-your-register'
  | 'not-your-consequences'
  | 'not-assessed'
  | 'company-only'
  | 'month-form'
  | 'too-many-rows'
  | 'no-assessment'
  | 'something-broke';

export const SENTENCES: { readonly [R in Reason | FormReason]: Said } = {
  ...ORGANISATION_SENTENCES,
  ...CASE_SENTENCES,
  'not-visible': {
    'zh-CN': '没有这张会签单，或您无权查看。',
    en: 'There is no such sheet, or none that you may see.',
  },
  'not-your-step': { 'zh-CN': '这一步须由其他岗位办理。', en: 'This step is for somebody else to sign.' },
  'taken-by-a-colleague': {
    'zh-CN': '本部门同事已签收此会签单。',
    en: 'A colleague of the section has accepted it already.',
  },
  'not-in-this-state': {
    'zh-CN': '会签单目前所处的状态不能办理这一步。',
    en: 'The sheet is not in a state for this step.',
  },
  'ledger-full': {
    'zh-CN': '会签记录已满，只能办理终结性步骤。',
    en: 'The ledger is full: only steps that end something go on.',
  },
  'already-received': { 'zh-CN': '客服部已签收交回的会签单。', en: 'The return was signed for already.' },
  'disputed-before': {
    'zh-CN': '本部门在本轮已提出过一次异议。',
    en: 'The section has disputed it once in this round.',
  },
  'binding-hand-over': {
    'zh-CN': '客服经理的移交为最终决定，各部门不得再提异议（不推诿扯皮）。',
    en: "This hand-over by customer service's manager binds; no section may dispute it.",
  },
  'manager-hands-over': {
    'zh-CN': '有异议的会签单须由客服经理移交。',
    en: "After a dispute customer service's manager hands over.",
  },
  'channel-not-yours': {
    'zh-CN': '您不能以这种方式登记这类事项。',
    en: 'You may not open a sheet of this kind through this channel.',
  },
  'other-site': { 'zh-CN': '您不属于该小区。', en: 'You do not belong to this site.' },
  'urged-just-now': { 'zh-CN': '刚刚催办过，请稍后再催。', en: 'You urged it just now; please wait.' },
  'limit-reached': {
    'zh-CN': '近来次数已达上限，请稍后再试。',
    en: 'You have reached what is allowed for now.',
  },
  'version-moved-on': {
    'zh-CN': '会签单已有新版本，请刷新后再试。',
    en: 'The sheet has a newer version; load it and try again.',
  },
  'key-used-for-other-body': {
    'zh-CN': '同一幂等键已用于不同的内容。',
    en: 'The same key was used with another body.',
  },
  busy: { 'zh-CN': '系统繁忙，请稍后重试。', en: 'Too busy right now; please try again.' },
  required: { 'zh-CN': '此项必填。', en: 'This is required.' },
  'not-for-this-kind': { 'zh-CN': '这类事项不能填写此项。', en: 'Not for this kind of request.' },
  'not-for-this-channel': { 'zh-CN': '这种登记方式不能填写此项。', en: 'Not for this channel.' },
  'unknown-site': { 'zh-CN': '没有这个小区。', en: 'There is no such site.' },
  'unknown-section': { 'zh-CN': '没有这个部门。', en: 'There is no such section.' },
  'unknown-person': { 'zh-CN': '组织名录中没有此人。', en: 'The directory has no such person.' },
  'unknown-file': { 'zh-CN': '没有这个文件，或文件不是您上传的。', en: 'There is no such file of yours.' },
  'file-attached-before': {
    'zh-CN': '该文件已附上过一次，不能再次使用。',
    en: 'The file is attached already; each can be used once.',
  },
  'file-not-uploaded': { 'zh-CN': '该文件尚未上传。', en: 'The file has not been uploaded yet.' },
  'file-differs': {
    'zh-CN': '上传的文件与登记的大小或 SHA-256 不符。',
    en: 'What was uploaded has another size or SHA-256 than was announced.',
  },
  'file-not-its-type': {
    'zh-CN': '文件内容与所登记的类型不符。',
    en: 'The file is not what its type says.',
  },
  'signature-owed': { 'zh-CN': '尚待补签，不能归档。', en: 'A signature is still owed.' },
  'no-signature-owed': { 'zh-CN': '没有待补的签名。', en: 'No signature is owed.' },
  'record-required': {
    'zh-CN': '来电、来函须附记录文件。',
    en: 'A telephone call or a letter needs its record attached.',
  },
  'not-staff-of-section': {
    'zh-CN': '此人不是该部门的在职员工。',
    en: 'That person is not active staff of the section.',
  },
  'worker-handles-it': {
    'zh-CN': '维修工签收后即为经办人，不能指定他人。',
    en: 'A worker who accepts is the handler.',
  },
  'nothing-to-amend': { 'zh-CN': '至少须更改一项。', en: 'Name at least one field to amend.' },
  'either-resident-or-requester': {
    'zh-CN': '业主（住户）与员工申请人只能填写其一。',
    en: 'Either a resident or a requester, not both.',
  },
  'nobody-to-receive': { 'zh-CN': '目前无人可接收。', en: 'Nobody is there to receive it.' },
  'only-when-reached': { 'zh-CN': '未联系上时不能填写此项。', en: 'Only when the person was reached.' },
  'unknown-clock': { 'zh-CN': '会签单上没有这个时限。', en: 'The sheet has no such clock.' },
  'until-past': { 'zh-CN': '延期须延至将来的时间。', en: 'Must lie in the future.' },
  'until-before-due': { 'zh-CN': '延期须晚于当前时限。', en: 'Must be later than the deadline.' },
  'until-too-far': {
    'zh-CN': '延期不得超过计时开始后 30 天。',
    en: 'Must lie within 30 days of the start of the clock.',
  },
  'no-exemption-now': {
    'zh-CN': '该时限已停止，或已有待审批的延期申请。',
    en: 'The clock has stopped, or an exemption is asked for already.',
  },
  'no-exemption-asked': { 'zh-CN': '没有待审批的延期申请。', en: 'No exemption is waiting for a decision.' },
  'section-complained-of': {
    'zh-CN': '投诉涉及该部门的负责人，不能移交给该部门。',
    en: 'The complaint is against somebody who leads that section; it cannot have it.',
  },
  'handler-complained-of': {
    'zh-CN': '投诉涉及此人，不能由其办理。',
    en: 'The complaint is against that person, who cannot handle it.',
  },
  'handler-on-leave': {
    'zh-CN': '此人正在请假，请由其他人办理。',
    en: 'That person is on leave; name somebody else.',
  },
  'nobody-to-link': {
    'zh-CN': '这张会签单没有可发链接的业主（住户），或投诉为匿名。',
    en: 'The sheet has no resident to give a link to, or the complaint is anonymous.',
  },
  'link-over': {
    'zh-CN': '会签单归档已满 30 天或内容已清除，不再提供链接。',
    en: 'It was archived 30 days ago or erased; there are no links to it any more.',
  },
  'link-not-there': {
    'zh-CN': '此链接不存在或已失效，请联系客服部。',
    en: 'There is no such link, or it has ended; please ask customer service.',
  },
  'complaint-not-by-link': {
    'zh-CN': '投诉不能通过链接撤回，请到客服部签字办理。',
    en: 'A complaint is not withdrawn by link; please sign at customer service.',
  },
  'own-praise': {
    'zh-CN': '不能表扬自己，也不能答复对自己的表扬。',
    en: 'Nobody praises themselves, or answers praise of themselves.',
  },
  'award-granters': {
    'zh-CN': '奖励由主任颁发和撤回；给主任的由上级监督办理；任何人不能奖励自己。',
    en: 'Awards are granted and withdrawn by the director, those of a director by the overseer, and nobody awards themselves.',
  },
  'award-not-visible': {
    'zh-CN': '没有这项奖励，或您无权查看。',
    en: 'No such award, or it is not for you.',
  },
  'award-withdrawn': { 'zh-CN': '这项奖励已经撤回。', en: 'The award is withdrawn already.' },
  'month-to-come': { 'zh-CN': '该月份尚未到来。', en: 'That month has not come yet.' },
  'appointment-past': { 'zh-CN': '预约时间须在将来。', en: 'An appointment must lie in the future.' },
  'appointment-too-far': {
    'zh-CN': '预约须在 14 天之内。',
    en: 'An appointment must be within the next 14 days.',
  },
  'not-for-urgent': { 'zh-CN': '急修不能预约。', en: 'An urgent repair waits for no appointment.' },
  'not-the-residents-name': {
    'zh-CN': '签名人须为业主（住户）本人；他人代签的，须注明为谁代签及两人的关系（onBehalf）。',
    en: "The signer must be the resident; whoever signs for them says so in onBehalf with the resident's name.",
  },
  'told-how': {
    'zh-CN': '本系统的邮件无法送达来访人，请填写告知方式。',
    en: 'No letter reaches who asked: say how they were told.',
  },
  'word-on-record': {
    'zh-CN': '须附业主（住户）要求撤回的记录、文件或签名。',
    en: "The resident's word must be on record, in a file or signed.",
  },
  'performed-when': {
    'zh-CN': '实际办理时间须在 24 小时之内，不得晚于现在，也不得早于上一步。',
    en: 'Must be within the last 24 hours, and not before the step that led here.',
  },
  'nearly-full': {
    'zh-CN': '会签记录将满，只能办理推进或终结性步骤。',
    en: 'The ledger is nearly full: no more notes, questions, replies, urging or amendments.',
  },
  'not-to-be-consulted': {
    'zh-CN': '只能请示本小区在职且无需回避的员工。',
    en: 'Only active staff of the site whom it is not against can be consulted.',
  },
  'consulted-already': {
    'zh-CN': '对此人的请示尚未答复。',
    en: 'That person has a question to answer already.',
  },
  'declined-before': { 'zh-CN': '已作过不予受理的决定。', en: 'It was declined once before.' },
  'rated-already': { 'zh-CN': '已评价过。', en: 'It was rated already.' },
  'objected-twice': { 'zh-CN': '最多只能提出两次异议。', en: 'It was objected to twice already.' },
  'objected-too-late': {
    'zh-CN': '异议须在回访或答复后 7 天内提出。',
    en: 'Objections are taken for 7 days after it was settled.',
  },
  'tried-just-now': {
    'zh-CN': '两次回访须间隔两小时以上。',
    en: 'Two tries to reach somebody are at least two hours apart.',
  },
  'tried-at-night': {
    'zh-CN': '回访须在 08:00 至 21:00 之间进行。',
    en: 'People are called between 08:00 and 21:00.',
  },
  'third-try-same-day': {
    'zh-CN': '第三次回访不得与第一次在同一天。',
    en: 'The third try is not on the day of the first.',
  },
  'write-off-too-early': {
    'zh-CN': '补签等待满三天后方可核销。',
    en: 'A signature is written off from three days on.',
  },
  'erase-when-archived': {
    'zh-CN': '归档以后才能清除个人信息。',
    en: 'Personal data are erased once the sheet is archived.',
  },
  'erased-already': { 'zh-CN': '个人信息已经清除。', en: 'Its personal data were erased already.' },
  'case-needs-it': {
    'zh-CN': '有未了结的问责需要这张会签单，结案后才能清除。',
    en: 'An open case needs this sheet; erase it once the case is over.',
  },
  'ledger-broken': {
    'zh-CN': '这张会签单的记录不完整，请先查明原因。',
    en: 'The ledger of this sheet is not whole; look into that first.',
  },
  'archive-waits': {
    'zh-CN': '须待住户评价，或回访满 7 天后方可归档。',
    en: 'It is archived once it is rated, or 7 days after the follow-up.',
  },
  'drawn-path': {
    'zh-CN': '签名须为手绘笔迹：至少三个点，且不在一条直线上。',
    en: 'A signature is drawn: at least three points that are not all on one line.',
  },
  'ends-after-it-begins': { 'zh-CN': '结束时间须晚于开始时间。', en: 'Must end after it begins.' },
  'periods-in-order': {
    'zh-CN': '服务时段须按先后排列，不能重叠。',
    en: 'Periods must be in order and not overlap.',
  },
  'holiday-or-workday': {
    'zh-CN': '同一天不能既是节假日又是调休工作日。',
    en: 'A day is either a holiday or a working day.',
  },
  'day-of-its-year': { 'zh-CN': '日期须属于 {year} 年。', en: 'Must be a day of {year}.' },
  'phone-form': {
    'zh-CN': '电话须为 4 至 31 个字符：数字、空格、括号和连字符，可以 + 开头。',
    en: 'A telephone number has 4 to 31 characters: digits, blanks, brackets and hyphens; it may begin with +.',
  },
  'unknown-robot': {
    'zh-CN': '系统设置中没有这个机器人的密钥名称。',
    en: 'The settings know no secret of that name for a robot.',
  },
  'other-form': { 'zh-CN': '格式不符。', en: 'It is not in the form that is wanted here.' },
  'time-zone': { 'zh-CN': '没有这个时区。', en: 'There is no such time zone.' },
  'text-length': {
    'zh-CN': '长度须为 {min} 至 {max} 个字符，且不能为空白。',
    en: 'Must be {min} to {max} characters long and not blank.',
  },
  'no-direction-characters': {
    'zh-CN': '不能含有改变文字方向的控制字符。',
    en: 'Characters that turn the direction of reading are not allowed.',
  },
  'no-control-characters': { 'zh-CN': '不能包含控制字符。', en: 'Must not contain control characters.' },
  'one-line': {
    'zh-CN': '须为一行文字，不能换行或包含控制字符。',
    en: 'Must be one line without control characters.',
  },
  'each-once': { 'zh-CN': '不能重复。', en: 'Each may be named once only.' },
  'person-or-section': { 'zh-CN': '须指明人员或部门。', en: 'Name the person or the section.' },
  'whole-number': {
    'zh-CN': '须为 {min} 至 {max} 的整数。',
    en: 'Must be a whole number from {min} to {max}.',
  },
  'unknown-member': { 'zh-CN': '没有此项。', en: 'There is no such member.' },
  'unknown-parameter': { 'zh-CN': '没有这个查询参数。', en: 'There is no such query parameter.' },
  'bad-input': { 'zh-CN': '请按 errors 逐项更正。', en: 'See errors for what to correct.' },
  'not-json': { 'zh-CN': '内容不是有效的 JSON。', en: 'The body is not valid JSON.' },
  'not-utf-8': { 'zh-CN': '内容不是有效的 UTF-8 文本。', en: 'The body is not valid UTF-8.' },
  'body-missing': { 'zh-CN': '缺少请求内容。', en: 'The request has no body.' },
  'key-required': { 'zh-CN': '缺少 Idempotency-Key 请求头。', en: 'The Idempotency-Key header is missing.' },
  'key-form': {
    'zh-CN': 'Idempotency-Key 须为 1 至 128 个可见 ASCII 字符。',
    en: 'Idempotency-Key must be 1 to 128 visible ASCII characters.',
  },
  'etag-form': { 'zh-CN': 'If-Match 须为版本号，例如 "7"。', en: 'If-Match must be a version such as "7".' },
  'cursor-forged': {
    'zh-CN': '翻页标记无效，或不属于这一查询。',
    en: 'The cursor is not one of ours, or belongs to another query.',
  },
  'day-or-days': {
    'zh-CN': '请指明一天（date），或起止两天（from、to）。',
    en: 'Name a day (`date`), or the first and the last (`from`, `to`).',
  },
  'days-of-a-register': {
    'zh-CN': '截止日不得早于起始日，首尾两天都算，最长 31 天。',
    en: 'Must not be before the first day; at most 31 days, both among them.',
  },
  'span-of-a-month': {
    'zh-CN': '导出表格须指明起止时间（from、to），最长 31 天。',
    en: 'A table needs `from` and `to`, at most 31 days apart.',
  },
  'not-customer-service': {
    'zh-CN': '仅客服部可以查找住户。',
    en: 'Residents are looked for by customer service.',
  },
  'site-required': { 'zh-CN': '请指明小区（site）。', en: 'Name the site.' },
  'json-only': {
    'zh-CN': '只接受 application/json（UTF-8）。',
    en: 'Only application/json in UTF-8 is accepted.',
  },
  'body-too-large': { 'zh-CN': '内容不得超过 256 KiB。', en: 'A body may have up to 256 KiB.' },
  'foreign-page': {
    'zh-CN': '本机服务只接受本机程序和 LOCAL_ORIGINS 所列来源的页面。',
    en: 'This is for programs of this machine and pages of the origins in LOCAL_ORIGINS.',
  },
  'token-missing': { 'zh-CN': '需要有效的登录令牌。', en: 'A valid bearer token is needed.' },
  'nobody-we-know': {
    'zh-CN': '组织名录中没有该登录账号对应的在职人员或住户。',
    en: 'The token names nobody active in the directory.',
  },
  'no-such-file': {
    'zh-CN': '没有这个文件，或您无权查看。',
    en: 'There is no such file, or none that you may see.',
  },
  'preview-of-picture': { 'zh-CN': '只有图片才有预览图。', en: 'Only a picture has a preview.' },
  'file-name': {
    'zh-CN': '文件名不能包含路径分隔符或改变显示方向的字符。',
    en: 'A file name holds no path separators and nothing that turns its direction around.',
  },
  'no-such-path': { 'zh-CN': '没有这个地址。', en: 'There is nothing at this path.' },
  'no-such-method': { 'zh-CN': '这个地址不支持这种请求方式。', en: 'This path does not take this method.' },
  'awards-of-staff': { 'zh-CN': '奖励名单只供员工查阅。', en: 'Awards are listed for staff.' },
  'company-only': {
    'zh-CN': '只有负责多个小区的公司人员可以查阅。',
    en: 'This is for the company’s people above its sites.',
  },
  'not-assessed': { 'zh-CN': '考核只供员工查阅。', en: 'Assessments are for staff.' },
  'too-many-rows': {
    'zh-CN': '超过 10,000 行或文件过大，请缩小范围后再试。',
    en: 'That is more than 10,000 rows, or too large a file; ask for less at once.',
  },
  'month-form': { 'zh-CN': '月份须写作 2026-11 的形式。', en: 'A month is written as 2026-11.' },
  'no-assessment': {
    'zh-CN': '没有这份考核，或您无权查看。',
    en: 'There is no such assessment, or none that you may see.',
  },
  'not-your-consequences': {
    'zh-CN': '只有人事和主任可以查看所有人员的问责结果。',
    en: 'What bears on everybody is for hr and the director.',
  },
  'not-your-register': {
    'zh-CN': '台帐只供客服部和办公室查阅。',
    en: 'Registers are for customer service and the office.',
  },
  'something-broke': {
    'zh-CN': '处理时发生意外，请稍后重试。',
    en: 'Something unexpected happened; please try again later.',
  },
};

/** The sentence of a reason in a language, with the values it names filled in. */
export function sentence(
  reason: Reason | FormReason,
  language: Language,
  values: Readonly<Record<string, unknown>> = {},
): string {
  return SENTENCES[reason][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
