/** Schemas of steps' bodies as the rules ask about them (`shared/domain/kernel/allowing.ts`). */
import * as z from 'zod';
import type { StepForm, StepForms } from '../../domain/kernel/allowing.ts';

/** A name with its parts in capitals, as schemas are called: `hand-over` is `HandOver`. */
export const schemaName = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Names the schema of each step's body in the API description, `<prefix><Step>`. Gives the bodies as they are. */
export function namedSteps<T extends Readonly<Record<string, z.ZodType>>>(prefix: string, bodies: T): T {
  for (const [step, schema] of Object.entries(bodies)) {
    schema.register(z.globalRegistry, { id: `${prefix}${schemaName(step)}` });
  }
  return bodies;
}

type Bodies<S extends string> = { readonly [step in S]: z.ZodObject };

/**
 * The form of a body: the members beside `step` that its schema requires and takes. A schema without `step` is given none. A function
 * starts with the forms of all steps, so they are taken apart at their first use.
 * @param sentAs what its `step` says, where that is another name than the rules have for it
 */
export function formOf(schema: z.ZodObject, sentAs?: string): StepForm {
  let members: ReturnType<typeof membersOf> | undefined;
  const taken = () => {
    members ??= membersOf(schema);
    return members;
  };
  return {
    get requires() {
      return taken().requires;
    },
    get takes() {
      return taken().takes;
    },
    isValid: ({ step, ...body }) =>
      schema.safeParse('step' in schema.shape ? { ...body, step: sentAs ?? step } : body).success,
  };
}

function membersOf({ shape }: z.ZodObject): Pick<StepForm, 'requires' | 'takes'> {
  const members = Object.entries(shape as z.core.$ZodLooseShape).filter(([name]) => name !== 'step');
  const named = (isWanted: boolean) =>
    members.flatMap(([name, member]) => ((member as z.ZodType).isOptional() === isWanted ? [name] : []));
  return { requires: named(false), takes: named(true) };
}

/** The forms of all steps of a table. */
export const formsOf = <S extends string>(bodies: Bodies<S>): StepForms<S> =>
  Object.fromEntries(
    Object.entries<z.ZodObject>(bodies).map(([step, schema]) => [step, formOf(schema)]),
  ) as StepForms<S>;
