import { describe, expect, it } from 'vitest';
import { linesOf, registerReaderOf } from '../../../shared/domain/sheets/register.ts';
import { actor, COMPLAINT, DIRECTORY, did, type Fact, opened, until } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

const handOvers = (...facts: readonly Fact[]) => sheetAfter(...facts).history.handOvers;
const receive = did('receptionist-zhou', { step: 'receive' });

describe('a hand-over (B5.2a)', () => {
  it('is open until somebody signs for it (B5.2b)', () => {
    expect(handOvers(...until('handed-over'))).toEqual([
      {
        seq: 2,
        step: 'hand-over',
        at: minute(1),
        round: 1,
        by: { id: 'receptionist-sun' },
        section: 'engineering',
        opinion: 0,
        state: 'open',
      },
    ]);
    expect(handOvers(...until('accepted'))).toMatchObject([
      { state: 'received', receiver: { id: 'worker-wu' }, receivedAt: minute(2) },
    ]);
  });

  it('stays open whatever else goes on', () => {
    const urged = did('resident-zhao', { step: 'urge', message: '请尽快' });
    expect(handOvers(...until('handed-over'), urged)).toMatchObject([{ state: 'open' }]);
  });

  it('is disputed where the section says so, and the next one is another line', () => {
    const facts = [
      ...until('handed-over'),
      did('engineering-manager-wang', { step: 'dispute', reason: '不属本部门' }),
      did('cs-manager-li', { step: 'hand-over', section: 'cleaning', opinion: '请保洁部处理' }),
    ];
    expect(handOvers(...facts)).toMatchObject([
      { state: 'disputed', receiver: { id: 'engineering-manager-wang' }, receivedAt: minute(2) },
      { state: 'open', section: 'cleaning', opinion: 1 },
    ]);
  });

  it('ends where the matter is withdrawn before anybody signed', () => {
    const withdrawn = did('resident-zhao', { step: 'withdraw', reason: '不用了' });
    expect(handOvers(...until('handed-over'), withdrawn)).toMatchObject([{ state: 'ended' }]);
    expect(handOvers(...until('accepted'), withdrawn)).toMatchObject([{ state: 'received' }]);
  });

  it('names whom its giver stands in for', () => {
    const by = { ...actor('receptionist-zhou'), standInFor: 'receptionist-sun' };
    const handed: Fact = { by, body: { step: 'hand-over', section: 'engineering', opinion: '请处理' } };
    expect(handOvers(opened(), handed)[0]?.by).toEqual({
      id: 'receptionist-zhou',
      standInFor: 'receptionist-sun',
    });
  });
});

describe('a return', () => {
  it('is signed for by `receive`, and by nothing that goes on in between', () => {
    expect(handOvers(...until('returned'))[1]).toMatchObject({ step: 'return', state: 'open', opinion: 1 });
    expect(handOvers(...until('returned'), receive)[1]).toMatchObject({
      state: 'received',
      receiver: { id: 'receptionist-zhou' },
    });
  });

  it('is signed for by the follow-up or the hand-over that comes instead', () => {
    expect(handOvers(...until('followed-up'))[1]).toMatchObject({ receiver: { id: 'receptionist-sun' } });
    const further = did('cs-manager-li', { step: 'hand-over', section: 'cleaning', opinion: '请保洁' });
    expect(handOvers(...until('returned'), further).map(({ state }) => state)).toEqual([
      'received',
      'received',
      'open',
    ]);
  });
});

describe('a reopening', () => {
  const reopened = [
    ...until('returned'),
    did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false, attitude: 2 }),
  ];

  it('hands the sheet to the same section again', () => {
    expect(handOvers(...reopened).at(-1)).toMatchObject({
      step: 'follow-up',
      round: 2,
      section: 'engineering',
      state: 'open',
    });
  });

  it('because its asker objected hands it to the same section, by nobody who would have to be known', () => {
    const objected = [...until('followed-up'), did('resident-zhao', { step: 'object', reason: '又漏水' })];
    const line = { step: 'object', round: 2, section: 'engineering' };
    expect(handOvers(...objected).at(-1)).toEqual({ seq: 8, at: minute(7), ...line, state: 'open' });
    const accepted = did('worker-zheng', { step: 'accept', handler: 'worker-zheng' });
    expect(handOvers(...objected, accepted).at(-1)).toMatchObject({
      ...line,
      state: 'received',
      receiver: { id: 'worker-zheng' },
    });
    const declined = did('cs-manager-li', { step: 'decline', reason: '不属物业' });
    const again = did('resident-zhao', { step: 'object', reason: '请再看' });
    expect(handOvers(opened({ kind: 'enquiry' }), declined, again)).toEqual([]);
  });

  it('begins with new times, and keeps what was said of whom', () => {
    expect(sheetAfter(...until('returned')).history).toMatchObject({
      arrivedAt: minute(3),
      completedAt: minute(4),
      returnedAt: minute(5),
    });
    const { history } = sheetAfter(...reopened);
    for (const time of ['arrivedAt', 'completedAt', 'returnedAt']) expect(history).not.toHaveProperty(time);
    expect(history.followUps).toEqual([
      {
        seq: 7,
        at: minute(6),
        round: 1,
        outcome: 'unresolved',
        attitude: 2,
        section: 'engineering',
        handler: 'worker-wu',
      },
    ]);
  });

  it('of what was answered hands nothing to anybody', () => {
    const answered = opened({ kind: 'enquiry', answer: '二十日前缴纳' });
    const asked = did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false });
    expect(handOvers(answered, asked)).toEqual([]);
  });
});

it('only the third try that reaches nobody ends a follow-up', () => {
  const missed = did('receptionist-sun', { step: 'follow-up', reached: false });
  const ended = (tries: number) =>
    sheetAfter(...until('returned'), ...Array.from({ length: tries }, () => missed)).history.followUps;
  expect(ended(2)).toEqual([]);
  expect(ended(3)).toMatchObject([{ outcome: 'unreachable', handler: 'worker-wu' }]);
});

describe('the registers', () => {
  it('have a repair from its opening on, also one that was taken directly, and other kinds never', () => {
    const registers = (...facts: readonly Fact[]) =>
      linesOf(sheetAfter(...facts)).map(({ register }) => register);
    expect(registers(opened())).toEqual(['repairs']);
    expect(registers(opened({ channel: 'direct', section: 'engineering' }, 'worker-wu'))).toEqual([
      'repairs',
    ]);
    expect(registers(opened({ kind: 'report' }))).toEqual([]);
    expect(registers(...until('returned'))).toEqual(['repairs', 'hand-over', 'hand-over']);
  });

  it('keep the lines that they have, whatever comes', () => {
    const facts = until('archived');
    const lives = facts.map((_, nth) => linesOf(sheetAfter(...facts.slice(0, nth + 1))));
    for (const [nth, lines] of lives.slice(1).entries()) {
      expect(lines).toEqual(expect.arrayContaining([...(lives[nth] ?? [])]));
    }
    expect(lives.at(-1)).toHaveLength(3);
  });

  it('show nothing of a complaint to whom it is against, nor to their stand-in', () => {
    const sheet = sheetAfter(
      opened({ kind: 'complaint', complaint: { ...COMPLAINT, against: { person: 'cs-manager-li' } } }),
    );
    const as = (...people: Parameters<typeof registerReaderOf>[0]) =>
      registerReaderOf(people, sheet, DIRECTORY);
    expect(as(actor('cs-manager-li'))).toBeUndefined();
    expect(as({ ...actor('cs-manager-li'), id: 'worker-wu', standInFor: 'cs-manager-li' })).toBeUndefined();
    expect(as(actor('director-wei'))).toEqual(actor('director-wei'));
    expect(as(actor('worker-wu'))).toBeUndefined();
  });
});
