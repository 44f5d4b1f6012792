/** In which order a step is checked, and how it ends when the ledger is full (contract sections 1 and 3). */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Command, Sheet } from '../../../shared/domain/model/sheet.ts';
import { decide, MOST_ENTRIES } from '../../../shared/domain/sheets/decide.ts';
import { actor, DIRECTORY, did, opened, person, until } from '../../support/factories.ts';
import { at, by, given, ifMatch, minute, refused, sheetAfter } from '../../support/given-when-then.ts';

describe('the order of checks', () => {
  const badHandler: Command = { step: 'assign', handler: 'nobody' };
  const assign: Command = { step: 'assign', handler: 'worker-zheng' };
  const stale = ifMatch(1);

  it('is not-found, forbidden, version-conflict, validation-failed, step-not-allowed', () => {
    const done = until('completed');
    const bad = refused('validation-failed', 'not-staff-of-section', { pointer: '/handler' });
    given(...done)
      .when(badHandler, by('guard-chu'), stale)
      .then(refused('not-found', 'not-visible'));
    given(...done)
      .when(badHandler, by('worker-wu'), stale)
      .then(refused('forbidden', 'not-your-step'));
    given(...done)
      .when(badHandler, by('engineering-manager-wang'), stale)
      .then(refused('version-conflict', 'version-moved-on'));
    given(...done)
      .when(badHandler, by('engineering-manager-wang'), ifMatch(5))
      .then(bad);
    given(...done)
      .when(assign, by('engineering-manager-wang'), ifMatch(5))
      .then(refused('step-not-allowed', 'not-in-this-state'));
  });

  it('has the version before the hour of an urge', () => {
    const urge: Command = { step: 'urge', message: '请尽快' };
    const urged = did('resident-zhao', { step: 'urge', message: '请尽快' });
    given(opened(), urged)
      .when(urge, by('resident-zhao'), at(minute(3)), stale)
      .then(refused('version-conflict', 'version-moved-on'));
    given(opened(), urged)
      .when(urge, by('resident-zhao'), at(minute(3)), ifMatch(2))
      .then(refused('too-many-requests', 'urged-just-now', { retryAfter: 58 * 60 }));
  });

  it('takes any of several versions, and none as any', () => {
    const reply: Command = { step: 'reply', message: '正在处理' };
    given(...until('accepted'))
      .when(reply, by('worker-wu'), ifMatch(1, 3))
      .then({ ...reply });
    given(...until('accepted'))
      .when(reply, by('worker-wu'), ifMatch())
      .then(refused('version-conflict', 'version-moved-on'));
    given(...until('accepted'))
      .when(reply, by('worker-wu'))
      .then({ ...reply });
  });

  it('knows no files yet: each is unknown, on every step', () => {
    given(opened())
      .when({ step: 'urge', message: '请尽快', files: ['f1'] }, by('receptionist-sun'))
      .then(refused('validation-failed', 'unknown-file', { pointer: '/files/0' }));
    given(opened())
      .when({ step: 'urge', message: '请尽快', files: [] }, by('receptionist-sun'))
      .then({ step: 'urge', message: '请尽快', files: [] });
  });
});

describe('time', () => {
  it('never goes back on a sheet', () => {
    const before = sheetAfter(...until('on-site'));
    const complete: Command = { step: 'complete', outcome: '已修好' };
    const now = '2026-11-23T07:00:00.000Z';
    const events = decide(before, complete, actor('worker-wu'), DIRECTORY, { now });
    expect(events instanceof DomainError ? events.reason : events.map((event) => event.at)).toEqual([
      before.updatedAt,
    ]);
  });
});

describe('a full ledger', () => {
  const full = (sheet: Sheet, entries: number): Sheet => ({ ...sheet, entries });
  const said = (sheet: Sheet, command: Command, who: string) => {
    const result = decide(sheet, command, actor(who), DIRECTORY, { now: minute(60 * 24 * 8), asker });
    return result instanceof DomainError ? result.reason : result.map((event) => event.seq);
  };
  const asker = { ...person('resident-zhao'), email: 'resident-zhao@riverside.example' };
  const sun = 'receptionist-sun';
  const handOver: Command = { step: 'hand-over', section: 'cleaning', opinion: '请处理' };

  it('takes its thousandth entry and no more', () => {
    expect(MOST_ENTRIES).toBe(1000);
    expect(said(full(sheetAfter(opened()), 999), handOver, sun)).toEqual([1000]);
    expect(said(full(sheetAfter(opened()), 1000), handOver, sun)).toBe('ledger-full');
  });

  it('has no room left for a hand-over that signs for the return as well', () => {
    const returned = sheetAfter(...until('returned'));
    expect(said(full(returned, 998), handOver, sun)).toEqual([999, 1000]);
    expect(said(full(returned, 999), handOver, sun)).toBe('ledger-full');
    expect(said(full({ ...returned, received: true } as Sheet, 999), handOver, sun)).toEqual([1000]);
  });

  it('still takes what ends something', () => {
    const cases: readonly (readonly [Sheet, Command, string])[] = [
      [sheetAfter(opened({ kind: 'report' })), { step: 'answer', answer: '是的' }, sun],
      [sheetAfter(opened()), { step: 'withdraw', reason: '不需要了' }, 'resident-zhao'],
      [sheetAfter(...until('on-site')), { step: 'complete', outcome: '已修好' }, 'worker-wu'],
      [sheetAfter(...until('completed')), { step: 'return', opinion: '属实' }, 'worker-wu'],
      [sheetAfter(...until('followed-up')), { step: 'archive' }, sun],
    ];
    for (const [sheet, command, who] of cases) {
      expect(said(full(sheet, 1000), command, who), command.step).toEqual([1001]);
    }
    const followUp: Command = { step: 'follow-up', reached: true, resolved: true };
    expect(said(full(sheetAfter(...until('returned')), 1000), followUp, sun)).toEqual([1001, 1002]);
  });

  it('lets nothing else on', () => {
    const cases: readonly (readonly [Sheet, Command, string])[] = [
      [sheetAfter(opened()), handOver, sun],
      [sheetAfter(...until('handed-over')), { step: 'accept' }, 'worker-wu'],
      [
        sheetAfter(...until('handed-over')),
        { step: 'dispute', reason: '不归我们' },
        'engineering-manager-wang',
      ],
      [
        sheetAfter(...until('accepted')),
        { step: 'assign', handler: 'worker-zheng' },
        'engineering-manager-wang',
      ],
      [sheetAfter(...until('accepted')), { step: 'reply', message: '正在处理' }, 'worker-wu'],
      [sheetAfter(...until('accepted')), { step: 'arrive' }, 'worker-wu'],
      [
        sheetAfter(...until('accepted')),
        { step: 'amend', fields: { subject: '更正事由' }, reason: '写错' },
        sun,
      ],
      [sheetAfter(...until('returned')), { step: 'receive' }, sun],
    ];
    for (const [sheet, command, who] of cases) {
      expect(said(full(sheet, 1000), command, who), command.step).toBe('ledger-full');
    }
  });
});
