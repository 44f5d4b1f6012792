/** Answers of the API, held against what they are to be. */
import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Answer } from './api.ts';

/** The body of an answer with that status. @throws an AssertionError with the answer when it is another */
export function read<T>(answer: Answer, status: number, form: z.ZodType<T>): T {
  assert.equal(answer.status, status, answer.text);
  return form.parse(JSON.parse(answer.text));
}

/** @throws unless it is a problem document with that status and code */
export function problem(answer: Answer, status: number, code: string): void {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, answer.text);
  assert.equal(read(answer, status, z.object({ code: z.string() })).code, code);
}

/** All of an answer that a replay repeats. */
export const told = ({ status, text, headers }: Answer) => ({
  status,
  text,
  location: headers.get('location'),
  etag: headers.get('etag'),
});
