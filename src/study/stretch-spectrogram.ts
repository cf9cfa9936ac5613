/** How the spectrum of a stretch of a recording changes, for the eye: what the strip shows of a chosen time. */

import type { ConditioningSpec } from '../domain/experiment';
import type { Lead } from '../domain/recording';
import { conditionLead } from '../signals/condition-lead';
import { createPowerDensity } from '../signals/power-density';
import { createSpectrogram } from '../signals/spectrogram';
import { periodicWindow } from '../signals/windows';

export interface StretchSpectrogram {
  /** `[bin, frame]` row-major, dB re 1 mV²/Hz; row 0 is 0 Hz. */
  readonly decibels: Float64Array;
  readonly bins: number;
  readonly frames: number;
  /** Hz between the bins. */
  readonly binHz: number;
  /** Seconds from the stretch's first sample: the middle of frame 0, and from each frame to the next. */
  readonly firstSeconds: number;
  readonly hopSeconds: number;
  /** Samples behind one frame. */
  readonly windowSeconds: number;
}

/** As the spectrogram of a beat has it to begin with. */
const WINDOW_SECONDS = 0.25;
const FFT_LENGTH = 256;
const HIGHEST_HZ = 32;
/** More frames than a screen has columns say nothing. */
const MOST_FRAMES = 600;
const FINEST_HOP_SECONDS = 1 / 32;
/** Power below this is silence: the logarithm needs a floor. */
const FLOOR = 1e-8;

/** Hann windows of 0.25 s over the stretch after the filter, as many as 600. Throws `LabError` as `conditionLead` does. */
export function stretchSpectrogram(lead: Lead, conditioning: ConditioningSpec): StretchSpectrogram {
  const { samples, samplingRateHz } = conditionLead(lead, [], lead.samplingRateHz, conditioning);
  const length = Math.min(samples.length, Math.round(WINDOW_SECONDS * samplingRateHz));
  const fftLength = Math.max(FFT_LENGTH, 2 ** Math.ceil(Math.log2(length)));
  const binHz = samplingRateHz / fftLength;
  const bins = Math.min(fftLength / 2 + 1, Math.floor(HIGHEST_HZ / binHz) + 1);
  const places = samples.length - length;
  const hop = Math.ceil(Math.max(FINEST_HOP_SECONDS * samplingRateHz, places / (MOST_FRAMES - 1)));
  const starts = Int32Array.from({ length: Math.floor(places / hop) + 1 }, (_, frame) => frame * hop);
  const window = periodicWindow('hann', length);
  const density = createPowerDensity({ samplingRateHz, window, fftLength, bins, detrend: 'constant' });
  const decibels = new Float64Array(bins * starts.length);
  createSpectrogram(density, starts)(samples, decibels);
  return {
    decibels: decibels.map((power) => 10 * Math.log10(power + FLOOR)),
    bins,
    frames: starts.length,
    binHz,
    firstSeconds: length / 2 / samplingRateHz,
    hopSeconds: hop / samplingRateHz,
    windowSeconds: length / samplingRateHz,
  };
}
