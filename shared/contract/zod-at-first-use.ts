/**
 * zod as functions have it: `infra/bundle.ts` puts this in its place. A schema is built when it is first used, not where it is
 * written: a function knows hundreds, of which a request needs two, and to build them all took a quarter of a start.
 * What is not listed here is built where it is written, as the library does it.
 */
import * as z from 'zod/v4';

export * from 'zod/v4';

/** What is called on a schema to make another of it. */
const MAKES = new Set<PropertyKey>(
  'optional nullable min max length regex refine superRefine check transform overwrite default array extend omit pick'.split(
    ' ',
  ),
);
/** What only the API description needs, which no function writes. */
const DESCRIBES = new Set<PropertyKey>(['meta', 'register']);

/** What builds each schema that stands for one. */
const builders = new WeakMap<object, () => object>();

/** A value with every schema in it built. */
function built(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const build = builders.get(value);
  if (build !== undefined) return build();
  if (Array.isArray(value)) return value.map(built);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, built(member)]));
}

type Builder = (...given: never[]) => object;

/** Builds as `build` does, at the first use of what it gives. */
function late<B extends Builder>(build: B): B {
  const lately = (...given: unknown[]) => standIn(() => build(...(given.map(built) as never[])));
  return lately as unknown as B;
}

/** Stands for a schema until it is used. */
function standIn(build: () => object): object {
  let schema: object | undefined;
  const once = () => {
    schema ??= build();
    return schema;
  };
  const self: object = new Proxy(
    {},
    {
      get(_, name) {
        if (DESCRIBES.has(name)) return () => self;
        const of = (whole: object) => Reflect.get(whole, name);
        if (MAKES.has(name)) return late((...given) => of(once()).apply(once(), given));
        const value = of(once());
        return typeof value === 'function' ? value.bind(once()) : value;
      },
    },
  );
  builders.set(self, once);
  return self;
}

export const string = late(z.string);
export const boolean = late(z.boolean);
export const number = late(z.number);
export const int = late(z.int);
export const literal = late(z.literal);
export const ulid = late(z.ulid);
export const email = late(z.email);
export const url = late(z.url);
export const unknown = late(z.unknown);
export const array = late(z.array);
export const record = late(z.record);
export const object = late(z.object);
export const strictObject = late(z.strictObject);
export const looseObject = late(z.looseObject);
export const union = late(z.union);
export const discriminatedUnion = late(z.discriminatedUnion);
export const refine = late(z.refine);
export const overwrite = late(z.overwrite);
export const iso = { ...z.iso, date: late(z.iso.date), datetime: late(z.iso.datetime) };
const chosen = late(z.enum);

export { chosen as enum };
