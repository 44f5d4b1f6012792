/** The body of `POST /r/{token}` (contract section 10), of what is typed in the form of a step. Pure. */

export type Typed = Readonly<Record<string, string>>;

const MARKS = ['satisfaction', 'attitude'];

/** @param resident whose signature it is, where one is drawn */
export function bodyOf(step: string, typed: Typed, resident: string): Readonly<Record<string, unknown>> {
  const said = Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
  if (step === 'countersign') {
    const { path, signer, relation = '' } = said;
    const behalf =
      signer === undefined ? { signer: resident } : { signer, onBehalf: { name: resident, relation } };
    return { step, signature: { path, ...behalf } };
  }
  return {
    step,
    ...Object.fromEntries(
      Object.entries(said).map(([name, value]) => [name, MARKS.includes(name) ? Number(value) : value]),
    ),
  };
}
