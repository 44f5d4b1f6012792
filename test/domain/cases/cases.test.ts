import { describe, expect, it } from 'vitest';
import type { AnyCaseCommand } from '../../../shared/domain/cases/case.ts';
import { outstanding } from '../../../shared/domain/cases/evolve.ts';
import type { FoundFiles } from '../../../shared/domain/kernel/files.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  appealed,
  CARRY_OUT,
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
  walk,
} from '../../support/domain/case-lives.ts';
import { actor, directoryWhere, person } from '../../support/factories.ts';
import { filesBy, hashOfFile } from '../../support/found-files.ts';
import { at, by, givenCase, ifMatch, refusalIn, refused, under } from '../../support/given-when-then.ts';

const yuan = (amount: string, currency = 'CNY') => ({ amount, currency });
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
    givenCase(opened()).when(first, by(feng)).passes();
    givenCase(opened())
      .when(first, by(feng), { hasFinal: true })
      .then(refused('step-not-allowed', 'not-the-first'));
    givenCase(opened()).when(CONCLUDE, by(feng), { hasFinal: true }).passes();
  });

  it('is signed by the subject alone, or a refusal is recorded before a witness', () => {
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    const refusal = (witness: string) => ({ step: 'record-refusal', witness, reason: '拒签' }) as const;
    givenCase(concluded).when(ACKNOWLEDGE, by('worker-wu')).passes();
    givenCase(concluded).when(ACKNOWLEDGE, by(wang)).then(refused('forbidden', 'not-your-step'));
    const stranger = { ...ACKNOWLEDGE, signature: { ...ACKNOWLEDGE.signature, signer: '路人' } };
    givenCase(concluded)
      .when(stranger, by('worker-wu'))
      .then(refused('validation-failed', 'not-the-subjects-name', { pointer: '/signature/signer' }));
    // What only the case shows comes after who may and after the version.
    givenCase(concluded).when(stranger, by(wang)).then(refused('forbidden', 'not-your-step'));
    givenCase(concluded)
      .when(stranger, by('worker-wu'), ifMatch(7))
      .then(refused('version-conflict', 'case-moved-on'));
    givenCase(concluded)
      .when(refusal('worker-wu'), by(feng))
      .then(refused('step-not-allowed', 'no-such-witness'));
    givenCase(concluded).when(refusal(feng), by(feng)).then(refused('step-not-allowed', 'no-such-witness'));
    givenCase(concluded).when(refusal('hr-yang'), by(wang)).then(refused('forbidden', 'not-your-step'));
    givenCase(concluded)
      .when(refusal('hr-yang'), by(feng), { witness: undefined })
      .then(refused('validation-failed', 'unknown-person', { pointer: '/witness' }));
    const witnessed = signed(concluded, feng, refusal('worker-zheng'));
    expect(witnessed.state).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { how: 'refused', witness: 'worker-zheng' },
    });
    givenCase(witnessed).when(DECIDE, by(wang)).passes();
  });

  it('is recorded as refused by another who may investigate, where whoever concluded has left', () => {
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    const refusal = (witness: string) => ({ step: 'record-refusal', witness, reason: '拒签' }) as const;
    const directory = directoryWhere({ [feng]: { active: false } });
    givenCase(concluded).when(refusal('hr-yang'), by(wang), under(directory)).passes();
    // Nobody witnesses what they record.
    givenCase(concluded)
      .when(refusal(wang), by(wang), under(directory))
      .then(refused('step-not-allowed', 'no-such-witness'));
  });
});

describe('who decides what (A2.2, A2.3)', () => {
  const acknowledged = () =>
    walk(opened(), [
      [feng, CONCLUDE],
      ['worker-wu', ACKNOWLEDGE],
    ]);

  it('a minor breach: the section, with its own sanctions', () => {
    givenCase(acknowledged()).when(DECIDE, by(wang)).passes();
    givenCase(acknowledged())
      .when(OFFICE_DECIDES, by(wang))
      .then(refused('step-not-allowed', 'sanction-of-other-level'));
    givenCase(acknowledged()).when(DECIDE, by('director-wei')).then(refused('forbidden', 'not-your-step'));
    givenCase(acknowledged())
      .when(REFER, by(wang))
      .then(refused('step-not-allowed', 'case-not-in-this-state'));
  });

  it('a serious one: the director, once it is referred, with the sanctions of the office', () => {
    const serious = walk(opened(), [
      [feng, { ...CONCLUDE, grade: 'serious' }],
      ['worker-wu', ACKNOWLEDGE],
    ]);
    givenCase(serious)
      .when(OFFICE_DECIDES, by('director-wei'))
      .then(refused('step-not-allowed', 'case-not-in-this-state'));
    givenCase(serious).when(DECIDE, by(wang)).then(refused('forbidden', 'not-your-step'));
    givenCase(serious).when(REFER, by(feng)).then(refused('forbidden', 'not-your-step'));
    givenCase(referred()).when(OFFICE_DECIDES, by('director-wei')).passes();
    givenCase(referred())
      .when(DECIDE, by('director-wei'))
      .then(refused('step-not-allowed', 'sanction-of-other-level'));
    givenCase(referred())
      .when(OFFICE_DECIDES, by('deputy-director-jiang'))
      .then(refused('forbidden', 'not-your-step'));
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
      givenCase(case_)
        .when(REFER, by('director-wei'))
        .then(refused('step-not-allowed', 'case-not-in-this-state'));
      givenCase(case_).when(both, by('director-wei')).passes();
      expect(refusalIn(givenCase(opened(about)).when(CONCLUDE, by(feng)).result)).toBeDefined();
      const decision = signed(case_, 'director-wei', both).state;
      expect(decision).toMatchObject({ decision: { level: 'office' } });
    },
  );

  it('about the director: the overseer', () => {
    const case_ = walk(opened('director-wei', 'overseer-han'), [
      ['overseer-han', { ...CONCLUDE, grade: 'serious' }],
      ['director-wei', ACKNOWLEDGE],
    ]);
    givenCase(case_).when(OFFICE_DECIDES, by('director-wei')).then(refused('forbidden', 'not-your-step'));
    givenCase(case_).when(OFFICE_DECIDES, by('overseer-han')).passes();
  });
});

describe('compensation (A2.4)', () => {
  const withLoss = (loss?: ReturnType<typeof yuan>) =>
    walk(opened(), [
      [feng, { ...CONCLUDE, ...(loss && { loss }) }],
      ['worker-wu', ACKNOWLEDGE],
    ]);
  it.each([
    [undefined, undefined, undefined],
    [undefined, yuan('1.00'), 'step-not-allowed no-loss'],
    [yuan('120.00'), undefined, 'step-not-allowed loss-is-compensated'],
    [yuan('120.00'), yuan('0.00'), 'step-not-allowed loss-is-compensated'],
    [yuan('120.00'), yuan('0.01'), undefined],
    [yuan('120.00'), yuan('120'), undefined],
    [yuan('120.00'), yuan('120.01'), 'step-not-allowed more-than-the-loss'],
    [yuan('120.00'), yuan('9.00', 'USD'), 'step-not-allowed more-than-the-loss'],
  ])('loss %j, compensation %j: %s', (loss, compensation, expected) => {
    expect(
      refusalIn(
        givenCase(withLoss(loss)).when({ ...DECIDE, ...(compensation && { compensation }) }, by(wang)).result,
      ),
    ).toBe(expected);
  });

  it('is paid to hr, in parts and never beyond; with the sanctions carried out the case is then archived', () => {
    const due = walk(withLoss(yuan('120.00')), [
      [wang, { ...DECIDE, compensation: yuan('100.00') }],
      [wang, DELIVER],
    ]);
    const closed = walkTo(due, '2026-12-24T00:00:00.000Z');
    expect(closed.state.status).toBe('final');
    const pay = (amount: string, currency = 'CNY') =>
      ({ step: 'pay', payment: yuan(amount, currency) }) as const;
    givenCase(closed)
      .when(pay('100.01'), by('hr-yang'))
      .then(refused('step-not-allowed', 'more-than-is-owed'));
    givenCase(closed)
      .when(pay('1.00', 'USD'), by('hr-yang'))
      .then(refused('step-not-allowed', 'more-than-is-owed'));
    givenCase(closed).when(pay('1.00'), by('director-wei')).then(refused('forbidden', 'not-your-step'));
    const partly = signed(closed, 'hr-yang', pay('99.90'));
    expect(partly.state.status).toBe('final');
    expect(outstanding(partly.state)).toEqual(yuan('0.10'));
    givenCase(partly).when(pay('0.11'), by('hr-yang')).then(refused('step-not-allowed', 'more-than-is-owed'));
    const done = signed(partly, wang, CARRY_OUT);
    expect(done.state.status).toBe('final');
    const whole = signed(done, 'hr-yang', pay('0.10'));
    expect(whole.state).toMatchObject({ status: 'archived', paid: yuan('100.00') });
    expect(whole.ledger.at(-1)).toMatchObject({ step: 'archive', actor: { id: 'system' } });
  });
});

describe('delivery (A2.7c)', () => {
  it('is by the decider or hr; opens the window; the subject signs for it once', () => {
    givenCase(decided()).when(DELIVER, by(feng)).then(refused('forbidden', 'not-your-step'));
    givenCase(decided()).when(DELIVER, by(wang)).passes();
    givenCase(decided()).when({ step: 'deliver', means: 'electronic' }, by('hr-yang')).passes();
    const life = delivered();
    expect(life.state).toMatchObject({ status: 'delivered', window: { level: 1 } });
    givenCase(life).when(RECEIVE, by(wang)).then(refused('forbidden', 'not-your-step'));
    const received = signed(life, 'worker-wu', RECEIVE);
    expect(received.state.deliveries).toMatchObject([{ of: 0, receivedAt: received.state.updatedAt }]);
    givenCase(received)
      .when(RECEIVE, by('worker-wu'))
      .then(refused('step-not-allowed', 'delivery-signed-for'));
  });

  it('of a review result is in person or left with a witness, who is somebody else', () => {
    const leave = (witness: string) => ({ step: 'deliver', means: 'left-with-witness', witness }) as const;
    for (const means of ['post', 'electronic'] as const) {
      givenCase(reviewed())
        .when({ step: 'deliver', means }, by('hr-yang'))
        .then(refused('step-not-allowed', 'in-person-only'));
    }
    givenCase(reviewed())
      .when(leave('worker-wu'), by('hr-yang'))
      .then(refused('step-not-allowed', 'no-such-witness'));
    givenCase(reviewed())
      .when(leave('hr-yang'), by('hr-yang'))
      .then(refused('step-not-allowed', 'no-such-witness'));
    givenCase(reviewed()).when(leave('worker-zheng'), by('hr-yang')).passes();
    // Whoever decided, and whoever reviewed.
    givenCase(reviewed()).when(DELIVER, by(wang)).passes();
    givenCase(reviewed()).when(DELIVER, by('cs-manager-li')).passes();
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
    expect(state).toMatchObject({ status: 'final' });
  });
});

describe('appeals (A2.7a, A2.7b)', () => {
  it('are the subject’s, within the window, to the end of its last instant', () => {
    const life = delivered();
    givenCase(life).when(APPEAL, by(wang)).then(refused('forbidden', 'not-your-step'));
    givenCase(life).when(APPEAL, by('worker-wu'), at('2026-12-23T15:59:59.999Z')).passes();
    givenCase(life)
      .when(APPEAL, by('worker-wu'), at('2026-12-23T16:00:00.000Z'))
      .then(refused('step-not-allowed', 'window-closed'));
    givenCase(decided())
      .when(APPEAL, by('worker-wu'))
      .then(refused('step-not-allowed', 'case-not-in-this-state'));
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
      expect(refusalIn(givenCase(appealed()).when(review(1), by(who)).result), who).toMatch(
        /^(forbidden|not-found)/,
      );
    }
    const li = 'cs-manager-li';
    givenCase(appealed())
      .when(varied({ sanctions: ['written-self-criticism'] }), by(li))
      .then(refused('step-not-allowed', 'heavier-than-before'));
    givenCase(appealed())
      .when(varied({ sanctions: ['verbal-warning'] }), by(li))
      .passes();
    givenCase(appealed())
      .when(varied({ compensation: yuan('1.00') }), by(li))
      .then(refused('step-not-allowed', 'heavier-than-before'));
    const revoked = signed(appealed(), li, { ...review(1), outcome: 'revoked' });
    expect(revoked.state).toMatchObject({ status: 'reviewed', outcome: { sanctions: [] } });
  });

  it('pass to the next where the appointed reviewer has left, and the ledger says so', () => {
    const directory = directoryWhere({
      'cs-manager-li': { active: false },
      'cs-supervisor-he': { active: false },
    });
    givenCase(appealed()).when(review(1), by('deputy-director-jiang'), under(directory)).passes();
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
      expect(refusalIn(givenCase(life).when(review(1), by(id), under(directory)).result), id).toBeDefined();
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
    givenCase(opened())
      .when(CONCLUDE, by(actor('worker-wu'), wuFor))
      .then(refused('not-found', 'case-not-visible'));
    const concluded = walk(opened(), [[feng, CONCLUDE]]);
    expect(
      refusalIn(
        givenCase(concluded).when(ACKNOWLEDGE, by(actor('worker-zheng'), zhengFor('worker-wu'))).result,
      ),
    ).toMatch(/not-found/);
  });
});

it('a version that has moved on is told before the state', () => {
  givenCase(decided()).when(DELIVER, by(wang), ifMatch(1)).then(refused('version-conflict', 'case-moved-on'));
  expect(refusalIn(givenCase(opened()).when(DELIVER, by(wang), ifMatch(1)).result)).not.toMatch(/version/);
  expect(person('worker-wu').section).toBe('engineering');
});

function walkTo(life: Life, until: string): Life {
  return passedTo(life, until);
}
