/** How much two detectors agree around each beat: where the signal is clean they find the same beats. */

const MATCH_SECONDS = 0.15;
const WINDOW_SECONDS = 10;

/**
 * `[beat of first]` from 0 to 1: the bSQI of Li, Mark & Clifford (Physiol. Meas. 29(1), 2008, 15-32), which is the beats
 * that both found (within 150 ms, one to one) among all that either found, in the 10 s centred at the beat. Both are
 * ascending sample numbers.
 */
export function detectorAgreement(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  samplingRateHz: number,
): Float64Array {
  const shared = sharedBeats(first, second, MATCH_SECONDS * samplingRateHz);
  const reach = (WINDOW_SECONDS / 2) * samplingRateHz;
  const within = [first, second, shared].map((beats) => createWindowCount(beats, reach));
  return Float64Array.from(first, (beat) => {
    const [inFirst, inSecond, inBoth] = within.map((count) => count(beat)) as [number, number, number];
    return inBoth / (inFirst + inSecond - inBoth);
  });
}

/** The beats of `first` that `second` has too. */
function sharedBeats(first: ArrayLike<number>, second: ArrayLike<number>, window: number): number[] {
  const shared: number[] = [];
  let other = 0;
  for (let index = 0; index < first.length; index++) {
    const beat = first[index] as number;
    while (other < second.length && (second[other] as number) < beat - window) other += 1;
    if (other >= second.length || (second[other] as number) > beat + window) continue;
    shared.push(beat);
    other += 1;
  }
  return shared;
}

/** Counts the beats within `reach` of ascending places. */
function createWindowCount(beats: ArrayLike<number>, reach: number): (centre: number) => number {
  let from = 0;
  let to = 0;
  return (centre) => {
    while (to < beats.length && (beats[to] as number) <= centre + reach) to += 1;
    while (from < to && (beats[from] as number) < centre - reach) from += 1;
    return to - from;
  };
}
