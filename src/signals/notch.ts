/** Mains hum: a notch at one frequency. */

import type { SecondOrderSections } from './butterworth';

/** Centre frequency over width at -3 dB: 1.7 Hz wide at 50 Hz, so that the QRS complex beside it is left alone. */
const QUALITY = 30;

/**
 * One section with zeros on the unit circle at `notchHz` and gain 1 at 0 Hz and at half of the rate; `filterZeroPhase`
 * applies it without delay. The coefficients are those of SciPy's `iirnotch` (Orfanidis, Introduction to Signal Processing,
 * 1996, 11.3).
 *
 * @throws RangeError unless 0 < notchHz < samplingRateHz / 2.
 */
export function notchFilter(notchHz: number, samplingRateHz: number, quality = QUALITY): SecondOrderSections {
  if (!(notchHz > 0 && notchHz < samplingRateHz / 2)) {
    throw new RangeError(`No notch at ${notchHz} Hz exists at ${samplingRateHz} Hz.`);
  }
  const angle = (2 * Math.PI * notchHz) / samplingRateHz;
  const gain = 1 / (1 + Math.tan(angle / quality / 2));
  const middle = -2 * gain * Math.cos(angle);
  return Float64Array.of(gain, middle, gain, 1, middle, 2 * gain - 1);
}
