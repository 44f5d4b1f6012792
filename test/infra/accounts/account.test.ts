import { describe, expect, it, test } from 'vitest';
import { type Account, internationally, planAccount } from '../../../infra/accounts/account.ts';
import { ACCOUNT_WORDS, type AccountWords } from '../../../infra/accounts/words.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';

const wu: Person = {
  ...{ id: 'wu', name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true },
  ...{ email: 'Wu@x.example', phone: '138 0000 0007', language: 'zh-CN' },
};
const attributes = { email: 'wu@x.example', phone_number: '+8613800000007', name: '吴建国', locale: 'zh-cn' };
const made: Account = { username: 'wu', isOpen: true, isUsed: true, attributes };
const plan = (person: Partial<Person>, account?: Partial<Account>, isInvitedAgain = false) =>
  planAccount({ ...wu, ...person }, account && { ...made, ...account }, isInvitedAgain);
const steps = (...asked: Parameters<typeof plan>) => plan(...asked).steps.map(({ kind }) => kind);

describe('the account of', () => {
  it('somebody who has one as it is to be takes no step, whatever the pool makes of capitals', () => {
    expect(plan({}, {})).toEqual({ steps: [] });
    expect(plan({}, { isUsed: false })).toEqual({ steps: [] });
  });

  it('somebody new is made, of a resident only where an invitation reaches them', () => {
    expect(plan({})).toEqual({
      steps: [{ kind: 'make', attributes: { ...attributes, email: 'Wu@x.example', locale: 'zh-CN' } }],
    });
    const { email: _email, ...silent } = wu;
    expect(planAccount(silent, undefined, false).steps).toMatchObject([{ kind: 'make' }]);
    const { section: _section, ...resident } = { ...silent, role: 'resident' as const };
    expect(planAccount(resident, undefined, false)).toEqual({ steps: [], isLeftOut: true });
    expect(planAccount({ ...resident, id: 'R-101' }, undefined, false)).toEqual({
      steps: [],
      isLeftOut: true,
    });
  });

  it('somebody whose id can be no user name is none', () => {
    expect(plan({ id: 'W001' })).toEqual({ steps: [], fault: 'capitals' });
    expect(plan({ id: 'wu@x.example' })).toEqual({ steps: [], fault: 'at-sign' });
    // Earlier versions knew them by something else.
    expect(plan({ id: 'W001' }, { username: 'old' })).toEqual({ steps: [] });
    expect(plan({ id: 'W001', active: false })).toEqual({ steps: [] });
  });

  it('somebody of whom something changed follows, and what they no longer have goes', () => {
    const changed = plan({ name: '吴军', phone: '+852 9123 4567' }, {}).steps;
    expect(changed).toEqual([
      {
        ...{ kind: 'change', names: ['phone_number', 'name'] },
        values: { email: 'Wu@x.example', phone_number: '+85291234567', name: '吴军', locale: 'zh-CN' },
      },
    ]);
    const { email: _email, ...without } = wu;
    expect(planAccount(without, made, false).steps).toMatchObject([{ kind: 'change', names: ['email'] }]);
  });

  it('whoever never logged in is made again at another address, so that what went to the old one opens nothing', () => {
    expect(steps({ email: 'new@x.example' }, { isUsed: false })).toEqual(['remake']);
    expect(steps({ email: 'new@x.example' }, { isUsed: true })).toEqual(['change']);
    // Whom earlier versions knew by their `sub` has it for good.
    expect(steps({ email: 'new@x.example' }, { isUsed: false, username: 'old' })).toEqual(['change']);
  });

  it('whoever left is closed once, and opened when they are back', () => {
    expect(steps({ active: false }, {})).toEqual(['close']);
    expect(steps({ active: false }, { isOpen: false })).toEqual([]);
    expect(steps({ active: false })).toEqual([]);
    expect(steps({}, { isOpen: false })).toEqual(['open']);
    expect(steps({ name: '吴军' }, { isOpen: false })).toEqual(['change', 'open']);
  });

  it('whoever never logged in is invited again where that is asked for', () => {
    expect(steps({}, { isUsed: false }, true)).toEqual(['invite']);
    expect(steps({}, { isUsed: true }, true)).toEqual([]);
    const { email: _email, ...silent } = wu;
    const { email: _address, ...known } = attributes;
    expect(planAccount(silent, { ...made, isUsed: false, attributes: known }, true).steps).toEqual([]);
  });
});

test.each([
  ['13800000001', '+8613800000001'],
  ['138-0000-0001', '+8613800000001'],
  ['86 138 0000 0001', '+8613800000001'],
  ['+86 (138) 00000001', '+8613800000001'],
  ['+852 9123 4567', '+85291234567'],
  ['010-12345678', undefined],
  ['9123 4567', undefined],
  ['+0 123 4567', undefined],
])('the telephone number %s is %s to a pool', (phone, dialled) => {
  expect(internationally(phone)).toBe(dialled);
});

test.each([
  ['zh-CN', /[A-Za-z]{2,}/],
  ['en', /\p{Script=Han}/u],
] as const)('what is said of accounts is in %s words alone', (language, foreign) => {
  const words: AccountWords = ACCOUNT_WORDS[language];
  const count = { made: 1, changed: 1, same: 1, leftOut: 1, unused: 1, failed: 1 };
  const said = [
    ...[words.made(true), words.made(false), words.remade, words.invited, words.opened, words.closed],
    ...[words.phoneTaken, words.leftOut, ...Object.values(words.faults), words.sum(count), words.again],
    words.changed(['email', 'phone_number', 'name', 'locale']),
    ...(['taken', 'not-taken', 'not-delivered'] as const).map((why) => words.refused(why, '…')),
    ...[words.exhausted('…'), words.noStage],
    ...[words.madeElsewhere('https://id.example.com'), words.tooOld('prod')],
  ];
  for (const each of said) {
    const ownWords = each.replaceAll(/--[a-z-]+|https:\S+|POST \S+|prod|id\b/g, '');
    expect(ownWords, each).not.toMatch(foreign);
  }
});
