/** When a signal comes back to where it was. */

/**
 * Writes the distances `[i, j]` row-major between `points` states of a signal. A state is the value at a moment and those `delay`,
 * `2 * delay`, ... later, `dimension` in all (Takens's delay embedding); a distance is Euclid's, divided by the root of
 * `dimension` so that it stays in the unit of the signal. `values` holds `points + (dimension - 1) * delay` numbers.
 */
export function stateDistances(
  values: Float64Array,
  points: number,
  dimension: number,
  delay: number,
  out: Float64Array,
): void {
  for (let row = 0; row < points; row++) {
    out[row * points + row] = 0;
    for (let column = 0; column < row; column++) {
      let squares = 0;
      for (let part = 0; part < dimension * delay; part += delay) {
        squares += ((values[row + part] as number) - (values[column + part] as number)) ** 2;
      }
      const distance = Math.sqrt(squares / dimension);
      out[row * points + column] = distance;
      out[column * points + row] = distance;
    }
  }
}

/** In place: 1 where two states are at most `radius` apart, else 0 (Eckmann, Kamphorst & Ruelle, Europhys. Lett. 4(9), 1987). */
export function thresholdDistances(distances: Float64Array, count: number, radius: number): void {
  for (let index = 0; index < count; index++) distances[index] = (distances[index] as number) <= radius ? 1 : 0;
}
