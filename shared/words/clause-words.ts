/** What each clause of the two regulations says (docs/regulations.md): on the papers of a case, and as what the office promises. */
import type { Clause } from '../domain/kernel/clauses.ts';
import { said, type Words } from './said.ts';

// biome-ignore format: a table reads best with one language a line
export const CLAUSE_WORDS: Words<Clause> = {
  'A1.1': said(
    '学校发展，我有责任；为师生员工和住户着想，服务第一。',
    'The school’s growth is my responsibility; teachers, students and residents come first; service comes first.'),
  'A1.2': said(
    '求真务实，依法办事，公道正派，不徇私情，自觉抵制不正之风。',
    'Integrity: act truthfully, lawfully and fairly, no favours; resist malpractice of one’s own accord.'),
  'A1.3': said(
    '实行岗位责任制：各负其责，讲求效率，按时完成，认真细致，不敷衍了事，不推诿扯皮。',
    'Post responsibility: everyone answers for their own post, works efficiently and finishes on time, is careful, does nothing perfunctorily, and neither stalls nor passes the buck.'),
  'A1.4': said(
    '遵守劳动纪律：上班时间不办私事，工作日中午和值班期间不饮酒，离岗请假，须经批准。',
    'Discipline: no private business on duty; no alcohol at midday on working days or while on duty; leaving the post needs leave granted.'),
  'A1.5': said(
    '着装得体，举止文明，态度和蔼，用语规范。',
    'Conduct: decent dress, courteous manner, friendly attitude, proper language.'),
  'A1.6a': said(
    '实行首接负责制：首先接待者负责到底，做到接手、解决、督促、反馈。',
    'First-contact responsibility: whoever is contacted first is responsible to the end, through all four of: receive, resolve, urge, report back.'),
  'A1.6b': said(
    '能够当场答复的，当场答复。',
    'What can be answered on the spot is answered at once.'),
  'A1.6c': said(
    '需要了解情况或请示领导的，一日内答复。',
    'What needs enquiry or instructions from above is answered within one day.'),
  'A1.7': said(
    '各科室、中心制定各自完整的服务承诺，均为本处公开服务承诺的组成部分。',
    'Every section draws up its own complete commitment plan; all plans are part of the office’s regulation.'),
  'A1.8': said(
    '自觉接受领导和师生员工的监督，听取意见和建议，有则改之、无则加勉。',
    'The office and its staff accept supervision by leaders, staff and students, and listen to their opinions and suggestions.'),
  'A2.1': said(
    '违反承诺的，先认真调查，再作出符合事实的书面结论，由责任人签字。',
    'A breach is first investigated carefully; then a written conclusion is made, true to the facts, and signed by the person responsible.'),
  'A2.2': said(
    '初次违反或情节轻微的，由科室处理：口头警告、批评教育、书面检讨、公开检讨。',
    'First or minor breach: the section decides. Sanctions: verbal warning, criticism and instruction, written self-criticism, public self-criticism.'),
  'A2.3': said(
    '情节严重、影响恶劣的，由科室调查并写出报告，报本处决定：行政处分、调离岗位。',
    'Serious breach with bad effects: the section investigates, writes a report, submits it to the office; the office decides. Sanctions: administrative sanction, transfer from the post.'),
  'A2.4': said(
    '造成经济损失的，由责任人赔偿。',
    'Economic loss is compensated by the person responsible.'),
  'A2.5': said(
    '处理结果与晋级、调资、工作安排挂钩。',
    'Outcomes bear on promotion, pay adjustment and work assignment.'),
  'A2.6': said(
    '处理结果存档备查。',
    'Every outcome is archived.'),
  'A2.7a': said(
    '对处理不服的，可按正常程序申述，并提交书面陈述或证据。',
    'An employee who disagrees may appeal by the normal procedure, and submits a statement or evidence with it.'),
  'A2.7b': said(
    '申述由科室和本处两级复核。',
    'Review has two levels: the section, then the office.'),
  'A2.7c': said(
    '复核结果及时送达申述者本人。',
    'The result of a review is delivered promptly to the appellant personally.'),
  B1: said(
    '业主（住户）的每一项合理诉求（报修、投诉、情况反映、特约服务、意见或建议）均予落实，并对落实情况进行监督。',
    'Every reasonable request of an owner or resident (repair, complaint, report, special service, opinion or suggestion) is carried out, and its carrying out is supervised.'),
  B2: said(
    '适用于公司所管理的各小区的日常接待与服务。',
    'Holds for daily reception and service in every site that the company manages.'),
  B3a: said(
    '会签单贯穿接待、派工、办理、办结、归档全过程，凭单跟踪、监督、检查和追溯。',
    'The countersign sheet runs through all of it: reception, assignment, work, completion, filing. Following the sheet gives supervision, inspection and later tracing.'),
  B3b: said(
    '会签单监督服务态度、服务意识、服务质量；客服部有权利和义务据此监督各部门各岗位。',
    'The sheet supervises the attitude, awareness and quality of service; customer service has the right and the duty to supervise every department and post by it.'),
  B3c: said(
    '物业中心凭会签单定期考核各部门及其人员，奖优惩劣。',
    'The centre assesses its departments and their staff at regular intervals by the sheets, and rewards or penalises.'),
  B4a: said(
    '业主（住户）服务登记会签单为四联单，由客服部填写并送各相关部门，各部门签署意见后交回客服部存档。',
    'The sheet is the “owner (resident) service registration countersign sheet” in four copies. Customer service fills it in and sends it to the departments concerned; each signs its opinion and returns it to customer service, which files it.'),
  B4b: said(
    '受理的事项包括投诉、情况反映、特约服务、意见和建议以及报修。',
    'Requests are: complaints, reports of a situation, special services, opinions and suggestions; and repairs (B5.2.1).'),
  'B5.1a': said(
    '接待员接到诉求时即时填写会签单，各栏填写完整、正确。',
    'The receptionist fills in the sheet at once on receiving the request; every field is complete and correct.'),
  'B5.1b': said(
    '来访事由简明清楚，特殊情况另附说明。',
    '“Reason for the visit” is clear and concise; special detail goes into an attachment.'),
  'B5.1c': said(
    '来访人当场在会签单上签字。',
    'A visitor in person signs the sheet on the spot.'),
  'B5.1d': said(
    '来电、来信须附记录，事后由本人补签。',
    'A telephone call or a letter has its record attached, and the person signs afterwards.'),
  'B5.2a': said(
    '客服部在会签单上签署意见，登记会签单交接记录本，移交责任部门。',
    'Customer service writes its opinion on the sheet, enters it in the hand-over ledger, and passes it to the department responsible.'),
  'B5.2b': said(
    '每次交接均由接收人在交接记录本上签收。',
    'At every hand-over the receiver signs the ledger.'),
  'B5.2.1a': said(
    '日常报修由客服部登记报修登记台帐并电话通知工程部派工；为方便起见，维修工也可直接受理各部门或住户的报修。',
    'Daily repair: customer service enters it in the repair register and telephones engineering, which assigns a worker. To save steps a worker may also take a repair directly from any department or resident.'),
  'B5.2.1b': said(
    '维修工接通知后到场时限：一般报修 60 分钟，简单报修 20 分钟，急修（水、暖、气）立即。',
    'On site after the worker was told: ordinary repair within 60 minutes; simple repair within 20 minutes; urgent repair (water, heating, gas) at once.'),
  'B5.2.1c': said(
    '如实填写维修单，除特殊情况外 24 小时内交回客服部，以便回访。',
    'The repair order is filled in truthfully and returned to customer service within 24 hours, special circumstances excepted, for the follow-up visit.'),
  'B5.2.2a': said(
    '投诉须详细记录时间、地点、起因、经过、当事人，由投诉人签字，附件逐件签字。',
    'A complaint is recorded in detail: time, place, cause, course of events, persons involved; the resident signs it, and signs each attachment.'),
  'B5.2.2b': said(
    '投诉均报客服部经理或主管，转相关部门经理，由其办理。',
    'Every complaint is reported to the manager or supervisor of customer service, who passes it to the manager of the department concerned; that manager handles it.'),
  'B5.2.2c': said(
    '投诉中心各部门主管及以上人员、客服部人员或公司行政人员的，由中心主任受理。',
    'Recusal: a complaint against a supervisor or anyone above in a department of the centre, against anyone in customer service, or against the company’s administrative staff goes to the director of the centre instead.'),
  'B5.2.2d': said(
    '办结后由责任人写明处理意见并签字，交回会签单；回访时由接待员告知处理结果。',
    'When handled, the person responsible writes the handling opinion, signs, and returns the sheet; at the follow-up the receptionist tells the resident the outcome.'),
};
