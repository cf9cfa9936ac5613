/** What is done to the signal before anything is cut from it, in words. */

import { type BaselineRule, type ConditioningSpec, type ExperimentSpec, NOTCHES_HZ } from '../../domain/experiment';
import { R_PEAK_DETECTOR_IDS, type RPeakDetectorId } from '../../domain/r-peak-detector';
import type { ChoiceSetting, NumberSetting } from '../train/settings';

/** The notches that a lead of this rate can have. */
export function notchSetting(lowestRateHz: number): ChoiceSetting<string> {
  const possible = NOTCHES_HZ.filter((hz) => hz < lowestRateHz / 2);
  return {
    label: 'Mains notch',
    options: possible.map((hz) => ({ value: String(hz), label: hz === 0 ? 'off' : `${hz} Hz` })),
    why: 'Cuts out the hum of the mains: 60 Hz in the Americas, 50 Hz nearly everywhere else. Matters for bands that go so high.',
  };
}

export const BASELINE: ChoiceSetting<BaselineRule> = {
  label: 'Baseline',
  options: [
    { value: 'none', label: 'band-pass alone' },
    { value: 'median', label: 'medians over 200 and 600 ms first' },
  ],
  why: 'How wander is taken off. Medians follow it and leave the ST segment as it is (de Chazal 2004).',
};

export const DETECTOR: ChoiceSetting<RPeakDetectorId> = {
  label: 'R-peak detector',
  options: R_PEAK_DETECTOR_IDS.map((value) => ({
    value,
    label: value === 'elgendi' ? 'Elgendi, two moving averages' : 'Pan–Tompkins',
  })),
  why: 'Finds the beats of recordings without annotated ones. Recordings that you corrected keep theirs.',
};

export const QUALITY: NumberSetting<'leastQuality'> = {
  key: 'leastQuality',
  label: 'Least beat quality',
  unit: '0 to 1',
  minimum: 0,
  maximum: 1,
  step: 0.05,
  whole: false,
  why: 'How far a second detector finds the same beats in the 10 s around. Poorer beats train nothing; validation and test keep theirs. 0: all train.',
};

/** The edges of the band, each within what the other and half of `rateHz` leave it. */
export function bandSettings(
  { lowHz, highHz }: ConditioningSpec,
  rateHz: number,
): readonly [NumberSetting<'lowHz'>, NumberSetting<'highHz'>] {
  const highest = Math.floor(0.49 * rateHz);
  const edge = { unit: 'Hz', step: 0.5, whole: false };
  return [
    {
      ...{ ...edge, key: 'lowHz', label: 'Band from', minimum: 0.05, maximum: Math.min(highHz - 0.5, 15) },
      why: 'Slower is wander of the baseline. A higher edge takes some of the T wave with it.',
    },
    {
      ...{ ...edge, key: 'highHz', label: 'Band to', minimum: lowHz + 0.5, maximum: highest },
      why: 'Faster is muscle and mains. A lower edge rounds the QRS complex.',
    },
  ];
}

/** `MLII, else II · 0.5 to 40 Hz · notch 50 Hz` */
export function signalInShort({ leads, channels, conditioning, leastQuality = 0 }: ExperimentSpec): string {
  const { lowHz, highHz, notchHz = 0, baseline = 'none' } = conditioning;
  const named = (channels ?? [leads.join('|')]).map((channel) => channel.replaceAll('|', ', else '));
  return [
    named.join(' + '),
    `${lowHz} to ${highHz} Hz`,
    ...(notchHz === 0 ? [] : [`notch ${notchHz} Hz`]),
    ...(baseline === 'none' ? [] : ['medians off']),
    ...(leastQuality === 0 ? [] : [`quality from ${leastQuality}`]),
  ].join(' · ');
}
