import { describe, expect, it } from 'vitest';
import { averageInBands, BAND_COUNT, BAND_EDGES_HZ, bandBins, bandCentresHz } from './spectral-bands';

describe('bands', () => {
  it('average the densities of their own bins and no others', () => {
    const rateHz = 256;
    const fftLength = 512;
    for (let band = 0; band < BAND_COUNT; band++) {
      const [low, high] = [BAND_EDGES_HZ[band] as number, BAND_EDGES_HZ[band + 1] as number];
      const density = Float64Array.from({ length: 80 }, (_, bin) => (bin / 2 >= low && bin / 2 < high ? 3 : 0));
      const out = new Float64Array(BAND_COUNT);
      averageInBands(density, bandBins(rateHz, fftLength), out);
      expect([...out]).toEqual(Array.from({ length: BAND_COUNT }, (_, index) => (index === band ? 3 : 0)));
    }
  });

  it('take the next bin where none lies inside', () => {
    const density = Float64Array.from({ length: 20 }, (_, bin) => bin);
    const out = new Float64Array(BAND_COUNT);
    averageInBands(density, bandBins(1000, 250), out);
    expect([...out]).toEqual([1, 1, 1, 2, 2, 3, 4.5, 7.5]);
  });

  it('lie around their centres', () => {
    expect(bandCentresHz()).toHaveLength(BAND_COUNT);
    for (const [band, centre] of bandCentresHz().entries()) {
      expect(centre).toBeGreaterThan(BAND_EDGES_HZ[band] as number);
      expect(centre).toBeLessThan(BAND_EDGES_HZ[band + 1] as number);
    }
  });
});
