/** Each row of contract section 3, "Mail": who is told what of which entry. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../shared/domain/archive/replay.ts';
import { startClocks } from '../../../shared/domain/clocks/clocks.ts';
import { responsibilityAt } from '../../../shared/domain/clocks/responsibility.ts';
import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import type { Opening, Sheet, SheetEvent } from '../../../shared/domain/model/sheet.ts';
import {
  isImmediate,
  type Notice,
  noticeMinute,
  noticesOf,
  stillTold,
} from '../../../shared/domain/notices/notices.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import type { SaidStep } from '../../../shared/domain/sheets/results.ts';
import { timed } from '../../../shared/domain/sheets/timed.ts';
import { type WatchCommand, watch } from '../../../shared/domain/sheets/watch.ts';
import {
  COMPLAINT,
  DIRECTORY,
  did,
  directoryWhere,
  type Fact,
  opened,
  person,
  SECTIONS,
  until,
  ZHAO,
} from '../../support/factories.ts';
import { ledgerOf, saidOf } from '../../support/given-when-then.ts';

const DESK = ['cs-manager-li', 'cs-supervisor-he'];
const ENGINEERING = ['engineering-manager-wang', 'engineering-supervisor-feng'];
const AWAY = { active: false };
const online: Partial<Opening> = { channel: 'online' };

/** A life with the clocks that each fact starts; the last entry of it, and the sheet after it. */
function lived(
  facts: readonly Fact[],
  directory: Directory = DIRECTORY,
): { entry: SheetEvent; sheet: Sheet } {
  const [opening] = ledgerOf(facts.slice(0, 1));
  if (opening === undefined) throw new Error('nothing happened');
  const owing = responsibilityAt(directory);
  let entry: SheetEvent = { ...opening, clocks: startClocks(replay([opening]), opening, owing) };
  let sheet = replay([entry]);
  for (const said of saidOf(facts).slice(1)) {
    for (const each of timed(sheet, [said as SaidStep], directory)) {
      entry = each;
      sheet = evolve(sheet, each);
    }
  }
  return { entry, sheet };
}

/** What a timer writes at an instant, and the sheet after it. */
function rung(sheet: Sheet, command: WatchCommand, now: string, directory: Directory = DIRECTORY) {
  const entries = watch(sheet, command, directory, now);
  return { entries, sheet: entries.reduce<Sheet>(evolve, sheet) };
}

const told = (notices: readonly Notice[]) => notices.map((notice) => notice.person).sort();
const kinds = (notices: readonly Notice[]) => [...new Set(notices.map((notice) => notice.kind))];

function noticed(facts: readonly Fact[], directory: Directory = DIRECTORY, resident?: Person) {
  const { entry, sheet } = lived(facts, directory);
  return noticesOf(entry, sheet, directory, resident);
}

describe('steps', () => {
  const handOver = did('receptionist-sun', { step: 'hand-over', section: 'engineering', opinion: '请处理' });
  const dispute = did('engineering-supervisor-feng', { step: 'dispute', reason: '不属于本部门' });
  const unresolved = did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false });

  it('an opened complaint → customer service’s managers and supervisors', () => {
    const notices = noticed([opened({ kind: 'complaint' })]);
    expect(told(notices)).toEqual(DESK);
    expect(notices[0]).toEqual({
      person: 'cs-manager-li',
      kind: 'complaint',
      sheet: '01KAV0000000000000000000AA',
      number: 'KF-20261123-0001',
      site: 'riverside',
      subject: '楼道灯不亮',
      where: COMPLAINT.place,
      phone: '138****0001',
      clock: 'dispatch-1-1',
      promise: 'dispatch',
      dueAt: '2026-11-24T01:00:00.000Z',
      clause: 'B5.2.2b',
      at: '2026-11-23T08:00:00.000Z',
      seq: 1,
    });
  });

  it('tells the opening as the entry has it, though it was amended since', () => {
    const complaint = opened({ kind: 'complaint' });
    const { entry } = lived([complaint]);
    const fields = { subject: '电梯异响', complaint: { ...COMPLAINT, place: '南门' } };
    const amend = did('receptionist-sun', { step: 'amend', fields, old: {}, reason: '记错' });
    const { sheet } = lived([complaint, amend]);
    expect(sheet.subject).toBe('电梯异响');
    expect(noticesOf(entry, sheet, DIRECTORY)[0]).toMatchObject({ subject: '楼道灯不亮', where: '北门' });
  });

  it('any other opening → nobody', () => {
    expect(noticed([opened()])).toEqual([]);
    expect(noticed([opened({ kind: 'enquiry' })])).toEqual([]);
  });

  it('a hand-over → that section’s managers and supervisors, with what they have to keep next', () => {
    const notices = noticed([opened(), handOver]);
    expect(told(notices)).toEqual(ENGINEERING);
    for (const notice of notices) {
      expect(notice).toMatchObject({
        kind: 'hand-over',
        message: '请处理',
        where: ZHAO.address,
        clause: 'B5.2a',
      });
      expect(notice).toMatchObject({ promise: 'acceptance', dueAt: '2026-11-23T08:31:00.000Z', seq: 2 });
    }
  });

  it('a hand-over → the section that the entry names, though the sheet has moved on', () => {
    const { entry } = lived([opened(), handOver]);
    const { sheet } = lived([
      opened(),
      handOver,
      dispute,
      did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请办' }),
    ]);
    expect(told(noticesOf(entry, sheet, DIRECTORY))).toEqual(ENGINEERING);
  });

  it('a dispute → customer service’s managers and supervisors, and first contact', () => {
    const notices = noticed([opened(), handOver, dispute]);
    expect(told(notices)).toEqual([...DESK, 'receptionist-sun']);
    expect(notices.find(({ person: id }) => id === 'receptionist-sun')).toMatchObject({
      ...{ kind: 'disputed', promise: 'dispatch', message: '不属于本部门', clause: 'A1.6a' },
    });
    expect(notices[0]).toMatchObject({
      kind: 'dispute',
      promise: 'dispatch',
      message: '不属于本部门',
      clause: 'A1.3',
    });
  });

  it('a reopening → the section’s managers and supervisors', () => {
    const notices = noticed([...until('returned'), unresolved]);
    expect(told(notices)).toEqual(ENGINEERING);
    expect(notices[0]).toMatchObject({ kind: 'reopening', promise: 'acceptance', clock: 'acceptance-2-1' });
  });

  it('an objection → the section’s managers and supervisors, or customer service’s', () => {
    const object = did('resident-zhao', { step: 'object', reason: '没有修好' });
    const resolved = did('receptionist-sun', { step: 'follow-up', reached: true, resolved: true });
    const notices = noticed([...until('returned'), resolved, object]);
    expect(told(notices)).toEqual(ENGINEERING);
    expect(notices[0]).toMatchObject({ kind: 'reopening', message: '没有修好', promise: 'acceptance' });
    const declined = did('cs-manager-li', { step: 'decline', reason: '不属物业' });
    expect(told(noticed([opened({ kind: 'enquiry' }), declined, object]))).toEqual(DESK);
  });

  it('a reopening → the section of then, though it has disputed since', () => {
    const { entry } = lived([...until('returned'), unresolved]);
    const { sheet } = lived([...until('returned'), unresolved, dispute]);
    expect(sheet.section).toBeUndefined();
    expect(told(noticesOf(entry, sheet, DIRECTORY))).toEqual(ENGINEERING);
  });

  it('a reopening of what was answered on the spot → customer service’s', () => {
    const answered = [
      opened({ kind: 'enquiry' }),
      did('receptionist-sun', { step: 'answer', answer: '九点' }),
      unresolved,
    ];
    const notices = noticed(answered);
    expect(told(notices)).toEqual(DESK);
    expect(kinds(notices)).toEqual(['reopening']);
    const { entry } = lived(answered);
    const later = lived([...answered, handOver]).sheet;
    expect(told(noticesOf(entry, later, DIRECTORY))).toEqual(DESK);
  });

  it('a follow-up that resolved, or reached nobody → no staff', () => {
    for (const body of [{ reached: true, resolved: true }, { reached: false }]) {
      expect(
        noticed([...until('returned'), did('receptionist-sun', { step: 'follow-up', ...body })]),
      ).toEqual([]);
    }
  });

  it('accept, assign → handler', () => {
    const accepted = noticed(until('accepted'));
    expect(told(accepted)).toEqual(['worker-wu']);
    expect(accepted[0]).toMatchObject({
      kind: 'accept',
      promise: 'arrival',
      dueAt: '2026-11-23T09:02:00.000Z',
    });

    const assign = did('engineering-supervisor-feng', { step: 'assign', handler: 'worker-zheng' });
    const assigned = noticed([...until('accepted'), assign]);
    expect(told(assigned)).toEqual(['worker-zheng']);
    expect(assigned[0]).toMatchObject({ kind: 'assign', promise: 'arrival', clock: 'arrival-1-2' });
  });

  it('the handler whom the entry names, though another has it now', () => {
    const { entry } = lived(until('accepted'));
    const assign = did('engineering-supervisor-feng', { step: 'assign', handler: 'worker-zheng' });
    const { sheet } = lived([...until('accepted'), assign]);
    expect(told(noticesOf(entry, sheet, DIRECTORY))).toEqual(['worker-wu']);
  });

  const urge = did('receptionist-sun', { step: 'urge', message: '请尽快' });
  it.each([
    ['handler', [...until('accepted'), urge], {}, ['worker-wu']],
    ['the section where nobody handles it', [...until('handed-over'), urge], {}, ENGINEERING],
    [
      'the section where the handler has left',
      [...until('on-site'), urge],
      { 'worker-wu': AWAY },
      ENGINEERING,
    ],
    ['first contact where it is registered', [opened(), urge], {}, ['receptionist-sun']],
    [
      'customer service’s manager after a dispute',
      [opened(), handOver, dispute, urge],
      {},
      ['cs-manager-li'],
    ],
    [
      'its supervisor where there is no manager',
      [opened(), handOver, dispute, urge],
      { 'cs-manager-li': AWAY },
      ['cs-supervisor-he'],
    ],
    [
      'the manager where first contact has left',
      [opened(), urge],
      { 'receptionist-sun': AWAY },
      ['cs-manager-li'],
    ],
  ])('urge → %s', (_, facts, changes, expected) => {
    const notices = noticed(facts, directoryWhere(changes));
    expect(told(notices)).toEqual(expected);
    expect(notices[0]).toMatchObject({ kind: 'urge', message: '请尽快', clause: 'A1.6a' });
  });

  it.each([
    ['arrive', until('on-site')],
    ['complete', until('completed')],
    ['archive', until('archived')],
    ['receive', [...until('returned'), did('receptionist-sun', { step: 'receive' })]],
  ])('%s → nobody', (_, facts) => {
    expect(noticed(facts, DIRECTORY, person('resident-zhao'))).toEqual([]);
  });
});

describe('an urgent repair', () => {
  const ENGINEERS = [...ENGINEERING, 'worker-wu', 'worker-zheng'];
  const gas: Partial<Opening> = { category: 'gas', urgency: 'urgent' };

  it('calls the leads and workers of each section that repairs, at once', () => {
    const notices = noticed([opened(gas)]);
    expect(told(notices)).toEqual(ENGINEERS);
    expect(notices.every(isImmediate)).toBe(true);
    expect(notices[0]).toMatchObject({
      kind: 'urgent',
      promise: 'dispatch',
      dueAt: '2026-11-23T08:03:00.000Z',
    });
    expect(noticed([opened({ category: 'electricity', urgency: 'ordinary' })])).toEqual([]);
    const elsewhere = { ...DIRECTORY, sections: SECTIONS.map(({ function: _none, ...section }) => section) };
    expect(noticed([opened(gas)], elsewhere)).toEqual([]);
  });

  it('calls who is in a shift, who stands in, and nobody who is away', () => {
    const from = '2026-11-23T07:00:00.000Z';
    const to = '2026-11-23T16:00:00.000Z';
    const absent = directoryWhere({
      'engineering-manager-wang': { standIn: { person: 'security-manager-chen', from, to } },
      'engineering-supervisor-feng': { leave: { from, to } },
    });
    const duty = { engineering: [{ from, to, people: ['worker-zheng'] }] };
    expect(told(noticed([opened(gas)], { ...absent, duty }))).toEqual([
      'security-manager-chen',
      'worker-zheng',
    ]);
  });

  it('calls when it becomes urgent, and once', () => {
    const amend = (category: string) =>
      did('receptionist-sun', { step: 'amend', fields: { category }, reason: '闻到煤气' } as never);
    const door = opened({ category: 'door-window', urgency: 'ordinary' });
    expect(told(noticed([door, amend('gas')]))).toEqual(ENGINEERS);
    expect(noticed([opened(gas), amend('water')])).toEqual([]);
  });
});

describe('another appointment', () => {
  const appointment = { from: '2026-11-25T01:00:00.000Z', to: '2026-11-25T03:00:00.000Z' };
  const amend = did('receptionist-sun', { step: 'amend', fields: { appointment }, reason: '改期' } as never);

  it('→ whoever has it in hand, and whoever asked, each with the time', () => {
    const notices = noticed([...until('accepted'), amend], DIRECTORY, person('resident-zhao'));
    expect(notices.map(({ person: who, kind, appointment: when }) => [who, kind, when])).toEqual([
      ['worker-wu', 'appointed', appointment],
      ['resident-zhao', 'amended', appointment],
    ]);
    expect(told(noticed([opened(), amend]))).toEqual([]);
  });
});

describe('a question upwards (请示)', () => {
  const consult = did('receptionist-sun', { step: 'consult', person: 'hr-yang', question: '能否免费' });

  it('→ whoever is asked, and the advice → whoever asked', () => {
    const [asked, ...others] = noticed([opened(), consult]);
    expect([asked, others]).toMatchObject([{ person: 'hr-yang', kind: 'question', message: '能否免费' }, []]);
    const [advice, ...more] = noticed([opened(), consult, did('hr-yang', { step: 'advise', text: '可以' })]);
    expect([advice, more]).toMatchObject([
      { person: 'receptionist-sun', kind: 'advice', message: '可以' },
      [],
    ]);
  });

  it('→ whoever asked, where somebody advises in the place of who was asked', () => {
    const advise = did('receptionist-zhou', { step: 'advise', text: '可以' });
    const instead = { ...advise, by: { ...advise.by, standInFor: 'hr-yang' } };
    expect(told(noticed([opened(), consult, instead]))).toEqual(['receptionist-sun']);
  });
});

describe('clocks', () => {
  const WARNED_AT = '2026-11-23T08:26:00.000Z';
  const { sheet: handedOver } = lived(until('handed-over'));
  const { sheet: accepted } = lived(until('accepted'));
  const warn = { watch: 'warn', clock: 'acceptance-1-1' } as const;

  const noticesAt = (sheet: Sheet, command: WatchCommand, now: string, directory: Directory = DIRECTORY) => {
    const after = rung(sheet, command, now, directory);
    expect(after.entries.length).toBeGreaterThan(0);
    return after.entries.map((entry) => noticesOf(entry, after.sheet, directory));
  };

  it('a warning → the person who owes', () => {
    const [notices = []] = noticesAt(
      accepted,
      { watch: 'warn', clock: 'arrival-1-1' },
      '2026-11-23T08:50:00.000Z',
    );
    expect(told(notices)).toEqual(['worker-wu']);
    expect(notices[0]).toMatchObject({
      ...{ kind: 'warning', clock: 'arrival-1-1', promise: 'arrival', clause: 'B5.2.1b' },
      ...{ dueAt: '2026-11-23T09:02:00.000Z', at: '2026-11-23T08:50:00.000Z', seq: 4 },
    });
    expect(notices[0]).not.toHaveProperty('owedBy', expect.anything());
  });

  it('a warning → a section’s supervisors, or its managers where it has none', () => {
    expect(noticesAt(handedOver, warn, WARNED_AT).map(told)).toEqual([['engineering-supervisor-feng']]);
    const without = directoryWhere({ 'engineering-supervisor-feng': AWAY });
    expect(noticesAt(handedOver, warn, WARNED_AT, without).map(told)).toEqual([['engineering-manager-wang']]);
    const leave = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' };
    const away = directoryWhere({ 'engineering-supervisor-feng': { leave } });
    expect(noticesAt(handedOver, warn, WARNED_AT, away).map(told)).toEqual([['engineering-manager-wang']]);
  });

  it('a breach → the person owing; its escalation → the section’s managers, then whoever is next', () => {
    const due = '2026-11-23T09:02:00.000Z';
    const broken = rung(accepted, { watch: 'breach', clock: 'arrival-1-1' }, '2026-11-23T09:03:00.000Z');
    const [breach = [], first = []] = broken.entries.map((each) => noticesOf(each, broken.sheet, DIRECTORY));
    expect(told(breach)).toEqual(['receptionist-sun', 'worker-wu']);
    expect(breach[1]).toMatchObject({ kind: 'overdue', dueAt: due, clause: 'B5.2.1b', promise: 'arrival' });
    expect(breach[0]).toMatchObject({ kind: 'breach', dueAt: due, clause: 'B5.2.1b', promise: 'arrival' });
    expect(breach[0]).toMatchObject({ owedBy: { 'zh-CN': 'Name of worker-wu', en: 'Name of worker-wu' } });
    expect(told(first)).toEqual(['engineering-manager-wang']);
    expect(first[0]).toMatchObject({ kind: 'escalation', level: 1, dueAt: due, clause: 'B5.2.1b' });

    const raise = { watch: 'escalate', clock: 'arrival-1-1', level: 2 } as const;
    const second = rung(broken.sheet, raise, '2026-11-23T09:33:00.000Z');
    const [notices = []] = second.entries.map((each) => noticesOf(each, second.sheet, DIRECTORY));
    expect(told(notices)).toEqual(['cs-manager-li']);
    expect(notices[0]).toMatchObject({ kind: 'escalation', level: 2, promise: 'arrival' });

    const third = rung(second.sheet, { ...raise, level: 3 }, '2026-11-23T10:03:00.000Z');
    const [last = []] = third.entries.map((each) => noticesOf(each, third.sheet, DIRECTORY));
    expect(told(last)).toEqual(['director-wei']);
    // The sheet may be newer: what was raised later changes nothing of what an earlier entry says.
    expect(broken.entries.map((each) => told(noticesOf(each, third.sheet, DIRECTORY)))).toEqual([
      told(breach),
      told(first),
    ]);
  });

  it('a breach that a section owes → its supervisors', () => {
    const [breach = [], first = []] = noticesAt(
      handedOver,
      { watch: 'breach', clock: 'acceptance-1-1' },
      '2026-11-23T08:32:00.000Z',
    );
    expect(told(breach)).toEqual(['engineering-supervisor-feng', 'receptionist-sun']);
    expect(breach[0]?.owedBy).toEqual({ 'zh-CN': '工程部', en: 'Engineering' });
    expect(told(first)).toEqual(['engineering-manager-wang']);
  });

  it('a level that has nobody → nobody', () => {
    const directory = directoryWhere({
      'engineering-manager-wang': AWAY,
      'engineering-supervisor-feng': AWAY,
    });
    const notices = noticesAt(
      accepted,
      { watch: 'breach', clock: 'arrival-1-1' },
      '2026-11-23T09:03:00.000Z',
      directory,
    );
    expect(notices.map(told)).toEqual([['receptionist-sun', 'worker-wu'], [], ['cs-manager-li']]);
  });

  it('a breach that a late step writes with itself → first contact alone', () => {
    const late: SaidStep = {
      ...{ seq: 4, version: 4, at: '2026-11-23T09:30:00.000Z', step: 'arrive' },
      actor: did('worker-wu', { step: 'arrive' }).by,
    };
    const entries = timed(accepted, [late], DIRECTORY);
    const sheet = entries.reduce<Sheet>(evolve, accepted);
    expect(entries.map(({ step }) => step)).toEqual(['breach', 'arrive']);
    const notices = entries.flatMap((each) => noticesOf(each, sheet, DIRECTORY));
    expect(told(notices)).toEqual(['receptionist-sun']);
    expect(notices[0]).toMatchObject({ kind: 'overdue', owedBy: { 'zh-CN': 'Name of worker-wu' } });
  });

  it('an escalation tells the deadline that was broken, though it was put off since', () => {
    const broken = rung(accepted, { watch: 'breach', clock: 'arrival-1-1' }, '2026-11-23T09:03:00.000Z');
    const sheet = {
      ...broken.sheet,
      clocks: broken.sheet.clocks.map((clock) => ({
        ...clock,
        ...{ dueAt: '2026-11-24T09:00:00.000Z', originalDueAt: clock.dueAt },
      })),
    };
    const raised = broken.entries.flatMap((each) => noticesOf(each, sheet, DIRECTORY));
    expect(raised.map(({ dueAt }) => dueAt)).toEqual(Array(3).fill('2026-11-23T09:02:00.000Z'));
  });
});

describe('residents', () => {
  const zhao = person('resident-zhao');
  const followUp = (body: { reached: boolean; resolved?: boolean }) => [
    ...until('returned', online),
    did('receptionist-sun', { step: 'follow-up', ...body }),
  ];
  const answer = did('receptionist-sun', { step: 'answer', answer: '早上九点开门' });
  const reply = did('worker-wu', { step: 'reply', message: '已在路上' });

  it.each([
    ['answer', [opened({ ...online, kind: 'enquiry' }), answer], 'answer', '早上九点开门'],
    ['reply', [...until('accepted', online), reply], 'reply', '已在路上'],
    [
      'a refusal',
      [opened({ ...online, kind: 'enquiry' }), did('cs-manager-li', { step: 'decline', reason: '不属物业' })],
      ...(['declined', '不属物业'] as const),
    ],
    ['a follow-up that resolved', followUp({ reached: true, resolved: true }), 'resolved', undefined],
    ['a follow-up that did not', followUp({ reached: true, resolved: false }), 'reopened', undefined],
    ['a follow-up that did not reach them', followUp({ reached: false }), 'unreached', undefined],
  ])('%s → an online resident', (_, facts, kind, message) => {
    const [notice] = noticed(facts, DIRECTORY, zhao).filter((each) => each.person === zhao.id);
    expect(notice).toMatchObject({ kind });
    expect(notice?.message).toBe(message);
    expect(notice?.phone).toBeUndefined();
  });

  it('are told in full what staff read the beginning of', () => {
    const long = '长'.repeat(4000);
    const said = did('worker-wu', { step: 'reply', message: long });
    expect(noticed([...until('accepted', online), said], DIRECTORY, zhao)[0]?.message).toBe(long);
    const urge = did('receptionist-sun', { step: 'urge', message: `𠮷${long}` });
    const message = noticed([...until('accepted'), urge])[0]?.message ?? '';
    expect([...message]).toHaveLength(500);
    expect(message).toMatch(/^𠮷长+…$/u);
  });

  it('are told of what they brought in another way too; not when inactive, nor when they are another', () => {
    const toZhao = noticed([...until('accepted'), reply], DIRECTORY, zhao);
    expect(toZhao).toMatchObject([{ person: 'resident-zhao', kind: 'reply', message: '已在路上' }]);
    expect(noticed([...until('accepted', online), reply], DIRECTORY, { ...zhao, ...AWAY })).toEqual([]);
    expect(noticed([...until('accepted', online), reply], DIRECTORY, person('resident-qian'))).toEqual([]);
    expect(noticed([...until('accepted', online), reply])).toEqual([]);
  });

  const toAsker = (facts: readonly Fact[]) =>
    noticed(facts, DIRECTORY, zhao).filter((each) => each.person === zhao.id);

  it('hear at the opening who their first contact is and what is promised, soonest first', () => {
    expect(toAsker([opened()])).toMatchObject([
      {
        ...{ kind: 'opened', number: 'KF-20261123-0001', firstContact: 'Name of receptionist-sun' },
        promised: [
          { promise: 'dispatch', dueAt: '2026-11-23T08:10:00.000Z' },
          { promise: 'return', dueAt: '2026-11-24T08:00:00.000Z' },
        ],
      },
    ]);
    expect(toAsker([opened()])[0]?.promise).toBeUndefined();
  });

  it('hear when their sheet is put in another’s hands, as that other does; not where that other lives', () => {
    const qian = person('resident-qian');
    const resident = { ...ZHAO, id: qian.id, address: '9栋' };
    const swap = did('receptionist-sun', {
      ...{ step: 'amend', fields: { resident }, old: { resident: ZHAO }, reason: '登记错人' },
    });
    const { entry, sheet } = lived([opened(), swap]);
    const told = noticesOf(entry, sheet, DIRECTORY, qian, zhao);
    expect(told).toMatchObject([
      { person: qian.id, kind: 'amended', where: '9栋' },
      { person: zhao.id, kind: 'amended', where: undefined, message: '登记错人' },
    ]);
  });

  it('hear until when to sign what they told by phone', () => {
    const [notice] = toAsker([opened({ channel: 'phone' })]);
    expect(notice).toMatchObject({ promise: 'countersign', dueAt: '2026-11-30T08:00:00.000Z' });
    expect(notice?.promised?.map(({ promise }) => promise)).not.toContain('countersign');
  });

  it('hear who comes and until when, once somebody has accepted', () => {
    const [notice] = toAsker(until('accepted'));
    expect(notice).toMatchObject({ kind: 'comes', handler: 'Name of worker-wu', clause: 'B5.2b' });
    expect(notice?.promised).toEqual([{ promise: 'arrival', dueAt: '2026-11-23T09:02:00.000Z' }]);
  });

  it('hear what was amended, and that it was withdrawn', () => {
    const fields = { subject: '电梯异响', resident: { ...ZHAO, address: '2栋101' } };
    const amend = did('receptionist-sun', { step: 'amend', fields, old: {}, reason: '记错' });
    expect(toAsker([opened(), amend])).toMatchObject([
      { kind: 'amended', changed: ['subject', 'resident'], message: '记错' },
    ]);
    const withdraw = did('receptionist-sun', { step: 'withdraw', reason: '不需要了' });
    expect(noticed([...until('accepted'), withdraw], DIRECTORY, zhao)).toMatchObject([
      { person: 'resident-zhao', kind: 'withdrawn', message: '不需要了' },
    ]);
  });

  it('are staff too, where one asked for themselves', () => {
    const body = opened({ requester: { person: 'guard-chu' } }).body as Opening & { step: 'open' };
    const { resident: _resident, ...asked } = body;
    const facts = [{ by: opened().by, body: asked }, ...until('accepted').slice(1), reply];
    const long = did('worker-wu', { step: 'reply', message: '长'.repeat(4000) });
    expect(noticed(facts)).toMatchObject([{ person: 'guard-chu', kind: 'reply', message: '已在路上' }]);
    expect(noticed([...facts, long])[0]?.message).toBe('长'.repeat(4000));
  });
});

describe('first contact', () => {
  const toSun = (facts: readonly Fact[], directory: Directory = DIRECTORY) =>
    noticed(facts, directory).filter((each) => each.person === 'receptionist-sun');

  it('hears of being chosen, and not of what they opened themselves', () => {
    const asked = opened({ ...online, firstContact: 'receptionist-sun' }, 'resident-zhao');
    expect(toSun([asked])).toMatchObject([
      { kind: 'chosen', promise: 'dispatch', dueAt: '2026-11-23T08:10:00.000Z', clause: 'A1.6a' },
    ]);
    expect(toSun([opened()])).toEqual([]);
  });

  it('hears of the return, with until when to follow up, and not of their own', () => {
    expect(noticed(until('returned'))).toMatchObject([
      {
        ...{ person: 'receptionist-sun', kind: 'returned', message: '属实', clause: 'B5.2.2d' },
        promise: 'follow-up',
      },
    ]);
    const direct = until('returned', { channel: 'direct', firstContact: 'engineering-supervisor-feng' });
    expect(noticed(direct)).toEqual([]);
  });

  it('hears nothing of a complaint against themselves', () => {
    const complaint = { ...COMPLAINT, against: { person: 'receptionist-sun' } };
    const handOver = did('director-wei', { step: 'hand-over', section: 'engineering', opinion: '请处理' });
    const dispute = did('engineering-supervisor-feng', { step: 'dispute', reason: '不属于本部门' });
    const asked = opened({ kind: 'complaint', complaint }, 'receptionist-sun');
    expect(told(noticed([asked, handOver, dispute]))).toEqual(['director-wei']);
  });
});

describe('whoever is absent', () => {
  const [from, to] = ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'];
  const standIn = { person: 'worker-zheng', from, to };
  const WU_AWAY = { 'worker-wu': { standIn } };

  it('is not told, whoever stands in is, and reads for whom', () => {
    const notices = noticed(until('accepted'), directoryWhere(WU_AWAY));
    expect(notices).toMatchObject([
      {
        ...{ person: 'worker-zheng', kind: 'accept' },
        insteadOf: { id: 'worker-wu', name: 'Name of worker-wu' },
      },
    ]);
    expect(told(noticed(until('accepted')))).toEqual(['worker-wu']);
  });

  it('is told where nobody stands in, or the stand-in is away too, or complained of', () => {
    const onLeave = { leave: { from, to } };
    expect(told(noticed(until('accepted'), directoryWhere({ 'worker-wu': onLeave })))).toEqual(['worker-wu']);
    const bothAway = directoryWhere({ ...WU_AWAY, 'worker-zheng': onLeave });
    expect(told(noticed(until('accepted'), bothAway))).toEqual(['worker-wu']);
    const complaint = { ...COMPLAINT, against: { person: 'worker-zheng' } };
    const facts = until('accepted', { kind: 'complaint', complaint });
    expect(told(noticed(facts, directoryWhere(WU_AWAY)))).toEqual(['worker-wu']);
  });

  it('has whoever owes what comes next told as well, where nobody of those who are told is there', () => {
    const onLeave = (...ids: readonly string[]) =>
      directoryWhere(Object.fromEntries(ids.map((id) => [id, { leave: { from, to } }])));
    const handedOver = until('handed-over');
    expect(told(noticed(handedOver, onLeave(...ENGINEERING)))).toEqual(['director-wei', ...ENGINEERING]);
    expect(told(noticed(handedOver, onLeave('engineering-manager-wang')))).toEqual(ENGINEERING);
    const complaint = [opened({ kind: 'complaint' })];
    expect(told(noticed(complaint, onLeave(...DESK)))).toEqual([...DESK, 'director-wei']);
    const urge = [...handedOver, did('receptionist-sun', { step: 'urge', message: '请快一点' })];
    expect(told(noticed(urge, onLeave(...ENGINEERING)))).toEqual(['director-wei', ...ENGINEERING]);
    const returned = until('returned');
    expect(told(noticed(returned, onLeave('receptionist-sun')))).toEqual([
      'cs-supervisor-he',
      'receptionist-sun',
    ]);
    const left = directoryWhere({ 'receptionist-sun': AWAY });
    expect(told(noticed(returned, left))).toEqual(['cs-supervisor-he']);
    const alone = onLeave('receptionist-sun', 'cs-supervisor-he');
    expect(told(noticed(returned, alone))).toEqual(['cs-manager-li', 'receptionist-sun']);
  });

  it('keeps it from the stand-in where the complaint is against the absent', () => {
    const complaint = { ...COMPLAINT, against: { person: 'worker-wu' } };
    const facts = until('accepted', { kind: 'complaint', complaint });
    expect(noticed(facts, directoryWhere(WU_AWAY))).toEqual([]);
    const [kept] = noticed(until('accepted'), directoryWhere(WU_AWAY));
    if (kept === undefined) throw new Error('nobody was told');
    const { sheet } = lived([opened({ kind: 'complaint', complaint })]);
    expect(stillTold(kept, person('worker-zheng'), sheet, directoryWhere(WU_AWAY))).toBeUndefined();
  });

  it('has a colleague who is told anyway told once, for themselves', () => {
    const away = {
      'engineering-manager-wang': { standIn: { ...standIn, person: 'engineering-supervisor-feng' } },
    };
    const handOver = did('receptionist-sun', {
      step: 'hand-over',
      section: 'engineering',
      opinion: '请处理',
    });
    const notices = noticed([opened(), handOver], directoryWhere(away));
    expect(told(notices)).toEqual(['engineering-supervisor-feng']);
    expect(notices[0]?.insteadOf).toBeUndefined();
  });

  it('has their stand-in shown the resident of an anonymous complaint only as they would be', () => {
    const secret = opened({ kind: 'complaint', complaint: { ...COMPLAINT, anonymous: true } });
    const away = directoryWhere({ 'cs-manager-li': { standIn: { ...standIn, person: 'guard-chu' } } });
    const notices = noticed([secret], away);
    expect(notices.find(({ person: id }) => id === 'guard-chu')).toMatchObject({ phone: '138****0001' });
  });
});

it('tells somebody once who is both the asker and now staff of the section', () => {
  const wang = person('engineering-manager-wang');
  const facts = [
    ...until('returned', { ...online, resident: { ...ZHAO, id: wang.id } }),
    did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false }),
  ];
  const notices = noticed(facts, DIRECTORY, wang);
  expect(told(notices)).toEqual(ENGINEERING);
  expect(kinds(notices)).toEqual(['reopening']);
});

describe('whom a complaint is against', () => {
  const against = (whom: { person?: string; section?: string }) =>
    opened({ kind: 'complaint', complaint: { ...COMPLAINT, against: whom } });

  it('is told nothing about it, and where they lead the authority alone', () => {
    expect(told(noticed([against({ person: 'guard-chu' })]))).toEqual(DESK);
    for (const whom of [
      { person: 'cs-manager-li' },
      { person: 'receptionist-zhou' },
      { person: 'security-supervisor-lu' },
      { person: 'hr-yang' },
      { section: 'customer-service' },
      { section: 'security' },
      { person: 'overseer-han' },
    ]) {
      expect(told(noticed([against(whom)])), JSON.stringify(whom)).toEqual(['director-wei']);
    }
    for (const person of ['director-wei', 'deputy-director-jiang']) {
      expect(told(noticed([against({ person })])), person).toEqual(['overseer-han']);
    }
    const accept = did('engineering-manager-wang', { step: 'accept', handler: 'worker-wu' });
    const handOver = did('cs-manager-li', { step: 'hand-over', section: 'engineering', opinion: '请处理' });
    expect(told(noticed([against({ section: 'engineering' }), handOver]))).toEqual([]);
    expect(told(noticed([against({ section: 'engineering' }), handOver, accept]))).toEqual(['worker-wu']);
    expect(told(noticed([against({ person: 'worker-wu' }), handOver, accept]))).toEqual([]);
  });

  it('also where an amendment says so after the entry', () => {
    const { entry } = lived([opened({ kind: 'complaint' })]);
    const { sheet } = lived([against({ person: 'cs-supervisor-he' })]);
    expect(told(noticesOf(entry, sheet, DIRECTORY))).toEqual(['director-wei']);
  });

  it('has the authority told where an amendment makes it theirs, and of a dispute or an urging as its giver', () => {
    const complaint = { ...COMPLAINT, against: { person: 'cs-manager-li' } };
    const amended = (rerouted: true | undefined) =>
      did('receptionist-sun', {
        ...{ step: 'amend', fields: { complaint }, old: { complaint: COMPLAINT }, reason: '补记' },
        ...(rerouted === undefined ? {} : { rerouted }),
      });
    const opening = opened({ kind: 'complaint' });
    expect(told(noticed([opening, amended(true)]))).toEqual(['director-wei']);
    expect(told(noticed([opening, amended(undefined)]))).toEqual([]);
    const own = against({ person: 'security-manager-chen' });
    const handOver = did('director-wei', { step: 'hand-over', section: 'engineering', opinion: '请处理' });
    const dispute = did('engineering-supervisor-feng', { step: 'dispute', reason: '不属于本部门' });
    expect(told(noticed([own, handOver]))).toEqual(ENGINEERING);
    expect(told(noticed([own, handOver, dispute]))).toEqual(['director-wei', 'receptionist-sun']);
    expect(told(noticed([own, did('resident-zhao', { step: 'urge', message: '请尽快' })]))).toEqual([
      'director-wei',
    ]);
  });

  it('is not told either what was kept before and is written into a letter only now', () => {
    const [notice] = noticed([opened({ kind: 'complaint' })]);
    if (notice === undefined) throw new Error('nobody was told');
    const li = person('cs-manager-li');
    const now = (whom: { person?: string }, anonymous?: boolean) =>
      lived([
        opened({
          kind: 'complaint',
          complaint: { ...COMPLAINT, against: whom, ...(anonymous ? { anonymous } : {}) },
        }),
      ]).sheet;
    expect(stillTold(notice, li, now({ person: 'guard-chu' }), DIRECTORY)).toEqual(notice);
    expect(stillTold(notice, li, now({ person: 'cs-manager-li' }), DIRECTORY)).toBeUndefined();
    const { phone, ...without } = notice;
    expect(phone).toBeDefined();
    expect(stillTold(notice, person('engineering-manager-wang'), now({}, true), DIRECTORY)).toEqual(without);
  });
});

it('tells of an anonymous complaint without the resident, but to customer service', () => {
  const secret = opened({ kind: 'complaint', complaint: { ...COMPLAINT, anonymous: true } });
  const handOver = did('cs-manager-li', { step: 'hand-over', section: 'engineering', opinion: '请处理' });
  const notices = noticed([secret, handOver]);
  expect(told(notices)).toEqual(ENGINEERING);
  expect(JSON.stringify(notices)).not.toMatch(/赵敏|138|\*0001|栋|resident-zhao/);
  expect(noticed([secret])[0]).toMatchObject({ phone: '138****0001' });
});

it('tells active people only, nobody twice of one entry, and is plain JSON', () => {
  const ids = DIRECTORY.staff.map(({ id }) => id);
  const reply = did('worker-wu', { step: 'reply', message: '已在路上' });
  const urge = did('receptionist-sun', { step: 'urge', message: '请尽快' });
  const unresolved = did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false });
  const lives = [...until('followed-up', online).keys()].map((last) =>
    until('followed-up', online).slice(0, last + 1),
  );
  const more = [
    [...until('accepted', online), reply],
    [...until('accepted'), urge],
    [...until('returned'), unresolved],
  ];
  fc.assert(
    fc.property(fc.subarray(ids), fc.constantFrom(...lives, ...more), (left, facts) => {
      const directory = directoryWhere(Object.fromEntries(left.map((id) => [id, AWAY])));
      const notices = noticed(facts, directory, person('resident-zhao'));
      expect(new Set(told(notices)).size).toBe(notices.length);
      expect(left.filter((id) => told(notices).includes(id))).toEqual([]);
      expect(JSON.parse(JSON.stringify(notices))).toEqual(notices);
      expect(JSON.stringify(notices)).not.toContain(ZHAO.phone);
    }),
  );
});

it('tells nobody where a site has no customer service yet', () => {
  const directory = { ...DIRECTORY, sections: SECTIONS.filter(({ function: its }) => its === undefined) };
  expect(noticed([opened({ kind: 'complaint' })], directory)).toEqual([]);
});

describe('the minute of a notice', () => {
  it.each([
    ['2026-11-23T08:00:00.000Z', '2026-11-23T08:01:00.000Z'],
    ['2026-11-23T08:00:00.001Z', '2026-11-23T08:01:00.000Z'],
    ['2026-11-23T08:00:59.999Z', '2026-11-23T08:01:00.000Z'],
    ['2026-12-31T23:59:30.000Z', '2027-01-01T00:00:00.000Z'],
  ])('of %s is %s', (at, minute) => {
    expect(noticeMinute(at)).toBe(minute);
  });

  it('is whole, and comes after by a minute at most', () => {
    const years = { min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        const minute = Date.parse(noticeMinute(date.toISOString()));
        expect(minute % 60_000).toBe(0);
        expect(minute - date.getTime()).toBeGreaterThan(0);
        expect(minute - date.getTime()).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
