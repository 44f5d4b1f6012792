/** What remains of a type when its members without a value are left out. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Gives a copy of an object without the members whose value is `undefined`; the others keep their order. States,
 * events and answers are compared and sealed as JSON, so a member without a value must be absent there. `null`,
 * `false`, 0 and the empty text are values and stay.
 */
export function defined<const T extends object>(members: T): Defined<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
