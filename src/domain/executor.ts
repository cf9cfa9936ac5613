/** What runs the steps of a model. */

/**
 * `plan`: a step is one GPU program that was compiled before. `kernels`: it is one WebAssembly program of the lab's own
 * kernels. `ops`: it is one TensorFlow.js operation after another.
 */
export type ExecutorKind = 'plan' | 'kernels' | 'ops';

/** What runs the steps of one model. */
export interface ModelExecutor {
  /** A strategy id, or for a member of late fusion its branch. */
  readonly model: string;
  readonly kind: ExecutorKind;
  /** GPU dispatches of one step; null where there are none (`kernels`) or they are not known before it runs (`ops`). */
  readonly launchesPerStep: number | null;
  /** A sentence that says why it is not the plan, where this backend has one; else null. */
  readonly refusal: string | null;
}

/** `plan, 68 dispatches a step`, `ops`. */
export function executorText({ kind, launchesPerStep }: Pick<ModelExecutor, 'kind' | 'launchesPerStep'>): string {
  return launchesPerStep === null ? kind : `${kind}, ${launchesPerStep} dispatches a step`;
}

/** A sentence for each reason why models run on ops although their backend has the plan, with the models by name. */
export function fallbackSentences(
  executors: readonly ModelExecutor[],
  nameOf: (model: string) => string = (model) => model,
): string[] {
  const reasons = new Set(executors.flatMap(({ refusal }) => refusal ?? []));
  return [...reasons].map((reason) => {
    const names = executors.filter(({ refusal }) => refusal === reason).map(({ model }) => nameOf(model));
    const [last] = names.slice(-1);
    const subject = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} run` : `${last} runs`;
    return `${subject} one operation at a time (ops), which is slower. ${reason}`;
  });
}
