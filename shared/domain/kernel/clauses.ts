/** The clauses of the two regulations: what somebody can be held to, and what a case can be about. Pure. */

interface Title {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** What each clause is called where people read of it; an id alone says nothing to them. */
// biome-ignore format: a table reads best with one clause a line
const TITLES = {
  'A1.1': { 'zh-CN': '学校发展，我有责任', en: 'Service comes first' },
  'A1.2': { 'zh-CN': '廉洁奉公，不徇私情', en: 'Integrity' },
  'A1.3': { 'zh-CN': '岗位责任制', en: 'Post responsibility' },
  'A1.4': { 'zh-CN': '劳动纪律与离岗请假', en: 'Discipline and leave' },
  'A1.5': { 'zh-CN': '着装、举止与用语', en: 'Conduct' },
  'A1.6a': { 'zh-CN': '首接负责制', en: 'First-contact responsibility' },
  'A1.6b': { 'zh-CN': '能答复的当场答复', en: 'Answered on the spot' },
  'A1.6c': { 'zh-CN': '需请示的一日内答复', en: 'Answered within one day' },
  'A1.7': { 'zh-CN': '部门服务承诺', en: 'Commitments of the section' },
  'A1.8': { 'zh-CN': '接受监督，听取意见', en: 'Open to supervision' },
  'A2.1': { 'zh-CN': '调查与书面结论', en: 'Investigation and written conclusion' },
  'A2.2': { 'zh-CN': '初次或轻微违规的处理', en: 'First or minor breach' },
  'A2.3': { 'zh-CN': '严重违规的处理', en: 'Serious breach' },
  'A2.4': { 'zh-CN': '经济损失的赔偿', en: 'Compensation of a loss' },
  'A2.5': { 'zh-CN': '与晋级、调资、工作安排挂钩', en: 'Bearing on promotion, pay and assignment' },
  'A2.6': { 'zh-CN': '处理结果存档备查', en: 'Archiving of outcomes' },
  'A2.7a': { 'zh-CN': '申述', en: 'Appeal' },
  'A2.7b': { 'zh-CN': '两级复核', en: 'Review at two levels' },
  'A2.7c': { 'zh-CN': '结果及时送达本人', en: 'Delivery to the person' },
  B1: { 'zh-CN': '落实每一项合理诉求', en: 'Every reasonable request is carried out' },
  B2: { 'zh-CN': '适用范围', en: 'Scope' },
  B3a: { 'zh-CN': '会签单贯穿全过程', en: 'The countersign sheet runs through it all' },
  B3b: { 'zh-CN': '客服部监督服务质量', en: 'Customer service supervises' },
  B3c: { 'zh-CN': '定期考核，奖优惩劣', en: 'Regular assessment' },
  B4a: { 'zh-CN': '四联会签单', en: 'The sheet in four copies' },
  B4b: { 'zh-CN': '受理的事项', en: 'What a request is' },
  'B5.1a': { 'zh-CN': '接待时即时填单', en: 'The sheet is filled in at once' },
  'B5.1b': { 'zh-CN': '来访事由简明清楚', en: 'A clear reason for the visit' },
  'B5.1c': { 'zh-CN': '来访人当场签字', en: 'The visitor signs on the spot' },
  'B5.1d': { 'zh-CN': '来电来信事后补签', en: 'Calls and letters are signed afterwards' },
  'B5.2a': { 'zh-CN': '签署意见并移交', en: 'Hand-over with an opinion' },
  'B5.2b': { 'zh-CN': '接收人签收', en: 'The receiver signs' },
  'B5.2.1a': { 'zh-CN': '报修登记与派工', en: 'Repairs are registered and assigned' },
  'B5.2.1b': { 'zh-CN': '按时到场维修', en: 'On site in time' },
  'B5.2.1c': { 'zh-CN': '维修单 24 小时内交回', en: 'Returned within 24 hours' },
  'B5.2.2a': { 'zh-CN': '投诉详细记录并签字', en: 'Complaints are recorded and signed' },
  'B5.2.2b': { 'zh-CN': '投诉逐级报告并办理', en: 'Complaints go through the managers' },
  'B5.2.2c': { 'zh-CN': '投诉回避', en: 'Recusal' },
  'B5.2.2d': { 'zh-CN': '办结回访并告知结果', en: 'The outcome is told at the follow-up' },
} as const satisfies { readonly [id: string]: Title };

export type Clause = keyof typeof TITLES;

/** Their ids. */
export const CLAUSES: readonly string[] = Object.keys(TITLES);

/** What a clause is called, or undefined where the regulations have none of that id. */
export function clauseTitle(id: string): Title | undefined {
  return isClause(id) ? TITLES[id] : undefined;
}

/** Whether an id is that of a clause. */
export const isClause = (id: string): id is Clause => Object.hasOwn(TITLES, id);

/** Whether a rule is a clause of the regulations or one of these promises, by the ids of those published. */
export function isKnownRule(rule: string, promises: readonly string[]): boolean {
  return CLAUSES.includes(rule) || promises.includes(rule);
}
