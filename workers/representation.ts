/** Beats as numbers: whole recordings for training, one beat for the eye, sums for the class means. */

import { type ConditionedLead, sizeOf } from '../src/domain/representation';
import { representations } from '../src/representations/registry';
import { conditionLead } from '../src/signals/condition-lead';
import { computeBeatBlock } from '../src/study/beat-block';
import { classSums } from '../src/study/class-sums';
import { conditionedLeads } from '../src/study/conditioned-leads';
import { stretchSpectrogram } from '../src/study/stretch-spectrogram';
import type { PreviewInput, PreviewView, RepresentationJobs } from './protocol';
import { serve } from './serve';

/** The lead that previews are cut from; one is enough, for a person looks at one recording at a time. */
let conditioned: { readonly key: string; readonly lead: ConditionedLead } | null = null;

serve<RepresentationJobs>({
  block: (job) => computeBeatBlock(job),
  preview: previewOf,
  classSums: async ({ job, classes }) => classSums(await computeBeatBlock(job), classes),
  conditionStretch: ({ lead, conditioning }) => {
    const { samples, samplingRateHz } = conditionLead(lead, [], lead.samplingRateHz, conditioning);
    return { millivolts: Float32Array.from(samples), samplingRateHz };
  },
  stretchSpectrogram: ({ lead, conditioning }) => stretchSpectrogram(lead, conditioning),
});

async function previewOf({ key, job, beat, representations: wanted }: PreviewInput): Promise<PreviewView[]> {
  if (job) conditioned = { key, lead: conditionedLeads(job)[0] as ConditionedLead };
  if (conditioned?.key !== key) throw new Error(`This worker was never given the lead "${key}".`);
  const { lead } = conditioned;
  return Promise.all(
    Object.entries(wanted).map(async ([id, parameters]) => {
      const definition = await representations.load(id);
      const shape = definition.shape(parameters, lead.samplingRateHz);
      const values = new Float64Array(sizeOf(shape));
      definition.prepare(lead, parameters)(beat, values);
      return {
        id,
        shape,
        values,
        axes: definition.axes(parameters, lead.samplingRateHz),
        valueUnit: definition.valueUnit(parameters),
      };
    }),
  );
}
