/** Heartbeats into millivolts, and where their R peaks come to lie. */

import type { Heartbeat } from './heartbeat';
import { gaussianAt, WAVE_REACH, type Wave, waveSumAt } from './wave';

/** `[lead][sample]` millivolts. */
export type LeadPair = readonly [Float64Array, Float64Array];

/** Adds every wave of every beat to both leads. */
export function addHeartbeats(leads: LeadPair, samplingRateHz: number, heartbeats: readonly Heartbeat[]): void {
  for (const { seconds, waves } of heartbeats) {
    for (const wave of waves) addWave(leads, samplingRateHz, seconds, wave);
  }
}

function addWave([main, second]: LeadPair, samplingRateHz: number, seconds: number, wave: Wave): void {
  const centre = (seconds + wave.centreSeconds) * samplingRateHz;
  const width = wave.widthSeconds * samplingRateHz;
  const [mainAmplitude, secondAmplitude] = wave.amplitudesMillivolts;
  const from = Math.max(0, Math.ceil(centre - WAVE_REACH * width));
  const to = Math.min(main.length - 1, Math.floor(centre + WAVE_REACH * width));
  // Neighbouring values of a Gaussian have a ratio that itself falls geometrically: two products a sample, no exponential.
  let height = gaussianAt(from, centre, width);
  let ratio = Math.exp((centre - from - 0.5) / (width * width));
  const decay = Math.exp(-1 / (width * width));
  for (let sample = from; sample <= to; sample++) {
    main[sample] = (main[sample] as number) + mainAmplitude * height;
    second[sample] = (second[sample] as number) + secondAmplitude * height;
    height *= ratio;
    ratio *= decay;
  }
}

/** An R peak is looked for this far around the planned time. */
const SEARCH_SECONDS = { narrow: 0.05, wide: 0.1 } as const;

/** The sample of the largest deflection of the beat's own QRS in the first lead; null where it lies outside the recording. */
export function rPeakSample(heartbeat: Heartbeat, samplingRateHz: number, sampleCount: number): number | null {
  const qrs = heartbeat.waves.filter(({ part }) => part === 'QRS');
  const reach = 'VFa'.includes(heartbeat.symbol) ? SEARCH_SECONDS.wide : SEARCH_SECONDS.narrow;
  const from = Math.ceil((heartbeat.seconds - reach) * samplingRateHz);
  const to = Math.floor((heartbeat.seconds + reach) * samplingRateHz);
  let peak = from;
  let largest = 0;
  for (let sample = from; sample <= to; sample++) {
    const height = Math.abs(waveSumAt(qrs, 0, sample / samplingRateHz - heartbeat.seconds));
    if (height > largest) [peak, largest] = [sample, height];
  }
  return peak >= 0 && peak < sampleCount ? peak : null;
}
