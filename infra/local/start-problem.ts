/** Something that keeps the local cloud from starting and that its user can put right: shown without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
