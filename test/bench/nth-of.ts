/** The nth of what was prepared; throws where too little was. */
export function nthOf<T>(prepared: readonly T[], nth: number): T {
  const found = prepared[nth];
  if (found === undefined) throw new Error(`only ${prepared.length} were prepared, asked for number ${nth}`);
  return found;
}
