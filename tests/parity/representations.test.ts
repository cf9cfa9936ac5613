import { describe, expect, it } from 'vitest';
import { initialParameters, type ParameterValues, sizeOf } from '../../src/domain/representation';
import { representations } from '../../src/representations/registry';
import { golden, relativeError, TOLERANCE } from './golden-numbers';

interface GoldenCase {
  readonly representation: string;
  /** What differs from the first settings. */
  readonly parameters: ParameterValues;
  readonly beat: number;
  readonly values: number[];
}

const { samplingRateHz, rPeaks, cases } = golden<{
  readonly samplingRateHz: number;
  readonly rPeaks: readonly number[];
  readonly cases: readonly GoldenCase[];
}>('representations');

const { conditioned } = golden<{ readonly conditioned: number[] }>('pipeline');
const centres = Float64Array.from(rPeaks);
const lead = { samples: Float64Array.from(conditioned), samplingRateHz, rPeaks: centres, centres };

describe('representations beyond the first four, against SciPy and NumPy', () => {
  it('has a case of every one of them', () => {
    expect([...new Set(cases.map(({ representation }) => representation))].sort()).toEqual(
      representations.ids.slice(4).sort(),
    );
  });

  it.each(cases)('computes $representation of beat $beat with $parameters', async (entry) => {
    const definition = await representations.load(entry.representation);
    const parameters = { ...initialParameters(definition.parameters), ...entry.parameters };
    const out = new Float64Array(sizeOf(definition.shape(parameters, samplingRateHz)));
    definition.prepare(lead, parameters)(entry.beat, out);
    expect(relativeError(out, entry.values)).toBeLessThan(TOLERANCE);
  });
});
