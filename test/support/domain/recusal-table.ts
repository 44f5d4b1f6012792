/** Who may sign what of a complaint, and who sees it: contract sections 2 and 3 once more, slowly and by hand. */
import type { Command, Status } from '../../../shared/domain/model/sheet.ts';
import type { ComplaintCase, State } from './recusal-cases.ts';

const SUPERVISORS = { engineering: ['engineering-supervisor-feng'] };
const MANAGERS = ['engineering-manager-wang'];
const ENGINEERS = ['worker-wu', 'worker-zheng', ...SUPERVISORS.engineering, ...MANAGERS];

/** The parts that people have in a complaint in some state; demo people, and who changed places in the case. */
interface Parts {
  readonly atDesk: readonly string[];
  /** The same or, where all of them are complained of, whoever "the director" is as well. */
  readonly customerService: readonly string[];
  readonly managers: readonly string[];
  readonly deskLeads: readonly string[];
  readonly staff: readonly string[];
  readonly leads: readonly string[];
  readonly handler: readonly string[];
}

const OF_AUTHORITY: readonly State[] = [
  'accepted by the authority',
  'completed by the authority',
  'returned by the authority',
];
const IN_NO_SECTION: readonly State[] = ['registered', 'registered after a dispute', ...OF_AUTHORITY];
const NEVER_IN_A_SECTION: readonly State[] = ['registered', ...OF_AUTHORITY];
const WITH_NO_HANDLER: readonly State[] = ['registered', 'registered after a dispute', 'handed-over'];

const roleOf = ({ directory }: ComplaintCase, id: string) =>
  directory.staff.find((person) => person.id === id);

function partsIn(each: ComplaintCase, state: State): Parts {
  const atDesk = (id: string) => roleOf(each, id)?.section === 'customer-service';
  const inSection = !IN_NO_SECTION.includes(state);
  const isLead = (id: string) => roleOf(each, id)?.role !== 'worker';
  const authority = each.authority[0] ?? 'director-wei';
  const held = (post: readonly string[]) =>
    post.some((id) => !each.accused.includes(id)) ? post : [...post, ...each.excuse.desk];
  const desk = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'].filter(atDesk);
  return {
    atDesk: desk,
    customerService: held(desk),
    staff: inSection ? ENGINEERS : [],
    leads: inSection ? held(ENGINEERS.filter(isLead)) : [],
    managers: inSection ? held(MANAGERS) : [],
    deskLeads: held(['cs-supervisor-he', 'cs-manager-li']),
    handler: WITH_NO_HANDLER.includes(state)
      ? []
      : [OF_AUTHORITY.includes(state) ? authority : 'worker-zheng'],
  };
}

/** Who sees it: the resident, customer service, the office; the section that has or had it; the authority. */
export function seersOf(each: ComplaintCase, state: State): ReadonlySet<string> {
  const { atDesk, handler } = partsIn(each, state);
  const office = each.directory.staff
    .filter(({ role, active }) => active && (role === 'director' || role === 'deputy-director'))
    .map(({ id }) => id);
  const leads = ENGINEERS.filter((id) => roleOf(each, id)?.role !== 'worker');
  const seers = new Set([
    'resident-zhao',
    'receptionist-sun',
    ...atDesk,
    ...office,
    ...each.authority,
    ...(NEVER_IN_A_SECTION.includes(state) ? [] : leads),
    ...(state === 'handed-over' ? ENGINEERS : []),
    ...handler,
  ]);
  for (const id of each.accused) seers.delete(id);
  return seers;
}

/** Who of them is shown who complains: customer service, the authority of a recused one, the resident. */
export function isShownResident(each: ComplaintCase, who: string): boolean {
  if (!each.anonymous) return true;
  const { atDesk } = partsIn(each, 'registered');
  return ['resident-zhao', ...atDesk, ...each.authority].includes(who);
}

export interface Line {
  readonly command: Command;
  readonly by: (each: ComplaintCase, parts: Parts, state: State) => readonly string[];
  readonly from: readonly State[];
  readonly to: Status | 'same' | ((each: ComplaintCase) => Status);
  /** Refused as not allowed to whoever may sign it otherwise. */
  readonly barred?: (each: ComplaintCase, state: State) => boolean;
}

const REGISTERED: readonly State[] = ['registered', 'registered after a dispute'];
const ACCEPTED: readonly State[] = ['accepted', 'on-site', 'accepted by the authority'];
const COMPLETED: readonly State[] = ['completed', 'completed by the authority'];
const RETURNED: readonly State[] = ['returned', 'returned by the authority'];
const BEFORE_COMPLETED: readonly State[] = [...REGISTERED, 'handed-over', ...ACCEPTED];

const isRecused = ({ authority }: ComplaintCase) => authority.length > 0;
/** The authority has customer service's steps where that is recused. */
const forDesk = ({ desk, authority }: ComplaintCase) => (desk ? authority : []);
/** It completes and returns what no section has. */
const inCharge = ({ authority }: ComplaintCase, state: State) =>
  IN_NO_SECTION.includes(state) ? authority : [];

function givers(each: ComplaintCase, _parts: Parts, state: State): readonly string[] {
  if (isRecused(each)) return each.authority;
  return state === 'registered after a dispute' ? ['cs-manager-li'] : ['cs-supervisor-he', 'cs-manager-li'];
}

/** First contact or another of customer service; where customer service is recused the deputy, else the authority. */
function followers(each: ComplaintCase, { customerService }: Parts, _state: State): readonly string[] {
  const instead = each.deputies.length > 0 ? each.deputies : each.authority;
  return ['receptionist-sun', ...customerService, ...(each.desk ? instead : [])];
}

const handOver = (section: string) => ({ step: 'hand-over', section, opinion: '请处理' }) as const;
const followUp = { step: 'follow-up', reached: true } as const;
const exemption = (step: 'grant-exemption' | 'refuse-exemption', clock: string) =>
  ({ step, clock, reason: '同意' }) as const;

// biome-ignore format: a table reads best with one row a line
export const LINES: readonly Line[] = [
  { command: { step: 'answer', answer: '是的', by: 'phone' }, by: (_each, { customerService }) => ['receptionist-sun', ...customerService], from: [], to: 'answered' },
  { command: handOver('cleaning'), by: givers, from: [...REGISTERED, ...RETURNED], to: 'handed-over', barred: ({ unclean }) => unclean.includes('cleaning') },
  { command: handOver('engineering'), by: givers, from: [...REGISTERED, ...RETURNED], to: 'handed-over', barred: ({ unclean }) => unclean.includes('engineering') },
  { command: handOver('customer-service'), by: givers, from: [...REGISTERED, ...RETURNED], to: 'handed-over', barred: ({ unclean }) => unclean.includes('customer-service') },
  { command: { step: 'accept' }, by: (_each, { managers }) => managers, from: ['handed-over'], to: 'accepted' },
  { command: { step: 'accept' }, by: (each) => each.authority, from: REGISTERED, to: 'accepted' },
  { command: { step: 'dispute', reason: '不归我们' }, by: (_each, { leads }) => leads, from: ['handed-over'], to: 'registered' },
  { command: { step: 'assign', handler: 'worker-zheng' }, by: (_each, { leads }) => leads, from: ['accepted', 'on-site'], to: 'accepted' },
  { command: { step: 'reply', message: '正在处理', by: 'phone' }, by: (each, { handler, deskLeads }) => ['receptionist-sun', ...handler, ...deskLeads, ...forDesk(each)], from: ['handed-over', ...ACCEPTED, ...COMPLETED], to: 'same' },
  { command: { step: 'consult', person: 'hr-yang', question: '能否公开' }, by: (_each, { handler, leads }) => ['receptionist-sun', ...handler, ...leads], from: [...BEFORE_COMPLETED, ...COMPLETED], to: 'same', barred: ({ accused }) => accused.includes('hr-yang') },
  { command: { step: 'note', text: '已致电两次' }, by: (each, { atDesk, staff }) => [...atDesk, ...staff, ...each.authority], from: [...BEFORE_COMPLETED, ...COMPLETED, ...RETURNED, 'followed-up', 'withdrawn'], to: 'same' },
  { command: { step: 'arrive' }, by: (_each, { handler }) => handler, from: ['accepted', 'accepted by the authority'], to: 'on-site' },
  { command: { step: 'complete', outcome: '已办妥' }, by: (each, { handler }, state) => [...handler, ...inCharge(each, state)], from: ACCEPTED, to: 'completed' },
  { command: { step: 'return', opinion: '属实' }, by: (each, { leads, handler }, state) => [...leads, ...(OF_AUTHORITY.includes(state) ? handler : []), ...inCharge(each, state)], from: COMPLETED, to: 'returned' },
  { command: { step: 'receive' }, by: (each, { customerService }) => [...customerService, ...forDesk(each)], from: RETURNED, to: 'same' },
  { command: { ...followUp, resolved: true }, by: followers, from: RETURNED, to: 'followed-up' },
  { command: { ...followUp, resolved: false }, by: followers, from: ['returned'], to: ({ unclean }) => (unclean.includes('engineering') ? 'registered' : 'handed-over') },
  { command: { ...followUp, resolved: false }, by: followers, from: ['returned by the authority'], to: 'registered' },
  { command: { ...followUp, reached: false }, by: followers, from: RETURNED, to: 'same' },
  { command: { step: 'amend', fields: { subject: '更正事由' }, reason: '写错' }, by: (each, { customerService }) => ['receptionist-sun', ...customerService, ...forDesk(each)], from: BEFORE_COMPLETED, to: 'same' },
  { command: { step: 'urge', message: '请尽快' }, by: (each, { customerService }) => ['receptionist-sun', 'resident-zhao', ...customerService, ...forDesk(each)], from: [...BEFORE_COMPLETED, ...COMPLETED], to: 'same' },
  { command: { step: 'withdraw', reason: '不需要了', signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' } }, by: (each, { customerService }) => ['resident-zhao', ...customerService, ...forDesk(each)], from: BEFORE_COMPLETED, to: 'withdrawn' },
  { command: { step: 'rate', satisfaction: 2 }, by: () => ['resident-zhao'], from: ['followed-up'], to: 'same' },
  { command: { step: 'object', reason: '没有办妥' }, by: () => ['resident-zhao'], from: ['followed-up'], to: ({ unclean }) => (unclean.includes('engineering') ? 'registered' : 'handed-over') },
  { command: { step: 'archive' }, by: (each, { customerService }) => [...customerService, ...forDesk(each)], from: ['followed-up', 'withdrawn'], to: 'archived' },
  { command: exemption('grant-exemption', 'asked-of-desk'), by: ({ excuse }) => excuse.desk, from: [...NEVER_IN_A_SECTION, 'registered after a dispute', 'handed-over', ...ACCEPTED, ...COMPLETED, ...RETURNED, 'followed-up', 'archived', 'withdrawn'], to: 'same' },
  { command: exemption('refuse-exemption', 'asked-of-section'), by: ({ excuse }) => excuse.else, from: [...NEVER_IN_A_SECTION, 'registered after a dispute', 'handed-over', ...ACCEPTED, ...COMPLETED, ...RETURNED, 'followed-up', 'archived', 'withdrawn'], to: 'same' },
];

/**
 * What comes of it: the status afterwards, or the code of the refusal. `part` is whose part the signer takes, `self`
 * who signs: the same, but for a stand-in; recusal, and who handled it, are checked for both.
 */
export function expected(
  each: ComplaintCase,
  state: State,
  status: Status,
  lines: readonly Line[],
  { self, part }: { readonly self: string; readonly part: string },
): string {
  if (each.accused.includes(self) || !seersOf(each, state).has(part)) return 'not-found';
  const parts = partsIn(each, state);
  const mine = lines.filter(({ by }) => by(each, parts, state).includes(part));
  const [line] = lines;
  const hasHandled = [self, part].some((one) => parts.handler.includes(one));
  const isLastResort = each.desk && each.deputies.length === 0 && each.authority.includes(part);
  const isBarred = line?.command.step === 'follow-up' && hasHandled && !isLastResort;
  if (mine.length === 0 || isBarred) return 'forbidden';
  const fitting = mine.find(({ from }) => from.includes(state));
  if (fitting === undefined || fitting.barred?.(each, state) === true) return 'step-not-allowed';
  if (typeof fitting.to === 'function') return fitting.to(each);
  return fitting.to === 'same' ? status : fitting.to;
}
