/** What a format reader returns: digital samples as stored, annotations, and what was wrong with the files. */

import { type BeatClass, beatClassOf, emptyClassCounts } from './beat-class';
import type { RPeakDetectorId } from './r-peak-detector';

/** `none`: the format carries no checksum. */
export type ChecksumVerdict = 'ok' | 'bad' | 'none';

export type DigitalSamples = Int16Array | Int32Array | Float32Array | Float64Array;

export interface Lead {
  readonly name: string;
  readonly samplingRateHz: number;
  /** Physical unit of (digital - baseline) / gain, as the file names it: `mV` unless it says otherwise. */
  readonly unit: string;
  /** `[sample]`, exactly as stored. */
  readonly digital: DigitalSamples;
  /** Digital units per physical unit; never 0. */
  readonly gain: number;
  /** Digital value that stands for physical 0. */
  readonly baseline: number;
  /**
   * Digital value that means "no sample here"; null where the format has none. NaN means it in any case. A gap in time is
   * a run of missing samples, so that the sample number is always a place on the true time axis.
   */
  readonly missing: number | null;
  readonly checksum: ChecksumVerdict;
}

export interface Annotation {
  /** Sample number on the recording's annotation time base (`Recording.annotationRateHz`). */
  readonly sample: number;
  /** WFDB mnemonic: `N`, `V`, `+`, `~`, ... */
  readonly symbol: string;
  readonly subtype: number;
  readonly channel: number;
  readonly number: number;
  readonly text: string;
}

/** Who defined the codes of a label. `statement`: free text of a header; `column`, `folder`: the person's own names. */
export const LABEL_SCHEMES = ['snomed-ct', 'scp-ecg', 'statement', 'column', 'folder'] as const;
export type LabelScheme = (typeof LABEL_SCHEMES)[number];

/** What is said of a recording as a whole: a diagnosis, a rhythm, the name of a group. */
export interface RecordingLabel {
  readonly scheme: LabelScheme;
  /** `164889003`, `AFIB`, or the name itself where the scheme has no codes. */
  readonly code: string;
  /** In words; the code where its meaning is not known. */
  readonly name: string;
}

export interface Recording {
  /** Unique among the recordings that are open, for example `mitdb/100`. */
  readonly id: string;
  readonly name: string;
  /** Id of the format that read it; `synthetic` for the built-in cohort. */
  readonly format: string;
  /** Recordings of one person carry the same subject, so that a split by patient keeps them together. */
  readonly subject: string;
  /** True for generated signals: shown wherever the recording or its numbers appear. */
  readonly synthetic: boolean;
  readonly leads: readonly Lead[];
  /** Samples per second of the annotation time base. */
  readonly annotationRateHz: number;
  /** In time order. */
  readonly annotations: readonly Annotation[];
  /** Absent where nothing is said of the whole recording. */
  readonly labels?: readonly RecordingLabel[];
  /**
   * Samples of one excerpt, where the leads are excerpts one after the other that were cut from different places (a table
   * with a beat a row); absent where the signal is continuous. Excerpt i has one annotation, at its first sample: the
   * symbol of its beat, or a comment (`"`) whose text is the excerpt's label where that names no beat class.
   */
  readonly excerptSamples?: number;
  /** The detector that found the beats; absent where the files have them. */
  readonly foundBy?: RPeakDetectorId;
  /** Names the corrections that a person made to the annotations; absent where they are those of the files. */
  readonly edited?: string;
  /** Whole sentences for a person: what is odd, where, and what was done about it. */
  readonly warnings: readonly string[];
}

export interface Beat {
  /** R peak (or the annotation's fiducial point) on the annotation time base. */
  readonly sample: number;
  readonly symbol: string;
  readonly beatClass: BeatClass;
}

/** The longest lead's length in seconds; 0 without leads. */
export function durationSeconds(recording: Pick<Recording, 'leads'>): number {
  return Math.max(0, ...recording.leads.map((lead) => lead.digital.length / lead.samplingRateHz));
}

const knownBeats = new WeakMap<readonly Annotation[], readonly Beat[]>();

/** The annotations that mark beats, in time order. Remembered: a day has a hundred thousand, and many ask for them. */
export function beatsOf({ annotations }: Pick<Recording, 'annotations'>): readonly Beat[] {
  const known = knownBeats.get(annotations);
  if (known) return known;
  const beats: Beat[] = [];
  for (const { sample, symbol } of annotations) {
    const beatClass = beatClassOf(symbol);
    if (beatClass) beats.push({ sample, symbol, beatClass });
  }
  knownBeats.set(annotations, beats);
  return beats;
}

export function countBeatClasses(recording: Pick<Recording, 'annotations'>): Record<BeatClass, number> {
  const counts = emptyClassCounts();
  for (const { beatClass } of beatsOf(recording)) counts[beatClass] += 1;
  return counts;
}

/** Samples `[from, to)` of a lead in its physical unit; a missing sample is NaN. */
export function physicalSamples(lead: Lead, from = 0, to = lead.digital.length): Float64Array {
  return writePhysicalSamples(lead, new Float64Array(to - from), from);
}

/** Fills `physical` with the samples of a lead from `from` on, and returns it. */
export function writePhysicalSamples(lead: Lead, physical: Float64Array, from = 0): Float64Array {
  const { digital, baseline, gain } = lead;
  const missing = lead.missing ?? Number.NaN;
  for (let index = 0; index < physical.length; index++) {
    const value = digital[from + index] as number;
    physical[index] = value === missing ? Number.NaN : (value - baseline) / gain;
  }
  return physical;
}

/**
 * The lead to analyse: the first name in `preferred` that the recording has, else the first lead.
 * By name, never by position: MLII is the second signal of MIT-BIH record 114.
 */
export function chooseLead(recording: Pick<Recording, 'leads'>, preferred: readonly string[]): Lead | undefined {
  for (const name of preferred) {
    const lead = recording.leads.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (lead) return lead;
  }
  return recording.leads[0];
}
