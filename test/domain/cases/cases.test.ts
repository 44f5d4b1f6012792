import { describe, expect, it } from 'vitest';
import type { AnyCaseCommand } from '../../../shared/domain/cases/case.ts';
import { outstanding } from '../../../shared/domain/cases/evolve.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { FoundFiles } from '../../../shared/domain/kernel/files.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  appealed,
  CONCLUDE,
  DECIDE,
  DELIVER,
  decided,
  delivered,
  type Life,
  OFFICE_DECIDES,
  opened,
  passed as passedTo,
  RECEIVE,
  REFER,
  referred,
  review,
  reviewed,
  secondAppeal,
  signed,
  step,
  type Who,
  walk,
} from '../../support/domain/case-lives.ts';
import { actor, directoryWhere, person } from '../../support/factories.ts';
import { filesBy, hashOfFile } from '../../support/found-files.ts';

const yuan = (amount: string, currency = 'CNY') => ({ amount, currency });
const answer = (life: Life, who: Who, command: AnyCaseCommand, more: Parameters<typeof step>[3] = {}) => {
  const result = step(life, who, command, more);
  return result instanceof DomainError ? `${result.code} ${result.reason}` : 'done';
};
const feng = 'engineering-supervisor-feng';
const wang = 'engineering-manager-wang';

describe('the conclusion (A2.1)', () => {
  it('that it is unfounded dismisses the case, and the system archives it at once', () => {
    const { state, ledger } = signed(opened(), feng, { ...CONCLUDE, grade: 'unfounded' });
    expect(ledger.map(({ step: name, version, actor: { id } }) => [name, version, id])).toEqual([
      ['open', 1, 'director-wei'],
      ['conclude', 2, feng],
      ['archive', 3, 'system'],
    ]);
    expect(state).toMatchObject({ status: 'archived', dismissal: { reason: 'unfounded' } });
  });

  it('calls nothing a first breach of somebody who has a final case', () => {
    const first = { ...CONCLUDE, grade: 'first' } as const;
    expect(answer(opened(), feng, first)).toBe('done');
    expect(answer(opened(), feng, first, { hasFinal: true })).toBe('step-not-allowed not-the-first');
    expect(answer(opened(), feng, CONCLUDE, { hasFinal: true })).toBe('done');
  });

  it('is signed by the subject alone, or a refusal is recorded before a witness', () => {
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    const refusal = (witness: string) => ({ step: 'record-refusal', witness, reason: '拒签' }) as const;
    expect(answer(concluded, 'worker-wu', ACKNOWLEDGE)).toBe('done');
    expect(answer(concluded, wang, ACKNOWLEDGE)).toBe('forbidden not-your-step');
    expect(answer(concluded, feng, refusal('worker-wu'))).toBe('step-not-allowed no-such-witness');
    expect(answer(concluded, feng, refusal(feng))).toBe('step-not-allowed no-such-witness');
    expect(answer(concluded, wang, refusal('hr-yang'))).toBe('forbidden not-your-step');
    expect(answer(concluded, feng, refusal('hr-yang'), { witness: undefined })).toBe(
      'validation-failed unknown-person',
    );
    const refused = signed(concluded, feng, refusal('worker-zheng'));
    expect(refused.state).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { how: 'refused', witness: 'worker-zheng' },
    });
    expect(answer(refused, wang, DECIDE)).toBe('done');
  });

  it('is recorded as refused by another who may investigate, where whoever concluded has left', () => {
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    const refusal = { step: 'record-refusal', witness: 'hr-yang', reason: '拒签' } as const;
    const directory = directoryWhere({ [feng]: { active: false } });
    expect(answer(concluded, wang, refusal, { directory })).toBe('done');
  });
});

describe('who decides what (A2.2, A2.3)', () => {
  const acknowledged = () =>
    walk(opened(), [
      [feng, CONCLUDE],
      ['worker-wu', ACKNOWLEDGE],
    ]);

  it('a minor breach: the section, with its own sanctions', () => {
    expect(answer(acknowledged(), wang, DECIDE)).toBe('done');
    expect(answer(acknowledged(), wang, OFFICE_DECIDES)).toBe('step-not-allowed sanction-of-other-level');
    expect(answer(acknowledged(), 'director-wei', DECIDE)).toBe('forbidden not-your-step');
    expect(answer(acknowledged(), wang, REFER)).toBe('step-not-allowed case-not-in-this-state');
  });

  it('a serious one: the director, once it is referred, with the sanctions of the office', () => {
    const serious = walk(opened(), [
      [feng, { ...CONCLUDE, grade: 'serious' }],
      ['worker-wu', ACKNOWLEDGE],
    ]);
    expect(answer(serious, 'director-wei', OFFICE_DECIDES)).toBe('step-not-allowed case-not-in-this-state');
    expect(answer(serious, wang, DECIDE)).toBe('forbidden not-your-step');
    expect(answer(serious, feng, REFER)).toBe('forbidden not-your-step');
    expect(answer(referred(), 'director-wei', OFFICE_DECIDES)).toBe('done');
    expect(answer(referred(), 'director-wei', DECIDE)).toBe('step-not-allowed sanction-of-other-level');
    expect(answer(referred(), 'deputy-director-jiang', OFFICE_DECIDES)).toBe('forbidden not-your-step');
  });

  it.each([wang, 'administrator-shen', 'hr-yang', 'deputy-director-jiang', 'overseer-han'])(
    'about %s: the director, every grade, any sanction, nothing to refer',
    (about) => {
      const case_ = walk(opened(about), [
        ['director-wei', CONCLUDE],
        [about, ACKNOWLEDGE],
      ]);
      expect(case_.state.authority).toBe('office');
      const both = { ...DECIDE, sanctions: ['criticism', 'transfer'] } as const;
      expect(answer(case_, 'director-wei', REFER)).toBe('step-not-allowed case-not-in-this-state');
      expect(answer(case_, 'director-wei', both)).toBe('done');
      expect(answer(opened(about), feng, CONCLUDE)).not.toBe('done');
      const decision = signed(case_, 'director-wei', both).state;
      expect(decision).toMatchObject({ decision: { level: 'office' } });
    },
  );

  it('about the director: the overseer', () => {
    const case_ = walk(opened('director-wei', 'overseer-han'), [
      ['overseer-han', { ...CONCLUDE, grade: 'serious' }],
      ['director-wei', ACKNOWLEDGE],
    ]);
    expect(answer(case_, 'director-wei', OFFICE_DECIDES)).toBe('forbidden not-your-step');
    expect(answer(case_, 'overseer-han', OFFICE_DECIDES)).toBe('done');
  });
});

describe('compensation (A2.4)', () => {
  const withLoss = (loss?: ReturnType<typeof yuan>) =>
    walk(opened(), [
      [feng, { ...CONCLUDE, ...(loss && { loss }) }],
      ['worker-wu', ACKNOWLEDGE],
    ]);
  it.each([
    [undefined, undefined, 'done'],
    [undefined, yuan('1.00'), 'step-not-allowed no-loss'],
    [yuan('120.00'), undefined, 'step-not-allowed loss-is-compensated'],
    [yuan('120.00'), yuan('0.00'), 'step-not-allowed loss-is-compensated'],
    [yuan('120.00'), yuan('0.01'), 'done'],
    [yuan('120.00'), yuan('120'), 'done'],
    [yuan('120.00'), yuan('120.01'), 'step-not-allowed more-than-the-loss'],
    [yuan('120.00'), yuan('9.00', 'USD'), 'step-not-allowed more-than-the-loss'],
  ])('loss %j, compensation %j: %s', (loss, compensation, expected) => {
    expect(answer(withLoss(loss), wang, { ...DECIDE, ...(compensation && { compensation }) })).toBe(expected);
  });

  it('is paid to hr, in parts and never beyond; then the case is archived', () => {
    const due = walk(withLoss(yuan('120.00')), [
      [wang, { ...DECIDE, compensation: yuan('100.00') }],
      [wang, DELIVER],
    ]);
    const closed = walkTo(due, '2026-12-24T00:00:00.000Z');
    expect(closed.state.status).toBe('final');
    const pay = (amount: string, currency = 'CNY') =>
      ({ step: 'pay', payment: yuan(amount, currency) }) as const;
    expect(answer(closed, 'hr-yang', pay('100.01'))).toBe('step-not-allowed more-than-is-owed');
    expect(answer(closed, 'hr-yang', pay('1.00', 'USD'))).toBe('step-not-allowed more-than-is-owed');
    expect(answer(closed, 'director-wei', pay('1.00'))).toBe('forbidden not-your-step');
    const partly = signed(closed, 'hr-yang', pay('99.90'));
    expect(partly.state.status).toBe('final');
    expect(outstanding(partly.state)).toEqual(yuan('0.10'));
    expect(answer(partly, 'hr-yang', pay('0.11'))).toBe('step-not-allowed more-than-is-owed');
    const whole = signed(partly, 'hr-yang', pay('0.10'));
    expect(whole.state).toMatchObject({ status: 'archived', paid: yuan('100.00') });
    expect(whole.ledger.at(-1)).toMatchObject({ step: 'archive', actor: { id: 'system' } });
  });
});

describe('delivery (A2.7c)', () => {
  it('is by the decider or hr; opens the window; the subject signs for it once', () => {
    expect(answer(decided(), feng, DELIVER)).toBe('forbidden not-your-step');
    expect(answer(decided(), wang, DELIVER)).toBe('done');
    expect(answer(decided(), 'hr-yang', { step: 'deliver', means: 'electronic' })).toBe('done');
    const life = delivered();
    expect(life.state).toMatchObject({ status: 'delivered', window: { level: 1 } });
    expect(answer(life, wang, RECEIVE)).toBe('forbidden not-your-step');
    const received = signed(life, 'worker-wu', RECEIVE);
    expect(received.state.deliveries).toMatchObject([{ of: 0, receivedAt: received.state.updatedAt }]);
    expect(answer(received, 'worker-wu', RECEIVE)).toBe('step-not-allowed delivery-signed-for');
  });

  it('of a review result is in person or left with a witness, who is somebody else', () => {
    const leave = (witness: string) => ({ step: 'deliver', means: 'left-with-witness', witness }) as const;
    for (const means of ['post', 'electronic'] as const) {
      expect(answer(reviewed(), 'hr-yang', { step: 'deliver', means })).toBe(
        'step-not-allowed in-person-only',
      );
    }
    expect(answer(reviewed(), 'hr-yang', leave('worker-wu'))).toBe('step-not-allowed no-such-witness');
    expect(answer(reviewed(), 'hr-yang', leave('hr-yang'))).toBe('step-not-allowed no-such-witness');
    expect(answer(reviewed(), 'hr-yang', leave('worker-zheng'))).toBe('done');
    // Whoever decided, and whoever reviewed.
    expect(answer(reviewed(), wang, DELIVER)).toBe('done');
    expect(answer(reviewed(), 'cs-manager-li', DELIVER)).toBe('done');
  });

  it('of the level-1 result opens the window for level 2; of the level-2 result is final', () => {
    const second = secondAppeal();
    expect(second.state.appeals.map(({ level, reviewer }) => [level, reviewer])).toEqual([
      [1, 'cs-manager-li'],
      [2, 'director-wei'],
    ]);
    const { state } = walk(second, [
      ['director-wei', review(2)],
      ['director-wei', DELIVER],
    ]);
    expect(state).toMatchObject({ status: 'archived' });
  });
});

describe('appeals (A2.7a, A2.7b)', () => {
  it('are the subject’s, within the window, to the end of its last instant', () => {
    const life = delivered();
    expect(answer(life, wang, APPEAL)).toBe('forbidden not-your-step');
    expect(answer(life, 'worker-wu', APPEAL, { now: '2026-12-23T15:59:59.999Z' })).toBe('done');
    expect(answer(life, 'worker-wu', APPEAL, { now: '2026-12-23T16:00:00.000Z' })).toBe(
      'step-not-allowed window-closed',
    );
    expect(answer(decided(), 'worker-wu', APPEAL)).toBe('step-not-allowed case-not-in-this-state');
  });

  it('against the office’s decision go to level 2 alone, and its director does not review it', () => {
    const life = walk(referred(), [
      ['director-wei', OFFICE_DECIDES],
      ['hr-yang', DELIVER],
      ['worker-wu', APPEAL],
    ]);
    expect(life.state.appeals).toMatchObject([
      {
        level: 2,
        reviewer: 'deputy-director-jiang',
        passedOver: [{ person: 'director-wei', reason: 'decided' }],
      },
    ]);
  });

  it('take files that may be attached, with what they hash to, and no others', () => {
    const withFiles = { step: 'appeal', files: ['f1', 'f2'] } as const;
    const appeal = (files: FoundFiles) => step(delivered(), 'worker-wu', withFiles, { files });
    const others = new Map([...filesBy('worker-wu', 'f1'), ...filesBy('worker-zheng', 'f2')]);
    for (const files of [filesBy('worker-wu', 'f1'), others]) {
      expect(appeal(files)).toMatchObject({ code: 'validation-failed', pointer: '/files/1' });
    }
    expect(appeal(filesBy('worker-wu', 'f2', 'f1'))).toMatchObject([
      { step: 'appeal', files: ['f1', 'f2'], fileHashes: ['f1', 'f2'].map(hashOfFile) },
    ]);
  });

  it('are decided by the reviewer alone, never heavier', () => {
    const varied = (more: object) => ({ ...review(1), outcome: 'varied', ...more }) as AnyCaseCommand;
    for (const who of [wang, feng, 'director-wei', 'cs-supervisor-he']) {
      expect(answer(appealed(), who, review(1)), who).toMatch(/^(forbidden|not-found)/);
    }
    const li = 'cs-manager-li';
    expect(answer(appealed(), li, varied({ sanctions: ['written-self-criticism'] }))).toBe(
      'step-not-allowed heavier-than-before',
    );
    expect(answer(appealed(), li, varied({ sanctions: ['verbal-warning'] }))).toBe('done');
    expect(answer(appealed(), li, varied({ compensation: yuan('1.00') }))).toBe(
      'step-not-allowed heavier-than-before',
    );
    const revoked = signed(appealed(), li, { ...review(1), outcome: 'revoked' });
    expect(revoked.state).toMatchObject({ status: 'reviewed', outcome: { sanctions: [] } });
  });

  it('pass to the next where the appointed reviewer has left, and the ledger says so', () => {
    const directory = directoryWhere({
      'cs-manager-li': { active: false },
      'cs-supervisor-he': { active: false },
    });
    expect(answer(appealed(), 'deputy-director-jiang', review(1), { directory })).toBe('done');
    const { state } = signed(appealed(), 'deputy-director-jiang', review(1), { directory });
    expect(state.appeals[0]?.passedOver).toContainEqual({ person: 'cs-manager-li', reason: 'inactive' });
  });

  it('where nobody is left to review are shown to the overseer, and nobody reviews', () => {
    const directory = directoryWhere({
      'cs-manager-li': { active: false },
      'cs-supervisor-he': { active: false },
      'deputy-director-jiang': { active: false },
    });
    const life = signed(delivered(), 'worker-wu', APPEAL, { directory });
    expect(life.state.appeals[0]).toMatchObject({ level: 1, passedOver: expect.any(Array) });
    expect(life.state.appeals[0]).not.toHaveProperty('reviewer');
    expect(life.ledger.at(-1)).toMatchObject({
      step: 'escalate',
      clock: 'review-1',
      level: 2,
      to: ['overseer-han'],
    });
    for (const { id } of directory.staff.filter(({ active }) => active)) {
      expect(answer(life, id, review(1), { directory }), id).not.toBe('done');
    }
  });
});

describe('standing in', () => {
  const zhengFor = (absent: string) => ({
    ...actor(absent),
    id: 'worker-zheng',
    name: 'x',
    standInFor: absent,
  });
  it('names both, acts as the absent, and both have taken part', () => {
    const life = signed(opened(), [actor('worker-zheng'), zhengFor(feng)], CONCLUDE);
    expect(life.ledger.at(-1)?.actor).toMatchObject({ id: 'worker-zheng', standInFor: feng });
    expect(life.state.parts).toEqual([
      { person: 'worker-zheng', part: 'investigated' },
      { person: feng, part: 'investigated' },
    ]);
  });

  it('is for nobody who is the subject, and nobody signs for the subject', () => {
    const wuFor = { ...zhengFor(feng), id: 'worker-wu' };
    expect(answer(opened(), [actor('worker-wu'), wuFor], CONCLUDE)).toBe('not-found case-not-visible');
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    expect(answer(concluded, [actor('worker-zheng'), zhengFor('worker-wu')], ACKNOWLEDGE)).toMatch(
      /not-found/,
    );
  });
});

it('a version that has moved on is told before the state', () => {
  expect(answer(decided(), wang, DELIVER, { expected: [1] })).toBe('version-conflict case-moved-on');
  expect(answer(opened(), wang, DELIVER, { expected: [1] })).not.toMatch(/version/);
  expect(person('worker-wu').section).toBe('engineering');
});

function walkTo(life: Life, until: string): Life {
  return passedTo(life, until);
}
