import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../shared/domain/kernel/ledger.ts';
import {
  commitmentTo,
  conceal,
  isCommitment,
  reveal,
  valuesFit,
} from '../../../shared/domain/kernel/values.ts';

const salts = () => {
  let nth = 0;
  return () => {
    nth += 1;
    return String(nth).padStart(32, '0');
  };
};

describe('values beside the chain (contract section 3)', () => {
  test('a commitment is the hash of the salt followed by the canonical JSON of the value', () => {
    const salt = '00112233445566778899aabbccddeeff';
    expect(commitmentTo({ salt, value: '赵先生' })).toBe(sha256(`${salt}"赵先生"`));
    expect(commitmentTo({ salt, value: { b: 1, a: 2 } })).toBe(sha256(`${salt}{"a":2,"b":1}`));
  });

  test('each value is named by the JSON pointer to its place', () => {
    const entry = { subject: '漏水', complaint: { persons: ['甲', '乙'] }, 'a/b': { '~': 'x' }, at: 'now' };
    const places = [['subject'], ['complaint', 'persons', '*'], ['a/b', '~'], ['details'], ['at', 'more']];
    const { entry: hashed, values } = conceal(entry, places, salts());
    expect(Object.keys(values)).toEqual([
      '/subject',
      '/complaint/persons/0',
      '/complaint/persons/1',
      '/a~1b/~0',
    ]);
    expect(isCommitment(hashed.complaint.persons[1])).toBe(true);
    expect(hashed.at).toBe('now');
    expect(valuesFit(hashed, values)).toBe(true);
    expect(reveal(hashed, values)).toEqual(entry);
    expect(reveal(hashed, {})).toEqual({
      subject: '',
      complaint: { persons: ['', ''] },
      'a/b': { '~': '' },
      at: 'now',
    });
  });

  test('what is concealed already stays as it is', () => {
    const once = conceal({ name: '赵' }, [['name']], salts());
    expect(conceal(once.entry, [['name']], salts())).toEqual({ entry: once.entry, values: {} });
  });

  test('a value that was changed does not give its commitment', () => {
    const { entry, values } = conceal({ name: '赵' }, [['name']], salts());
    expect(valuesFit(entry, { '/name': { ...values['/name'], value: '钱' } as never })).toBe(false);
    expect(valuesFit(entry, { '/elsewhere': values['/name'] as never })).toBe(false);
  });

  test('any entry is what it was once its values are put back', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true }),
        (entry) => {
          const { entry: hashed, values } = conceal(entry, [['*']], salts());
          expect(reveal(hashed, values)).toEqual({ ...entry });
          expect(valuesFit(hashed, values)).toBe(true);
        },
      ),
    );
  });
});
