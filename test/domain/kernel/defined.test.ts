import { expect, expectTypeOf, test } from 'vitest';
import { defined } from '../../../shared/domain/kernel/defined.ts';

const absent = undefined as string | undefined;

test('a member without a value is left out, and the others keep their order', () => {
  const kept = defined({ b: 1, missing: absent, a: null, no: false, zero: 0, empty: '' });
  expect(JSON.stringify(kept)).toBe('{"b":1,"a":null,"no":false,"zero":0,"empty":""}');
  expect(Object.hasOwn(kept, 'missing')).toBe(false);
});

test('a member left out does not cover the one that stands below it', () => {
  const below: { readonly name: string } = { name: 'kept' };
  const whole = { ...below, ...defined({ name: absent }) };
  expect(whole).toStrictEqual({ name: 'kept' });
  expectTypeOf(whole.name).toEqualTypeOf<string>();
});

test('a member that may be missing is optional in the type, and literals stay what they are', () => {
  const kept = defined({ kind: 'repair', name: absent });
  expectTypeOf(kept.kind).toEqualTypeOf<'repair'>();
  expectTypeOf(kept.name).toEqualTypeOf<string | undefined>();
  expectTypeOf<{ kind: 'repair' }>().toExtend<typeof kept>();
  expect(kept).toStrictEqual({ kind: 'repair' });
});
