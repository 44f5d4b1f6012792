/** Everything that could be asked of a sheet, or a timer could ring for, sensible or not. */

import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { Command, Complaint, Sheet } from '../../../shared/domain/model/sheet.ts';
import type { WatchCommand } from '../../../shared/domain/sheets/watch.ts';
import { COMPLAINT } from '../factories.ts';

const HOUR_MS = 3_600_000;
const NO_CLOCK = 'arrival-9-9';

/** All steps in that directory that do not depend on the sheet. */
export function commandsIn({ sections, staff }: Directory): readonly Command[] {
  const handlers = staff.map(({ id }) => id);
  return [
    { step: 'answer', answer: '是的', by: 'phone' },
    { step: 'answer', answer: '是的' },
    ...sections.map(({ id }): Command => ({ step: 'hand-over', section: id, opinion: '请处理' })),
    { step: 'accept' },
    ...handlers.map((handler): Command => ({ step: 'accept', handler })),
    ...handlers.map((handler): Command => ({ step: 'assign', handler })),
    { step: 'dispute', reason: '不归我们' },
    { step: 'reply', message: '正在处理', by: 'message' },
    { step: 'consult', person: handlers[0] ?? 'nobody', question: '怎么办' },
    { step: 'advise', text: '先关总阀' },
    { step: 'note', text: '已致电两次' },
    { step: 'decline', reason: '不属物业管理范围', by: 'phone' },
    { step: 'rate', satisfaction: 2 },
    { step: 'object', reason: '没有修好' },
    { step: 'arrive' },
    { step: 'complete', outcome: '已修好' },
    { step: 'complete', outcome: '电话指导', noVisit: true },
    { step: 'return', opinion: '属实' },
    { step: 'receive' },
    { step: 'follow-up', reached: true, resolved: true, satisfaction: 4 },
    { step: 'follow-up', reached: true, resolved: false },
    { step: 'follow-up', reached: false },
    { step: 'amend', fields: { subject: '更正事由', category: 'gas' }, reason: '写错' },
    { step: 'amend', fields: { details: '靠东头' }, reason: '补充' },
    ...againstWhom(staff, sections).map(
      (against): Command => ({
        ...{ step: 'amend', reason: '补记' },
        fields: { complaint: { ...COMPLAINT, ...(against === undefined ? {} : { against }) } },
      }),
    ),
    { step: 'urge', message: '请尽快' },
    { step: 'countersign' },
    { step: 'countersign', signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' } },
    { step: 'write-off', reason: '联系不上' },
    { step: 'withdraw', reason: '不需要了' },
    { step: 'withdraw', reason: '不需要了', record: { at: '2026-11-23T08:00:00.000Z', words: '不用来了' } },
    { step: 'archive' },
  ];
}

/** Whom a complaint could be against: nobody, some people, two sections. */
export function againstWhom(
  staff: Directory['staff'],
  sections: Directory['sections'],
): readonly Complaint['against'][] {
  const people = [...staff.slice(0, 4), ...staff.slice(-4)].map(({ id }) => ({ person: id }));
  return [undefined, ...people, ...sections.slice(0, 2).map(({ id }) => ({ section: id }))];
}

/** Exemptions of every clock that could be asked for or decided, and of some that could not. */
export function exemptionsOf(sheet: Sheet, now: string): readonly Command[] {
  const latest = sheet.clocks.slice(-4);
  return [
    ...latest.flatMap(({ id, dueAt, exemption }): readonly Command[] => {
      const later = [now, dueAt].sort()[1] ?? now;
      const until = new Date(Date.parse(later) + HOUR_MS).toISOString();
      const asks: Command = { step: 'request-exemption', clock: id, reason: '等配件', until };
      return exemption?.state === 'requested' ? [asks, ...decisions(id), ...decisions(id)] : [asks];
    }),
    ...decisions(sheet.clocks[0]?.id ?? NO_CLOCK),
    ...decisions(NO_CLOCK),
    { step: 'request-exemption', clock: NO_CLOCK, reason: '等配件', until: now },
  ];
}

const decisions = (clock: string): readonly Command[] => [
  { step: 'grant-exemption', clock, reason: '属实' },
  { step: 'refuse-exemption', clock, reason: '不属实' },
];

/** Every timer that any clock of a sheet could have, and one of a clock that it has not. */
export function timersOf(sheet: Sheet): readonly WatchCommand[] {
  const ofClocks = [...sheet.clocks.map(({ id }) => id), NO_CLOCK].flatMap(
    (clock): readonly WatchCommand[] => [
      { watch: 'warn', clock },
      { watch: 'breach', clock },
      ...[1, 2, 3, 4].map((level): WatchCommand => ({ watch: 'escalate', clock, level })),
    ],
  );
  return [...ofClocks, { watch: 'archive' }];
}
