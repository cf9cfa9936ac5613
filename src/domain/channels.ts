/** Several leads in one representation: each is computed alone, and together they are the channels of its shape. */

import type { ExperimentSpec } from './experiment';
import { chooseLead, type Lead, type Recording } from './recording';
import { type ConditionedLead, type ParameterValues, type RepresentationDefinition, sizeOf } from './representation';

/**
 * Shape of `leads` leads together: signals and images `[..., 1]` get a channel a lead, lists `[feature]` follow each other.
 * What does not look at the signal (`leadIndependent`) stays as it is.
 */
export function shapeOfLeads(
  definition: Pick<RepresentationDefinition, 'shape' | 'leadIndependent'>,
  parameters: ParameterValues,
  samplingRateHz: number,
  leads: number,
): readonly number[] {
  const shape = definition.shape(parameters, samplingRateHz);
  return [...shape.slice(0, -1), (shape.at(-1) as number) * channelsOf(definition, leads)];
}

/** The shape that a representation has under an experiment. */
export function shapeIn(
  definition: Pick<RepresentationDefinition, 'id' | 'shape' | 'leadIndependent'>,
  { representations: parameters, conditioning, channels }: ExperimentSpec,
): readonly number[] {
  return shapeOfLeads(definition, parameters[definition.id] ?? {}, conditioning.workingRateHz, channels?.length ?? 1);
}

/** As `prepare`, for several leads of one recording. */
export function prepareLeads(
  definition: Pick<RepresentationDefinition, 'prepare' | 'shape' | 'leadIndependent'>,
  leads: readonly ConditionedLead[],
  parameters: ParameterValues,
): (example: number, out: Float64Array) => void {
  const seen = leads.slice(0, channelsOf(definition, leads.length));
  const computes = seen.map((lead) => definition.prepare(lead, parameters));
  const [compute] = computes;
  if (computes.length === 1 && compute) return compute;
  const shape = definition.shape(parameters, (leads[0] as ConditionedLead).samplingRateHz);
  const one = new Float64Array(sizeOf(shape));
  // Of a list all numbers of a lead lie side by side; of a signal or an image all leads of one place.
  const isList = shape.length === 1;
  return (example, out) =>
    computes.forEach((each, channel) => {
      each(example, one);
      if (isList) out.set(one, channel * one.length);
      else for (let at = 0; at < one.length; at++) out[at * computes.length + channel] = one[at] as number;
    });
}

function channelsOf({ leadIndependent }: Pick<RepresentationDefinition, 'leadIndependent'>, leads: number): number {
  return leadIndependent ? 1 : leads;
}

/** The lead names of a channel in order of preference: `MLII|II|V5` is MLII, else II, else V5. */
export function channelNames(channel: string): string[] {
  return channel
    .split('|')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** `[channel]` the lead that stands for each: the first of its names that the recording has and no channel before it took. */
export function channelLeads({ leads }: Pick<Recording, 'leads'>, channels: readonly string[]): (Lead | undefined)[] {
  const taken = new Set<Lead>();
  return channels.map((channel) => {
    const free = leads.filter((lead) => !taken.has(lead));
    const found = channelNames(channel).map((name) => free.find((lead) => isNamed(lead, name)));
    const lead = found.find((each) => each !== undefined);
    if (lead) taken.add(lead);
    return lead;
  });
}

/** The lead that is looked at: the first channel's, or the usual one where the recording has no lead for it. */
export function analysedLead(
  recording: Pick<Recording, 'leads'>,
  { leads, channels }: Pick<ExperimentSpec, 'leads' | 'channels'>,
): Lead | undefined {
  return channelLeads(recording, channels?.slice(0, 1) ?? [])[0] ?? chooseLead(recording, leads);
}

const isNamed = (lead: Lead, name: string): boolean => lead.name.toLowerCase() === name.toLowerCase();
