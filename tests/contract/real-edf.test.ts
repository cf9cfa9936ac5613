import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/headless/inspect';
import { readAll } from '../fixtures/read-all';
import { hasRealData, realData } from '../fixtures/real-data';
import golden from '../parity/golden/edf.json';

/** As `tests/parity/edf.py` does: notices samples that changed places, which a sum does not. */
function weightedSum(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) {
    const product = (samples[index] as number) * (index + 1);
    sum += ((product % 1_000_003) + 1_000_003) % 1_000_003;
  }
  return sum;
}

describe.skipIf(!hasRealData('formats/edf'))('EDF that others wrote', () => {
  it('has the samples that numpy finds in it', async () => {
    const [recording] = await readAll([realData(golden.path)]);
    const found = recording?.leads.map(({ name, digital }) => ({
      label: name,
      samples: digital.length,
      sum: Array.from(digital).reduce((sum, value) => sum + value, 0),
      weighted: weightedSum(digital),
    }));
    expect(found).toEqual(golden.signals);
    expect(recording?.annotations).toHaveLength(golden.annotations);
    expect(recording?.warnings).toEqual([]);
  });

  it('says that a file of annotations alone has no signal', async () => {
    const [entry] = await inspect([realData('formats/edf/test_edfann.edf')]);
    expect(entry).toMatchObject({
      error: { code: 'edf-no-signals', found: '1 annotation signal alone (EDF Annotations)' },
    });
  });
});
