import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/domain/recording';
import { openFiles } from '../../src/formats/open-files';
import { findFiles } from '../../src/headless/node-files';
import { hasRealData, realData } from '../fixtures/real-data';
import golden from '../parity/golden/mat.json';

async function open(...folders: readonly string[]): Promise<Recording[]> {
  const recordings: Recording[] = [];
  const { files } = await findFiles(folders);
  await openFiles(
    files,
    { samplingRateHz: { '*': 500 } },
    {
      onFound: () => undefined,
      onRecording: (recording) => recordings.push(recording),
      onProblem: ({ message }) => expect.unreachable(message),
    },
  );
  return recordings;
}

describe.skipIf(!hasRealData('cpsc2019') || !hasRealData('formats/mat'))('MAT-files that MATLAB wrote', () => {
  it('have the numbers that SciPy finds in them, with the R peaks that lie beside them', async () => {
    const recordings = await open(realData('cpsc2019'), realData('formats/mat'));
    expect(recordings).toHaveLength(golden.length);
    for (const { path, leads, peaks } of golden) {
      const recording = recordings.find(({ id }) => `${id}.mat`.endsWith(path));
      expect(
        recording?.leads.map(({ digital }) => digital.length),
        path,
      ).toEqual(leads.map(({ samples }) => samples));
      for (const [index, { sum, weighted }] of leads.entries()) {
        const digital = Array.from(recording?.leads[index]?.digital ?? []);
        expect(digital.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 7);
        // Notices samples that changed places, which a sum does not.
        expect(digital.reduce((total, value, at) => total + value * (at + 1), 0)).toBeCloseTo(weighted, 4);
      }
      expect(
        recording?.annotations.map(({ sample }) => sample),
        path,
      ).toEqual(peaks);
    }
  });
});
