/** Every value of a signal against every other, as angles. */

export const GRAMIAN_FIELDS = ['summation', 'difference'] as const;
export type GramianField = (typeof GRAMIAN_FIELDS)[number];

/**
 * Writes the Gramian angular field `[i, j]` row-major of `values` (Wang & Oates, IJCAI 2015): values are stretched to -1 to 1 and
 * read as cosines of angles; the summation field is cos(a_i + a_j), the difference field sin(a_i - a_j). Where lowest and
 * highest are less than `leastRange` apart, they are stretched as if they were that far: noise is not blown up to a signal.
 */
export function gramianAngularField(
  values: Float64Array,
  field: GramianField,
  leastRange: number,
  out: Float64Array,
): void {
  const size = values.length;
  const cosines = stretched(values, leastRange);
  const sines = cosines.map((cosine) => Math.sqrt((1 - cosine) * (1 + cosine)));
  for (let row = 0; row < size; row++) {
    const cosine = cosines[row] as number;
    const sine = sines[row] as number;
    for (let column = 0; column < size; column++) {
      const otherCosine = cosines[column] as number;
      const otherSine = sines[column] as number;
      out[row * size + column] =
        field === 'summation' ? cosine * otherCosine - sine * otherSine : sine * otherCosine - cosine * otherSine;
    }
  }
}

function stretched(values: Float64Array, leastRange: number): Float64Array {
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const range = Math.max(highest - lowest, leastRange);
  return values.map((value) => Math.min(1, Math.max(-1, (value - highest + (value - lowest)) / range)));
}
