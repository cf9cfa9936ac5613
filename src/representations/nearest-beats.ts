/** Which beat stands for an example: its own, or the one in the middle of a window. */

/** The number of the R peak nearest to an example's centre; the example's own where beats are the examples; -1 without any. */
export function nearestBeats(rPeaks: Float64Array, centres: Float64Array): (example: number) => number {
  // Two marks may stand on one sample: each beat is itself all the same.
  if (centres === rPeaks) return (example) => example;
  return (example) => {
    const centre = centres[example] as number;
    const next = firstNotBelow(rPeaks, centre);
    if (next === 0) return rPeaks.length === 0 ? -1 : 0;
    if (next === rPeaks.length) return next - 1;
    return centre - (rPeaks[next - 1] as number) <= (rPeaks[next] as number) - centre ? next - 1 : next;
  };
}

/** The first index whose value is not below `wanted`; the length where all are. */
function firstNotBelow(ascending: Float64Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
