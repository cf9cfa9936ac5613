/** A spectrum summed up in a few bands. */

/**
 * Edges in Hz, each band from one to below the next. Narrow where the waves overlap (T and ST below about 4 Hz, P about 4 to 8,
 * the bulk of a QRS complex 5 to 15 with its maximum near 10: Thakor, Webster & Tompkins, IEEE TBME 31(11), 1984), wide above,
 * where only sharp edges, notches and muscle noise are left.
 */
export const BAND_EDGES_HZ = [0.5, 2, 4, 6, 8, 12, 16, 24, 40] as const;

export const BAND_COUNT = BAND_EDGES_HZ.length - 1;

/** Centres in Hz. */
export function bandCentresHz(): Float64Array {
  return Float64Array.from({ length: BAND_COUNT }, (_, band) => (lowEdge(band) + lowEdge(band + 1)) / 2);
}

/** `[band + 1]` the first bin of each band; a band that falls between two bins takes the one above its lower edge. */
export function bandBins(samplingRateHz: number, fftLength: number): Int32Array {
  return Int32Array.from(BAND_EDGES_HZ, (edgeHz) => Math.ceil((edgeHz * fftLength) / samplingRateHz));
}

/** Mean of the power densities in each band. */
export function averageInBands(density: Float64Array, firstBins: Int32Array, out: Float64Array): void {
  for (let band = 0; band < BAND_COUNT; band++) {
    const from = firstBins[band] as number;
    const to = Math.max(firstBins[band + 1] as number, from + 1);
    let sum = 0;
    for (let bin = from; bin < to; bin++) sum += density[bin] as number;
    out[band] = sum / (to - from);
  }
}

function lowEdge(band: number): number {
  return BAND_EDGES_HZ[band] as number;
}
