import { describe, expect, it } from 'vitest';
import { edgeOf, featureCount, matchingProfiles, pictureKind } from './picture-data';

const axis = { label: 'x', unit: 'Hz', values: Float64Array.of(1, 2) };

describe('the picture of a representation', () => {
  it('follows from its shape', () => {
    expect(pictureKind({ shape: [256, 1], axes: [axis] })).toBe('waveform');
    expect(pictureKind({ shape: [64], axes: [axis] })).toBe('spectrum');
    expect(pictureKind({ shape: [32, 32, 1], axes: [axis, axis] })).toBe('image');
    expect(pictureKind({ shape: [2], axes: [{ ...axis, names: ['a', 'b'] }] })).toBe('features');
  });

  it('says how many numbers it has', () => {
    expect(featureCount([256, 1])).toBe('256');
    expect(featureCount([32, 32, 1])).toBe('32 × 32 = 1,024');
    expect(featureCount([8])).toBe('8');
  });

  it('takes no profile that was computed for another size', () => {
    const view = { id: 'a', shape: [2], values: new Float64Array(2), axes: [axis], valueUnit: '' };
    const profile = (length: number, count: number) => ({
      exampleClass: { id: 'N', name: 'normal' },
      classIndex: 0,
      count,
      mean: new Float64Array(length).fill(1),
      standardDeviation: new Float64Array(length).fill(0.5),
    });
    expect(matchingProfiles(view, [profile(2, 5), profile(3, 5), profile(2, 0)])).toHaveLength(1);
    expect([...edgeOf(profile(2, 5), -1)]).toEqual([0.5, 0.5]);
  });
});
