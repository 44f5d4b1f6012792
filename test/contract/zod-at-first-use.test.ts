import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as late from '../../shared/contract/zod-at-first-use.ts';

const LANGUAGE = 'en';

/** The checks of an intake and of a list, and what runs them, over zod as it is or as functions have it. */
async function formsOver(library: object) {
  vi.resetModules();
  vi.doMock('zod', () => library);
  const { openBody } = await import('../../shared/contract/sheets/intake.ts');
  const { signOffBody } = await import('../../shared/contract/sheets/sign-off.ts');
  const { listQuery } = await import('../../shared/contract/sheets/list.ts');
  const { check } = await import('../../shared/contract/check.ts');
  vi.doUnmock('zod');
  return { openBody, signOffBody, listQuery, check };
}

const INTAKE = {
  site: 'riverside',
  kind: 'enquiry',
  channel: 'phone',
  subject: '  When is the pool open?  ',
  resident: { name: 'Zhao', phone: '13800000001', address: '1-2-301' },
  record: { at: '2026-11-27T08:00:00Z', words: 'They asked.' },
};

// biome-ignore format: a table reads best with one row a line
const GIVEN: readonly (readonly [string, 'openBody' | 'signOffBody' | 'listQuery', unknown])[] = [
  ['an intake', 'openBody', INTAKE],
  ['an intake with faults', 'openBody', { ...INTAKE, subject: 'a\nb', kind: 'wish', more: 1, files: ['a', 'a'] }],
  ['an intake without members', 'openBody', {}],
  ['a sign-off', 'signOffBody', { step: 'hand-over', section: 'engineering', opinion: ' Look at it. ' }],
  ['a sign-off of no step', 'signOffBody', { step: 'sing' }],
  ['a sign-off with a member too many', 'signOffBody', { step: 'arrive', opinion: 'x' }],
  ['a query', 'listQuery', { site: 'riverside,hill', limit: '10' }],
  ['a query with faults', 'listQuery', { site: '!', limit: '101', status: 'lost' }],
];

describe('schemas that are built at their first use', () => {
  test.each(GIVEN)('judge %s as the library does', async (_, name, input) => {
    const at = async (library: object) => {
      const { check, ...forms } = await formsOver(library);
      return check(forms[name], input, LANGUAGE);
    };
    expect(await at(late)).toEqual(await at(z));
  });

  test('are not built before, and once', () => {
    const wanted = vi.fn(() => z.string());
    const shape = {
      get name() {
        return wanted();
      },
    };
    const schema = late.strictObject(shape).optional().meta({ id: 'Named' });
    const list = late.array(schema).min(1);
    expect(wanted).not.toHaveBeenCalled();
    expect(list.safeParse([{ name: 'Zhao' }]).success).toBe(true);
    expect(list.safeParse([]).success).toBe(false);
    expect(schema.safeParse({ name: 1 }).success).toBe(false);
    expect(wanted).toHaveBeenCalledTimes(1);
  });

  test('are the same schema when they are described', () => {
    const schema = late.string();
    expect(schema.meta({ description: 'Who' })).toBe(schema);
  });

  test('say what they are when they are asked', () => {
    const schema = late.strictObject({ name: late.string().optional() });
    expect(schema).toBeInstanceOf(z.ZodObject);
    expect(schema.shape.name.isOptional()).toBe(true);
  });
});
