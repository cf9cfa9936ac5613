import { describe, expect, it } from 'vitest';
import { initialParameters, sizeOf } from '../../src/domain/representation';
import { representations } from '../../src/representations/registry';
import { conditionLead } from '../../src/signals/condition-lead';
import { absoluteError, golden, goldenLead, relativeError, storedLead, TOLERANCE } from './golden';

interface GoldenBeat {
  readonly beat: number;
  readonly time: number[];
  readonly frequency: number[];
  readonly spectrogram: number[];
  readonly rhythm: number[];
}

const pipeline = golden<{ conditioned: number[]; beats: readonly GoldenBeat[] }>('pipeline');

const conditioned = conditionLead(storedLead, goldenLead.rPeaks, goldenLead.samplingRateHz, {
  lowHz: 0.5,
  highHz: 40,
  order: 2,
  workingRateHz: 256,
});

describe('from stored samples to representations, against the same way in SciPy', () => {
  it('conditions the lead', () => {
    expect(relativeError(conditioned.samples, pipeline.conditioned)).toBeLessThan(TOLERANCE);
  });

  it.each(['time', 'frequency', 'spectrogram', 'rhythm'] as const)('computes %s of four beats', async (id) => {
    const definition = await representations.load(id);
    const parameters = initialParameters(definition.parameters);
    const compute = definition.prepare(conditioned, parameters);
    const out = new Float64Array(sizeOf(definition.shape(parameters, conditioned.samplingRateHz)));
    for (const expected of pipeline.beats) {
      compute(expected.beat, out);
      // Millivolts, decibels and ratios as they are: stricter than relative to the largest.
      expect(absoluteError(out, expected[id])).toBeLessThan(TOLERANCE);
    }
  });
});
