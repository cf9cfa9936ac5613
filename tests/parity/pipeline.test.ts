import { describe, expect, it } from 'vitest';
import { initialParameters, sizeOf } from '../../src/domain/representation';
import { representations } from '../../src/representations/registry';
import { conditionLead } from '../../src/signals/condition-lead';
import { golden, goldenLead, relativeError, storedLead, TOLERANCE } from './golden-numbers';

interface GoldenBeat {
  readonly beat: number;
  readonly time: number[];
  readonly frequency: number[];
  readonly spectrogram: number[];
  readonly rhythm: number[];
}

const pipeline = golden<{ conditioned: number[]; beats: readonly GoldenBeat[] }>('pipeline');

const longRhythm = golden<{
  seconds: number[];
  beats: readonly { readonly beat: number; readonly rhythm: number[] }[];
}>('long-rhythm');

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
      // Relative, because SciPy's filter itself is off by 2e-13 of the signal (measured against 80 bits), and the logarithm of
      // a pixel near the floor shows that as 2e-9 dB.
      expect(relativeError(out, expected[id])).toBeLessThan(TOLERANCE);
    }
  });

  it('computes rhythm where what is usual moves with the beat', async () => {
    const definition = await representations.load('rhythm');
    const rPeaks = Float64Array.from(longRhythm.seconds);
    const lead = { samples: new Float64Array(1), samplingRateHz: 1, rPeaks, centres: rPeaks };
    const compute = definition.prepare(lead, initialParameters(definition.parameters));
    const out = new Float64Array(8);
    for (const { beat, rhythm } of longRhythm.beats) {
      compute(beat, out);
      expect(relativeError(out, rhythm)).toBeLessThan(TOLERANCE);
    }
  });
});
