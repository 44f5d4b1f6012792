/**
 * Which steps somebody may sign next (contract section 9, `allowedSteps`): found by asking whoever judges the steps with
 * bodies of each, so that no rule is said a second time. Pure.
 */

import type { FoundFiles } from './files.ts';

/** The form of a step's body: its members beside `step`, and whether a body is in proper form. */
export interface StepForm {
  /** Members that every body has. */
  readonly requires: readonly string[];
  /** Members that a body may have. */
  readonly takes: readonly string[];
  readonly isValid: (body: StepBody) => boolean;
}

export type StepForms<S extends string> = { readonly [step in S]: StepForm };

/** Members of bodies of which the values that would be accepted are named. */
export const CHOSEN = ['section', 'handler', 'person', 'clock', 'fields', 'sanctions', 'witness'] as const;

/** Those of them that name somebody. */
const PEOPLE: readonly string[] = ['handler', 'person', 'witness'];

/** A member that holds one of what is chosen among under the name of several. */
const ONE_OF: { readonly [member: string]: (typeof CHOSEN)[number] } = { sanction: 'sanctions' };

/** A step that somebody may sign now. */
export interface AllowedStep<S extends string = string> {
  readonly step: S;
  /** The clause of the rule that allows it. */
  readonly clause: string;
  /** Members beside `step` that the body needs now. */
  readonly requires: readonly string[];
  /** Members beside them that would be taken now. */
  readonly takes: readonly string[];
  /** By member, the values that would be accepted now; of `fields` the names of what may be amended. */
  readonly choices?: { readonly [M in (typeof CHOSEN)[number]]?: readonly string[] };
  /** Groups of members of each of which the body needs one. */
  readonly oneOf?: readonly (readonly string[])[];
  /** The id of the absent person for whom it would be signed. */
  readonly actingFor?: string;
}

/** A body under trial: whatever its members are, the form says whether they are right. */
export type StepBody = { readonly step: string } & { readonly [member: string]: unknown };

/** What is asked about the steps of one thing for one reader. */
export interface Judging {
  /** Values that a member of a body could have, given its members so far; none where there is nothing to name. */
  readonly values: (member: string, body: StepBody) => readonly unknown[];
  /** The id of whom the same is said as of somebody, so that of all who are alike one is tried; each their own where there is none. */
  readonly like?: (id: string) => string;
  /** What is said of a valid body that would be accepted; undefined where it would be refused. */
  readonly judge: (
    body: StepBody,
  ) => { readonly clause: string; readonly actingFor?: string | undefined } | undefined;
}

/** A file that anybody may attach, for trials. */
export const TRIAL_FILE = '00000000000000000000000000';

/** It, as somebody has just uploaded it. */
export function trialFiles(by: string, at: string): FoundFiles {
  const measured = { size: 1, sha256: '' };
  const said = { id: TRIAL_FILE, by, name: '', type: 'image/jpeg' as const, at, expiresAt: '9999' };
  const stored = { ...measured, start: new Uint8Array([0xff, 0xd8, 0xff]) };
  return new Map([[TRIAL_FILE, { file: { ...said, ...measured }, stored }]]);
}

/** What a step needs and takes now, or undefined where no valid body of it would be accepted. */
export function allowedStep<S extends string>(
  step: S,
  form: StepForm,
  { values, like = (id) => id, judge }: Judging,
): AllowedStep<S> | undefined {
  const accepts = (body: StepBody) => judge(body) !== undefined && form.isValid(body);
  const alike = (member: string, value: unknown) =>
    PEOPLE.includes(member) && typeof value === 'string' ? like(value) : value;
  const tried = (member: string, body: StepBody) => [
    ...new Set(values(member, body).map((value) => alike(member, value))),
  ];
  const having = (bodies: readonly StepBody[], member: string): readonly StepBody[] =>
    bodies.flatMap((body) => tried(member, body).map((value) => ({ ...body, [member]: value })));
  const bare = form.requires.reduce(having, [{ step }]);

  const isEnough = bare.filter(accepts);
  const needed = isEnough.length > 0 ? [] : form.takes.filter((member) => having(bare, member).some(accepts));
  const good =
    isEnough.length > 0 ? isEnough : needed.flatMap((member) => having(bare, member).filter(accepts));
  const [first] = good;
  const allowance = first && judge(first);
  if (first === undefined || allowance === undefined) return undefined;

  // A member may be taken beside another alone, and only with one value of what is needed; what is to be chosen is another question.
  const roots = [first, ...bare.filter((body) => CHOSEN.every((member) => body[member] === first[member]))];
  const grown = roots.map((root) => [root]);
  const takes = form.takes.filter((member) => {
    const found = grown.map((seeds) => having(seeds, member).find(accepts));
    found.forEach((body, at) => {
      if (body !== undefined) grown[at]?.push(body);
    });
    return found.some((body) => body !== undefined);
  });
  const seeds = grown.flat();
  /** What a member may be, of those bodies that would be accepted. */
  const choiceOf = (member: string, bodies: readonly StepBody[]) => {
    const accepted = new Set<unknown>(bodies.flatMap((body) => nameOf(body[member]) ?? []));
    const all = new Set(values(member, first).flatMap((value) => nameOf(value) ?? []));
    return [...all].filter((name) => accepted.has(alike(member, name)));
  };
  const alone = needed.length === 1 ? needed : [];
  const chosen = CHOSEN.flatMap((member) => {
    if (!form.requires.includes(member) && !takes.includes(member)) return [];
    const bodies = good.every((body) => member in body) ? good : having(seeds, member).filter(accepts);
    return [[member, choiceOf(member, bodies)] as const];
  });
  const single = Object.entries(ONE_OF).flatMap(([member, name]) => {
    if (!form.requires.includes(member)) return [];
    return [[name, choiceOf(member, seeds.filter(accepts))] as const];
  });
  const choices = [...chosen, ...single];
  return {
    step,
    clause: allowance.clause,
    requires: [...form.requires, ...alone],
    takes: takes.filter((member) => !alone.includes(member)),
    ...(choices.length === 0 ? {} : { choices: Object.fromEntries(choices) }),
    ...(needed.length > 1 ? { oneOf: [needed] } : {}),
    ...(allowance.actingFor === undefined ? {} : { actingFor: allowance.actingFor }),
  };
}

/** What a value is called among choices: an id itself, of a list its first, of a form the member that it fills. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const [first] = Array.isArray(value) ? value : Object.keys(value ?? {});
  return first;
}
