/** The resident's link by its generations (contract section 10): what makes one, and what ends it. */
import { describe, expect, it } from 'vitest';
import { LINK_FORMS } from '../../../shared/contract/sheets/link.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { asOf } from '../../../shared/domain/model/directory.ts';
import type { Command, Opening, Sheet, SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { isRated } from '../../../shared/domain/sheets/closing.ts';
import { decide, MOST_ENTRIES } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { stepsByLink } from '../../../shared/domain/sheets/link-steps.ts';
import { newLinkAs } from '../../../shared/domain/sheets/new-link.ts';
import {
  actorByLink,
  linkExpiry,
  linkOnCopy,
  openGeneration,
  opensByLink,
} from '../../../shared/domain/sheets/resident-link.ts';
import { actor, COMPLAINT, DIRECTORY, did, opened, person, until, ZHAO } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

const DAY = 24 * 60;
const open = (sheet: Sheet, now: string) =>
  [1, 2, 3].filter((generation) => opensByLink(sheet, generation, now));
const sheetOf = (more: Partial<Opening> = {}) => sheetAfter(opened(more));

/** The sheet after a link that somebody made, or why they did not. */
const linked = (sheet: Sheet, now: string, who = 'receptionist-sun'): Sheet => {
  const event = newLinkAs(sheet, [actor(who)], DIRECTORY, { now });
  if (event instanceof DomainError) throw new Error(event.reason);
  return evolve(sheet, event);
};
const refusal = (sheet: Sheet, now: string, who = 'receptionist-sun') => {
  const event = newLinkAs(sheet, [actor(who)], DIRECTORY, { now });
  return event instanceof DomainError ? [event.code, event.reason] : undefined;
};
const byLink = (sheet: Sheet, command: Command, generation: number, now: string) => {
  const who = actorByLink(sheet);
  if (who === undefined) throw new Error('nobody has a link');
  return decide(sheet, command, who, DIRECTORY, { now, generation });
};
const signed = (sheet: Sheet, command: Command, generation: number, now: string): Sheet => {
  const events = byLink(sheet, command, generation, now);
  if (events instanceof DomainError) throw new Error(events.reason);
  return events.reduce<Sheet>(evolve, sheet);
};
const amended = (sheet: Sheet, fields: Extract<Command, { step: 'amend' }>['fields'], now = minute(1)) => {
  const command: Command = { step: 'amend', fields, reason: '更正' };
  const context = { now, resident: person('resident-zhao') };
  const events = decide(sheet, command, actor('receptionist-sun'), DIRECTORY, context);
  if (events instanceof DomainError) throw new Error(events.reason);
  return events.reduce<Sheet>(evolve, sheet);
};

describe('a link is made with the intake', () => {
  it('of every channel that has a resident and no login', () => {
    for (const channel of ['walk-in', 'phone', 'letter', 'direct'] as const) {
      const by = channel === 'direct' ? 'worker-wu' : 'receptionist-sun';
      expect(open(sheetAfter(opened({ channel }, by)), minute(0))).toEqual([1]);
    }
  });

  it('and not online, nor of an anonymous complaint, nor where there is no resident', () => {
    expect(sheetAfter(opened({ channel: 'online' }, 'resident-zhao')).link).toBeUndefined();
    const anonymous = { kind: 'complaint', complaint: { ...COMPLAINT, anonymous: true } } as const;
    expect(sheetOf(anonymous).link).toBeUndefined();
    const { resident: _resident, ...asked } = opened().body as Opening & { step: 'open' };
    const own = { ...asked, channel: 'staff', requester: { person: 'worker-wu' } } as const;
    expect(sheetAfter({ ...opened(), body: own }).link).toBeUndefined();
  });
});

describe('a link ends', () => {
  it('thirty days after archiving, to the instant', () => {
    const archived = sheetAfter(...until('followed-up'), did('cs-manager-li', { step: 'archive' }));
    const expiry = linkExpiry(archived) ?? '';
    expect(Date.parse(expiry) - Date.parse(archived.updatedAt)).toBe(30 * DAY * 60_000);
    expect(open(archived, new Date(Date.parse(expiry) - 1).toISOString())).toEqual([1]);
    expect(open(archived, expiry)).toEqual([]);
    expect(refusal(archived, expiry)).toEqual(['step-not-allowed', 'link-over']);
    // A link that is made meanwhile ends with the others.
    expect(linkExpiry(linked(archived, minute(DAY)))).toBe(expiry);
    // What is written on it later, such as an exemption decided, puts nothing off.
    expect(linkExpiry({ ...archived, updatedAt: expiry })).toBe(expiry);
  });

  it('of a sheet that was archived before there were links, counted from its last change', () => {
    const { link: _link, ...old } = sheetAfter(
      ...until('followed-up'),
      did('cs-manager-li', { step: 'archive' }),
    );
    expect(open(old as Sheet, minute(60))).toEqual([]);
    const again = linked(old as Sheet, minute(60));
    expect([open(again, minute(60)), linkExpiry(again)]).toEqual([[2], linkExpiry(old as Sheet)]);
  });

  it('when the resident’s name or id is amended, and not with their phone or address', () => {
    expect(open(amended(sheetOf(), { resident: { ...ZHAO, phone: '13700000000' } }), minute(2))).toEqual([1]);
    expect(open(amended(sheetOf(), { resident: { ...ZHAO, name: '赵明' } }), minute(2))).toEqual([]);
    const { id: _id, ...nameless } = ZHAO;
    const known = sheetOf({ resident: nameless });
    expect(open(known, minute(2))).toEqual([1]);
    expect(open(amended(known, { resident: ZHAO }), minute(2))).toEqual([]);
    expect(
      openGeneration(
        linked(amended(sheetOf(), { resident: { ...ZHAO, name: '赵明' } }), minute(3)),
        minute(3),
      ),
    ).toBe(2);
  });

  it('when a complaint becomes anonymous: such a one has none', () => {
    const complaint = sheetOf({ kind: 'complaint', complaint: COMPLAINT });
    const anonymous = amended(complaint, { complaint: { ...COMPLAINT, anonymous: true } });
    expect(open(anonymous, minute(2))).toEqual([]);
    expect(refusal(anonymous, minute(2))).toEqual(['step-not-allowed', 'nobody-to-link']);
  });

  it('when its values are erased', () => {
    expect(open({ ...sheetOf(), erased: true }, minute(1))).toEqual([]);
  });
});

describe('a later link', () => {
  it('is the first contact’s and customer service’s to make', () => {
    const direct = sheetAfter(opened({ channel: 'direct' }, 'worker-wu'));
    for (const who of ['receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li', 'worker-wu']) {
      expect(open(linked(direct, minute(1), who), minute(1))).toEqual([1, 2]);
    }
    expect(refusal(direct, minute(1), 'director-wei')).toEqual(['forbidden', 'not-your-step']);
    expect(refusal(direct, minute(1), 'resident-zhao')).toEqual(['forbidden', 'not-your-step']);
    expect(refusal(direct, minute(1), 'guard-chu')).toEqual(['not-found', 'not-visible']);
  });

  it('leaves the version as it was: the sheet is the same', () => {
    const sheet = sheetOf();
    const { version, entries } = linked(sheet, minute(1));
    expect([version, entries]).toEqual([sheet.version, sheet.entries + 1]);
  });

  it('ends the one before after a day', () => {
    const sheet = linked(sheetOf(), minute(5));
    expect(open(sheet, minute(5 + DAY - 1))).toEqual([1, 2]);
    expect(open(sheet, minute(5 + DAY))).toEqual([2]);
    // A third gives the first no longer time.
    expect(open(linked(sheet, minute(10)), minute(5 + DAY))).toEqual([2, 3]);
  });

  it('ends the one before when a step is first signed by it, and not when one is signed by that', () => {
    const sheet = linked(sheetOf({ channel: 'phone' }), minute(5));
    const urge = { step: 'urge', message: '请快一点' } as const;
    expect(open(signed(sheet, urge, 1, minute(6)), minute(6))).toEqual([1, 2]);
    expect(open(signed(sheet, urge, 2, minute(6)), minute(6))).toEqual([2]);
  });

  it('is not made of a full ledger', () => {
    const full = { ...sheetOf(), entries: MOST_ENTRIES };
    expect(refusal(full, minute(1))).toEqual(['step-not-allowed', 'ledger-full']);
  });
});

describe('the resident’s copy bears', () => {
  it('the intake’s link for an hour, then a new one', () => {
    expect(linkOnCopy(sheetOf(), minute(60))).toBe('of-intake');
    expect(linkOnCopy(sheetOf(), minute(61))).toBe('new');
  });

  it('a new one where that of the intake has ended, and none where none can be', () => {
    expect(linkOnCopy(amended(sheetOf(), { resident: { ...ZHAO, name: '赵明' } }), minute(2))).toBe('new');
    const online = sheetAfter(opened({ channel: 'online' }, 'resident-zhao'));
    expect([linkOnCopy(online, minute(60)), linkOnCopy(online, minute(61))]).toEqual(['none', 'new']);
    const anonymous = { kind: 'complaint', complaint: { ...COMPLAINT, anonymous: true } } as const;
    expect(linkOnCopy(sheetOf(anonymous), minute(100))).toBe('none');
  });
});

describe('what is signed by link', () => {
  const settled = sheetAfter(...until('followed-up'));
  const rate = (satisfaction: number) => ({ step: 'rate', satisfaction }) as const;
  const last = (events: readonly SheetEvent[] | DomainError) =>
    events instanceof DomainError ? events.reason : events.at(-1);

  it('names the resident as nobody of the directory is named, and the generation', () => {
    expect(last(byLink(settled, rate(4), 1, minute(60)))).toMatchObject({
      ...{ step: 'rate', generation: 1 },
      actor: { id: 'link', name: ZHAO.name, role: 'resident' },
    });
    expect(last(byLink(settled, rate(4), 1, minute(60)))).not.toHaveProperty('via');
    expect(last(byLink(settled, rate(4), 2, minute(60)))).toMatchObject({ generation: 2, via: 'staff' });
  });

  it('counts for nothing as a rating by a link of staff’s, and keeps the resident from none', () => {
    const staffs = signed(settled, rate(5), 2, minute(60));
    expect(isRated(staffs)).toBe(false);
    expect(last(byLink(staffs, rate(5), 2, minute(61)))).toBe('rated-already');
    const login = decide(staffs, rate(1), actor('resident-zhao'), DIRECTORY, { now: minute(61) });
    if (login instanceof DomainError) throw new Error(login.reason);
    const own = login.reduce<Sheet>(evolve, staffs);
    expect([isRated(own), own.followUp?.rated?.satisfaction]).toEqual([true, 1]);
    expect(last(byLink(own, rate(5), 2, minute(62)))).toBe('rated-already');
  });

  it('is five steps, of which those are told that may be signed now', () => {
    const may = (sheet: Sheet, now = minute(1)) =>
      stepsByLink(LINK_FORMS, sheet, asOf(DIRECTORY, now), { generation: 1 });
    expect(may(sheetOf({ channel: 'phone' }))).toEqual(['countersign', 'urge', 'withdraw']);
    expect(may(sheetOf({ kind: 'complaint', complaint: COMPLAINT }))).not.toContain('withdraw');
    expect(may(settled, minute(60))).toEqual(['rate', 'object']);
    // Urging again is a matter of time, not of what may be.
    const urged = signed(sheetOf(), { step: 'urge', message: '快' }, 1, minute(1));
    expect(may(urged, minute(2))).toContain('urge');
  });
});
