/** From stored numbers to millivolts on the paper. */

import type { Lead } from '../../domain/recording';

const MILLIVOLTS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['mv', 1],
  ['v', 1000],
  ['uv', 0.001],
  ['\u00b5v', 0.001],
  ['\u03bcv', 0.001],
]);

export interface LeadScale {
  /** `mV`, or the lead's own unit where it is no voltage; then a box of the paper is a tenth of that. */
  readonly unit: string;
  /** Value of one digital step in `unit`. */
  readonly step: number;
  /** Digital value of 0. */
  readonly baseline: number;
  /** Middle and height, in `unit`, of what 99.8 % of the samples lie in. */
  readonly middle: number;
  readonly span: number;
}

const scales = new WeakMap<Lead, LeadScale>();

/** Remembered by lead, which never changes. */
export function leadScaleOf(lead: Lead): LeadScale {
  const known = scales.get(lead);
  if (known) return known;
  const factor = MILLIVOLTS_PER_UNIT.get(lead.unit.trim().toLowerCase());
  const step = (factor ?? 1) / lead.gain;
  const [low, high] = robustRange(lead);
  const ends = [(low - lead.baseline) * step, (high - lead.baseline) * step] as const;
  const scale = {
    unit: factor === undefined ? lead.unit : 'mV',
    step,
    baseline: lead.baseline,
    middle: (ends[0] + ends[1]) / 2,
    span: Math.abs(ends[1] - ends[0]),
  };
  scales.set(lead, scale);
  return scale;
}

const LOOKED_AT = 20_000;
const LEFT_OUT_EACH_SIDE = 0.001;

/** Digital values that all but a few of the samples lie between, from evenly spaced ones; the baseline where there are none. */
function robustRange({ digital, missing, baseline }: Lead): [low: number, high: number] {
  const stride = Math.max(1, Math.floor(digital.length / LOOKED_AT));
  const values: number[] = [];
  for (let sample = 0; sample < digital.length; sample += stride) {
    const value = digital[sample] as number;
    if (value !== missing && Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return [baseline, baseline];
  const sorted = Float64Array.from(values).sort();
  const out = Math.floor(sorted.length * LEFT_OUT_EACH_SIDE);
  return [sorted[out] as number, sorted[sorted.length - 1 - out] as number];
}
