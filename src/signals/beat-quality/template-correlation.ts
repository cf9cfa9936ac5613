/** How much each beat looks like the recording's average beat. */

/** Below it a stretch of ECG is too bad for heart rates, in the paper. */
export const ACCEPTABLE_CORRELATION = 0.66;

/** A beat of which less than this share is there cannot be judged. */
const LEAST_SHARE = 0.5;

/**
 * `[beat]` from 0 to 1: correlation with the average beat over one median RR interval centred at the R peak (Orphanidou et
 * al., IEEE JBHI 19(3), 2015, 832-838); negative ones are 0, and so is a beat more than half of which is missing. Every beat
 * is brought to mean 0 and energy 1 before it is averaged, so that an artefact weighs as one beat. A rare shape scores low:
 * this says "unlike the others", not "wrong". `samples` may have NaN; `rPeaks` are ascending sample numbers.
 */
export function templateCorrelation(samples: Float64Array, rPeaks: ArrayLike<number>): Float64Array {
  const half = Math.round(medianInterval(rPeaks) / 2);
  const beat = new Float64Array(2 * half + 1);
  const template = new Float64Array(beat.length);
  for (let index = 0; index < rPeaks.length; index++) {
    if (!standardise(samples, Math.round(rPeaks[index] as number) - half, beat)) continue;
    for (const [at, value] of beat.entries()) template[at] = (template[at] as number) + (value || 0);
  }
  return Float64Array.from(rPeaks, (peak) => {
    if (!standardise(samples, Math.round(peak) - half, beat)) return 0;
    return Math.min(1, Math.max(0, correlation(beat, template)));
  });
}

/** 0 with fewer than two beats. */
function medianInterval(rPeaks: ArrayLike<number>): number {
  const intervals = Float64Array.from({ length: Math.max(0, rPeaks.length - 1) }, (_, index) => {
    return (rPeaks[index + 1] as number) - (rPeaks[index] as number);
  }).sort();
  return intervals[intervals.length >> 1] ?? 0;
}

/** Fills `beat` with mean 0 and energy 1, NaN where nothing is; false where there is too little, or a flat line. */
function standardise(samples: Float64Array, from: number, beat: Float64Array): boolean {
  let count = 0;
  let sum = 0;
  for (let at = 0; at < beat.length; at++) {
    const sample = samples[from + at] ?? Number.NaN;
    beat[at] = sample;
    if (!Number.isFinite(sample)) continue;
    count += 1;
    sum += sample;
  }
  if (count < LEAST_SHARE * beat.length) return false;
  let energy = 0;
  for (let at = 0; at < beat.length; at++) {
    const centred = (beat[at] as number) - sum / count;
    beat[at] = Number.isFinite(centred) ? centred : Number.NaN;
    energy += centred ** 2 || 0;
  }
  if (!(energy > 0)) return false;
  for (let at = 0; at < beat.length; at++) beat[at] = (beat[at] as number) / Math.sqrt(energy);
  return true;
}

/** Pearson's, over the samples that the beat has. */
function correlation(beat: Float64Array, template: Float64Array): number {
  let count = 0;
  let mean = 0;
  for (const [at, value] of beat.entries()) {
    if (Number.isNaN(value)) continue;
    count += 1;
    mean += template[at] as number;
  }
  mean /= count;
  let product = 0;
  let energy = 0;
  for (const [at, value] of beat.entries()) {
    if (Number.isNaN(value)) continue;
    product += value * (template[at] as number);
    energy += ((template[at] as number) - mean) ** 2;
  }
  return energy > 0 ? product / Math.sqrt(energy) : 0;
}
