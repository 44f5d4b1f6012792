import * as z from 'zod';
import { find, isPath, type Json, read } from './json-path.ts';
import { StateFailure } from './state-failure.ts';

type Compare = (a: Json, b: Json) => boolean;
type Test = (value: Json) => boolean;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
export const isTimestamp = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));

const numbers =
  (compare: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' && compare(a, b);
const instants =
  (compare: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    isTimestamp(a) && isTimestamp(b) && compare(Date.parse(a), Date.parse(b));

/** A value of another type is never equal to, before or after anything. */
const COMPARISONS: Readonly<Record<string, Compare>> = {
  StringEquals: (a, b) => typeof a === 'string' && a === b,
  BooleanEquals: (a, b) => typeof a === 'boolean' && a === b,
  NumericEquals: numbers((a, b) => a === b),
  NumericLessThan: numbers((a, b) => a < b),
  NumericLessThanEquals: numbers((a, b) => a <= b),
  NumericGreaterThan: numbers((a, b) => a > b),
  NumericGreaterThanEquals: numbers((a, b) => a >= b),
  TimestampEquals: instants((a, b) => a === b),
  TimestampLessThan: instants((a, b) => a < b),
  TimestampLessThanEquals: instants((a, b) => a <= b),
  TimestampGreaterThan: instants((a, b) => a > b),
  TimestampGreaterThanEquals: instants((a, b) => a >= b),
};
const TESTS: Readonly<Record<string, Test>> = {
  IsTimestamp: isTimestamp,
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsNumeric: (value) => typeof value === 'number',
  IsNull: (value) => value === null,
};
const OPERATORS = [
  'IsPresent',
  ...Object.keys(TESTS),
  ...Object.keys(COMPARISONS).flatMap((name) => [name, `${name}Path`]),
];

export interface ChoiceRule {
  readonly Next?: string | undefined;
  readonly And?: readonly ChoiceRule[] | undefined;
  readonly Or?: readonly ChoiceRule[] | undefined;
  readonly Not?: ChoiceRule | undefined;
  readonly Variable?: string | undefined;
  readonly [operator: string]: unknown;
}

/** A rule of a Choice state, of the operators above; any other member is refused. */
export const choiceRule: z.ZodType<ChoiceRule> = z.lazy(() =>
  z
    .strictObject({
      Comment: z.string().optional(),
      Next: z.string().optional(),
      Variable: z.string().refine(isPath, { error: 'no simple path' }).optional(),
      And: z.array(choiceRule).min(1).optional(),
      Or: z.array(choiceRule).min(1).optional(),
      Not: choiceRule.optional(),
      ...Object.fromEntries(OPERATORS.map((name) => [name, z.json().optional()])),
    })
    .superRefine((rule, { addIssue }) => {
      const said = Object.keys(rule).filter(
        (name) => OPERATORS.includes(name) || ['And', 'Or', 'Not'].includes(name),
      );
      if (said.length !== 1) addIssue({ code: 'custom', message: 'a rule has exactly one operator' });
    }),
);

/** Whether a rule holds. @throws StateFailure States.Runtime for a variable that is not there */
export function holds(rule: ChoiceRule, data: Json, context: Json): boolean {
  if (rule.And) return rule.And.every((part) => holds(part, data, context));
  if (rule.Or) return rule.Or.some((part) => holds(part, data, context));
  if (rule.Not) return !holds(rule.Not, data, context);
  const { Variable = '$' } = rule;
  const name = OPERATORS.find((operator) => operator in rule) ?? '';
  const operand = rule[name] as Json;
  if (name === 'IsPresent') return (find(Variable, data, context) !== undefined) === operand;
  const value = read(Variable, data, context);
  const test = TESTS[name];
  if (test) return test(value) === operand;
  const compare = COMPARISONS[name.replace(/Path$/, '')];
  if (!compare) throw new StateFailure('States.Runtime', `A rule on ${Variable} has no operator.`);
  return compare(value, name.endsWith('Path') ? read(String(operand), data, context) : operand);
}
