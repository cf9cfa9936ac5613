/** A made-up Holter recording: as large as a real one, and never used for a number of the lab. */

import { createRandom } from '../../../src/domain/random';
import type { Annotation } from '../../../src/domain/recording';
import type { StripOptions } from './options';

type HolterShape = Pick<StripOptions, 'hours' | 'samplingRateHz' | 'leads'>;

/** Digital units of a millivolt. */
export const GAIN = 200;
export const MISSING = -32_768;

/** Names, and how tall the beats are in each. */
const LEADS: Readonly<Record<HolterShape['leads'], readonly (readonly [string, number])[]>> = {
  3: [
    ['MLII', 1],
    ['V1', -0.6],
    ['V5', 0.8],
  ],
  12: [
    ['I', 0.6],
    ['II', 1],
    ['III', 0.4],
    ['aVR', -0.8],
    ['aVL', 0.1],
    ['aVF', 0.7],
    ['V1', -0.6],
    ['V2', -0.9],
    ['V3', 0.3],
    ['V4', 1.2],
    ['V5', 0.8],
    ['V6', 0.6],
  ],
};
/** Half a minute of electrodes off, ten minutes from the start. */
const GAP_SECONDS = [600, 630] as const;

/** Amplitude (mV), centre and width (s from the R peak). */
const WAVES: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  N: [
    [0.14, -0.17, 0.022],
    [1.15, 0, 0.011],
    [-0.25, 0.03, 0.01],
    [0.28, 0.26, 0.05],
  ],
  V: [
    [1.35, 0, 0.042],
    [-0.65, 0.16, 0.06],
  ],
};

function beatsOf(seconds: number, samplingRateHz: number): Annotation[] {
  const random = createRandom(24);
  const beats: Annotation[] = [];
  const blank = { subtype: 0, channel: 0, number: 0, text: '' };
  for (let at = 0.6; at < seconds - 1; at += 0.78 + 0.05 * random.normal()) {
    const symbol = random.uniform() < 0.02 ? 'V' : 'N';
    beats.push({ ...blank, sample: Math.round(at * samplingRateHz), symbol });
  }
  const rhythm = (hour: number, text: string): Annotation => ({
    ...blank,
    sample: Math.round(hour * 3600 * samplingRateHz),
    symbol: '+',
    text,
  });
  const rhythms = [rhythm(0, '(N'), rhythm(seconds / 7200, '(AFIB'), rhythm(seconds / 4800, '(N')];
  return [...rhythms, ...beats].sort((a, b) => a.sample - b.sample);
}

/** `[sample]` digital values of one lead. */
function leadOf(beats: readonly Annotation[], samples: number, samplingRateHz: number, scale: number): Int16Array {
  const random = createRandom(7);
  const noise = Float32Array.from({ length: 65_536 }, () => 3 * random.normal());
  const digital = Int16Array.from({ length: samples }, (_, at) => noise[(at * 31) & 65_535] as number);
  for (const { sample, symbol } of beats) {
    for (const [amplitude, centre, width] of WAVES[symbol] ?? []) {
      const middle = sample + centre * samplingRateHz;
      const reach = 4 * width * samplingRateHz;
      for (let at = Math.max(0, Math.ceil(middle - reach)); at <= Math.min(samples - 1, middle + reach); at++) {
        const share = (at - middle) / (width * samplingRateHz);
        digital[at] = (digital[at] as number) + scale * GAIN * amplitude * Math.exp((-share * share) / 2);
      }
    }
  }
  return digital.fill(MISSING, GAP_SECONDS[0] * samplingRateHz, GAP_SECONDS[1] * samplingRateHz);
}

export interface Holter {
  readonly leads: readonly { readonly name: string; readonly digital: Int16Array }[];
  readonly annotations: readonly Annotation[];
  readonly samplingRateHz: number;
}

export function makeHolter({ hours, samplingRateHz, leads }: HolterShape): Holter {
  const samples = Math.round(hours * 3600 * samplingRateHz);
  const annotations = beatsOf(hours * 3600, samplingRateHz);
  const beats = annotations.filter(({ symbol }) => symbol !== '+');
  return {
    leads: LEADS[leads].map(([name, scale]) => ({ name, digital: leadOf(beats, samples, samplingRateHz, scale) })),
    annotations,
    samplingRateHz,
  };
}
