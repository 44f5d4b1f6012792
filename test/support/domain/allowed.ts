/** What holds `allowedSteps` against the answers of `decide`: everything that somebody could send, and bodies as a client makes them. */
import { schemaName } from '../../../shared/contract/forms/step-forms.ts';
import { documentWithoutExamples } from '../../../shared/contract/openapi.ts';
import { SHEET_FORMS, signOffBody } from '../../../shared/contract/sheets/sign-off.ts';
import type { AllowedStep } from '../../../shared/domain/kernel/allowing.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { FoundFiles } from '../../../shared/domain/kernel/files.ts';
import { asOf, type Directory, type Person } from '../../../shared/domain/model/directory.ts';
import type { Command, Sheet, StepName } from '../../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { allowedSteps } from '../../../shared/domain/sheets/allowed.ts';
import { decideAs } from '../../../shared/domain/sheets/decide.ts';
import { COMPLAINT } from '../factories.ts';
import { commandsIn } from './random-commands.ts';

/** A sheet in somebody's hands at an instant. */
export interface Situation {
  readonly name: string;
  readonly sheet: Sheet;
  readonly who: Person;
  readonly directory: Directory;
  readonly now: string;
}

const SIGNED = { path: 'M 10 40 L 60 20 L 110 40' };
const OPEN = ['not-found', 'forbidden', 'step-not-allowed'];

/** What an answer to a body comes to: `accepted` (also where only the time is not yet), `refused`, or `bad` input. */
function answerTo({ sheet, who, directory, now }: Situation, body: object): 'accepted' | 'refused' | 'bad' {
  const parsed = signOffBody.safeParse(body);
  if (!parsed.success) return 'bad';
  const site = asOf(directory, now);
  const context = { now, files: uploadedBy(who, now) };
  const result = decideAs(sheet, parsed.data as Command, actorsOf(who, site, now), site, context);
  if (!(result instanceof DomainError) || result.code === 'too-many-requests') return 'accepted';
  return OPEN.includes(result.code) ? 'refused' : 'bad';
}

const FILE = '01KAQPB3R00000000000000000';

/** A picture that somebody has just uploaded. */
function uploadedBy({ id: by }: Person, at: string): FoundFiles {
  const measured = { size: 1, sha256: '' };
  const file = { id: FILE, by, name: '', type: 'image/jpeg' as const, at, expiresAt: '9999', ...measured };
  return new Map([[FILE, { file, stored: { ...measured, start: new Uint8Array([0xff, 0xd8, 0xff]) } }]]);
}

export const isAccepted = (situation: Situation, body: object) => answerTo(situation, body) === 'accepted';

const DAY_MS = 24 * 3_600_000;

/** All sorts of bodies of every step: with whatever is known of sheet and directory, and things that are not. */
export function everythingOn({ sheet, directory, now }: Situation): readonly object[] {
  const { clocks, resident } = sheet;
  const signature = { ...SIGNED, signer: resident?.name ?? '某某' };
  const untils = [0, 1, 2, 8, 29].map((days) =>
    new Date(Date.parse(now) + 1000 + days * DAY_MS).toISOString(),
  );
  const afters = clocks.map(({ dueAt }) => new Date(Date.parse(dueAt) + 60_000).toISOString());
  return [
    ...commandsIn(directory),
    ...directory.staff.map(({ id }) => ({ step: 'consult', person: id, question: '能否免费' })),
    { step: 'countersign', signature },
    { step: 'withdraw', reason: '不需要了', signature },
    ...clocks.flatMap(({ id: clock }, place) => [
      { step: 'grant-exemption', clock, reason: '属实' },
      { step: 'refuse-exemption', clock, reason: '不属实' },
      ...[...untils, ...afters.slice(place, place + 1)].map((until) => ({
        ...{ step: 'request-exemption', clock, reason: '等配件', until },
      })),
    ]),
  ];
}

/** Bodies as a client makes them from what is allowed and nothing else, the least first; of each choice one. */
export function bodiesOf(
  { step, requires, takes, choices = {}, oneOf = [] }: AllowedStep,
  given: Situation,
): readonly object[] {
  const members = [...requires, ...oneOf.map(([first]) => first ?? '')];
  const least = members.reduce<readonly object[]>(
    (bodies, member) =>
      bodies.flatMap((body) =>
        valuesOf(member, choices, given, body).map((value) => ({ ...body, [member]: value })),
      ),
    [{ step }],
  );
  const withResolved = takes.includes('resolved') ? least.map((body) => ({ ...body, resolved: true })) : [];
  return [...least, ...withResolved];
}

const FIELDS: Readonly<Record<string, unknown>> = {
  subject: '另一个事由',
  details: '靠东头',
  resident: { name: '赵敏', phone: '13800000001', address: '1栋2单元302' },
  category: 'elevator',
  simple: true,
  urgent: true,
  complaint: COMPLAINT,
};

export function valuesOf(
  member: string,
  choices: NonNullable<AllowedStep['choices']>,
  { sheet, now }: Situation,
  body: object,
): readonly unknown[] {
  const { clock }: { readonly clock?: string } = body;
  switch (member) {
    case 'section':
    case 'handler':
    case 'person':
    case 'clock':
      return choices[member] ?? [];
    case 'fields':
      return (choices.fields ?? []).map((name) =>
        name === 'appointment'
          ? { appointment: { from: now, to: new Date(Date.parse(now) + DAY_MS).toISOString() } }
          : { [name]: FIELDS[name] },
      );
    case 'until': {
      const dueAt = sheet.clocks.find(({ id }) => id === clock)?.dueAt ?? now;
      return [new Date(Math.max(Date.parse(now), Date.parse(dueAt)) + 1000).toISOString()];
    }
    case 'signature':
      return [{ ...SIGNED, signer: sheet.resident?.name ?? '某某' }];
    case 'record':
      return [{ at: now, words: '不用来了' }];
    case 'by':
      return ['phone'];
    case 'reached':
      return [true, false];
    case 'resolved':
    case 'noVisit':
    case 'adopted':
      return [true];
    case 'satisfaction':
    case 'attitude':
      return [4];
    case 'performedAt':
      return [now];
    case 'files':
      return [[FILE]];
    default:
      return ['一句话'];
  }
}

/** What is allowed in a situation. */
export function allowedIn({ sheet, who, directory, now }: Situation): readonly AllowedStep<StepName>[] {
  const site = asOf(directory, now);
  return allowedSteps(SHEET_FORMS, sheet, actorsOf(who, site, now), site, {});
}

interface BodySchema {
  readonly properties?: object;
  readonly required?: readonly string[];
}
const BODIES = documentWithoutExamples('0.0.0').components?.schemas ?? {};

/** The members of a step's body beside `step`, and those that every body has, as the API description says them. */
function membersOf(step: string): { readonly all: readonly string[]; readonly required: readonly string[] } {
  const { properties = {}, required = [] } = (BODIES[`SheetStep${schemaName(step)}`] ?? {}) as BodySchema;
  return {
    all: Object.keys(properties).filter((member) => member !== 'step'),
    required: required.filter((member) => member !== 'step'),
  };
}

/** Which section or person is chosen makes no difference to what else a body may have. */
const MOST_BODIES = 4;

/** What is wrong with the members that a step is said to need and to take: by its body's schema, and by the answers to them. */
export function memberFaults(each: AllowedStep, situation: Situation): readonly string[] {
  const { step, requires, takes, choices = {}, oneOf = [] } = each;
  const { all, required } = membersOf(step);
  const said = [...requires, ...takes];
  const bodies = bodiesOf(each, situation).slice(0, MOST_BODIES);
  const anybody = { handler: situation.directory.staff.map(({ id }) => id) };
  const isTaken = (member: string) =>
    bodies.some((body) =>
      valuesOf(member, { ...anybody, ...choices }, situation, body).some((value) =>
        isAccepted(situation, { ...body, [member]: value }),
      ),
    );
  return [
    ...[...said, ...oneOf.flat()]
      .filter((member) => !all.includes(member))
      .map((member) => `${member} is no member of its body`),
    ...said.filter((member, nth) => said.indexOf(member) < nth).map((member) => `${member} is said twice`),
    ...required.filter((member) => !requires.includes(member)).map((member) => `${member} is not required`),
    ...all
      .filter((member) => !required.includes(member) && said.includes(member) !== isTaken(member))
      .map((member) => `${member} is ${said.includes(member) ? 'said and refused' : 'taken and not said'}`),
  ].map((fault) => `${step}: ${fault}`);
}

/** What is wrong with what is said to be allowed, one line a fault. */
export function faultsIn(situation: Situation): readonly string[] {
  const allowed = allowedIn(situation);
  const named = new Map(allowed.map((each) => [each.step as string, each]));
  const faults: string[] = [];
  const say = (what: string) => faults.push(`${situation.name}, ${situation.who.id}: ${what}`);
  for (const body of everythingOn(situation)) {
    const { step } = body as Command;
    if (!named.has(step) && isAccepted(situation, body))
      say(`${JSON.stringify(body)} is accepted and ${step} not named`);
  }
  // One step in three: over many situations every one comes up often.
  for (const each of allowed.filter((_, nth) => (nth + situation.name.length) % 3 === 0)) {
    for (const fault of memberFaults(each, situation)) say(fault);
  }
  for (const each of allowed) {
    const bodies = bodiesOf(each, situation);
    if (!bodies.some((body) => isAccepted(situation, body)))
      say(`nothing made of ${JSON.stringify(each)} is accepted`);
    for (const [member, values] of Object.entries(each.choices ?? {})) {
      for (const value of values) {
        const isOf = (body: object) =>
          (member === 'fields' ? Object.keys(Object(Object(body).fields))[0] : Object(body)[member]) ===
          value;
        const made = bodies.some(isOf)
          ? bodies.filter(isOf)
          : bodies.map((body) => ({ ...body, [member]: value }));
        if (!made.some((body) => isAccepted(situation, body)))
          say(`${each.step} with ${member} ${value} is refused`);
      }
    }
  }
  return faults;
}
