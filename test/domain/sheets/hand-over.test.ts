import { describe, it } from 'vitest';
import type { Command } from '../../../shared/domain/model/sheet.ts';
import { actor, did, directoryWhere, opened, until } from '../../support/factories.ts';
import { by, given, refused, under } from '../../support/given-when-then.ts';

const toEngineering: Command = { step: 'hand-over', section: 'engineering', opinion: '请处理' };
const toSecurity: Command = { step: 'hand-over', section: 'security', opinion: '请保安部处理' };
const dispute: Command = { step: 'dispute', reason: '不归我们' };
const passOn = did('receptionist-sun', { ...toEngineering });
const disputed = did('engineering-manager-wang', { ...dispute });
const again = did('cs-manager-li', { ...toEngineering });

describe('hand-over (B5.2a)', () => {
  it('passes a registered sheet to a section, with customer service’s opinion', () => {
    given(opened())
      .when(toEngineering, by('receptionist-zhou'))
      .then({ ...toEngineering })
      .leaves({
        status: 'handed-over',
        section: 'engineering',
        sections: ['engineering'],
        round: 1,
        binding: false,
        opinions: [
          {
            section: 'customer-service',
            text: '请处理',
            by: 'receptionist-zhou',
            at: '2026-11-23T09:00:00.000Z',
          },
        ],
      });
  });

  it('refuses a section that is not there, and one where nobody is active', () => {
    given(opened())
      .when({ ...toEngineering, section: 'gardening' }, by('receptionist-sun'))
      .then(refused('validation-failed', 'unknown-section', { pointer: '/section' }));
    const nobody = directoryWhere({
      'cleaner-shi': { active: false },
      'cleaning-manager-kong': { active: false },
    });
    given(opened())
      .when({ ...toEngineering, section: 'cleaning' }, by('receptionist-sun'), under(nobody))
      .then(refused('validation-failed', 'nobody-to-receive', { pointer: '/section' }));
  });

  it('is the manager’s or supervisor’s for a complaint (B5.2.2b)', () => {
    const complaint = opened({ kind: 'complaint' });
    given(complaint).when(toSecurity, by('receptionist-sun')).then(refused('forbidden', 'not-your-step'));
    given(complaint)
      .when(toSecurity, by('cs-supervisor-he'))
      .then({ ...toSecurity });
    given(complaint)
      .when(toSecurity, by('cs-manager-li'))
      .then({ ...toSecurity });
  });

  it('goes on to a further section in the same round, and signs for the return (B4a, B5.2b)', () => {
    given(...until('returned'))
      .when(toSecurity, by('receptionist-zhou'))
      .then({ step: 'receive' }, { ...toSecurity })
      .leaves({
        status: 'handed-over',
        section: 'security',
        sections: ['engineering', 'security'],
        round: 1,
        handler: undefined,
        received: undefined,
        handledBy: ['worker-wu'],
      });
    given(...until('returned'), did('receptionist-sun', { step: 'receive' }))
      .when(toSecurity, by('receptionist-zhou'))
      .then({ ...toSecurity });
  });

  it('is closed to the section that returned it, to residents and to the office', () => {
    for (const who of ['engineering-manager-wang', 'worker-wu', 'resident-zhao', 'director-wei']) {
      given(...until('returned'))
        .when(toSecurity, by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
  });
});

describe('dispute (A1.3)', () => {
  it('gives the responsibility back to the giver', () => {
    given(...until('handed-over'))
      .when(dispute, by('engineering-supervisor-feng'))
      .then({ ...dispute })
      .leaves({ status: 'registered', section: undefined, disputed: true, disputedBy: ['engineering'] });
  });

  it('is for the section’s lead, not its workers, and not for other sections or customer service', () => {
    for (const who of ['worker-wu', 'receptionist-sun', 'cs-manager-li', 'director-wei', 'resident-zhao']) {
      given(...until('handed-over'))
        .when(dispute, by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
    given(...until('handed-over'))
      .when(dispute, by('security-manager-chen'))
      .then(refused('not-found', 'not-visible'));
  });

  it('leaves the next hand-over to customer service’s manager', () => {
    for (const who of ['receptionist-sun', 'cs-supervisor-he']) {
      given(opened(), passOn, disputed)
        .when(toSecurity, by(who))
        .then(refused('forbidden', 'manager-hands-over'));
    }
    given(opened(), passOn, disputed)
      .when(toSecurity, by('cs-manager-li'))
      .then({ ...toSecurity })
      .leaves({ status: 'handed-over', section: 'security', binding: true });
  });

  it('leaves it to the supervisors where customer service has no active manager', () => {
    given(opened(), passOn, disputed)
      .when(toSecurity, by('cs-supervisor-he'), under(directoryWhere({ 'cs-manager-li': { active: false } })))
      .then({ ...toSecurity });
  });

  it('cannot be raised against that hand-over, by whichever section', () => {
    given(opened(), passOn, disputed, again)
      .when(dispute, by('engineering-manager-wang'))
      .then(refused('step-not-allowed', 'binding-hand-over'));
    given(opened(), passOn, disputed, did('cs-manager-li', { ...toSecurity }))
      .when(dispute, by('security-manager-chen'))
      .then(refused('step-not-allowed', 'binding-hand-over'));
  });

  const throughSecurity = [
    opened(),
    passOn,
    disputed,
    did('cs-manager-li', { ...toSecurity }),
    did('guard-chu', { step: 'accept', handler: 'guard-chu' }),
    did('guard-chu', { step: 'arrive' }),
    did('guard-chu', { step: 'complete', outcome: '已查看' }),
    did('guard-chu', { step: 'return', opinion: '属实' }),
  ];

  it('is once per section and round', () => {
    given(...throughSecurity, passOn)
      .when(dispute, by('engineering-manager-wang'))
      .then(refused('step-not-allowed', 'disputed-before'));
    given(...throughSecurity, did('receptionist-sun', { ...toEngineering, section: 'cleaning' }))
      .when(dispute, by('cleaning-manager-kong'))
      .then({ ...dispute })
      .leaves({ disputedBy: ['engineering', 'cleaning'] });
  });

  it('is open again to the section in the next round, where the old binding no longer holds', () => {
    const unresolved = did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false });
    given(...throughSecurity, unresolved)
      .when(dispute, by('security-supervisor-lu'))
      .then({ ...dispute })
      .leaves({ round: 2, disputedBy: ['security'] });
  });

  it('leaves a sheet open for an answer, an amendment and a withdrawal', () => {
    const report = opened({ kind: 'report' });
    given(report, passOn, disputed)
      .when({ step: 'answer', answer: '是的' }, by('receptionist-sun'))
      .then({ step: 'answer', answer: '是的' })
      .leaves({ status: 'answered', disputed: undefined });
    given(report, passOn, disputed)
      .when({ step: 'amend', fields: { subject: '更正事由' }, reason: '写错' }, by('receptionist-sun'))
      .then({
        step: 'amend',
        fields: { subject: '更正事由' },
        old: { subject: '楼道灯不亮' },
        reason: '写错',
      })
      .leaves({ status: 'registered', disputed: true });
  });
});

it('names the stand-in in the entry', () => {
  const standIn = { ...actor('cs-manager-li'), standInFor: 'cs-supervisor-he' };
  given(opened())
    .when(toEngineering, by(standIn))
    .then({ ...toEngineering });
});
