/** A signal in fewer numbers: the mean of each of equal pieces. */

/**
 * Writes the means of `pieces` pieces of equal length of `samples[0, length)` (piecewise aggregate approximation: Keogh et al.,
 * Knowl. Inf. Syst. 3(3), 2001). A sample that lies across a border counts in both pieces by its share.
 */
export function piecewiseMean(samples: Float64Array, length: number, pieces: number, out: Float64Array): void {
  const width = length / pieces;
  for (let piece = 0; piece < pieces; piece++) {
    const from = piece * width;
    const to = (piece + 1) * width;
    let sum = 0;
    for (let index = Math.floor(from); index < Math.min(length, Math.ceil(to)); index++) {
      sum += (samples[index] as number) * (Math.min(to, index + 1) - Math.max(from, index));
    }
    out[piece] = sum / width;
  }
}
