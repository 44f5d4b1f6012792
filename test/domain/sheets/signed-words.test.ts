/** Signed words stand, and told means told (contract section 3, version 3). */
import { describe, expect, it } from 'vitest';
import { draws } from '../../../shared/domain/kernel/drawn-path.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { reveal } from '../../../shared/domain/kernel/values.ts';
import type { Command, DrawnSignature } from '../../../shared/domain/model/sheet.ts';
import { entryFor, redactFor } from '../../../shared/domain/sheets/anonymity.ts';
import { closesAt } from '../../../shared/domain/sheets/closing.ts';
import { decide, MOST_TALK } from '../../../shared/domain/sheets/decide.ts';
import { watch } from '../../../shared/domain/sheets/watch.ts';
import { actor, COMPLAINT, DIRECTORY, did, opened, person, until, ZHAO } from '../../support/factories.ts';
import {
  askedBy,
  at,
  by,
  given,
  knowing,
  ledgerOf,
  minute,
  refused,
  sheetAfter,
} from '../../support/given-when-then.ts';
import { written } from '../../support/written.ts';

const PATH = 'M 10 40 C 30 0 50 0 50 40 L 20 30';
const SIGNED: DrawnSignature = { signer: '赵敏', path: PATH };
const DAY = 1440;
const signedIntake = { signature: SIGNED, channel: 'walk-in' } as const;

describe('a drawn path', () => {
  it.each(['M 0 0', 'M 1 1 L 2 2', 'M 1 1 L 2 2 L 3 3', 'M 5 5 h 1 h 1', 'M 1 1 L 2 2 Z L 3 3'])(
    'that draws nothing is none: %s',
    (path) => expect(draws(path)).toBe(false),
  );
  it.each([PATH, 'M 1 1 L 2 2 L 3 1', 'M0 0 h 5 v 5', 'm 1 1 l 2 2 l 0 -2', 'M0 0A5 5 0 0 1 9 9 L 3 1'])(
    'that draws something is one: %s',
    (path) => expect(draws(path)).toBe(true),
  );
});

describe('whoever was complained of', () => {
  const against = { person: 'cs-manager-li' };
  const sheet = opened({ kind: 'complaint', complaint: { ...COMPLAINT, against }, ...signedIntake });
  const without: Command = { step: 'amend', fields: { complaint: COMPLAINT }, reason: '他不想得罪人' };

  it('stays so where the desk leaves them out, and hears nothing still', () => {
    const other = opened({
      kind: 'complaint',
      complaint: { ...COMPLAINT, against: { person: 'engineering-manager-wang' } },
      ...signedIntake,
    });
    const after = given(other).when(without, by('receptionist-sun')).after;
    expect(after.complaint?.against).toEqual({ person: 'engineering-manager-wang' });
    expect(after.owesSignature).toBe(false);
    given(other, did('receptionist-sun', { ...without, old: {} } as never))
      .when({ step: 'reply', message: '好' }, by('engineering-manager-wang'))
      .then(refused('not-found', 'not-visible'));
  });

  it('stays so where the desk names another in their place', () => {
    const other = opened({
      kind: 'complaint',
      complaint: { ...COMPLAINT, against: { person: 'engineering-manager-wang' } },
      accused: [{ id: 'engineering-manager-wang', standing: 'leading', section: 'engineering' }],
      ...signedIntake,
    });
    const instead = { ...COMPLAINT, against: { person: 'cleaner-shi' } };
    const after = given(other).when(
      { step: 'amend', fields: { complaint: instead }, reason: '记错' },
      by('receptionist-sun'),
    ).after;
    expect(after.accused?.map(({ id }) => id).sort()).toEqual(['cleaner-shi', 'engineering-manager-wang']);
    expect(after.owesSignature).toBe(true);
  });

  it('is taken out by the director, which owes no signature', () => {
    const after = given(sheet).when(without, by('director-wei')).after;
    expect(after.complaint?.against).toBeUndefined();
    expect(after.owesSignature).toBe(false);
    given(sheet).when(without, by('deputy-director-jiang')).then(refused('forbidden', 'not-your-step'));
  });

  it('is taken out of the complaint alone: other words are signed anew, and are not the director’s', () => {
    const complaint = { ...COMPLAINT, course: '没什么事。' };
    const rewritten = given(sheet).when({ ...without, fields: { complaint } }, by('director-wei')).after;
    expect(rewritten.complaint?.against).toBeUndefined();
    expect(rewritten.owesSignature).toBe(true);
    const wu = { ...COMPLAINT, against: { person: 'worker-wu' } };
    given(...until('followed-up', { kind: 'complaint', complaint: wu, ...signedIntake }))
      .when({ ...without, fields: { complaint: COMPLAINT, subject: '小事一桩' } }, by('director-wei'))
      .then(refused('forbidden', 'not-your-step'));
  });
});

describe('an anonymous complaint', () => {
  const anonymous = { ...COMPLAINT, anonymous: true };
  const sheet = opened({ kind: 'complaint', complaint: anonymous, ...signedIntake });
  const open: Command = {
    step: 'amend',
    fields: { complaint: { ...COMPLAINT, anonymous: false } },
    reason: '更正',
  };

  it('stays anonymous whatever the desk writes, until whoever complains signs that it is not', () => {
    expect(given(sheet).when(open, by('receptionist-sun')).after.complaint?.anonymous).toBe(true);
    const left: Command = { step: 'amend', fields: { complaint: COMPLAINT }, reason: '更正' };
    expect(given(sheet).when(left, by('cs-manager-li')).after.complaint?.anonymous).toBe(true);
    const signature = { signer: ZHAO.name, path: 'M 10 40 L 60 20 L 110 40' };
    const signed = given(sheet).when({ ...open, signature }, by('receptionist-sun')).after;
    expect(signed.complaint?.anonymous).toBe(false);
  });
});

describe('whoever asked', () => {
  const own = opened({ resident: undefined, requester: { person: 'receptionist-sun' } });

  it('does not follow it up', () => {
    const followUp: Command = { step: 'follow-up', reached: true, resolved: true };
    const returned = [own, ...until('returned').slice(1)];
    given(...returned)
      .when(followUp, by('receptionist-sun'))
      .then(refused('forbidden', 'not-your-step'));
    given(...returned)
      .when(followUp, by('receptionist-zhou'))
      .passes();
  });
});

describe('signed words', () => {
  const soften: Command = { step: 'amend', fields: { subject: '一点小意见' }, reason: '改写' };

  it('are to be signed anew when they change, by a new clock', () => {
    const sheet = given(opened(signedIntake)).when(soften, by('receptionist-sun')).after;
    expect(sheet.owesSignature).toBe(true);
    expect(sheet.clocks.at(-1)).toMatchObject({ id: 'countersign-1-1', state: 'running' });
    expect(sheet.signable).toHaveLength(2);
  });

  it('owe nothing where the signature comes along, nor where nothing of them changes', () => {
    const along = given(opened(signedIntake)).when({ ...soften, signature: SIGNED }, by('receptionist-sun'));
    along.leaves({ owesSignature: false });
    expect(along.after.signatures.at(-1)?.of).toEqual(along.after.signable);
    const fields = { resident: { ...ZHAO, address: '2栋' } };
    given(opened(signedIntake))
      .when(
        { step: 'amend', fields, reason: '搬家' },
        by('receptionist-sun'),
        knowing(person('resident-zhao')),
      )
      .leaves({ owesSignature: false });
  });

  it('are to be signed anew by another whose sheet it becomes', () => {
    const resident = { ...ZHAO, id: 'resident-qian' };
    given(opened(signedIntake))
      .when(
        { step: 'amend', fields: { resident }, reason: '登记错人' },
        by('receptionist-sun'),
        knowing(person('resident-qian')),
      )
      .leaves({ owesSignature: true });
    const { id: _id, ...nameless } = ZHAO;
    given(opened({ ...signedIntake, resident: nameless }))
      .when(
        { step: 'amend', fields: { resident: ZHAO }, reason: '补登录' },
        by('receptionist-sun'),
        knowing(person('resident-zhao')),
      )
      .leaves({ owesSignature: false });
  });

  it('are signed by the resident, or by somebody who says for whom', () => {
    const owing = opened({ channel: 'phone' });
    const signs = (signature: DrawnSignature): Command => ({ step: 'countersign', signature });
    given(owing)
      .when(signs({ signer: '王五', path: PATH }), by('receptionist-sun'))
      .then(refused('validation-failed', 'not-the-residents-name', { pointer: '/signature/signer' }));
    const onBehalf = { name: ' 赵 敏', relation: '女儿' };
    given(owing)
      .when(signs({ signer: '王五', path: PATH, onBehalf }), by('receptionist-sun'))
      .leaves({ owesSignature: false });
    given(owing)
      .when(
        signs({ signer: '王五', path: PATH, onBehalf: { ...onBehalf, name: '钱' } }),
        by('receptionist-sun'),
      )
      .then(refused('validation-failed', 'not-the-residents-name', { pointer: '/signature/onBehalf/name' }));
  });

  it('are signed at the door before the handler, of an anonymous complaint not', () => {
    given(...until('accepted', { channel: 'phone' }))
      .when({ step: 'countersign', signature: SIGNED }, by('worker-wu'))
      .leaves({ owesSignature: false });
    given(
      ...until('accepted', {
        channel: 'phone',
        kind: 'complaint',
        complaint: { ...COMPLAINT, anonymous: true },
      }),
    )
      .when({ step: 'countersign', signature: SIGNED }, by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
  });

  it('are written off from three days on, as exempt', () => {
    const off: Command = { step: 'write-off', reason: '联系不上' };
    const sheet = given(opened({ channel: 'phone' }));
    sheet
      .when(off, by('cs-manager-li'), at(minute(2 * DAY)))
      .then(refused('step-not-allowed', 'write-off-too-early'));
  });

  it('are withdrawn at the desk on a recorded word, a complaint by signature', () => {
    const withdraw: Command = { step: 'withdraw', reason: '他说不用了' };
    given(opened())
      .when(withdraw, by('receptionist-sun'))
      .then(refused('validation-failed', 'word-on-record', { pointer: '/record' }));
    const record = { at: minute(10), words: '不用修了' };
    given(opened())
      .when({ ...withdraw, record }, by('receptionist-sun'))
      .leaves({ status: 'withdrawn' });
    given(opened({ kind: 'complaint' }))
      .when({ ...withdraw, record }, by('receptionist-sun'))
      .then(refused('validation-failed', 'required', { pointer: '/signature' }));
    given(opened({ kind: 'complaint' }))
      .when({ ...withdraw, signature: SIGNED }, by('receptionist-sun'))
      .leaves({ status: 'withdrawn' });
    given(opened({ kind: 'complaint' }))
      .when(withdraw, by('resident-zhao'))
      .leaves({ status: 'withdrawn' });
  });
});

describe('trying to reach somebody', () => {
  const tried = did('receptionist-sun', { step: 'follow-up', reached: false });
  const again: Command = { step: 'follow-up', reached: false };
  const returned = until('returned');

  it('takes two hours between tries, daylight, and another day for the third', () => {
    const at10 = '2026-11-24T02:00:00.000Z';
    given(...returned, tried)
      .when(again, by('receptionist-sun'))
      .then(refused('step-not-allowed', 'tried-just-now'));
    const afterTry = (ms: number) =>
      at(new Date(Date.parse(sheetAfter(...returned, tried).updatedAt) + ms).toISOString());
    given(...returned, tried)
      .when(again, by('receptionist-sun'), afterTry(2 * 3_600_000 - 1))
      .then(refused('step-not-allowed', 'tried-just-now'));
    given(...returned, tried)
      .when(again, by('receptionist-sun'), afterTry(2 * 3_600_000))
      .leaves({ status: 'returned' });
    given(...returned)
      .when(again, by('receptionist-sun'), at('2026-11-23T13:00:00.000Z'))
      .then(refused('step-not-allowed', 'tried-at-night'));
    given(...returned, tried, tried)
      .when(again, by('receptionist-sun'), at('2026-11-23T12:00:00.000Z'))
      .then(refused('step-not-allowed', 'third-try-same-day'));
    given(...returned, tried, tried)
      .when(again, by('receptionist-sun'), at(at10))
      .leaves({ status: 'followed-up' });
  });

  it('counts for nothing at a number that the resident has not signed for', () => {
    const fields = { resident: { ...ZHAO, phone: '13900000009' } };
    const amended = did('receptionist-sun', { step: 'amend', fields, old: {}, reason: '换号' });
    const sheet = given(opened(), amended, ...returned.slice(1)).when(
      again,
      by('receptionist-sun'),
      at('2026-11-24T02:00:00.000Z'),
    ).after;
    expect(sheet.followUp).toMatchObject({ attempts: 0 });
    given(opened(), amended, ...returned.slice(1), tried)
      .when(again, by('receptionist-sun'))
      .then(refused('step-not-allowed', 'tried-just-now'));
    const signed = did('resident-zhao', { step: 'countersign', of: [] });
    const after = given(opened(), amended, ...returned.slice(1), signed).when(
      again,
      by('receptionist-sun'),
      at('2026-11-24T02:00:00.000Z'),
    ).after;
    expect(after.followUp).toMatchObject({ attempts: 1 });
  });
});

describe('told means told', () => {
  const answer: Command = { step: 'answer', answer: '是的' };
  const enquiry = opened({ kind: 'enquiry' });

  it('says how, unless a letter reaches who asked', () => {
    given(enquiry)
      .when(answer, by('receptionist-sun'), askedBy(person('resident-zhao')))
      .then(refused('validation-failed', 'told-how', { pointer: '/by' }));
    given(enquiry)
      .when({ ...answer, by: 'phone' }, by('receptionist-sun'), askedBy(person('resident-zhao')))
      .leaves({ status: 'answered' });
    given(enquiry).when(answer, by('receptionist-sun')).leaves({ status: 'answered' });
  });

  it('lets a colleague be consulted, who sees it until they advise', () => {
    const consult: Command = { step: 'consult', person: 'guard-chu', question: '能否放行？' };
    const asked = did('worker-wu', consult as never);
    given(...until('accepted'))
      .when(consult, by('guard-chu'))
      .then(refused('not-found', 'not-visible'));
    given(...until('accepted'), asked)
      .when(consult, by('worker-wu'))
      .then(refused('step-not-allowed', 'consulted-already'));
    const after = given(...until('accepted'), asked).when(
      { step: 'advise', text: '可以' },
      by('guard-chu'),
    ).after;
    expect(after.consultations).toMatchObject([{ person: 'guard-chu', by: 'worker-wu', advice: '可以' }]);
    given(...until('accepted'))
      .when({ ...consult, person: 'nobody' }, by('worker-wu'))
      .then(refused('step-not-allowed', 'not-to-be-consulted'));
  });

  it('is declined by the manager once, after an objection by the director once', () => {
    const decline: Command = { step: 'decline', reason: '不属物业职责', by: 'phone' };
    const declined = did('cs-manager-li', decline as never);
    const objected = did('resident-zhao', { step: 'object', reason: '不同意' });
    const over = did('director-wei', decline as never);
    given(opened()).when(decline, by('receptionist-sun')).then(refused('forbidden', 'not-your-step'));
    given(opened()).when(decline, by('cs-manager-li')).leaves({ status: 'answered', declined: true });
    given(opened(), declined, objected)
      .when(decline, by('cs-manager-li'))
      .then(refused('forbidden', 'not-your-step'));
    given(opened(), declined, objected)
      .when(decline, by('director-wei'))
      .leaves({ status: 'answered', round: 2 });
    given(opened(), declined, objected, over, objected)
      .when(decline, by('director-wei'))
      .then(refused('step-not-allowed', 'declined-before'));
    given(opened(), declined, objected, over, objected, over)
      .when({ step: 'object', reason: '还是不同意' }, by('resident-zhao'))
      .then(refused('step-not-allowed', 'objected-twice'));
  });

  it('is no more talk from the 800th entry on', () => {
    const urge: Command = { step: 'urge', message: '请尽快' };
    const refusalAt = (entries: number) => {
      const sheet = { ...sheetAfter(...until('accepted')), entries };
      const result = decide(sheet, urge, actor('receptionist-sun'), DIRECTORY, { now: minute(60) });
      return result instanceof DomainError ? result.reason : undefined;
    };
    expect([MOST_TALK, refusalAt(799), refusalAt(800)]).toEqual([800, undefined, 'nearly-full']);
  });

  it('is nothing but what ends something once its ledger takes 2 MiB', () => {
    const reply: Command = { step: 'reply', message: '请稍候', by: 'phone' };
    const refusalAt = (command: Command, who: string, bytes: number) => {
      const sheet = sheetAfter(...until('accepted'));
      const result = decide(sheet, command, actor(who), DIRECTORY, { now: minute(60), bytes });
      return result instanceof DomainError ? result.reason : undefined;
    };
    expect(refusalAt(reply, 'worker-wu', 2 * 1024 * 1024)).toBe('ledger-full');
    expect(refusalAt(reply, 'worker-wu', 2 * 1024 * 1024 - 10_000)).toBeUndefined();
    const withdraw: Command = { step: 'withdraw', reason: '不用了' };
    expect(refusalAt(withdraw, 'resident-zhao', 3 * 1024 * 1024)).toBeUndefined();
  });
});

describe('the last word', () => {
  const rate: Command = { step: 'rate', satisfaction: 1 };
  const done = until('followed-up');

  it('is the resident’s: rated once, and not by the desk', () => {
    given(...done)
      .when(rate, by('receptionist-sun'))
      .then(refused('forbidden', 'not-your-step'));
    const rated = given(...done).when(rate, by('resident-zhao'));
    expect(rated.after.followUp?.rated).toEqual({ satisfaction: 1, at: minute(60) });
    given(...done, did('resident-zhao', rate as never))
      .when(rate, by('resident-zhao'))
      .then(refused('step-not-allowed', 'rated-already'));
  });

  it('has a week, in which nobody archives; then the system does', () => {
    const archive: Command = { step: 'archive' };
    given(...done)
      .when(archive, by('receptionist-sun'))
      .then(refused('step-not-allowed', 'archive-waits'));
    given(...done, did('resident-zhao', rate as never))
      .when(archive, by('receptionist-sun'))
      .leaves({ status: 'archived' });
    given(...done)
      .when({ step: 'object', reason: '又漏了' }, by('resident-zhao'), at(minute(8 * DAY)))
      .then(refused('step-not-allowed', 'objected-too-late'));
    const sheet = sheetAfter(...done);
    const due = closesAt(sheet) ?? '';
    expect(due).toBe(minute(6 + 7 * DAY));
    expect(watch(sheet, { watch: 'archive' }, DIRECTORY, minute(7 * DAY))).toEqual([]);
    expect(watch(sheet, { watch: 'archive' }, DIRECTORY, due)).toMatchObject([
      { step: 'archive', actor: { id: 'system' }, result: { status: 'archived' } },
    ]);
  });
});

describe('what was done where there was no network', () => {
  it('was done before it was recorded, and not before what came before it', () => {
    const arrive = (performedAt: string): Command => ({ step: 'arrive', performedAt });
    given(...until('accepted'))
      .when(arrive(minute(61)), by('worker-wu'))
      .then(refused('validation-failed', 'performed-when', { pointer: '/performedAt' }));
    given(...until('accepted'))
      .when(arrive(minute(1)), by('worker-wu'))
      .then(refused('validation-failed', 'performed-when', { pointer: '/performedAt' }));
    given(...until('accepted'))
      .when(arrive(minute(30)), by('worker-wu'))
      .leaves({ statusSince: minute(30) });
  });
});

describe('praise', () => {
  const praise = opened({ kind: 'praise', praise: { person: 'receptionist-sun' } }, 'receptionist-zhou');
  const thanks: Command = { step: 'answer', answer: '谢谢' };

  it('is answered, not by who is praised, and archived', () => {
    given(praise).when(thanks, by('receptionist-sun')).then(refused('forbidden', 'not-your-step'));
    const answered = given(praise).when(thanks, by('receptionist-zhou'));
    answered.leaves({ status: 'answered' });
    expect(answered.after.clocks.filter(({ state }) => state === 'running')).toEqual([]);
    given(praise, did('receptionist-zhou', thanks as never))
      .when({ step: 'archive' }, by('receptionist-zhou'))
      .leaves({ status: 'archived' });
  });
});

describe('what the resident reads', () => {
  it('is without what colleagues say among themselves', () => {
    const sheet = sheetAfter(...until('returned'));
    const reader = actor('resident-zhao');
    expect(redactFor(reader, sheet, DIRECTORY).opinions).toEqual([]);
    const handOver = written(ledgerOf(until('handed-over'))).at(-1);
    expect(Object.keys(handOver?.values ?? {})).toEqual(['/opinion']);
    expect(handOver && entryFor(reader, handOver, sheet, DIRECTORY)).toEqual({ ...handOver, values: {} });
    // Entries of version 0.1 have it plain.
    const plain = handOver && { entry: reveal(handOver.entry, handOver.values), values: {} };
    const shown = plain && entryFor(reader, plain, sheet, DIRECTORY);
    expect(shown?.entry).toMatchObject({ redacted: true });
    expect(shown?.entry).not.toHaveProperty('opinion');
  });
});
