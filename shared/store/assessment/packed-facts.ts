/**
 * Facts as text: a month has tens of thousands of them, and is read whole. Fields are parted by commas and facts by
 * semicolons, neither of which an id can hold; what is missing is left empty.
 */
import { CLOCK_OUTCOMES, type Fact, FOLLOW_UP_RESULTS, type Repeats } from '../../domain/assessment/facts.ts';

type Kind = Fact['kind'];
type Of<K extends Kind> = Extract<Fact, { kind: K }>;
type Field = string | number | boolean | undefined;

interface Form<K extends Kind> {
  readonly code: string;
  readonly pack: (fact: Of<K>) => readonly Field[];
  readonly unpack: (fields: readonly string[]) => Omit<Of<K>, 'person' | 'section'>;
}

const YES = '1';
const mark = (name: 'satisfaction' | 'attitude', field: string | undefined) =>
  field === '' || field === undefined ? {} : { [name]: Number(field) };
const oneOf = <T extends string>(all: readonly T[], index: string | undefined): T => {
  const found = all[Number(index)];
  if (found === undefined) throw new Error(`no fact has ${index} there`);
  return found;
};

/** Each fact begins with its code, then whom it is about, then what is its own. */
const FORMS: { readonly [K in Kind]: Form<K> } = {
  clock: {
    code: 'c',
    pack: ({ clock, outcome }) => [clock, CLOCK_OUTCOMES.indexOf(outcome)],
    unpack: ([clock = '', outcome]) => ({ kind: 'clock', clock, outcome: oneOf(CLOCK_OUTCOMES, outcome) }),
  },
  breach: {
    code: 'b',
    pack: ({ clock }) => [clock],
    unpack: ([clock = '']) => ({ kind: 'breach', clock }),
  },
  request: {
    code: 'r',
    pack: ({ onTheSpot }) => [onTheSpot],
    unpack: ([onTheSpot]) => ({ kind: 'request', onTheSpot: onTheSpot === YES }),
  },
  service: {
    code: 's',
    pack: ({ round, result, satisfaction, attitude, praised }) => [
      round,
      result === undefined ? undefined : FOLLOW_UP_RESULTS.indexOf(result),
      satisfaction,
      attitude,
      // Left out where it is not: the facts of before are then the same text.
      ...(praised === undefined ? [] : [praised]),
    ],
    unpack: ([round, result, satisfaction, attitude, praised]) => ({
      kind: 'service',
      round: Number(round),
      ...(result === undefined || result === '' ? {} : { result: oneOf(FOLLOW_UP_RESULTS, result) }),
      ...mark('satisfaction', satisfaction),
      ...mark('attitude', attitude),
      ...(praised === YES ? { praised: true as const } : {}),
    }),
  },
  'follow-up': {
    code: 'f',
    pack: ({ round, reached }) => [round, reached],
    unpack: ([round, reached]) => ({ kind: 'follow-up', round: Number(round), reached: reached === YES }),
  },
  complaint: {
    code: 'p',
    pack: ({ at, number, place, isBefore }) => [at, number, place, isBefore],
    unpack: ([at = '', number = '', place = '', isBefore]) => ({
      kind: 'complaint',
      ...{ at, number, place },
      isBefore: isBefore === YES,
    }),
  },
  'final-case': {
    code: 'x',
    pack: (fact) => [fact.case, fact.at],
    unpack: ([id = '', at = '']) => ({ kind: 'final-case', case: id, at }),
  },
};

const byCode = new Map(Object.values(FORMS).map((form) => [form.code, form as unknown as Form<Kind>]));
const written = (field: Field) => (typeof field === 'boolean' ? (field ? YES : '') : (field ?? ''));

/** Facts as one text. */
export function packed(facts: readonly Fact[]): string {
  return facts
    .map((fact) => {
      const form = FORMS[fact.kind] as unknown as Form<Kind>;
      return [form.code, fact.person, fact.section, ...form.pack(fact)].map(written).join(',');
    })
    .join(';');
}

/** The facts that a text holds; the same as were packed into it. */
export function unpacked(text: string): readonly Fact[] {
  return text === '' ? [] : text.split(';').map(factIn);
}

function factIn(text: string): Fact {
  const [code = '', person, section, ...fields] = text.split(',');
  const form = byCode.get(code);
  if (form === undefined) throw new Error(`no fact begins with ${code}`);
  const fact = form.unpack(fields) as { kind: Kind; person?: string; section?: string };
  if (person !== '') fact.person = person as string;
  if (section !== '') fact.section = section as string;
  return fact as Fact;
}

/** The different facts of many texts, each with how often it is there: facts that are alike are the same text. */
export function counted(texts: Iterable<string>): readonly Repeats[] {
  const times = new Map<string, number>();
  for (const text of texts) {
    if (text === '') continue;
    for (const fact of text.split(';')) times.set(fact, (times.get(fact) ?? 0) + 1);
  }
  return [...times].map(([text, count]) => ({ fact: factIn(text), times: count }));
}
