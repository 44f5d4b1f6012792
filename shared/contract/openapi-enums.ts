/**
 * The enumerations of the API by name, each with what its values are called in both languages. An enumeration is known by its
 * values: wherever they stand in a schema, the description refers to the one that has this name.
 */
import type { CaseStatus } from '../domain/cases/case.ts';
import type { PlanState } from '../domain/commitments/commitments.ts';
import type { FileType } from '../domain/kernel/file-types.ts';
import type { Because, Whose } from '../domain/sheets/work.ts';
import { AWARD_KIND_WORDS } from '../words/award-words.ts';
import {
  ACKNOWLEDGED_WORDS,
  AUTHORITY_WORDS,
  BEARS_ON_WORDS,
  CASE_CLOCK_WORDS,
  CASE_STATUS_WORDS,
  DELIVERY_WORDS,
  DISMISSAL_WORDS,
  GRADE_WORDS,
  REVIEW_WORDS,
  SANCTION_WORDS,
} from '../words/case-words.ts';
import {
  ASSESSMENT_GRADE_WORDS,
  COUNTS_WORDS,
  FIGURE_WORDS,
  MONTH_STATE_WORDS,
} from '../words/figure-words.ts';
import { NOTICE_WORDS } from '../words/notice-words.ts';
import {
  LANGUAGE_WORDS,
  ROBOT_FORMAT_WORDS,
  ROLE_WORDS,
  SECTION_FUNCTION_WORDS,
} from '../words/organisation-words.ts';
import { type Said, said, type Words } from '../words/said.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  CLOCK_STATE_WORDS,
  CLOCK_WORDS,
  COPY_WORDS,
  EXEMPTION_STATE_WORDS,
  FOLLOW_UP_WORDS,
  HAND_OVER_STATE_WORDS,
  HAND_OVER_STEP_WORDS,
  KIND_WORDS,
  LINK_STEP_WORDS,
  MEANS_WORDS,
  STATUS_WORDS,
  URGENCY_WORDS,
} from '../words/sheet-words.ts';
import { ALLOWED_STEP_WORDS } from './forms/allowed-steps.ts';
import { TITLES } from './messages.ts';

const WHOSE_WORDS: Words<Whose> = {
  me: said('本人', 'of oneself'),
  section: said('本部门', 'of the section that one leads'),
  site: said('本小区', 'of the site'),
};

const BECAUSE_WORDS: Words<Because> = {
  owed: said('由您负责', 'one owes it'),
  section: said('由您的部门负责', "one's section owes it"),
  unassigned: said('尚无人签收', 'nobody has accepted it'),
  asked: said('请您处理', 'one is asked'),
  'stand-in': said('您代班的同事负责', 'one stands in for who owes it'),
};

const WORK_KIND_WORDS = {
  sheet: said('会签单', 'sheet'),
  case: said('问责案', 'case'),
  proposed: said('建议立案', 'proposed case'),
  change: said('待确认的变更', 'change that waits'),
};

const FILE_TYPE_WORDS: Words<FileType> = {
  'image/jpeg': said('JPEG 图片', 'JPEG picture'),
  'image/png': said('PNG 图片', 'PNG picture'),
  'image/webp': said('WebP 图片', 'WebP picture'),
  'application/pdf': said('PDF 文件', 'PDF document'),
  'audio/mpeg': said('MP3 录音', 'MP3 recording'),
  'audio/mp4': said('MP4 录音', 'MP4 recording'),
  'audio/ogg': said('Ogg 录音', 'Ogg recording'),
  'audio/wav': said('WAV 录音', 'WAV recording'),
  'audio/webm': said('WebM 录音', 'WebM recording'),
};

const PLAN_STATE_WORDS: Words<PlanState> = {
  'in-force': said('现行', 'in force'),
  coming: said('待生效', 'coming'),
  superseded: said('已被取代', 'superseded'),
};

const DIRECTORY_ENTRY_WORDS = {
  person: said('人员', 'person'),
  site: said('小区', 'site'),
  section: said('部门', 'section'),
  duty: said('排班', 'duty shifts'),
  award: said('奖励', 'an award'),
};

/** Some values of a table by themselves. */
function some<T extends string, const S extends T>(words: Words<T>, values: readonly S[]): Words<S> {
  return Object.fromEntries(values.map((value) => [value, words[value]])) as Words<S>;
}

/** An enumeration: what it says, and the words of its values. */
interface Enumeration {
  readonly is: Said;
  readonly words: Readonly<Record<string, Said>>;
}

const enumeration = (zh: string, en: string, words: Enumeration['words']): Enumeration => ({
  is: said(zh, en),
  words,
});

/** Of a review's appeal these statuses of its case. */
const OF_APPEAL: readonly CaseStatus[] = ['appealed', 'reviewed', 'delivered'];

export const ENUMERATIONS: Readonly<Record<string, Enumeration>> = {
  Kind: enumeration('会签单类别', 'Kind of a sheet', KIND_WORDS),
  Channel: enumeration('受理方式', 'Channel by which a sheet came in', CHANNEL_WORDS),
  Category: enumeration('报修类别', 'Category of a repair', CATEGORY_WORDS),
  Urgency: enumeration('报修紧急程度', 'Urgency of a repair', URGENCY_WORDS),
  Status: enumeration('会签单状态', 'Status of a sheet', STATUS_WORDS),
  ClockName: enumeration('时限', 'Promise that a clock counts', CLOCK_WORDS),
  ClockState: enumeration('时限情况', 'State of a clock', CLOCK_STATE_WORDS),
  UnmetState: enumeration(
    '未完成的时限情况',
    'State of a clock that is not met',
    some(CLOCK_STATE_WORDS, ['running', 'breached']),
  ),
  ExemptionState: enumeration('延期申请情况', 'State of an exemption', EXEMPTION_STATE_WORDS),
  Means: enumeration('告知方式', 'How the asker was told', MEANS_WORDS),
  FollowUpOutcome: enumeration('回访结果', 'Outcome of the follow-up', FOLLOW_UP_WORDS),
  Copy: enumeration('联单', 'Copy of a sheet', COPY_WORDS),
  StepName: enumeration('可办理的步骤', 'Step of a sheet or case that one may sign', ALLOWED_STEP_WORDS),
  LinkStepName: enumeration(
    '住户可办理的步骤',
    'Step that a resident may sign by their link',
    LINK_STEP_WORDS,
  ),
  Whose: enumeration('查看范围', 'Whose work is asked for', WHOSE_WORDS),
  WorkKind: enumeration('待办类别', 'What there is to do something about', WORK_KIND_WORDS),
  Because: enumeration('待办原因', 'Why something is to do', BECAUSE_WORDS),
  CaseStatus: enumeration('问责案状态', 'Status of a case', CASE_STATUS_WORDS),
  SheetOrCaseStatus: enumeration('会签单或问责案状态', 'Status of a sheet or case', {
    ...STATUS_WORDS,
    ...CASE_STATUS_WORDS,
  }),
  AppealStatus: enumeration('申述状态', 'Status of an appeal', some(CASE_STATUS_WORDS, OF_APPEAL)),
  CaseGrade: enumeration('违规等级', 'Grade of a conclusion', GRADE_WORDS),
  Sanction: enumeration('处理措施', 'Sanction', SANCTION_WORDS),
  DeliveryMeans: enumeration('送达方式', 'Means of delivery', DELIVERY_WORDS),
  ReviewOutcome: enumeration('复核结果', 'Outcome of a review', REVIEW_WORDS),
  Authority: enumeration('办案层级', 'Whose case it is', AUTHORITY_WORDS),
  DecisionLevel: enumeration(
    '决定层级',
    'Whose decision it is',
    some(AUTHORITY_WORDS, ['section', 'office']),
  ),
  CaseClockName: enumeration('问责案时限', 'Target of a case', CASE_CLOCK_WORDS),
  CaseClockState: enumeration(
    '问责案时限情况',
    'State of a target of a case',
    some(CLOCK_STATE_WORDS, ['running', 'stopped', 'breached', 'late']),
  ),
  Acknowledged: enumeration('知悉方式', 'How a conclusion was acknowledged', ACKNOWLEDGED_WORDS),
  DismissalReason: enumeration('撤销原因', 'Why a case was dismissed', DISMISSAL_WORDS),
  BearsOn: enumeration('影响事项', 'What a final case bears on', BEARS_ON_WORDS),
  CaseDocument: enumeration('问责文书', 'Document of a case', {
    conclusion: said('书面结论', 'conclusion'),
    decision: said('处理决定', 'decision'),
    'review-1': said('部门复核', "the section's review"),
    'review-2': said('办公室复核', "the office's review"),
    delivery: said('送达回证', 'proof of delivery'),
  }),
  FileType: enumeration('文件类型', 'Type of a file', FILE_TYPE_WORDS),
  Language: enumeration('语言', 'Language', LANGUAGE_WORDS),
  Role: enumeration('岗位', 'Role of a person', ROLE_WORDS),
  ActorRole: enumeration('签署人岗位', 'Role of who acted', {
    ...ROLE_WORDS,
    system: said('系统', 'the system'),
  }),
  RobotFormat: enumeration('机器人格式', 'Format of a robot', ROBOT_FORMAT_WORDS),
  SectionFunction: enumeration('部门职能', 'Function of a section', SECTION_FUNCTION_WORDS),
  DirectoryEntryKind: enumeration(
    '名录记录类别',
    'What an entry of the directory is about',
    DIRECTORY_ENTRY_WORDS,
  ),
  AwardKind: enumeration('奖励类别', 'Kind of an award', AWARD_KIND_WORDS),
  ErasureOf: enumeration('清除对象', 'What is to be erased', {
    person: said('住户', 'a resident'),
    sheet: said('会签单', 'a sheet'),
  }),
  PlanState: enumeration('承诺版本状态', 'State of a published plan', PLAN_STATE_WORDS),
  NoticeKind: enumeration('通知类别', 'Kind of a notice', NOTICE_WORDS),
  HandOverStep: enumeration('交接方式', 'How a sheet was passed on', HAND_OVER_STEP_WORDS),
  HandOverState: enumeration('交接情况', 'State of a hand-over', HAND_OVER_STATE_WORDS),
  FigureName: enumeration('考核指标', 'Figure of an assessment', FIGURE_WORDS),
  Counts: enumeration('计入情况', 'How something counts in a figure', COUNTS_WORDS),
  MonthState: enumeration('考核月份状态', 'State of an assessed month', MONTH_STATE_WORDS),
  AssessmentGrade: enumeration('考核等级', 'Grade of an assessment', ASSESSMENT_GRADE_WORDS),
  ProblemCode: enumeration('问题代码', 'Code of a problem', TITLES),
};
