/** A stretch of a lead on its way to a worker: its own samples alone, for a day of them is much to copy. */

import type { StretchInput } from '../../workers/protocol';
import type { Lead } from '../domain/recording';
import type { LabState, LeadSpan } from './state';

/** Samples from the first at or after `fromSeconds` to the last before `toSeconds`, as far as the lead has them. */
export function stretchOf({ recordings, spec }: Pick<LabState, 'recordings' | 'spec'>, span: LeadSpan): StretchInput {
  const lead = recordings.find(({ id }) => id === span.recordingId)?.leads[span.lead];
  if (!lead) throw new Error(`No lead ${span.lead} of a recording "${span.recordingId}" is open.`);
  return { lead: cut(lead, span), conditioning: spec.conditioning };
}

function cut(lead: Lead, { fromSeconds, toSeconds }: LeadSpan): Lead {
  const from = firstSampleFrom(lead, fromSeconds);
  return { ...lead, digital: lead.digital.slice(from, Math.max(from, firstSampleFrom(lead, toSeconds))) };
}

/** The sample number that a stretch from `seconds` on begins with. */
export function firstSampleFrom({ samplingRateHz, digital }: Lead, seconds: number): number {
  return Math.min(digital.length, Math.max(0, Math.ceil(seconds * samplingRateHz - 1e-6)));
}
