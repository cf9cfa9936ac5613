/** Triangular bands, equally wide on the scale of hearing. */

/** Where the scale of hearing bends from straight to logarithmic. */
export const MEL_CORNER_HZ = 700;

/**
 * The mel scale up to a factor, which cancels where bands are equally wide: log(1 + f / 700 Hz) (O'Shaughnessy, Speech
 * Communication: Human and Machine, 1987). A lower corner is the same scale for slower oscillations than those of speech.
 */
function melOf(frequencyHz: number, cornerHz: number): number {
  return Math.log1p(frequencyHz / cornerHz);
}

/** `[band + 2]` Hz: lower edge, centres and upper edge of triangles of which each begins at the centre of the one before. */
export function melEdgesHz(bands: number, lowHz: number, highHz: number, cornerHz: number): Float64Array {
  const low = melOf(lowHz, cornerHz);
  const step = (melOf(highHz, cornerHz) - low) / (bands + 1);
  const edges = Float64Array.from({ length: bands + 2 }, (_, edge) => cornerHz * Math.expm1(low + edge * step));
  // Not rounded by going there and back: a bin may lie on it.
  edges[bands + 1] = highHz;
  return edges;
}

/** Weights of neighbouring bins, which sum to 1. */
interface Triangle {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/**
 * Writes the weighted mean of a spectrum (bins `binHz` apart, from 0 Hz) under each triangle. A triangle that falls between
 * two bins takes the one below its centre.
 */
export function createTriangularBands(
  edgesHz: Float64Array,
  binHz: number,
): (spectrum: Float64Array, out: Float64Array) => void {
  const triangles = Array.from({ length: edgesHz.length - 2 }, (_, band) =>
    triangleOf(edgesHz.subarray(band, band + 3), binHz),
  );
  return (spectrum, out) => {
    triangles.forEach(({ firstBin, weights }, band) => {
      let sum = 0;
      for (let index = 0; index < weights.length; index++) {
        sum += (weights[index] as number) * (spectrum[firstBin + index] as number);
      }
      out[band] = sum;
    });
  };
}

function triangleOf(edgesHz: Float64Array, binHz: number): Triangle {
  const [low, centre, high] = edgesHz as unknown as readonly [number, number, number];
  const firstBin = Math.floor(low / binHz) + 1;
  const weights: number[] = [];
  for (let bin = firstBin; bin * binHz < high; bin++) {
    const hz = bin * binHz;
    weights.push(hz <= centre ? (hz - low) / (centre - low) : (high - hz) / (high - centre));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return { firstBin: Math.floor(centre / binHz), weights: Float64Array.of(1) };
  return { firstBin, weights: Float64Array.from(weights, (weight) => weight / total) };
}
