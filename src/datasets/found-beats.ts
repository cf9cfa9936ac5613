/** Beats of recordings that nobody annotated, found by a detector. */

import { beatClassOf } from '../domain/beat-class';
import { R_PEAK_DETECTOR_IDS, type RPeakDetectorId } from '../domain/r-peak-detector';
import { type Annotation, beatsOf, chooseLead, type Lead, type Recording } from '../domain/recording';
import { physicalSlices } from '../domain/sample-slices';
import { detectRPeaks } from '../signals/r-peaks/detect';

/** Where QRS complexes are tallest and P and T waves lowest beside them. */
const PREFERRED_LEADS = ['II', 'MLII', 'V5', 'I'];

/** A detector needs the band of a QRS complex, to 20 Hz and a little above. */
export const LOWEST_RATE_HZ = 50;

/**
 * The recording with the beats that the detector finds, as annotations of symbol `Q` and a warning that says so, in place of
 * those that one found before; the recording itself where it has beats of its own, is a table of excerpts, has no lead, or
 * one that is sampled too slowly.
 */
export function withFoundBeats(recording: Recording, detector: RPeakDetectorId = R_PEAK_DETECTOR_IDS[0]): Recording {
  const lead = leadToSearch(recording);
  return lead ? withBeatsAt(recording, findBeats(lead, recording.annotationRateHz, detector), detector) : recording;
}

/** The lead that a detector looks at; null where the recording needs none, or has none that serves. */
export function leadToSearch(recording: Recording): Lead | null {
  const lead = chooseLead(recording, PREFERRED_LEADS);
  if (!lead || lead.samplingRateHz < LOWEST_RATE_HZ || recording.excerptSamples !== undefined) return null;
  return recording.foundBy !== undefined || beatsOf(recording).length === 0 ? lead : null;
}

/** `[beat]` R peaks on the annotation time base, whole and ascending. */
export function findBeats(lead: Lead, annotationRateHz: number, detector: RPeakDetectorId): Float64Array {
  const rate = annotationRateHz / lead.samplingRateHz;
  return detectRPeaks(physicalSlices(lead), lead.samplingRateHz, detector).map((peak) => Math.round(peak * rate));
}

/** The recording with beats at `samples` in place of those that were found in it before. */
export function withBeatsAt(recording: Recording, samples: Float64Array, detector: RPeakDetectorId): Recording {
  const others = recording.annotations.filter(({ symbol }) => !beatClassOf(symbol));
  const opening = `${recording.name} has no annotated beats: `;
  const told = recording.warnings.filter((warning) => !warning.startsWith(opening));
  const where = chooseLead(recording, PREFERRED_LEADS)?.name ?? '';
  return {
    ...recording,
    foundBy: detector,
    annotations: [...others, ...Array.from(samples, foundAt)].sort((a, b) => a.sample - b.sample),
    warnings: [
      ...told,
      `${opening}${samples.length} were found by the lab in lead ${where} (detector: ${detector}). They have no class (Q), so they serve the rhythm and the eye only.`,
    ],
  };
}

function foundAt(sample: number): Annotation {
  return { sample, symbol: 'Q', subtype: 0, channel: 0, number: 0, text: '' };
}
