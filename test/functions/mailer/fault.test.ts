import { expect, it } from 'vitest';
import { faultOf } from '../../../functions/mailer/fault.ts';

it('the log of a failed letter has the name and the code of the error, and nothing of its words', () => {
  const error = Object.assign(new Error('550 no such user: zhao.min@example.com'), {
    code: 'EENVELOPE',
    rejected: ['zhao.min@example.com'],
  });
  expect(faultOf(error)).toEqual({ name: 'Error', code: 'EENVELOPE' });
  expect(JSON.stringify(faultOf(error))).not.toContain('zhao');
  expect(faultOf('zhao.min@example.com')).toEqual({ name: undefined, code: undefined });
});
