import { describe, it } from 'vitest';
import type { Command } from '../../../shared/domain/model/sheet.ts';
import { did, directoryWhere, opened, PLAIN_KINDS, until } from '../../support/factories.ts';
import { by, given, minute, refused, sheetAfter, under } from '../../support/given-when-then.ts';

const accept = (handler?: string): Command =>
  handler === undefined ? { step: 'accept' } : { step: 'accept', handler };
const complete: Command = { step: 'complete', outcome: '已办妥' };
const noVisit: Command = { ...complete, noVisit: true };
const giveBack: Command = { step: 'return', opinion: '属实' };
const COMPLAINT = { kind: 'complaint' } as const;

describe('accept (B5.2b)', () => {
  it('makes a worker who accepts a repair its handler', () => {
    given(...until('handed-over'))
      .when(accept(), by('worker-zheng'))
      .then({ step: 'accept', handler: 'worker-zheng' })
      .leaves({
        status: 'accepted',
        section: 'engineering',
        handler: 'worker-zheng',
        handledBy: ['worker-zheng'],
      });
    given(...until('handed-over'))
      .when(accept('worker-wu'), by('worker-zheng'))
      .then(refused('validation-failed', 'worker-handles-it', { pointer: '/handler' }));
  });

  it('needs a handler for a repair that somebody else accepts', () => {
    given(...until('handed-over'))
      .when(accept(), by('engineering-manager-wang'))
      .then(refused('validation-failed', 'required', { pointer: '/handler' }));
    given(...until('handed-over'))
      .when(accept('worker-wu'), by('engineering-supervisor-feng'))
      .then({ step: 'accept', handler: 'worker-wu' })
      .leaves({ handler: 'worker-wu' });
  });

  it('takes active staff of the section alone as handler', () => {
    const gone = directoryWhere({ 'worker-wu': { active: false } });
    for (const [handler, directory] of [
      ['guard-chu', directoryWhere({})],
      ['nobody', directoryWhere({})],
      ['resident-zhao', directoryWhere({})],
      ['worker-wu', gone],
    ] as const) {
      given(...until('handed-over'))
        .when(accept(handler), by('engineering-manager-wang'), under(directory))
        .then(refused('validation-failed', 'not-staff-of-section', { pointer: '/handler' }));
    }
  });

  it('is by who accepts for the other kinds, unless they name another', () => {
    for (const kind of PLAIN_KINDS) {
      given(...until('handed-over', { kind }))
        .when(accept(), by('engineering-supervisor-feng'))
        .then({ step: 'accept', handler: 'engineering-supervisor-feng' });
      given(...until('handed-over', { kind }))
        .when(accept('worker-wu'), by('engineering-supervisor-feng'))
        .then({ step: 'accept', handler: 'worker-wu' });
    }
  });

  it('is the manager’s for a complaint (B5.2.2b), or the supervisor’s where there is no manager', () => {
    for (const who of ['worker-wu', 'engineering-supervisor-feng']) {
      given(...until('handed-over', COMPLAINT))
        .when(accept(), by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
    given(...until('handed-over', COMPLAINT))
      .when(accept(), by('engineering-manager-wang'))
      .then({ step: 'accept', handler: 'engineering-manager-wang' });
    given(...until('handed-over', COMPLAINT))
      .when(
        accept(),
        by('engineering-supervisor-feng'),
        under(directoryWhere({ 'engineering-manager-wang': { active: false } })),
      )
      .then({ step: 'accept', handler: 'engineering-supervisor-feng' });
  });

  it('comes once', () => {
    given(...until('accepted'))
      .when(accept('worker-zheng'), by('engineering-manager-wang'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    // A colleague learns that they were too late, though the sheet is another's now.
    given(...until('accepted'))
      .when(accept(), by('worker-zheng'))
      .then(refused('step-not-allowed', 'taken-by-a-colleague'));
  });
});

describe('assign (B5.2.1a)', () => {
  const assign: Command = { step: 'assign', handler: 'worker-zheng' };

  it('gives it to another, who starts anew; the one before goes on seeing it', () => {
    for (const status of ['accepted', 'on-site'] as const) {
      const moved = given(...until(status)).when(assign, by('engineering-supervisor-feng'));
      moved.then({ ...assign }).leaves({
        status: 'accepted',
        handler: 'worker-zheng',
        section: 'engineering',
        handledBy: ['worker-wu', 'worker-zheng'],
      });
    }
  });

  it('is for the section’s lead and for its own people', () => {
    given(...until('accepted'))
      .when(assign, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(...until('accepted'))
      .when(assign, by('cs-manager-li'))
      .then(refused('forbidden', 'not-your-step'));
    given(...until('accepted'))
      .when({ ...assign, handler: 'guard-chu' }, by('engineering-manager-wang'))
      .then(refused('validation-failed', 'not-staff-of-section', { pointer: '/handler' }));
  });

  it('takes the step from who handled it', () => {
    const reassigned = did('engineering-manager-wang', { step: 'assign', handler: 'worker-zheng' });
    given(...until('accepted'), reassigned)
      .when({ step: 'arrive' }, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(...until('accepted'), reassigned)
      .when({ step: 'arrive' }, by('worker-zheng'))
      .then({ step: 'arrive' });
  });
});

describe('complete', () => {
  it('follows a visit for a repair', () => {
    given(...until('on-site'))
      .when(complete, by('worker-wu'))
      .then({ ...complete })
      .leaves({ status: 'completed', outcome: '已办妥', handler: 'worker-wu', section: 'engineering' });
    given(...until('accepted'))
      .when(complete, by('worker-wu'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('on-site'))
      .when(complete, by('engineering-manager-wang'))
      .then(refused('forbidden', 'not-your-step'));
  });

  it('comes without a visit when the section’s manager says so, for a repair that nobody has gone to', () => {
    given(...until('accepted'))
      .when(noVisit, by('engineering-manager-wang'))
      .then({ ...noVisit });
    for (const who of ['worker-wu', 'engineering-supervisor-feng', 'cs-manager-li']) {
      given(...until('accepted'))
        .when(noVisit, by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
    given(...until('on-site'))
      .when(noVisit, by('engineering-manager-wang'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('accepted', { kind: 'enquiry' }))
      .when(noVisit, by('worker-wu'))
      .then(refused('validation-failed', 'not-for-this-kind', { pointer: '/noVisit' }));
  });

  it('needs no visit for the other kinds', () => {
    for (const kind of ['complaint', ...PLAIN_KINDS] as const) {
      for (const status of ['accepted', 'on-site'] as const) {
        given(...until(status, { kind }))
          .when(complete, by('worker-wu'))
          .then({ ...complete });
      }
    }
  });
});

describe('return (B4a)', () => {
  it('carries the section’s opinion back', () => {
    given(...until('completed'))
      .when(giveBack, by('engineering-supervisor-feng'))
      .then({ ...giveBack })
      .leaves({ status: 'returned', received: false, section: 'engineering', handler: 'worker-wu' });
    const opinion = { section: 'engineering', text: '属实', by: 'engineering-manager-wang', at: minute(60) };
    const { opinions } = sheetAfter(...until('completed'));
    given(...until('completed'))
      .when(giveBack, by('engineering-manager-wang'))
      .leaves({ opinions: [...opinions, opinion] });
  });

  it('is the handler’s too for a repair (B5.2.1c), the lead’s alone otherwise (B5.2.2d)', () => {
    given(...until('completed'))
      .when(giveBack, by('worker-wu'))
      .then({ ...giveBack });
    for (const kind of ['complaint', ...PLAIN_KINDS] as const) {
      given(...until('completed', { kind }))
        .when(giveBack, by('worker-wu'))
        .then(refused('forbidden', 'not-your-step'));
    }
    given(opened(), ...until('on-site').slice(1))
      .when(giveBack, by('worker-wu'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
  });
});
