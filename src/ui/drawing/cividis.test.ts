import { describe, expect, it } from 'vitest';
import { cividis, heatmapPixels } from './cividis';

describe('cividis', () => {
  it('starts dark blue, ends yellow and stays there beyond its ends', () => {
    expect(cividis(0)).toEqual([0, 32, 76]);
    expect(cividis(1)).toEqual([255, 233, 69]);
    expect(cividis(-3)).toEqual(cividis(0));
    expect(cividis(7)).toEqual(cividis(1));
  });

  it('grows lighter all the way', () => {
    const lightness = Array.from({ length: 101 }, (_, step) => {
      const [red, green, blue] = cividis(step / 100);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    for (let step = 1; step <= 100; step++) {
      expect(lightness[step]).toBeGreaterThanOrEqual(lightness[step - 1] as number);
    }
  });
});

describe('a heatmap', () => {
  it('draws row 0 at the bottom', () => {
    const pixels = heatmapPixels([0, 0, 1, 1], 2, 2, [0, 1]);
    expect([...pixels.slice(0, 4)]).toEqual([255, 233, 69, 255]);
    expect([...pixels.slice(8, 12)]).toEqual([0, 32, 76, 255]);
  });

  it('leaves what is not known clear', () => {
    expect([...heatmapPixels([Number.NaN], 1, 1, [0, 1])]).toEqual([0, 0, 0, 0]);
  });

  it('draws one colour where all values are equal', () => {
    expect([...heatmapPixels([5], 1, 1, [5, 5])]).toEqual([0, 32, 76, 255]);
  });
});
