/** Below this nothing is expected to agree: a gradient that should be 0 is compared with it and not with 0. */
const SMALLEST = 1e-6;

/**
 * Largest difference of two lists, relative to the largest expected value. NaN where their lengths differ or anything is
 * NaN: it fails every comparison, so that no limit lets it pass.
 */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.NaN;
  let largest = SMALLEST;
  let worst = 0;
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs((found[index] as number) - (expected[index] as number));
    // A NaN is carried on by Math.max; a comparison would lose it.
    largest = Math.max(largest, Math.abs(expected[index] as number));
    worst = Math.max(worst, difference);
  }
  return worst / largest;
}
