/** The steps table of contract section 3 once more, by hand and as plain data, to hold the product's against. */
import type { Command, Kind, Status } from '../../../shared/domain/model/sheet.ts';

/** The parties as the column "by" names them; who that is in a case is in `scenarios.ts`. */
export type By =
  | 'first contact'
  | 'customer service'
  | 'cs lead'
  | 'cs manager'
  | 'section staff'
  | 'section lead'
  | 'section manager'
  | 'handler'
  | 'resident';

/** States as the rules tell them apart; finer than the statuses. */
export const STATES = [
  'registered',
  'registered after a dispute',
  'handed-over',
  'handed-over, binding',
  'accepted',
  'on-site',
  'completed',
  'returned',
  'returned and received',
  'answered',
  'followed-up',
  'archived',
  'withdrawn',
] as const;
export type State = (typeof STATES)[number];

export interface Line {
  readonly command: Command;
  /** Who, by kind and state; the first that fits counts. */
  readonly by: readonly Who[];
  readonly from: readonly State[];
  readonly kinds?: readonly Kind[];
  /** The status afterwards; `same` where it stays. */
  readonly to: Status | 'same';
}
interface Who {
  readonly parties: readonly By[];
  readonly kinds?: readonly Kind[];
  readonly states?: readonly State[];
}

const anyKind = (...parties: readonly By[]): readonly Who[] => [{ parties }];
const ANSWERED_KINDS: readonly Kind[] = ['report', 'special-service', 'suggestion', 'enquiry'];
const NOT_REPAIRS: readonly Kind[] = ['complaint', ...ANSWERED_KINDS];
const NOT_COMPLAINTS: readonly Kind[] = ['repair', ...ANSWERED_KINDS];
/** Praise is answered, and that is all. */
const NOT_PRAISE: readonly Kind[] = ['repair', ...NOT_REPAIRS];
const registered: readonly State[] = ['registered', 'registered after a dispute'];
const handedOver: readonly State[] = ['handed-over', 'handed-over, binding'];
const returned: readonly State[] = ['returned', 'returned and received'];
const beforeCompleted: readonly State[] = [...registered, ...handedOver, 'accepted', 'on-site'];

const followUp = { step: 'follow-up', reached: true } as const;
const lineOfFollowUp = {
  by: anyKind('first contact', 'customer service'),
  from: [...returned, 'answered'],
} as const;

// biome-ignore format: a table reads best with one row a line
export const TABLE: readonly Line[] = [
  { command: { step: 'answer', answer: '是的', by: 'phone' }, by: anyKind('first contact', 'customer service'), from: registered, kinds: [...ANSWERED_KINDS, 'praise'], to: 'answered' },
  {
    command: { step: 'hand-over', section: 'cleaning', opinion: '请处理' },
    by: [
      { parties: ['cs manager'], states: ['registered after a dispute'] },
      { parties: ['cs lead'], kinds: ['complaint'] },
      { parties: ['customer service'] },
    ],
    from: [...registered, ...returned],
    kinds: NOT_PRAISE,
    to: 'handed-over',
  },
  { command: { step: 'accept' }, by: [{ parties: ['section manager'], kinds: ['complaint'] }, { parties: ['section staff'] }], from: handedOver, to: 'accepted' },
  { command: { step: 'dispute', reason: '不归我们' }, by: anyKind('section lead'), from: ['handed-over'], to: 'registered' },
  { command: { step: 'assign', handler: '(handler)' }, by: anyKind('section lead'), from: ['accepted', 'on-site'], to: 'accepted' },
  { command: { step: 'reply', message: '正在处理', by: 'phone' }, by: anyKind('first contact', 'handler', 'cs lead'), from: [...handedOver, 'accepted', 'on-site', 'completed'], to: 'same' },
  { command: { step: 'consult', person: 'hr-yang', question: '能否免费' }, by: anyKind('first contact', 'handler', 'section lead'), from: [...beforeCompleted, 'completed'], to: 'same' },
  { command: { step: 'note', text: '已致电两次' }, by: anyKind('customer service', 'section staff'), from: STATES.filter((state) => state !== 'archived'), to: 'same' },
  { command: { step: 'decline', reason: '不属物业管理范围', by: 'phone' }, by: anyKind('cs manager'), from: registered, kinds: NOT_COMPLAINTS, to: 'answered' },
  { command: { step: 'arrive' }, by: anyKind('handler'), from: ['accepted'], to: 'on-site' },
  { command: { step: 'complete', outcome: '已办妥' }, by: anyKind('handler'), from: ['on-site'], kinds: ['repair'], to: 'completed' },
  { command: { step: 'complete', outcome: '已办妥' }, by: anyKind('handler'), from: ['accepted', 'on-site'], kinds: NOT_REPAIRS, to: 'completed' },
  { command: { step: 'complete', outcome: '电话指导', noVisit: true }, by: anyKind('section manager'), from: ['accepted'], kinds: ['repair'], to: 'completed' },
  { command: { step: 'return', opinion: '属实' }, by: [{ parties: ['section lead', 'handler'], kinds: ['repair'] }, { parties: ['section lead'] }], from: ['completed'], to: 'returned' },
  { command: { step: 'receive' }, by: anyKind('customer service'), from: ['returned'], to: 'same' },
  { command: { ...followUp, resolved: true }, ...lineOfFollowUp, kinds: NOT_PRAISE, to: 'followed-up' },
  { command: { ...followUp, resolved: false }, ...lineOfFollowUp, from: returned, to: 'handed-over' },
  { command: { ...followUp, resolved: false }, ...lineOfFollowUp, from: ['answered'], kinds: NOT_PRAISE, to: 'registered' },
  { command: { ...followUp, reached: false }, ...lineOfFollowUp, kinds: NOT_PRAISE, to: 'same' },
  { command: { step: 'rate', satisfaction: 2 }, by: anyKind('resident'), from: ['followed-up'], to: 'same' },
  { command: { step: 'object', reason: '没有修好' }, by: anyKind('resident'), from: ['followed-up'], to: 'handed-over' },
  { command: { step: 'object', reason: '没有修好' }, by: anyKind('resident'), from: ['answered'], kinds: NOT_PRAISE, to: 'registered' },
  { command: { step: 'amend', fields: { subject: '更正事由' }, reason: '写错' }, by: anyKind('first contact', 'customer service'), from: beforeCompleted, to: 'same' },
  { command: { step: 'urge', message: '请尽快' }, by: anyKind('first contact', 'customer service', 'resident'), from: [...beforeCompleted, 'completed'], to: 'same' },
  { command: { step: 'withdraw', reason: '不需要了', record: { at: '2026-11-23T08:30:00.000Z', words: '不用来了' } }, by: anyKind('resident', 'customer service'), from: beforeCompleted, to: 'withdrawn' },
  { command: { step: 'archive' }, by: anyKind('customer service'), from: ['followed-up', 'withdrawn'], to: 'archived' },
  { command: { step: 'archive' }, by: anyKind('customer service'), from: ['answered'], kinds: ['praise'], to: 'archived' },
];

/** Who signs this line on such a sheet, as the contract says it. */
export function partiesOf(line: Line, kind: Kind, state: State): readonly By[] {
  const who = line.by.find(
    ({ kinds, states }) => (kinds?.includes(kind) ?? true) && (states?.includes(state) ?? true),
  );
  return who?.parties ?? [];
}
