/** What the gate makes of `npm audit`. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/product.ts';

const { outcomeOf }: { outcomeOf(said: string): { code: number; line: string } } = await import(
  join(REPOSITORY, '.ci/audit.mjs')
);

it.each(['', '{"error":{"code":"E405","summary":"not allowed"}}', 'npm error'])(
  'an audit that the registry does not answer is left out, and fails nothing: %s',
  (said) => {
    const { code, line } = outcomeOf(said);
    expect(code).toBe(0);
    expect(line).toMatch(/^Left out: .*registry does not answer\.$/);
  },
);

it('an audit fails where something grave is known, and names the package', () => {
  const grave = { metadata: { vulnerabilities: { high: 1, critical: 0, total: 2 } } };
  const vulnerabilities = { a: { name: 'a', severity: 'high' }, b: { name: 'b', severity: 'low' } };
  expect(outcomeOf(JSON.stringify({ ...grave, vulnerabilities }))).toEqual({
    code: 1,
    line: 'Something grave is known against a; run npm audit.',
  });
  expect(outcomeOf(JSON.stringify({ metadata: { vulnerabilities: { low: 3, total: 3 } } }))).toEqual({
    code: 0,
    line: 'Nothing grave is known against the packages; 3 lesser.',
  });
});
