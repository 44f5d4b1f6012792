import { describe, it } from 'vitest';
import type { Command } from '../../../shared/domain/model/sheet.ts';
import { did, opened, PLAIN_KINDS, until } from '../../support/factories.ts';
import { at, by, given, minute, refused } from '../../support/given-when-then.ts';

const answer: Command = { step: 'answer', answer: '可以' };
const reply: Command = { step: 'reply', message: '正在处理' };
const urge: Command = { step: 'urge', message: '请尽快' };

describe('answer (A1.6b)', () => {
  it('answers what is neither repair nor complaint while it is registered', () => {
    for (const kind of PLAIN_KINDS) {
      given(opened({ kind }))
        .when(answer, by('cs-manager-li'))
        .then({ ...answer })
        .leaves({ status: 'answered', answer: { text: '可以', by: 'cs-manager-li', at: minute(60) } });
    }
    for (const kind of ['repair', 'complaint'] as const) {
      given(opened({ kind }))
        .when(answer, by('receptionist-sun'))
        .then(refused('step-not-allowed', 'not-in-this-state'));
      given(opened({ kind })).when(answer, by('resident-zhao')).then(refused('forbidden', 'not-your-step'));
    }
    given(...until('handed-over', { kind: 'report' }))
      .when(answer, by('receptionist-sun'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
  });

  it('is the first contact’s too where that is no one of customer service', () => {
    const online = opened(
      { kind: 'enquiry', channel: 'online', firstContact: 'director-wei' },
      'resident-zhao',
    );
    given(online)
      .when(answer, by('director-wei'))
      .then({ ...answer });
    given(online).when(answer, by('deputy-director-jiang')).then(refused('forbidden', 'not-your-step'));
  });
});

describe('reply (A1.6c)', () => {
  it('tells the asker something on the way and changes nothing else', () => {
    given(...until('accepted'))
      .when(reply, by('worker-wu'))
      .then({ ...reply })
      .leaves({
        status: 'accepted',
        handler: 'worker-wu',
        replies: [{ text: '正在处理', by: 'worker-wu', at: minute(60) }],
      });
    given(...until('handed-over'))
      .when(reply, by('receptionist-sun'))
      .then({ ...reply })
      .leaves({ status: 'handed-over' });
  });

  it('is the first contact’s and the handler’s, from handed-over to completed', () => {
    given(...until('completed'))
      .when(reply, by('receptionist-zhou'))
      .then(refused('forbidden', 'not-your-step'));
    given(...until('completed'))
      .when(reply, by('engineering-manager-wang'))
      .then(refused('forbidden', 'not-your-step'));
    given(opened())
      .when(reply, by('receptionist-sun'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('returned'))
      .when(reply, by('worker-wu'))
      .then(refused('step-not-allowed', 'not-in-this-state'));
  });
});

describe('a suggestion (A1.8)', () => {
  const answered = (adopted: boolean | undefined): Command => ({
    ...{ step: 'answer', answer: '已转工程部' },
    ...(adopted === undefined ? {} : { adopted }),
  });

  it('is adopted or not as its answer says, and neither where that says nothing', () => {
    for (const adopted of [true, false, undefined]) {
      given(opened({ kind: 'suggestion' }))
        .when(answered(adopted), by('cs-manager-li'))
        .leaves({ status: 'answered', adopted });
    }
  });

  it('is so as the last word has it, when it is worked on', () => {
    given(...until('accepted', { kind: 'suggestion' }))
      .when({ step: 'complete', outcome: '已采纳', adopted: true }, by('worker-wu'))
      .leaves({ status: 'completed', adopted: true });
  });
});

describe('urge (A1.6a)', () => {
  const urged = did('resident-zhao', { step: 'urge', message: '请尽快' });

  it('keeps the resident from no other step', () => {
    given(opened(), urged)
      .when({ step: 'withdraw', reason: '不需要了' }, by('resident-zhao'), at(minute(2)))
      .leaves({ status: 'withdrawn' });
  });

  it('is open to the resident once an hour, to the second', () => {
    given(opened())
      .when(urge, by('resident-zhao'))
      .then({ ...urge })
      .leaves({ status: 'registered', urgedAt: minute(60) });
    given(opened(), urged)
      .when(urge, by('resident-zhao'), at('2026-11-23T09:00:59.999Z'))
      .then(refused('too-many-requests', 'urged-just-now', { retryAfter: 1 }));
    given(opened(), urged)
      .when(urge, by('resident-zhao'), at(minute(2)))
      .then(refused('too-many-requests', 'urged-just-now', { retryAfter: 59 * 60 }));
    given(opened(), urged)
      .when(urge, by('resident-zhao'), at(minute(61)))
      .then({ ...urge });
  });

  it('is open once an hour to staff who asked for something themselves', () => {
    const own = opened({ channel: 'staff', resident: undefined, requester: { person: 'guard-chu' } });
    given(own, did('guard-chu', { step: 'urge', message: '请尽快' }))
      .when(urge, by('guard-chu'), at(minute(2)))
      .then(refused('too-many-requests', 'urged-just-now', { retryAfter: 59 * 60 }));
  });

  it('does not bind customer service or the first contact, nor count against the resident', () => {
    given(opened(), urged)
      .when(urge, by('receptionist-zhou'), at(minute(2)))
      .then({ ...urge })
      .leaves({ urgedAt: minute(1) });
    given(opened(), did('receptionist-sun', { step: 'urge', message: '请尽快' }))
      .when(urge, by('resident-zhao'), at(minute(2)))
      .then({ ...urge });
  });

  it('is for a sheet on the way', () => {
    for (const status of ['returned', 'followed-up', 'archived'] as const) {
      given(...until(status))
        .when(urge, by('resident-zhao'))
        .then(refused('step-not-allowed', 'not-in-this-state'));
    }
    given(...until('accepted'))
      .when(urge, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(...until('returned'), urged)
      .when(urge, by('resident-zhao'), at(minute(7)))
      .then(refused('step-not-allowed', 'not-in-this-state'));
  });
});
