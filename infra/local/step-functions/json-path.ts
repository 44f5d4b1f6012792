/** The paths of the States Language, as far as they name one place: `$`, `$.a.b`, `$.a[0]`, `$$.Execution.Name`. */
import { StateFailure } from './state-failure.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = { readonly [member: string]: Json };

const PATH = /^\$\$?(?:\.[A-Za-z_][\w-]*(?:\[\d+\])*)*$/;
const CONTEXT_PLACES = [
  'Execution.Id',
  'Execution.Input',
  'Execution.Name',
  'Execution.StartTime',
  'State.EnteredTime',
  'State.Name',
  'State.RetryCount',
  'StateMachine.Id',
  'StateMachine.Name',
];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it names a place in the data, or in what is known of the context. */
export const isPath = (text: string): boolean =>
  PATH.test(text) &&
  (!text.startsWith('$$') ||
    CONTEXT_PLACES.some((place) => text === `$$.${place}` || text.startsWith(`$$.${place}.`)));

/** Whether a result can be written there: a path into the data, without indexes. */
export const isReferencePath = (text: string): boolean =>
  isPath(text) && !text.startsWith('$$') && !text.includes('[');

/** The steps of each path that was read: there are few, and they are read again and again. */
const known = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  let steps = known.get(path);
  if (!steps) {
    steps = path.match(/[A-Za-z_][\w-]*|(?<=\[)\d+/g) ?? [];
    known.set(path, steps);
  }
  return steps;
}

/** @returns undefined where the path leads nowhere */
export function find(path: string, data: Json, context: Json): Json | undefined {
  let value: Json | undefined = path.startsWith('$$') ? context : data;
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Array.isArray(value) ? value[Number(step)] : (value as JsonObject)[step];
  }
  return value;
}

/** @throws StateFailure States.Runtime where the path leads nowhere */
export function read(path: string, data: Json, context: Json): Json {
  const value = find(path, data, context);
  if (value !== undefined) return value;
  throw new StateFailure(
    'States.Runtime',
    `The path '${path}' could not be found in ${JSON.stringify(data)}.`,
  );
}

function put(into: Json, steps: readonly string[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const members = isObject(into) ? into : {};
  return { ...members, [step]: put(members[step] ?? {}, rest, value) };
}

/** The data with a result in it: at the path, in its place (`$`), or not at all (null). */
export const withResult = (data: Json, path: string | null | undefined, result: Json): Json =>
  path === null ? data : put(data, stepsOf(path ?? '$'), result);

/** A payload template filled in: members that end in `.$` are read from the path that is their value. */
export function fill(template: Json, data: Json, context: Json): Json {
  if (Array.isArray(template)) return template.map((item) => fill(item, data, context));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$') && typeof value === 'string')
      filled[name.slice(0, -2)] = read(value, data, context);
    else filled[name] = fill(value, data, context);
  }
  return filled;
}

/** What is wrong with the paths of a payload template. */
export function faultsOf(template: Json, place: readonly (string | number)[] = []) {
  const faults: { readonly path: (string | number)[]; readonly message: string }[] = [];
  if (typeof template !== 'object' || template === null) return faults;
  for (const [name, value] of Object.entries(template) as [string, Json][]) {
    const path = [...place, name];
    if (!name.endsWith('.$')) faults.push(...faultsOf(value, path));
    else if (typeof value !== 'string' || !isPath(value)) {
      faults.push({ path, message: `${JSON.stringify(value)} is no simple path` });
    }
  }
  return faults;
}
