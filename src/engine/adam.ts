/** The constants of Adam (Kingma & Ba 2015) that both executors share. */

export const FIRST_DECAY = 0.9;
export const SECOND_DECAY = 0.999;
export const EPSILON = 1e-7;

/** What the learning rate of step `step` (the first is 1) is multiplied by, because both running means begin at 0. */
export function biasCorrection(step: number): number {
  return Math.sqrt(1 - SECOND_DECAY ** step) / (1 - FIRST_DECAY ** step);
}
