/** Beats of recordings that nobody annotated, found by a detector. */

import { type Annotation, beatsOf, chooseLead, physicalSamples, type Recording } from '../domain/recording';
import { detectRPeaks } from '../signals/r-peaks/detect';

/** `[beat]` ascending sample numbers of the R peaks in one lead, in which NaN is a missing sample. */
type FindRPeaks = (samples: Float64Array, samplingRateHz: number) => ArrayLike<number>;

/** Where QRS complexes are tallest and P and T waves lowest beside them. */
const PREFERRED_LEADS = ['II', 'MLII', 'V5', 'I'];

/** A detector needs the band of a QRS complex, to 20 Hz and a little above. */
const LOWEST_RATE_HZ = 50;

/** Whether beats will be looked for: it is neither annotated nor a table of excerpts, and has a lead that is fast enough. */
export function lacksBeats(recording: Recording): boolean {
  const lead = chooseLead(recording, PREFERRED_LEADS);
  if (!lead || lead.samplingRateHz < LOWEST_RATE_HZ) return false;
  return recording.excerptSamples === undefined && beatsOf(recording).length === 0;
}

/**
 * The recording with the beats that `findRPeaks` finds, as annotations of symbol `Q` and a warning that says so; the
 * recording itself where none are lacking.
 */
export function withFoundBeats(recording: Recording, findRPeaks: FindRPeaks = detectRPeaks): Recording {
  const lead = chooseLead(recording, PREFERRED_LEADS);
  if (!lead || !lacksBeats(recording)) return recording;
  const rate = recording.annotationRateHz / lead.samplingRateHz;
  const found = Array.from(findRPeaks(physicalSamples(lead), lead.samplingRateHz), (peak) => foundAt(peak * rate));
  return {
    ...recording,
    annotations: [...recording.annotations, ...found].sort((a, b) => a.sample - b.sample),
    warnings: [
      ...recording.warnings,
      `${recording.name} has no annotated beats: ${found.length} were found by the lab in lead ${lead.name}. They have no class (Q), so they serve the rhythm and the eye only.`,
    ],
  };
}

function foundAt(sample: number): Annotation {
  return { sample: Math.round(sample), symbol: 'Q', subtype: 0, channel: 0, number: 0, text: '' };
}
