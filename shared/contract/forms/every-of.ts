/** The values of a table, of which there is one at least, as a union of schemas takes them. */
export const everyOf = <T extends object>(table: T): [T[keyof T], ...T[keyof T][]] =>
  Object.values(table) as [T[keyof T], ...T[keyof T][]];
