/** Steps that somebody may sign, found by asking whoever judges them; here of a step that is made up for it. */
import { expect, test } from 'vitest';
import { allowedStep, type StepBody, type StepForm } from '../../../shared/domain/kernel/allowing.ts';

/** Asks for a section, takes a reason, and, beside a reason alone, a text. */
const FORM: StepForm = {
  requires: ['section'],
  takes: ['reason', 'text'],
  isValid: ({ text, reason }) => text === undefined || reason !== undefined,
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  section: ['repairs', 'cleaning'],
  reason: ['…'],
  text: ['…'],
};
const values = (member: string) => VALUES[member] ?? [];
const asked = (accepts: (body: StepBody) => boolean, form = FORM) =>
  allowedStep('move', form, {
    values,
    judge: (body) => (accepts(body) ? { clause: 'B1' } : undefined),
  });

test('a step needs what its form needs, takes what would be taken, and names what may be chosen', () => {
  expect(asked(({ section }) => section === 'cleaning')).toEqual({
    ...{ step: 'move', clause: 'B1', requires: ['section'], takes: ['reason', 'text'] },
    choices: { section: ['cleaning'] },
  });
});

test('where no body would be accepted there is no such step', () => {
  expect(asked(() => false)).toBeUndefined();
});

test('a body that its form refuses is none, whatever is said of it', () => {
  expect(asked(() => true, { ...FORM, isValid: () => false })).toBeUndefined();
  expect(asked(({ reason }) => reason === undefined)).toMatchObject({ takes: [] });
});

test('what a body needs beyond its form is required; of several that would do it needs one', () => {
  expect(asked(({ reason }) => reason !== undefined)).toMatchObject({
    ...{ requires: ['section', 'reason'], takes: ['text'] },
  });
  const either = { ...FORM, isValid: () => true };
  expect(asked((body) => body.reason !== undefined || body.text !== undefined, either)).toMatchObject({
    ...{ requires: ['section'], oneOf: [['reason', 'text']] },
  });
});

test('what may be chosen beside another answer than the first that would do is named, too', () => {
  const form: StepForm = {
    requires: ['reason'],
    takes: ['witness'],
    isValid: ({ witness, reason }) => witness === undefined || reason === 'varied',
  };
  const given: Readonly<Record<string, readonly string[]>> = {
    reason: ['upheld', 'varied'],
    witness: ['sun', 'wu'],
  };
  const review = { values: (member: string) => given[member] ?? [], judge: () => ({ clause: 'A2.7b' }) };
  expect(allowedStep('move', form, review)).toMatchObject({
    ...{ takes: ['witness'], choices: { witness: ['sun', 'wu'] } },
  });
});

test('who is alike is tried once and all are named; a section that is called as somebody is stays itself', () => {
  const form: StepForm = { requires: ['section', 'person'], takes: [], isValid: () => true };
  const given: Readonly<Record<string, readonly string[]>> = {
    section: ['repairs', 'sun'],
    person: ['wu', 'sun', 'li'],
  };
  const tried = new Set<unknown>();
  const step = allowedStep('move', form, {
    values: (member) => given[member] ?? [],
    like: (id) => (id === 'sun' ? 'wu' : id),
    judge: ({ section, person }) => {
      tried.add(person);
      return section === 'sun' && person === 'wu' ? { clause: 'B1' } : undefined;
    },
  });
  expect(step?.choices).toEqual({ section: ['sun'], person: ['wu', 'sun'] });
  expect([...tried]).toEqual(['wu', 'li']);
});
