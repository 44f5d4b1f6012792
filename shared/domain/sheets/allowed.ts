/** The steps that a reader may sign on a sheet now (contract section 9): `decide` itself is asked. Pure. */

import {
  type AllowedStep,
  allowedStep,
  type StepBody,
  type StepForms,
  TRIAL_FILE,
  trialFiles,
} from '../kernel/allowing.ts';
import { defined } from '../kernel/defined.ts';
import { asAnyOf, DomainError } from '../kernel/errors.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { AmendedFields, Command, Sheet, StepName } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { alikeIn } from '../organisation/alike.ts';
import { type Judged, judge, type StepContext } from './decide.ts';
import { withOwes } from './owing.ts';
import { STEPS } from './steps.ts';
import { sees } from './visibility.ts';

type Given = { readonly sheet: Sheet; readonly actors: readonly Actor[]; readonly directory: Directory };
type MembersOf<C> = C extends unknown ? Exclude<keyof C, 'step'> : never;
type Member = MembersOf<Command>;
type ValueOf<M extends Member> = Exclude<
  Command extends infer C ? (C extends { [K in M]?: infer V } ? V : never) : never,
  undefined
>;
type Values = { readonly [M in Member]: (given: Given, body: StepBody) => readonly ValueOf<M>[] };

const words = () => ['…'];
const grades = () => [5];
const MINUTE_MS = 60_000;

/** What may be amended, one at a time; the values are for the trial alone. */
function amendments({ directory: { at } }: Given): readonly AmendedFields[] {
  const soon = new Date(Date.parse(at) + MINUTE_MS).toISOString();
  return [
    { subject: '更正事由' },
    { details: '…' },
    { resident: { name: '…', phone: '0000', address: '…' } },
    { category: 'other' },
    { simple: false },
    { urgent: false },
    { appointment: { from: at, to: soon } },
    { complaint: { occurredAt: at, place: '…', cause: '…', course: '…', persons: [] } },
  ];
}

/** Until when an exemption could be asked for at the earliest: past now, and past the deadline. */
function untilWhen({ sheet, directory: { at } }: Given, { clock }: StepBody): readonly string[] {
  const dueAt = sheet.clocks.find(({ id }) => id === clock)?.dueAt ?? at;
  return [new Date(Math.max(Date.parse(dueAt), Date.parse(at)) + 1).toISOString()];
}

/** A value, or those among which to choose, for each member of a body. */
const VALUES: Values = {
  answer: words,
  opinion: words,
  reason: words,
  message: words,
  question: words,
  text: words,
  outcome: words,
  feedback: words,
  satisfaction: grades,
  attitude: grades,
  adopted: () => [true],
  noVisit: () => [true],
  reached: () => [true, false],
  resolved: () => [true],
  by: () => ['in-person'],
  files: () => [[TRIAL_FILE]],
  performedAt: ({ directory }) => [directory.at],
  record: ({ directory }) => [{ at: directory.at, words: '…' }],
  signature: ({ sheet }) => [{ signer: sheet.resident?.name ?? '…', path: 'M 1 1 L 9 9 L 3 8' }],
  fields: amendments,
  until: untilWhen,
  section: ({ directory }) => directory.sections.map(({ id }) => id),
  person: ({ directory }) => directory.staff.map(({ id }) => id),
  clock: ({ sheet }) => sheet.clocks.map(({ id }) => id),
  handler: ({ sheet, actors, directory }) => {
    const staff = directory.staff.filter(({ section }) => section !== undefined && section === sheet.section);
    return [...new Set([...staff.map(({ id }) => id), ...actors.map(partOf)])];
  },
};

const isMember = (name: string): name is Member => Object.hasOwn(VALUES, name);

/**
 * What a reader may sign on a sheet at the directory's instant, in the order of the steps table. A step is among them if and only if some
 * valid body of it would get neither 403, 404 nor 409: whoever has to wait for the next time (429) may sign it all the same.
 *
 * Takes the forms of the bodies, of the steps that are asked about, the sheet as it is kept, everybody as whom the reader may act,
 * and of the context who asked, how many bytes the ledger takes and, of the resident by link, the generation of that link.
 */
export function allowedSteps<S extends StepName>(
  forms: StepForms<S>,
  stored: Sheet,
  actors: readonly Actor[],
  directory: Directory,
  { asker, bytes, generation }: Pick<StepContext, 'asker' | 'bytes' | 'generation'>,
): readonly AllowedStep<S>[] {
  const seeing = actors.filter((actor) => sees(actor, stored, directory));
  if (seeing.length === 0) return [];
  const sheet = withOwes(stored, directory);
  const given = { sheet, actors: seeing, directory };
  const { at: now } = directory;
  const context: StepContext = { now, limits: 'off', ...defined({ asker, bytes, generation }) };
  const nobody = new DomainError('not-found', 'not-visible');
  const judged = (body: StepBody): Judged | DomainError =>
    asAnyOf(
      seeing,
      (actor) => {
        const files = trialFiles(actor.id, now);
        return judge(stored, body as Command, actor, directory, { ...context, files }, sheet);
      },
      nobody,
    );
  const asked = {
    values: (member: string, body: StepBody) => (isMember(member) ? VALUES[member](given, body) : []),
    like: alikeIn(directory, [sheet, seeing, asker]),
    judge: (body: StepBody) => {
      const found = judged(body);
      if (found instanceof DomainError) return undefined;
      return { clause: found.row.clause, actingFor: found.actor.standInFor };
    },
  };
  // What nobody may sign in that state need not be tried.
  const isAsked = (step: StepName): step is S => Object.hasOwn(forms, step);
  const steps = (Object.keys(STEPS) as StepName[])
    .filter(isAsked)
    .filter((step) =>
      STEPS[step].some(({ kinds, from }) => kinds.includes(sheet.kind) && from.includes(sheet.status)),
    );
  return steps.flatMap((step) => allowedStep(step, forms[step], asked) ?? []);
}
