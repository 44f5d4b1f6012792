/** The API description as generators of clients and their people need it (contract section 1). */
import { describe, expect, it } from 'vitest';
import { CASE_FORMS } from '../../shared/contract/cases/case-bodies.ts';
import { schemaName } from '../../shared/contract/forms/step-forms.ts';
import { documentWithoutExamples, openApiDocument } from '../../shared/contract/openapi.ts';
import { ENUMERATIONS } from '../../shared/contract/openapi-enums.ts';
import { SHEET_FORMS } from '../../shared/contract/sheets/sign-off.ts';
import { CHANNELS, KINDS, STATUSES } from '../../shared/domain/model/sheet.ts';
import { LINK_STEPS } from '../../shared/domain/sheets/link-steps.ts';

type Json = { readonly [member: string]: Json } & readonly Json[] & string;

const document = JSON.parse(JSON.stringify(documentWithoutExamples('0.0.0'))) as Json;

interface Place {
  readonly path: readonly string[];
  readonly node: Json;
}

/** Every object in a document, with the way to it. */
function* placesIn(node: Json, path: readonly string[] = []): Generator<Place> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield { path, node };
  for (const [name, each] of Object.entries(node)) yield* placesIn(each as Json, [...path, name]);
}

const isNamed = ({ path }: Place) => path.length === 3 && path[1] === 'schemas';

/** What is wrong with the enumerations and constants of a description, a line each. */
function faultsOfValues(of: Json): readonly string[] {
  return [...placesIn(of)].flatMap((place) => {
    const { path, node } = place;
    const where = path.join('/');
    if (Array.isArray(node.enum)) {
      if (!isNamed(place)) return [`${where}: an enumeration without a name`];
      const values: readonly string[] = node.enum;
      return (['zh-CN', 'en'] as const).flatMap((language) =>
        values
          .filter((value) => !isWord(node['x-words']?.[language]?.[value], language))
          .map((value) => `${where}: ${value} has no word in ${language}`),
      );
    }
    const constant: unknown = node.const;
    return constant === undefined || typeof constant === 'string' || path.at(-1) === 'properties'
      ? []
      : [`${where}: a constant that is no text`];
  });
}

const isWord = (word: string | undefined, language: 'zh-CN' | 'en') =>
  word !== undefined && word !== '' && /\p{Script=Han}/u.test(word) === (language === 'zh-CN');

/** Parameters and responses that stand in two operations in full, a line each. */
function repeatedIn(of: Json): readonly string[] {
  const seen = new Map<string, string>();
  return Object.values(of.paths ?? {})
    .flatMap((path) => Object.values(path as Json) as readonly Json[])
    .flatMap(({ operationId = '', parameters = [], responses = {} }) => {
      const inFull = [...Object.values(parameters), ...Object.entries(responses)]
        .map((each) => JSON.stringify(each))
        .filter((text) => !text.includes('"$ref":"#/components/parameters/'))
        .filter((text) => !text.includes('"$ref":"#/components/responses/'));
      return inFull.flatMap((text) => {
        const other = seen.get(text);
        seen.set(text, operationId as string);
        return other === undefined || other === operationId ? [] : [`${other}, ${operationId}: ${text}`];
      });
    });
}

const schemas = document.components?.schemas ?? ({} as Json);

describe('every enumeration', () => {
  it('has a name, and a word in both languages for each value; no constant is a number', () => {
    expect(faultsOfValues(document)).toEqual([]);
  });

  it('is known by its values alone, and is used', () => {
    const known = Object.values(ENUMERATIONS).map(({ words }) => Object.keys(words).toSorted().join());
    expect(new Set(known).size).toBe(known.length);
    expect(Object.keys(ENUMERATIONS).filter((name) => schemas[name] === undefined)).toEqual([]);
  });

  it('says the same in words for people and for generators', () => {
    for (const [name, { words }] of Object.entries(ENUMERATIONS)) {
      const both = Object.values(words).map((each) => `${each['zh-CN']} · ${each.en}`);
      expect(schemas[name]?.['x-enum-descriptions']).toEqual(both);
      for (const each of both) expect(schemas[name]?.description).toContain(each);
    }
  });

  it('is the one of the contract wherever it stands', () => {
    const sheet = schemas.Sheet?.properties;
    expect([sheet?.kind, sheet?.channel, sheet?.status]).toEqual(
      ['Kind', 'Channel', 'Status'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    );
    expect([schemas.Kind?.enum, schemas.Channel?.enum, schemas.Status?.enum]).toEqual([
      [...KINDS],
      [...CHANNELS],
      [...STATUSES],
    ]);
  });

  it('would be found without a name, without a word, and where a number is a constant', () => {
    const wrong = {
      components: {
        schemas: {
          Named: { enum: ['a', 'b'], 'x-words': { 'zh-CN': { a: '甲', b: 'b' }, en: { a: 'a' } } },
          Other: { properties: { inline: { enum: ['a'] }, level: { const: 1 }, of: { const: true } } },
        },
      },
    };
    expect(faultsOfValues(wrong as unknown as Json)).toEqual([
      'components/schemas/Named: b has no word in zh-CN',
      'components/schemas/Named: b has no word in en',
      'components/schemas/Other/properties/inline: an enumeration without a name',
      'components/schemas/Other/properties/level: a constant that is no text',
      'components/schemas/Other/properties/of: a constant that is no text',
    ]);
  });
});

describe('every step', () => {
  const caseSteps = Object.keys(CASE_FORMS).filter((step) => step !== 'appeal' && step !== 'review');
  it.each([
    ['SignOff', 'SheetStep', Object.keys(SHEET_FORMS)],
    ['CaseSignOff', 'CaseStep', caseSteps],
    ['LinkStep', 'LinkStep', [...LINK_STEPS]],
  ])('of %s has a schema with a name, found by its discriminator', (body, prefix, steps) => {
    const named = steps.map((step) => [step, `#/components/schemas/${prefix}${schemaName(step)}`]);
    expect(schemas[body]?.discriminator).toEqual({
      propertyName: 'step',
      mapping: Object.fromEntries(named),
    });
    expect(schemas[body]?.oneOf).toEqual(named.map(([, $ref]) => ({ $ref })));
    for (const step of steps) {
      const schema = schemas[`${prefix}${schemaName(step)}`];
      expect(schema?.properties?.step).toEqual({ type: 'string', const: step });
      expect(schema?.description).toMatch(/\p{Script=Han}.* · [a-z]/u);
    }
  });
});

describe('every operation', () => {
  const operations = Object.values(document.paths ?? {})
    .flatMap((path) => Object.values(path as Json) as readonly Json[])
    .map(({ operationId = '', tags = [], summary = '', description = '' }) => ({
      ...{ id: String(operationId), tags: [...Object.values(tags)] as string[] },
      ...{ summary: String(summary), description: String(description) },
    }));

  it('has an id of its own, one tag that is described, and says more than its summary', () => {
    const tags = new Map(
      (Object.values(document.tags ?? {}) as readonly Json[]).map((tag) => [
        String(tag.name),
        String(tag.description),
      ]),
    );
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    expect(new Set(operations.flatMap(({ tags: its }) => its))).toEqual(new Set(tags.keys()));
    for (const about of tags.values()) expect(about).toMatch(/\p{Script=Han}.* · .*[a-z]/u);
    const poor = operations.filter(
      ({ tags: its, summary, description }) =>
        its.length !== 1 || summary === '' || description === '' || description === summary,
    );
    expect(poor.map(({ id }) => id)).toEqual([]);
  });

  it('shares its parameters and responses with others, in place of saying them again', () => {
    expect(repeatedIn(document)).toEqual([]);
    for (const shared of ['parameters', 'responses']) {
      expect(Object.keys(document.components?.[shared] ?? {}).length).toBeGreaterThan(15);
    }
  });

  it('would be found saying again what another says', () => {
    const ok = { '200': { description: 'Fine' } };
    const one = { operationId: 'one', responses: ok };
    const wrong = { paths: { '/a': { get: one }, '/b': { get: { ...one, operationId: 'two' } } } };
    expect(repeatedIn(wrong as unknown as Json)).toHaveLength(1);
  });
});

it('leaves answers open for members that they get in time, and bodies closed', () => {
  const open = (name: string) => schemas[name]?.additionalProperties === undefined;
  expect([open('Sheet'), open('Problem'), open('Me')]).toEqual([true, true, true]);
  expect([open('Intake'), open('SheetStepHandOver'), open('PersonBody')]).toEqual([false, false, false]);
});

it('gives each operation’s example of a shared answer by its name', () => {
  const shown = openApiDocument('0.0.0') as unknown as Json;
  const refusal = shown.components?.responses?.StepNotAllowed?.content?.['application/problem+json'];
  expect(Object.keys(refusal?.examples ?? {})).toContain('signOff');
});
