/** Puts the words of both languages into the API description, and gives its enumerations and steps their names. */
import type { createDocument } from 'zod-openapi';
import { CASE_STEP_WORDS } from '../words/case-words.ts';
import type { Said } from '../words/said.ts';
import { LINK_STEP_WORDS, STEP_WORDS } from '../words/sheet-words.ts';
import { schemaName } from './forms/step-forms.ts';
import { ENUMERATIONS } from './openapi-enums.ts';

type Document = ReturnType<typeof createDocument>;
type Schemas = NonNullable<NonNullable<Document['components']>['schemas']>;

const both = (words: Said): string => `${words['zh-CN']} · ${words.en}`;
const known = (values: readonly unknown[]): string => [...values].map(String).toSorted().join(' ');
const NAMES = new Map(
  Object.entries(ENUMERATIONS).map(([name, { words }]) => [known(Object.keys(words)), name]),
);

/** The schema of an enumeration: each value with its words, for people, for generators, and by language for clients. */
function enumerationSchema(name: string): Schemas[string] {
  const { is, words } = ENUMERATIONS[name] ?? { is: { 'zh-CN': name, en: name }, words: {} };
  const values = Object.entries(words);
  return {
    type: 'string',
    enum: values.map(([value]) => value),
    description: `${both(is)}\n\n${values.map(([value, each]) => `- \`${value}\` ${both(each)}`).join('\n')}`,
    'x-enum-descriptions': values.map(([, each]) => both(each)),
    'x-words': Object.fromEntries(
      (['zh-CN', 'en'] as const).map((language) => [
        language,
        Object.fromEntries(values.map(([value, each]) => [value, each[language]])),
      ]),
    ),
  } as Schemas[string];
}

/** Calls an enumeration by its name wherever its values stand, and tells which names were used. */
function referring(node: unknown, used: Set<string>): unknown {
  if (Array.isArray(node)) return node.map((each) => referring(each, used));
  if (typeof node !== 'object' || node === null) return node;
  const { enum: values } = node as { readonly enum?: unknown };
  const name = Array.isArray(values) ? NAMES.get(known(values)) : undefined;
  if (name !== undefined) {
    used.add(name);
    return { $ref: `#/components/schemas/${name}` };
  }
  return Object.fromEntries(Object.entries(node).map(([member, each]) => [member, referring(each, used)]));
}

/** What the schema of each step is of, by its name. */
const STEPS: Readonly<Record<string, Said>> = Object.fromEntries(
  Object.entries({ SheetStep: STEP_WORDS, CaseStep: CASE_STEP_WORDS, LinkStep: LINK_STEP_WORDS }).flatMap(
    ([prefix, words]) =>
      Object.entries<Said>(words).map(([step, each]) => [`${prefix}${schemaName(step)}`, each]),
  ),
);

function withStepWords(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const words = STEPS[name];
      return [name, words === undefined ? schema : { description: both(words), ...schema }];
    }),
  );
}

/** The description with names and words. */
export function withWords(document: Document): Document {
  const used = new Set<string>();
  const paths = referring(document.paths, used) as Document['paths'];
  const components = referring(document.components, used) as NonNullable<Document['components']>;
  const enumerations = [...used].toSorted().map((name) => [name, enumerationSchema(name)]);
  return {
    ...document,
    paths,
    components: {
      ...components,
      schemas: { ...withStepWords(components.schemas ?? {}), ...Object.fromEntries(enumerations) },
    },
  };
}
