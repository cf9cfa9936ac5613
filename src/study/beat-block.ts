/** One recording -> its examples in every representation that an experiment needs. */

import { beatQuality } from '../datasets/beat-quality';
import type { BlockJob } from '../datasets/block-job';
import { LEFT_OUT } from '../datasets/tasks/task-kind';
import { prepareLeads, shapeIn, shapeOfLeads } from '../domain/channels';
import type { BeatBlock, RepresentationLayout } from '../domain/dataset';
import type { ExperimentSpec } from '../domain/experiment';
import type { Lead } from '../domain/recording';
import { type RepresentationDefinition, sizeOf } from '../domain/representation';
import { representations } from '../representations/registry';
import { conditionedLeads } from './conditioned-leads';

/** Throws `LabError` where the lead cannot be conditioned (too short, sampled too slowly). */
export async function computeBeatBlock(job: BlockJob): Promise<BeatBlock> {
  const kept = keptExamples(job.labels);
  const about = {
    recordingId: job.recordingId,
    recordingName: job.recordingName,
    subject: job.subject,
    synthetic: job.synthetic,
    labels: Uint8Array.from(kept, (example) => job.labels[example] as number),
    leftOut: job.labels.length - kept.length,
    beatNumbers: kept,
    ...(job.judged && { quality: qualityOf(job, job.judged, kept) }),
  };
  const features: Record<string, Float32Array> = {};
  if (kept.length === 0)
    return {
      ...about,
      features: Object.fromEntries(Object.keys(job.representations).map((id) => [id, new Float32Array()])),
    };
  const leads = conditionedLeads(job);
  for (const [id, parameters] of Object.entries(job.representations)) {
    const definition = await representations.load(id);
    const size = sizeOf(shapeOfLeads(definition, parameters, job.conditioning.workingRateHz, leads.length));
    features[id] = computeAll(prepareLeads(definition, leads, parameters), kept, size);
  }
  return { ...about, features };
}

function qualityOf(
  { leads, beatSamples, annotationRateHz }: BlockJob,
  { foundBy }: NonNullable<BlockJob['judged']>,
  kept: Uint32Array,
): Float64Array {
  const quality = beatQuality(leads[0] as Lead, beatSamples, annotationRateHz, foundBy);
  return Float64Array.from(kept, (beat) => quality[beat] as number);
}

/** The layout of each representation that the spec names, at its working rate. */
export async function layoutsOf(ids: readonly string[], spec: ExperimentSpec): Promise<RepresentationLayout[]> {
  return Promise.all(
    ids.map(async (id) => {
      const definition = await representations.load(id);
      const shape = shapeIn(definition, spec);
      return { id, shape, normalisation: definition.normalisation };
    }),
  );
}

function keptExamples(labels: Uint8Array): Uint32Array {
  const kept: number[] = [];
  labels.forEach((label, example) => {
    if (label !== LEFT_OUT) kept.push(example);
  });
  return Uint32Array.from(kept);
}

function computeAll(
  compute: ReturnType<RepresentationDefinition['prepare']>,
  examples: Uint32Array,
  size: number,
): Float32Array {
  const features = new Float32Array(examples.length * size);
  const one = new Float64Array(size);
  examples.forEach((example, row) => {
    compute(example, one);
    // `set` would convert numbers of another kind one by one, behind a call.
    for (let index = 0; index < size; index++) features[row * size + index] = one[index] as number;
  });
  return features;
}
