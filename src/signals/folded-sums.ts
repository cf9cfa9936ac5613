/** The lowest bins of a short segment by the very sums that define them, folded about the segment's middle. */

import type { SquaredSpectrum } from './fft-squares';

/** Bins that are summed up side by side: one alone would wait for each of its additions. */
const ABREAST = 4;

/**
 * Seen from its middle a segment is an even part, which meets cosines only, and an odd part, which meets sines only: half of
 * the products. The phase is the one thing that depends on where one looks from, and a squared magnitude has none.
 */
export function createFoldedSums(window: Float64Array, fftLength: number, bins: number): SquaredSpectrum {
  const half = window.length >> 1;
  const waves = wavesOf(half + 1, fftLength, bins);
  const folded = new Float64Array(2 * (half + 1));
  const squares = new Float64Array(ABREAST * Math.ceil(bins / ABREAST));
  return (samples, from, mean) => {
    fold(samples, from, mean, window, folded);
    sumUp(folded, waves, squares);
    return squares;
  };
}

/** Writes the square of the even part's sums with the cosines plus that of the odd part's with the sines. */
function sumUp(folded: Float64Array, waves: Float64Array, squares: Float64Array): void {
  let at = 0;
  for (let bin = 0; bin < squares.length; bin += ABREAST) {
    let re0 = 0;
    let re1 = 0;
    let re2 = 0;
    let re3 = 0;
    let im0 = 0;
    let im1 = 0;
    let im2 = 0;
    let im3 = 0;
    for (let part = 0; part < folded.length; part += 2) {
      const both = folded[part] as number;
      const difference = folded[part + 1] as number;
      re0 += both * (waves[at] as number);
      re1 += both * (waves[at + 1] as number);
      re2 += both * (waves[at + 2] as number);
      re3 += both * (waves[at + 3] as number);
      im0 += difference * (waves[at + 4] as number);
      im1 += difference * (waves[at + 5] as number);
      im2 += difference * (waves[at + 6] as number);
      im3 += difference * (waves[at + 7] as number);
      at += 2 * ABREAST;
    }
    squares[bin] = re0 * re0 + im0 * im0;
    squares[bin + 1] = re1 * re1 + im1 * im1;
    squares[bin + 2] = re2 * re2 + im2 * im2;
    squares[bin + 3] = re3 * re3 + im3 * im3;
  }
}

/** Multiply-adds of one segment. */
export function productsOfFoldedSums(length: number, bins: number): number {
  return 2 * bins * ((length >> 1) + 1);
}

/** Writes `[distance, 2]`, by distance from the middle, the sum and the difference of the tapered samples right and left of it. */
function fold(samples: Float64Array, from: number, mean: number, window: Float64Array, folded: Float64Array): void {
  const middle = window.length >> 1;
  folded[0] = ((samples[from + middle] as number) - mean) * (window[middle] as number);
  folded[1] = 0;
  const pairs = window.length - 1 - middle;
  for (let distance = 1; distance <= pairs; distance++) {
    const right = ((samples[from + middle + distance] as number) - mean) * (window[middle + distance] as number);
    const left = ((samples[from + middle - distance] as number) - mean) * (window[middle - distance] as number);
    folded[2 * distance] = right + left;
    folded[2 * distance + 1] = right - left;
  }
  if (pairs === middle) return;
  // Of an even number of samples the first has no partner.
  const alone = ((samples[from] as number) - mean) * (window[0] as number);
  folded[2 * middle] = alone;
  folded[2 * middle + 1] = -alone;
}

/** `[bins / 4, distance, 8]` for four bins abreast their cosines, then their sines; in the order of their use. */
export function wavesOf(distances: number, fftLength: number, bins: number): Float64Array {
  const groups = Math.ceil(bins / ABREAST);
  const waves = new Float64Array(groups * distances * 2 * ABREAST);
  for (let bin = 0; bin < groups * ABREAST; bin++) {
    for (let distance = 0; distance < distances; distance++) {
      const angle = (2 * Math.PI * ((bin * distance) % fftLength)) / fftLength;
      const at = (Math.floor(bin / ABREAST) * distances + distance) * 2 * ABREAST + (bin % ABREAST);
      waves[at] = Math.cos(angle);
      waves[at + ABREAST] = Math.sin(angle);
    }
  }
  return waves;
}
