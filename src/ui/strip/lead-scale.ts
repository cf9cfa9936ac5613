/** From stored numbers to millivolts on the paper. */

import type { LeadPyramid } from '../../domain/lead-pyramid';
import type { Lead } from '../../domain/recording';
import { millivoltsPer } from '../../domain/voltage';

export interface LeadScale {
  /** `mV`, or the lead's own unit where it is no voltage; then a box of the paper is a tenth of that. */
  readonly unit: string;
  /** Value of one digital step in `unit`. */
  readonly step: number;
  /** Digital value of 0. */
  readonly baseline: number;
  /** Middle and height, in `unit`, of what nearly all samples lie in. */
  readonly middle: number;
  readonly span: number;
}

export function leadScaleOf(lead: Lead, pyramid: LeadPyramid | undefined): LeadScale {
  const factor = millivoltsPer(lead.unit);
  const step = (factor ?? 1) / lead.gain;
  const [low, high] = pyramid?.usualRange ?? [lead.baseline, lead.baseline];
  const ends = [(low - lead.baseline) * step, (high - lead.baseline) * step] as const;
  return {
    unit: factor === undefined ? lead.unit : 'mV',
    step,
    baseline: lead.baseline,
    middle: (ends[0] + ends[1]) / 2,
    span: Math.abs(ends[1] - ends[0]),
  };
}

/**
 * `before` where the paper would move for little: a scale that was found in the first hour of a day is kept while the day's own
 * range lies within half its height of it.
 */
export function steadyScale(before: LeadScale | undefined, now: LeadScale): LeadScale {
  if (!before || before.unit !== now.unit || before.step !== now.step || before.baseline !== now.baseline) return now;
  const strays = Math.abs(now.middle - before.middle) + Math.abs(now.span - before.span) / 2;
  return strays > before.span / 2 ? now : before;
}

/** The lead's value at a time in the unit of its scale, between the two samples around it; NaN where one is missing. */
export function valueAt(lead: Lead, { baseline, step }: LeadScale, seconds: number): number {
  const position = seconds * lead.samplingRateHz;
  const before = Math.floor(position);
  const share = position - before;
  const at = (sample: number): number => {
    const value = lead.digital[sample];
    return value === undefined || value === lead.missing ? Number.NaN : (value - baseline) * step;
  };
  return share === 0 ? at(before) : (1 - share) * at(before) + share * at(before + 1);
}
