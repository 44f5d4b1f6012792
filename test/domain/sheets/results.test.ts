/** What an entry keeps of what the rules made of a step, by hand; the fold has it from there alone. */
import { describe, expect, it } from 'vitest';
import type { Command, Result } from '../../../shared/domain/model/sheet.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import {
  accept,
  assign,
  complete,
  dispute,
  giveBack,
  lives,
  passTo,
  repairUntil,
  reply,
  reportUntil,
  type Timeline,
  unreached,
  unresolved,
  withdraw,
} from '../../support/domain/timeline.ts';
import { COMPLAINT } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';
const stoppedAt = (n: number) => ({ state: 'stopped', stoppedAt: minute(n) });
const resultOf = (life: Timeline): Result | undefined => life.events.at(-1)?.result;
const signs = (life: Timeline, n: number | string, who: string, command: Command) =>
  resultOf(life.does(n, who, command));

describe('an opening says', () => {
  const opened = (...given: Parameters<typeof lives>) => lives(...given).events[0]?.result;
  const link = { last: 1, open: [{ generation: 1 }] };

  it('that it is registered, and whether a signature is owed or the login signs', () => {
    const registered = { status: 'registered', link };
    expect(opened()).toEqual(registered);
    expect(opened({ channel: 'phone' })).toEqual({ ...registered, owesSignature: true });
    expect(opened({ channel: 'letter', kind: 'report' })).toEqual({
      ...registered,
      owesSignature: true,
    });
    expect(opened({ channel: 'online', by: 'resident-zhao' })).toEqual({
      status: 'registered',
      loginSigns: true,
    });
  });

  it('that it is answered, or in whose hands it is', () => {
    expect(opened({ kind: 'enquiry', answer: '是的' })).toEqual({
      ...{ status: 'answered', disputed: null, askerInformed: true, link },
    });
    expect(opened({ channel: 'direct', by: 'worker-wu' })).toEqual({
      ...{ status: 'accepted', statusSince: minute(0), disputed: null },
      ...{ section: 'engineering', handler: 'worker-wu' },
      ...{ sections: ['engineering'], handledBy: ['worker-wu'], link },
    });
  });
});

describe('a step says', () => {
  it('whose it is, and which clocks stop', () => {
    expect(signs(lives(), 5, desk, passTo('engineering'))).toEqual({
      ...{ status: 'handed-over', statusSince: minute(5), disputed: null },
      ...{ section: 'engineering', binding: false },
      sections: ['engineering'],
      // Who owes what runs on is reckoned when it is read.
      clocks: { 'dispatch-1-1': stoppedAt(5) },
      history: {
        handOvers: {
          2: {
            ...{ seq: 2, step: 'hand-over', at: minute(5), round: 1, by: { id: desk }, state: 'open' },
            ...{ section: 'engineering', opinion: 0 },
          },
        },
      },
    });
  });

  it('who handles it, and who signed for it', () => {
    expect(signs(repairUntil('handed-over'), 10, 'worker-wu', accept('worker-wu'))).toEqual({
      ...{
        status: 'accepted',
        statusSince: minute(10),
        binding: null,
        handler: 'worker-wu',
        handledBy: ['worker-wu'],
      },
      clocks: { 'acceptance-1-1': { ...stoppedAt(10), answerable: 'engineering-manager-wang' } },
      history: {
        handOvers: { 2: { state: 'received', receiver: { id: 'worker-wu' }, receivedAt: minute(10) } },
      },
    });
    expect(signs(repairUntil('accepted'), 12, 'engineering-supervisor-feng', assign('worker-zheng'))).toEqual(
      {
        ...{ statusSince: minute(12), handler: 'worker-zheng', handledBy: ['worker-wu', 'worker-zheng'] },
        clocks: { 'arrival-1-1': stoppedAt(12) },
      },
    );
  });

  it('that a dispute gives it back', () => {
    expect(signs(repairUntil('handed-over'), 10, 'engineering-manager-wang', dispute)).toMatchObject({
      ...{ status: 'registered', statusSince: null, disputed: true },
      ...{ section: null, binding: null, disputedBy: ['engineering'] },
      clocks: { 'acceptance-1-1': stoppedAt(10) },
    });
  });

  it('when somebody came, was done and gave it back', () => {
    expect(signs(repairUntil('accepted'), 20, 'worker-wu', { step: 'arrive' })).toEqual({
      ...{
        status: 'on-site',
        statusSince: minute(20),
        clocks: { 'arrival-1-1': stoppedAt(20) },
        history: { arrivedAt: minute(20) },
      },
    });
    expect(signs(repairUntil('on-site'), 30, 'worker-wu', complete)).toEqual({
      ...{ status: 'completed', statusSince: null, history: { completedAt: minute(30) } },
    });
    expect(signs(reportUntil('completed'), 40, 'security-manager-chen', giveBack)).toMatchObject({
      ...{
        status: 'returned',
        received: false,
        clocks: { 'handling-1-1': stoppedAt(40) },
      },
      history: { returnedAt: minute(40) },
    });
  });

  it('that the asker was told, once', () => {
    const life = reportUntil('accepted');
    expect(signs(life, 12, 'guard-chu', reply)).toEqual({
      ...{ askerInformed: true, clocks: { 'answer-1-1': stoppedAt(12) } },
    });
    expect(signs(life, 13, 'guard-chu', reply)).toEqual({});
  });

  it('which try of a follow-up it is, and that the third ends it', () => {
    const life = repairUntil('returned').does(45, 'receptionist-zhou', { step: 'receive' });
    const [nine, eleven] = ['2026-11-24T01:00:00.000Z', '2026-11-24T03:00:00.000Z'];
    expect(signs(life, 50, desk, unreached)).toEqual({
      followUp: { attempts: 1, round: 1, tries: [minute(50)] },
    });
    expect(signs(life, nine, desk, unreached)).toEqual({
      followUp: { attempts: 2, tries: [minute(50), nine] },
    });
    expect(signs(life, eleven, desk, unreached)).toEqual({
      ...{ status: 'followed-up', received: null },
      followUp: { attempts: 3, outcome: 'unreachable', tries: [minute(50), nine, eleven] },
      clocks: { 'follow-up-1-1': { state: 'stopped', stoppedAt: eleven } },
      history: {
        followUps: {
          10: {
            ...{ seq: 10, at: eleven, round: 1, outcome: 'unreachable' },
            ...{ section: 'engineering', handler: 'worker-wu' },
          },
        },
      },
    });
  });

  it('that it is reopened, with whom and in which round', () => {
    const life = repairUntil('returned').does(45, desk, { step: 'receive' });
    expect(signs(life, 50, desk, unresolved)).toMatchObject({
      ...{ status: 'handed-over', round: 2, binding: false, handler: null, received: null },
      followUp: { attempts: 1, round: 1, outcome: 'unresolved' },
      history: { arrivedAt: null, completedAt: null, returnedAt: null },
    });
  });

  it('how urgent an amended repair is', () => {
    const amend = (fields: object): Command => ({ step: 'amend', fields, reason: '听错了' });
    expect(signs(lives(), 2, desk, amend({ category: 'gas' }))).toEqual({ urgency: 'urgent' });
    expect(signs(lives(), 2, desk, amend({ simple: true }))).toEqual({ urgency: 'simple' });
    expect(signs(lives(), 2, desk, amend({ subject: '楼梯灯不亮' }))).toEqual({});
  });

  it('what an exemption makes of its clock, and nothing of its reason', () => {
    const life = repairUntil('on-site');
    const until = minute(3000);
    const ask: Command = { step: 'request-exemption', clock: 'return-1-1', reason: '等配件', until };
    expect(signs(life, 25, 'engineering-manager-wang', ask)).toEqual({
      clocks: { 'return-1-1': { exemption: { state: 'requested', inTime: true } } },
    });
    const grant: Command = { step: 'grant-exemption', clock: 'return-1-1', reason: '属实' };
    expect(signs(life, 26, 'cs-manager-li', grant)).toEqual({
      clocks: {
        'return-1-1': { exemption: { state: 'granted' }, dueAt: until, originalDueAt: minute(1440) },
      },
    });
    expect(life.clock('return-1-1').exemption).toEqual({
      ...{
        state: 'granted',
        by: 'engineering-manager-wang',
        at: minute(25),
        until,
        reason: '等配件',
        inTime: true,
      },
    });
  });

  it('whether a signature is owed by it', () => {
    const life = lives({ kind: 'complaint', complaint: COMPLAINT, channel: 'phone' });
    expect(signs(life, 5, 'resident-zhao', { step: 'countersign' })).toEqual({
      ...{ owesSignature: false, clocks: { 'countersign-1-1': stoppedAt(5) } },
    });
    expect(signs(life, 6, 'resident-zhao', withdraw)).toMatchObject({ status: 'withdrawn', disputed: null });
  });

  it('when it was urged, and nothing where it changes nothing but by its words', () => {
    const note = { step: 'note', text: '已致电两次' } as const;
    expect(signs(lives(), 1, 'receptionist-zhou', note)).toEqual({});
    expect(signs(lives(), 1, 'receptionist-zhou', { step: 'urge', message: '请尽快' })).toEqual({
      urged: { 'receptionist-zhou': minute(1) },
    });
    expect(signs(lives(), 1, 'resident-zhao', { step: 'urge', message: '请尽快' })).toEqual({
      urgedAt: minute(1),
    });
  });
});

describe('the fold', () => {
  const life = repairUntil('handed-over');
  const [opening, handOver] = life.events;
  if (opening === undefined || handOver?.step !== 'hand-over') throw new Error('no hand-over');

  it('copies what the entry says came of it, whatever today’s rules would make of it', () => {
    const said = {
      ...handOver,
      result: { status: 'accepted', handler: 'worker-zheng', urgency: 'urgent' },
    } as const;
    expect(evolve(evolve(undefined, opening), said)).toMatchObject({
      ...{ status: 'accepted', handler: 'worker-zheng', urgency: 'urgent', owesSignature: false },
      opinions: [{ section: 'customer-service', text: '请处理' }],
    });
  });

  it('keeps what was said where the rules made nothing of it', () => {
    const sheet = evolve(evolve(undefined, opening), { ...handOver, result: {} });
    expect(sheet).toMatchObject({ status: 'registered', version: 2, entries: 2, updatedAt: minute(5) });
    expect(sheet.opinions).toHaveLength(1);
  });
});
