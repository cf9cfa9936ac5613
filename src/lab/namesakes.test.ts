import { describe, expect, it } from 'vitest';
import type { Recording } from '../domain/recording';
import { buildLeadPyramid } from '../signals/lead-pyramid';
import { type Arrival, besideNamesakes } from './namesakes';

function arrival(id: string, fingerprint: string, ...leads: readonly (readonly number[])[]): Arrival {
  const recording = { id, name: id, subject: id } as Recording;
  const pyramids = leads.map((samples) =>
    buildLeadPyramid({ digital: Float64Array.from(samples), baseline: 0, missing: null }),
  );
  return { recording, digest: { fingerprint, pyramids } };
}

describe('a recording under the name of one that is open', () => {
  const first = arrival('ecg', 'a', [1, 2, 3], [4, Number.NaN, 6]);
  const open = { ecg: first.digest };

  it('takes its place where it is the same ECG, whatever its annotations', () => {
    const again = arrival('ecg', 'b', [1, 2, 3], [4, Number.NaN, 6]);
    expect(besideNamesakes(again, open)).toBe(again);
  });

  it.each([
    ['a sample', arrival('ecg', 'b', [1, 2, 4], [4, Number.NaN, 6])],
    ['a lead', arrival('ecg', 'b', [1, 2, 3])],
  ])('stands beside it where %s differs, as the same subject', (_, other) => {
    const { recording } = besideNamesakes(other, open);
    expect(recording).toMatchObject({ id: 'ecg (2)', name: 'ecg (2)', subject: 'ecg' });
    const third = besideNamesakes(arrival('ecg', 'c', [9]), { ...open, 'ecg (2)': other.digest });
    expect(third.recording.id).toBe('ecg (3)');
    const secondAgain = besideNamesakes(other, { ...open, 'ecg (2)': other.digest });
    expect(secondAgain.recording.id).toBe('ecg (2)');
  });

  it('is left as it is under another name', () => {
    const other = arrival('other', 'b', [1, 2, 3]);
    expect(besideNamesakes(other, open)).toBe(other);
  });
});
