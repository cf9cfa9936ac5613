import { describe, expect, it } from 'vitest';
import { channelLeads, prepareLeads, shapeOfLeads } from './channels';
import type { ConditionedLead } from './representation';

const lead = (...samples: readonly number[]): ConditionedLead => {
  const centres = new Float64Array(1);
  return { samples: Float64Array.from(samples), samplingRateHz: 1, rPeaks: centres, centres };
};
const copying = (shape: readonly number[], leadIndependent = false) => ({
  shape: () => shape,
  leadIndependent,
  prepare:
    ({ samples }: ConditionedLead) =>
    (_: number, out: Float64Array) =>
      out.set(samples.subarray(0, samples.length)),
});
const LEADS = [lead(1, 2, 3, 4), lead(5, 6, 7, 8)];

function together(shape: readonly number[], leads: readonly ConditionedLead[], leadIndependent = false): number[] {
  const definition = copying(shape, leadIndependent);
  const size = shapeOfLeads(definition, {}, 1, leads.length).reduce((product, length) => product * length, 1);
  const out = new Float64Array(size);
  prepareLeads(definition, leads, {})(0, out);
  return [...out];
}

describe('several leads', () => {
  it('are the channels of a signal or an image', () => {
    expect(shapeOfLeads(copying([2, 2, 1]), {}, 1, 3)).toEqual([2, 2, 3]);
    expect(together([4, 1], LEADS)).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
  });
  it('follow each other in a list', () => {
    expect(shapeOfLeads(copying([4]), {}, 1, 2)).toEqual([8]);
    expect(together([4], LEADS)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('are one where the signal is not looked at, and one is what it was', () => {
    expect(together([4], LEADS, true)).toEqual([1, 2, 3, 4]);
    expect(together([4, 1], LEADS.slice(0, 1))).toEqual([1, 2, 3, 4]);
  });
});

describe('channels by name', () => {
  const recordingOf = (...names: readonly string[]) => ({
    leads: names.map((name) => ({
      ...{ name, samplingRateHz: 1, unit: 'mV', digital: new Int16Array(), gain: 1, baseline: 0 },
      ...{ missing: null, checksum: 'none' as const },
    })),
  });
  const taken = (names: readonly string[], ...channels: readonly string[]) =>
    channelLeads(recordingOf(...names), channels).map((lead) => lead?.name);

  it('are the first of the names that the recording has, in whatever order it has them', () => {
    expect(taken(['V1', 'MLII'], 'MLII', 'V1')).toEqual(['MLII', 'V1']);
    expect(taken(['v5', 'ii'], 'MLII | II|V5', 'V1|V2|V5')).toEqual(['ii', 'v5']);
    expect(taken(['V5', 'V2'], 'MLII|II|V5', 'V1|V2')).toEqual(['V5', 'V2']);
  });
  it('never take a lead twice, and say where there is none', () => {
    expect(taken(['V5'], 'MLII|V5', 'V1|V5')).toEqual(['V5', undefined]);
    expect(taken(['V5', 'V1'], 'MLII|V5', 'V5|V1')).toEqual(['V5', 'V1']);
    expect(taken(['I'], 'MLII')).toEqual([undefined]);
  });
});
