/** A signal that is looked at in slices, so that a day of it need not lie in memory as numbers of eight bytes. */

import { type Lead, physicalSamples } from './recording';

/** A `Float64Array` is one: the one whose samples are all at hand. */
export interface SampleSlices {
  readonly length: number;
  /** Samples `[from, to)`, both within the length. To be read only: it may be a view, and be given again. */
  subarray(from: number, to: number): Float64Array;
}

/** As `physicalSamples`, each slice made when it is asked for. */
export function physicalSlices(lead: Lead): SampleSlices {
  return { length: lead.digital.length, subarray: (from, to) => physicalSamples(lead, from, to) };
}
