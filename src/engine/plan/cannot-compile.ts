/** What no kernel of the plan does: such a model runs one tfjs operation at a time. */
export class CannotCompileError extends Error {
  override readonly name = 'CannotCompileError';
}
