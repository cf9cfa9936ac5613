import { describe, expect, it } from 'vitest';
import { beatData, edgeOf, featureCount, matchingProfiles, pictureKind } from './picture-data';

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
    const view = { id: 'a', shape: [2], values: new Float64Array(2), axes: [axis], valueUnit: '', plain: null };
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

  it('shows a beat as it is, and what is usual beside it, where models see the difference', () => {
    const view = { id: 'a', shape: [2, 1], axes: [], values: Float64Array.of(1, -2), valueUnit: 'mV' };
    const plain = { values: Float64Array.of(5, 3), valueUnit: 'mV' };
    expect(beatData({ ...view, plain }, [])).toMatchObject({ beat: plain.values, usual: Float64Array.of(4, 5) });
    expect(beatData({ ...view, plain: null }, [])).toMatchObject({ beat: view.values, usual: null });
  });
});
