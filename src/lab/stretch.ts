/** A stretch of a lead on its way to a worker: its own samples alone, for a day of them is much to copy. */

import type { StretchInput } from '../../workers/protocol';
import { LabError } from '../domain/problem';
import type { Lead } from '../domain/recording';
import type { LabState, LeadSpan } from './state';

/** Samples from the first at or after `fromSeconds` to the last before `toSeconds`, as far as the lead has them. */
export function stretchOf(
  { recordings, growing, spec }: Pick<LabState, 'recordings' | 'growing' | 'spec'>,
  span: LeadSpan,
): StretchInput {
  if (growing?.recording.id === span.recordingId) throw stillRead(growing.recording.name);
  const lead = recordings.find(({ id }) => id === span.recordingId)?.leads[span.lead];
  if (!lead) throw new Error(`No lead ${span.lead} of a recording "${span.recordingId}" is open.`);
  return { lead: cut(lead, span), conditioning: spec.conditioning };
}

function stillRead(name: string): LabError {
  return new LabError({
    code: 'recording-still-read',
    file: name,
    field: 'recording',
    expected: 'one that was read to its end',
    found: 'one that is still being read',
    at: '',
    fix: 'Wait until it is read.',
  });
}

function cut(lead: Lead, { fromSeconds, toSeconds }: LeadSpan): Lead {
  const from = firstSampleFrom(lead, fromSeconds);
  return { ...lead, digital: lead.digital.slice(from, Math.max(from, firstSampleFrom(lead, toSeconds))) };
}

/** The sample number that a stretch from `seconds` on begins with. */
export function firstSampleFrom({ samplingRateHz, digital }: Lead, seconds: number): number {
  return Math.min(digital.length, Math.max(0, Math.ceil(seconds * samplingRateHz - 1e-6)));
}
