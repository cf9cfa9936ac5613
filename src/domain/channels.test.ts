import { describe, expect, it } from 'vitest';
import { prepareLeads, shapeOfLeads } from './channels';
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
      out.set(samples),
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
