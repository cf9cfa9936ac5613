/** One recording -> the beats of its analysed lead in every representation that an experiment needs. */

import { type BlockJob, LEFT_OUT } from '../datasets/block-job';
import type { BeatBlock, RepresentationLayout } from '../domain/dataset';
import type { ExperimentSpec } from '../domain/experiment';
import { type RepresentationDefinition, sizeOf } from '../domain/representation';
import { representations } from '../representations/registry';
import { conditionLead } from '../signals/condition-lead';

/** Throws `LabError` where the lead cannot be conditioned (too short, sampled too slowly). */
export async function computeBeatBlock(job: BlockJob): Promise<BeatBlock> {
  const kept = keptBeats(job.labels);
  const about = {
    recordingId: job.recordingId,
    recordingName: job.recordingName,
    subject: job.subject,
    synthetic: job.synthetic,
    labels: Uint8Array.from(kept, (beat) => job.labels[beat] as number),
    leftOut: job.labels.length - kept.length,
    beatNumbers: kept,
  };
  const features: Record<string, Float32Array> = {};
  if (kept.length === 0)
    return {
      ...about,
      features: Object.fromEntries(Object.keys(job.representations).map((id) => [id, new Float32Array()])),
    };
  const lead = conditionLead(job.lead, job.beatSamples, job.annotationRateHz, job.conditioning);
  for (const [id, parameters] of Object.entries(job.representations)) {
    const definition = await representations.load(id);
    const size = sizeOf(definition.shape(parameters, lead.samplingRateHz));
    const compute = definition.prepare(lead, parameters);
    features[id] = computeAll(compute, kept, size);
  }
  return { ...about, features };
}

/** The layout of each representation that the spec names, at its working rate. */
export async function layoutsOf(ids: readonly string[], spec: ExperimentSpec): Promise<RepresentationLayout[]> {
  return Promise.all(
    ids.map(async (id) => {
      const definition = await representations.load(id);
      const shape = definition.shape(spec.representations[id] ?? {}, spec.conditioning.workingRateHz);
      return { id, shape, normalisation: definition.normalisation };
    }),
  );
}

function keptBeats(labels: Uint8Array): Uint32Array {
  const kept: number[] = [];
  labels.forEach((label, beat) => {
    if (label !== LEFT_OUT) kept.push(beat);
  });
  return Uint32Array.from(kept);
}

function computeAll(
  compute: ReturnType<RepresentationDefinition['prepare']>,
  beats: Uint32Array,
  size: number,
): Float32Array {
  const features = new Float32Array(beats.length * size);
  const one = new Float64Array(size);
  beats.forEach((beat, row) => {
    compute(beat, one);
    features.set(one, row * size);
  });
  return features;
}
