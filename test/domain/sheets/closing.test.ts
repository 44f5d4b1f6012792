import { describe, it } from 'vitest';
import { did, type EventBody, opened, until } from '../../support/factories.ts';
import { at, by, given, minute, refused } from '../../support/given-when-then.ts';

const resolved = {
  step: 'follow-up',
  reached: true,
  resolved: true,
  satisfaction: 5,
  attitude: 4,
  feedback: '很好',
} as const;
const unresolved = { step: 'follow-up', reached: true, resolved: false } as const;
const unreached = { step: 'follow-up', reached: false } as const;
const received: EventBody = { step: 'receive' };
const sun = 'receptionist-sun';
const REPORT = { kind: 'report' } as const;
const answered = [opened(REPORT), did(sun, { step: 'answer', answer: '是的' })];

describe('receive (B5.2b)', () => {
  it('signs for the return, once', () => {
    given(...until('returned'))
      .when({ step: 'receive' }, by('cs-manager-li'))
      .then(received)
      .leaves({ status: 'returned', received: true });
    given(...until('returned'), did(sun, received))
      .when({ step: 'receive' }, by(sun))
      .then(refused('step-not-allowed', 'already-received'));
  });

  it('is customer service’s', () => {
    for (const who of ['worker-wu', 'engineering-manager-wang', 'director-wei', 'resident-zhao']) {
      given(...until('returned'))
        .when({ step: 'receive' }, by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
  });
});

describe('follow-up (B5.2.2d)', () => {
  it('ends a resolved sheet with what the asker said, and signs for the return if nobody has', () => {
    const { satisfaction, attitude, feedback } = resolved;
    const followUp = {
      attempts: 1,
      round: 1,
      outcome: 'resolved',
      resolved: true,
      satisfaction,
      attitude,
      feedback,
    };
    given(...until('returned'))
      .when(resolved, by('receptionist-zhou'))
      .then(received, { ...resolved })
      .leaves({
        status: 'followed-up',
        followUp,
        handler: 'worker-wu',
        section: 'engineering',
        received: undefined,
      });
    given(...until('returned'), did(sun, received))
      .when(resolved, by(sun))
      .then({ ...resolved });
    given(...answered)
      .when(resolved, by(sun))
      .then({ ...resolved })
      .leaves({ status: 'followed-up', section: undefined });
  });

  it('is the first contact’s or another’s of customer service, not another section’s', () => {
    for (const who of ['receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li']) {
      given(...until('returned'))
        .when(resolved, by(who))
        .then(received, { ...resolved });
    }
    for (const who of ['engineering-manager-wang', 'director-wei', 'resident-zhao']) {
      given(...until('returned'))
        .when(resolved, by(who))
        .then(refused('forbidden', 'not-your-step'));
    }
    given(opened({}, 'cs-manager-li'), ...until('returned').slice(1))
      .when(resolved, by('cs-manager-li'))
      .then(received, { ...resolved });
  });

  it('is never the handler’s, even where they are the first contact', () => {
    const direct = opened({ channel: 'direct', section: 'engineering' }, 'worker-wu');
    const worked = [
      direct,
      did('worker-wu', { step: 'arrive' }),
      did('worker-wu', { step: 'complete', outcome: '已修好' }),
      did('worker-wu', { step: 'return', opinion: '属实' }),
    ];
    given(...worked)
      .when(resolved, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(...worked)
      .when(resolved, by(sun))
      .then(received, { ...resolved });
  });

  it('reopens an unresolved sheet for the same section, in a new round', () => {
    given(...until('returned'))
      .when(unresolved, by(sun))
      .then(received, { ...unresolved })
      .leaves({
        status: 'handed-over',
        section: 'engineering',
        handler: undefined,
        round: 2,
        binding: false,
        disputedBy: [],
        firstContact: sun,
        followUp: { attempts: 1, round: 1, outcome: 'unresolved', resolved: false },
      });
  });

  it('reopens an answered sheet as registered', () => {
    given(...answered)
      .when(unresolved, by('receptionist-zhou'))
      .then({ ...unresolved })
      .leaves({ status: 'registered', section: undefined, round: 2, disputed: false });
  });

  it('gives up at the third try that reaches nobody', () => {
    const missed = did(sun, unreached);
    const nextDay = minute(24 * 60);
    given(...until('returned'))
      .when(unreached, by(sun))
      .then(received, { ...unreached })
      .leaves({
        status: 'returned',
        received: true,
        followUp: { attempts: 1, round: 1, tries: [minute(60)] },
      });
    given(...until('returned'), did(sun, received), missed)
      .when(unreached, by(sun), at(minute(180)))
      .then({ ...unreached })
      .leaves({
        status: 'returned',
        followUp: { attempts: 2, round: 1, tries: [minute(7), minute(180)] },
      });
    given(...until('returned'), did(sun, received), missed, missed)
      .when(unreached, by(sun), at(nextDay))
      .then({ ...unreached })
      .leaves({
        status: 'followed-up',
        followUp: {
          attempts: 3,
          round: 1,
          outcome: 'unreachable',
          tries: [minute(7), minute(8), nextDay],
        },
      });
    given(...answered, missed, missed)
      .when(unreached, by(sun), at(nextDay))
      .leaves({ status: 'followed-up', section: undefined });
    given(...until('returned'), did(sun, received), missed, missed)
      .when(resolved, by(sun))
      .then({ ...resolved })
      .leaves({ status: 'followed-up' });
  });

  it('counts the tries of each round anew', () => {
    const missed = did(sun, unreached);
    const second = until('returned').slice(2);
    given(...until('returned'), missed, missed, did(sun, unresolved), ...second)
      .when(unreached, by(sun))
      .leaves({ status: 'returned', round: 2, followUp: { attempts: 1, round: 2, tries: [minute(60)] } });
  });

  it('comes neither before the return nor twice', () => {
    for (const status of [
      'registered',
      'handed-over',
      'accepted',
      'on-site',
      'completed',
      'followed-up',
      'archived',
    ] as const) {
      given(...until(status))
        .when(resolved, by(sun))
        .then(refused('step-not-allowed', 'not-in-this-state'));
    }
  });
});

describe('withdraw and archive', () => {
  const withdraw = { step: 'withdraw', reason: '不需要了' } as const;
  const record = { at: minute(30), words: '不用修了' };

  it('lets the resident or customer service withdraw before it is completed', () => {
    for (const status of ['registered', 'handed-over', 'accepted', 'on-site'] as const) {
      for (const who of ['resident-zhao', sun, 'cs-manager-li']) {
        const onWord = who === 'resident-zhao' ? withdraw : { ...withdraw, record };
        given(...until(status))
          .when(onWord, by(who))
          .then({ ...onWord })
          .leaves({ status: 'withdrawn' });
      }
    }
    for (const status of ['completed', 'returned', 'followed-up', 'archived'] as const) {
      given(...until(status))
        .when(withdraw, by('resident-zhao'))
        .then(refused('step-not-allowed', 'not-in-this-state'));
    }
    given(...answered)
      .when(withdraw, by('resident-zhao'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('accepted'))
      .when(withdraw, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(opened()).when(withdraw, by('resident-qian')).then(refused('not-found', 'not-visible'));
  });

  it('archives what is followed up or withdrawn', () => {
    const withdrawn = did('resident-zhao', { step: 'withdraw', reason: '不需要了' });
    given(...until('followed-up'))
      .when({ step: 'archive' }, by(sun), at(minute(8 * 24 * 60)))
      .then({ step: 'archive' })
      .leaves({ status: 'archived', handler: 'worker-wu' });
    given(opened(), withdrawn).when({ step: 'archive' }, by('cs-supervisor-he')).then({ step: 'archive' });
    given(...until('returned'))
      .when({ step: 'archive' }, by(sun))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('archived'))
      .when({ step: 'archive' }, by(sun))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('followed-up'))
      .when({ step: 'archive' }, by('director-wei'))
      .then(refused('forbidden', 'not-your-step'));
  });
});
