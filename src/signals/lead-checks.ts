/** What a lead must be for its band-pass, in sentences where it is not. */

import type { ConditioningSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import type { Lead } from '../domain/recording';
import { millivoltsPer } from '../domain/voltage';

/** Shorter than one slow beat there is nothing to analyse, and 0.5 Hz means nothing. */
const SHORTEST_SECONDS = 1;

/** Throws `LabError` where the lead's rate or the working rate cannot carry the band or the notch. */
export function checkFilters(lead: Lead, spec: ConditioningSpec): void {
  checkBand(lead, spec);
  checkNotch(lead, spec);
}

function checkNotch(lead: Lead, { notchHz = 0 }: ConditioningSpec): void {
  if (notchHz < lead.samplingRateHz / 2) return;
  throw problem(
    lead,
    'notch-frequency',
    `a notch below ${lead.samplingRateHz / 2} Hz, half of the lead's ${lead.samplingRateHz} Hz`,
    `one at ${notchHz} Hz`,
    'Switch the notch off.',
  );
}

/** Throws `LabError` where the lead is no voltage. */
export function millivoltsPerUnit(lead: Lead): number {
  const factor = millivoltsPer(lead.unit);
  if (factor !== undefined) return factor;
  throw problem(lead, 'lead-unit', 'a voltage (mV, uV or V)', `"${lead.unit}"`, 'Choose another lead.');
}

export function emptyLead(lead: Lead): LabError {
  return problem(lead, 'lead-empty', 'samples', 'only missing ones', 'Choose another lead or leave the recording out.');
}

/** Throws `LabError` where the lead is shorter than a filter needs it, or than a second. */
export function checkLength(lead: Lead, shortestForFilter: number): void {
  const shortest = Math.max(shortestForFilter, Math.ceil(SHORTEST_SECONDS * lead.samplingRateHz));
  if (lead.digital.length >= shortest) return;
  throw problem(
    lead,
    'lead-too-short',
    `at least ${shortest} samples (${(shortest / lead.samplingRateHz).toFixed(1)} s) to filter`,
    `${lead.digital.length}`,
    'Leave the recording out.',
  );
}

function checkBand(lead: Lead, { lowHz, highHz, order, workingRateHz }: ConditioningSpec): void {
  const nyquistHz = Math.min(lead.samplingRateHz, workingRateHz) / 2;
  if (Number.isInteger(order) && order >= 1 && lowHz > 0 && lowHz < highHz && highHz < nyquistHz) return;
  throw problem(
    lead,
    'band-pass-edges',
    `a band-pass of order 1 or more whose edges rise and stay below ${nyquistHz} Hz, half of the lower of the lead's ` +
      `${lead.samplingRateHz} Hz and the working rate's ${workingRateHz} Hz`,
    `order ${order} from ${lowHz} to ${highHz} Hz`,
    'Lower the upper edge, or raise the working rate if that is the lower one.',
  );
}

function problem(lead: Lead, code: string, expected: string, found: string, fix: string): LabError {
  return new LabError({ code, file: '', field: `lead ${lead.name}`, at: '', expected, found, fix });
}
