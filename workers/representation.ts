/** Beats as numbers: whole recordings for training, one beat for the eye, sums for the class means. */

import { beatQuality } from '../src/datasets/beat-quality';
import type { BlockJob } from '../src/datasets/block-job';
import { findBeats } from '../src/datasets/found-beats';
import type { BeatBlock } from '../src/domain/dataset';
import {
  type ConditionedLead,
  type ParameterValues,
  type RepresentationDefinition,
  sizeOf,
} from '../src/domain/representation';
import { representations } from '../src/representations/registry';
import { plainParameters } from '../src/representations/usual-beat';
import { conditionLead } from '../src/signals/condition-lead';
import { browserLanes } from '../src/signals/wasm/browser-lanes';
import { computeBeatBlock } from '../src/study/beat-block';
import { classSums } from '../src/study/class-sums';
import { previewLead } from '../src/study/conditioned-leads';
import { stretchSpectrogram } from '../src/study/stretch-spectrogram';
import type { PreviewInput, PreviewView, RepresentationJobs } from './protocol';
import { serve } from './serve';

type WriteBeat = ReturnType<RepresentationDefinition['prepare']>;

interface PreviewLead {
  readonly key: string;
  readonly lead: ConditionedLead;
  /** By representation, and apart for beats as they are: what was prepared of the lead, the usual beat above all, so that the next beat need not wait for it. */
  readonly prepared: Map<string, { readonly parameters: string; readonly write: WriteBeat }>;
}

/** What previews are cut from; one lead is enough, for a person looks at one recording at a time. */
let current: PreviewLead | null = null;

serve<RepresentationJobs>({
  block: blockOf,
  preview: previewOf,
  classSums: async ({ job, classes }) => classSums(await blockOf(job), classes),
  findBeats: ({ lead, annotationRateHz, detector }) => findBeats(lead, annotationRateHz, detector),
  beatQuality: ({ lead, beatSamples, annotationRateHz, foundBy }) =>
    beatQuality(lead, beatSamples, annotationRateHz, foundBy),
  conditionStretch: ({ lead, conditioning }) => {
    const { samples, samplingRateHz } = conditionLead(lead, [], lead.samplingRateHz, conditioning);
    return { millivolts: Float32Array.from(samples), samplingRateHz };
  },
  stretchSpectrogram: ({ lead, conditioning }) => stretchSpectrogram(lead, conditioning),
});

/** Of many beats, so that it pays to wait for the kernels. */
async function blockOf(job: BlockJob): Promise<BeatBlock> {
  await browserLanes;
  return computeBeatBlock(job);
}

async function previewOf({ key, job, beat, representations: wanted }: PreviewInput): Promise<PreviewView[]> {
  if (job) current = { key, lead: previewLead(job), prepared: new Map() };
  if (current?.key !== key) throw new Error(`This worker was never given the lead "${key}".`);
  const from = current;
  const { samplingRateHz } = from.lead;
  return Promise.all(
    Object.entries(wanted).map(async ([id, parameters]) => {
      const definition = await representations.load(id);
      const shape = definition.shape(parameters, samplingRateHz);
      const seenBy = (each: ParameterValues): Pick<PreviewView, 'values' | 'valueUnit'> => {
        const values = new Float64Array(sizeOf(shape));
        preparedOf(definition, from, each)(beat, values);
        return { values, valueUnit: definition.valueUnit(each) };
      };
      const plain = plainParameters(parameters);
      return {
        id,
        shape,
        axes: definition.axes(parameters, samplingRateHz),
        ...seenBy(parameters),
        plain: plain && seenBy(plain),
      };
    }),
  );
}

function preparedOf(
  definition: RepresentationDefinition,
  { lead, prepared }: PreviewLead,
  parameters: ParameterValues,
): WriteBeat {
  const wanted = JSON.stringify(parameters);
  const place = plainParameters(parameters) ? definition.id : `${definition.id}, plain`;
  const known = prepared.get(place);
  if (known?.parameters === wanted) return known.write;
  const write = definition.prepare(lead, parameters);
  prepared.set(place, { parameters: wanted, write });
  return write;
}
