import { describe, expect, it } from 'vitest';
import type { BlockJob } from '../datasets/block-job';
import { createRandom } from '../domain/random';
import { type ConditionedLead, initialParameters, sizeOf } from '../domain/representation';
import { representations } from '../representations/registry';
import { conditionedLeads, previewLead } from './conditioned-leads';

const RATE_HZ = 128;

/** A beat a second, each a little taller or lower, on a level that wanders. */
function jobOf(hours: number): BlockJob {
  const random = createRandom(5);
  const beats = hours * 3600;
  const heights = Float64Array.from({ length: beats }, () => 200 + 20 * random.normal());
  const digital = Int16Array.from({ length: beats * RATE_HZ }, (_, at) => {
    const second = Math.floor(at / RATE_HZ);
    const bump = (heights[second] as number) * Math.exp(-0.5 * (((at % RATE_HZ) - 64) / 2) ** 2);
    return 500 * Math.sin(at / 900) + bump + 3 * random.normal();
  });
  const about = { name: 'II', unit: 'mV', gain: 200, baseline: 0, missing: null, checksum: 'none' } as const;
  return {
    ...{ recordingId: 'day', recordingName: 'day', subject: 'day', synthetic: false, annotationRateHz: RATE_HZ },
    ...{ centreSamples: null, excerptSamples: null, judged: null, representations: {}, labels: new Uint8Array(beats) },
    leads: [{ ...about, samplingRateHz: RATE_HZ, digital }],
    beatSamples: Float64Array.from({ length: beats }, (_, beat) => beat * RATE_HZ + 64),
    conditioning: { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 },
  };
}

describe('conditionedLeads', () => {
  it('names the recording whose lead cannot be conditioned', () => {
    const job = jobOf(1 / 7200);
    expect(() => conditionedLeads(job)).toThrow(/^day: lead II: expected at least 128 samples/);
  });
});

describe('previewLead', () => {
  const job = jobOf(4);
  const [whole] = conditionedLeads(job) as [ConditionedLead];
  const preview = previewLead(job);

  it('has a lead of hours in pieces, and a shorter one whole', () => {
    expect(preview.samples).not.toBeInstanceOf(Float64Array);
    expect(previewLead(jobOf(0.5)).samples).toBeInstanceOf(Float64Array);
  });

  it.each(representations.ids)('shows in %s what trains, the usual beat of all hours taken off', async (id) => {
    const definition = await representations.load(id);
    const parameters = initialParameters(definition.parameters);
    const size = sizeOf(definition.shape(parameters, 256));
    const seenIn = (lead: ConditionedLead): number[] => {
      const write = definition.prepare(lead, parameters);
      return [0, 1, 7000, 14_399].flatMap((beat) => {
        const out = new Float64Array(size);
        write(beat, out);
        return [...out];
      });
    };
    const [seen, trained] = [seenIn(preview), seenIn(whole)];
    const farthest = Math.max(...seen.map((value, at) => Math.abs(value - (trained[at] as number))));
    expect(farthest).toBeLessThan(1e-9);
  });
});
