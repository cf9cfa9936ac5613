/** A made-up Holter recording, written as WFDB files: as large as a real one, and never used for a number of the lab. */

import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/domain/random';
import type { Annotation } from '../../src/domain/recording';
import { writeAnnotations } from '../../src/formats/wfdb/write-annotations';

const GAIN = 200;
const MISSING = -32768;
const LEADS = ['MLII', 'V1', 'V5'] as const;
const LEAD_SCALES = [1, -0.6, 0.8] as const;
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

/** Writes `NAME.hea`, `.dat` (format 16, 3 leads) and `.atr` into `folder`; returns their paths. */
export function writeHolter(folder: string, name: string, hours: number, samplingRateHz: number): string[] {
  const samples = Math.round(hours * 3600 * samplingRateHz);
  const annotations = beatsOf(hours * 3600, samplingRateHz);
  const beats = annotations.filter(({ symbol }) => symbol !== '+');
  const leads = LEAD_SCALES.map((scale) => leadOf(beats, samples, samplingRateHz, scale));
  mkdirSync(folder, { recursive: true });
  const path = (ending: string): string => join(folder, `${name}.${ending}`);
  const signals = leads.map((digital, index) => {
    let sum = 0;
    for (const value of digital) sum = (sum + value) | 0;
    return `${name}.dat 16 ${GAIN}/mV 16 0 ${digital[0]} ${(sum << 16) >> 16} 0 ${LEADS[index]}`;
  });
  writeFileSync(path('hea'), `${name} ${leads.length} ${samplingRateHz} ${samples}\n${signals.join('\n')}\n`);
  const file = openSync(path('dat'), 'w');
  const piece = new Int16Array((1 << 18) * leads.length);
  for (let from = 0; from < samples; from += 1 << 18) {
    const count = Math.min(1 << 18, samples - from);
    for (const [index, digital] of leads.entries()) {
      for (let at = 0; at < count; at++) piece[at * leads.length + index] = digital[from + at] as number;
    }
    writeSync(file, piece.subarray(0, count * leads.length));
  }
  writeFileSync(path('atr'), writeAnnotations(annotations, null));
  return ['hea', 'dat', 'atr'].map(path);
}
