/** Runs a schema over input and says every fault by pointer, in the reader's language. */

import type * as z from 'zod';
import en from 'zod/v4/locales/en.js';
import zhCN from 'zod/v4/locales/zh-CN.js';
import type { Reason } from '../domain/kernel/errors.ts';
import type { Language } from '../domain/model/directory.ts';
import { reasonOfPattern } from './forms/patterns.ts';
import { type FormReason, SENTENCES, sentence } from './messages.ts';
import type { Fault } from './problem.ts';

/**
 * The library's words for faults in each language. They are made by the first fault that needs them: hardly any
 * request does, and a function's start does not wait for them.
 */
const WORDS = { 'zh-CN': saying('zh-CN', zhCN), en: saying('en', en) };

/** The library's words, save for what is missing and for checks of our own. */
function saying(language: Language, locale: () => { localeError: z.core.$ZodErrorMap }): z.core.$ZodErrorMap {
  let words: z.core.$ZodErrorMap | undefined;
  return (issue) => {
    const params: Readonly<Record<string, unknown>> = issue.code === 'custom' ? Object(issue.params) : {};
    const { reason } = params;
    if (typeof reason === 'string' && isReason(reason)) return sentence(reason, language, params);
    if (issue.input === undefined) return sentence('required', language);
    if (issue.code === 'invalid_format' && issue.format === 'regex') {
      return sentence(reasonOfPattern(issue.pattern), language);
    }
    words ??= locale().localeError;
    return words(issue);
  };
}

type Checked<T> = { readonly value: T } | { readonly faults: readonly Fault[] };

/** Checks input against a schema; gives its value, or the faults with RFC 6901 pointers. */
export function check<S extends z.ZodType>(
  schema: S,
  input: unknown,
  language: Language,
  unknown: 'unknown-member' | 'unknown-parameter' = 'unknown-member',
): Checked<z.output<S>> {
  const parsed = schema.safeParse(input, { error: WORDS[language] });
  const faults = parsed.success
    ? protosIn(input).map((path) => ({ pointer: pointerOf(path), detail: sentence(unknown, language) }))
    : parsed.error.issues.flatMap((issue) => faultsOf(issue, language, unknown));
  if (parsed.success && faults.length === 0) return { value: parsed.data };
  return {
    faults: [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.detail}`, fault])).values()],
  };
}

function faultsOf(issue: z.core.$ZodIssue, language: Language, unknown: FormReason): readonly Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      detail: sentence(unknown, language),
    }));
  }
  return [{ pointer: pointerOf(issue.path), detail: issue.message }];
}

/**
 * Where in the input a member is called `__proto__`: no schema has one, and each passes it over. Asked of what a schema
 * took, which is no deeper than the schema; what it did not take may be nested until the stack ends.
 */
function protosIn(input: unknown, path: readonly PropertyKey[] = []): readonly (readonly PropertyKey[])[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => {
    const here = [...path, name];
    return name === '__proto__' ? [here] : protosIn(value, here);
  });
}

function isReason(reason: string): reason is Reason | FormReason {
  return Object.hasOwn(SENTENCES, reason);
}

/** An RFC 6901 pointer to a path in a document; the whole document is the empty string. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
