/**
 * Band-pass, derivative, rectification, integration over 150 ms (Pan & Tompkins, IEEE TBME 32(3), 1985), peaks judged by the
 * rules of Hamilton & Tompkins 1986. The derivative is rectified, not squared, as Hamilton does (Computers in Cardiology 29,
 * 2002, 101-104): a threshold between squares is blind to the beats that are half as tall as their neighbours.
 */

import type { SampleSlices } from '../../domain/sample-slices';
import { judgePeaks, type QrsPeak } from './hamilton-tompkins';
import { SECTION_SAMPLES, sectionsOf } from './sections';

/** Samples of the past that are kept: a power of two above the 77 that the slowest path looks back. */
const MEMORY = 128;
const MASK = MEMORY - 1;
const HIGH_PASS_SAMPLES = 32;
/** 150 ms. */
const INTEGRATED_SAMPLES = 30;
/** By which the derivative, centred, comes after the band-passed signal. */
const DERIVATIVE_DELAY = 2;
/** By which the band-passed signal comes after the lead: low-pass 5, high-pass 16. */
const BAND_PASS_DELAY = 21;

/** `[beat]` where the QRS complexes are largest in the 5-11 Hz band, sample numbers at `DETECTION_RATE_HZ`. */
export function panTompkins(lead: SampleSlices, samplingRateHz: number, sectionSamples = SECTION_SAMPLES): number[] {
  return judgePeaks(integratedPeaks(lead, samplingRateHz, sectionSamples));
}

/** The peaks of the integrated derivative; one is over once the integral has fallen to half of it. */
export function* integratedPeaks(
  lead: SampleSlices,
  samplingRateHz: number,
  sectionSamples = SECTION_SAMPLES,
): Generator<QrsPeak> {
  const filter = createFilter();
  let time = 0;
  let before = 0;
  let height = 0;
  let at = 0;
  for (const { samples, rounding } of sectionsOf(lead, samplingRateHz, 0, sectionSamples)) {
    for (const sample of samples) {
      const integral = filter.next(sample, time);
      if (integral > before && integral > Math.max(height, rounding)) {
        height = integral;
        at = time;
      } else if (integral < height / 2) {
        yield { at: filter.largestBefore(at), height, slope: filter.steepestBefore(at) };
        height = 0;
      }
      before = integral;
      time += 1;
    }
  }
}

/** The chain of filters. All sums are taken anew, so that nothing of an artefact stays behind in them. */
function createFilter() {
  const input = new Float64Array(MEMORY);
  const lowPassed = new Float64Array(MEMORY);
  const bandPassed = new Float64Array(MEMORY);
  const derivative = new Float64Array(MEMORY);
  const past = (line: Float64Array, time: number): number => line[time & MASK] as number;
  return {
    /** Mean rectified derivative over the last 150 ms, per 1/200 s. */
    next(sample: number, time: number): number {
      input[time & MASK] = sample;
      let low = 6 * past(input, time - 5);
      for (let lag = 1; lag < 6; lag++) low += (6 - lag) * (past(input, time - 5 - lag) + past(input, time - 5 + lag));
      lowPassed[time & MASK] = low / 36;
      let sum = 0;
      for (let lag = 0; lag < HIGH_PASS_SAMPLES; lag++) sum += past(lowPassed, time - lag);
      bandPassed[time & MASK] = past(lowPassed, time - 16) - sum / HIGH_PASS_SAMPLES;
      const rise = 2 * past(bandPassed, time) + past(bandPassed, time - 1);
      derivative[time & MASK] = Math.abs(rise - past(bandPassed, time - 3) - 2 * past(bandPassed, time - 4)) / 8;
      let integral = 0;
      for (let lag = 0; lag < INTEGRATED_SAMPLES; lag++) integral += past(derivative, time - lag);
      return integral / INTEGRATED_SAMPLES;
    },
    /** Where the band-passed signal is largest in what the integral at `time` is made of, on the time of the lead. */
    largestBefore(time: number): number {
      let largest = time - DERIVATIVE_DELAY;
      for (let lag = 0; lag < INTEGRATED_SAMPLES; lag++) {
        const candidate = time - DERIVATIVE_DELAY - lag;
        if (Math.abs(past(bandPassed, candidate)) > Math.abs(past(bandPassed, largest))) largest = candidate;
      }
      return largest - BAND_PASS_DELAY;
    },
    /** The steepest slope in what the integral at `time` is made of. */
    steepestBefore(time: number): number {
      let steepest = 0;
      for (let lag = 0; lag < INTEGRATED_SAMPLES; lag++) steepest = Math.max(steepest, past(derivative, time - lag));
      return steepest;
    },
  };
}
