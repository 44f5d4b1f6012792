/** How the members of a step's body are asked for. Pure. */
import type { Schemas } from '../../session/api.ts';

export type Allowed = Schemas['AllowedStep'];
export type Kind = 'text' | 'choice' | 'means' | 'yes-or-no' | 'mark' | 'tick' | 'instant' | 'signature';

/** Whatever stands here can be filled in on the page; a step that requires anything else is not offered. */
const KINDS: Readonly<Record<string, Kind>> = {
  opinion: 'text',
  reason: 'text',
  message: 'text',
  text: 'text',
  question: 'text',
  outcome: 'text',
  answer: 'text',
  feedback: 'text',
  section: 'choice',
  handler: 'choice',
  person: 'choice',
  clock: 'choice',
  by: 'means',
  reached: 'yes-or-no',
  resolved: 'yes-or-no',
  noVisit: 'tick',
  adopted: 'tick',
  satisfaction: 'mark',
  attitude: 'mark',
  until: 'instant',
  signature: 'signature',
};
/** Said of a follow-up that reached somebody, and of no other. */
const WHEN_REACHED = ['resolved', 'satisfaction', 'attitude', 'feedback'];

export const kindOf = (member: string): Kind | undefined => KINDS[member];

/** Whether everything that the step requires can be filled in here. */
export const signableHere = ({ requires, oneOf = [] }: Allowed): boolean =>
  requires.every((member) => member in KINDS) &&
  (oneOf.length === 0 || oneOf.some((members) => members.every((member) => member in KINDS)));

/** What brings a sheet on, before what may be done besides; what is not named here comes last, as the API has it. */
const ONWARD = [
  ...['accept', 'arrive', 'complete', 'return', 'receive', 'follow-up', 'archive', 'answer', 'hand-over'],
  ...['advise', 'grant-exemption', 'refuse-exemption', 'countersign', 'rate', 'assign', 'urge', 'reply'],
];

/** The steps that can be signed here, the next one first. */
export function inOrder(steps: readonly Allowed[]): readonly Allowed[] {
  const rank = ({ step }: Allowed) => (ONWARD.includes(step) ? ONWARD.indexOf(step) : ONWARD.length);
  return steps.filter(signableHere).toSorted((a, b) => rank(a) - rank(b));
}

export type Draft = Readonly<Record<string, unknown>>;

/** What is asked for, in order: what is required first. */
export function askedFor(
  { step, requires, takes, oneOf = [] }: Allowed,
  draft: Draft,
): readonly { member: string; required: boolean }[] {
  const needed = new Set([
    ...requires,
    ...(oneOf.find((members) => members.every((member) => member in KINDS)) ?? []),
  ]);
  if (step === 'follow-up' && draft.reached === true) needed.add('resolved');
  const all = [...new Set([...needed, ...takes])].filter((member) => member in KINDS);
  const asked =
    step === 'follow-up' && draft.reached !== true
      ? all.filter((member) => !WHEN_REACHED.includes(member))
      : all;
  return asked.map((member) => ({ member, required: needed.has(member) }));
}

const isEmpty = (value: unknown) => value === undefined || value === '' || value === false;

/** The body to send, without what was left empty; a no is an answer where one is asked for. */
export function bodyOf(allowed: Allowed, draft: Draft): Record<string, unknown> {
  const members = askedFor(allowed, draft).flatMap(({ member }) => {
    const value = draft[member];
    const isSaid = kindOf(member) === 'yes-or-no' ? value !== undefined : !isEmpty(value);
    return isSaid ? [[member, typeof value === 'string' ? value.trim() : value]] : [];
  });
  return { step: allowed.step, ...Object.fromEntries(members) };
}

/** What is required and still missing. */
export function missingIn(allowed: Allowed, draft: Draft): readonly string[] {
  const body = bodyOf(allowed, draft);
  return askedFor(allowed, draft).flatMap(({ member, required }) =>
    required && !(member in body) ? [member] : [],
  );
}
