import { describe, expect, it } from 'vitest';
import { detectorAgreement } from '../../src/signals/beat-quality/detector-agreement';
import { templateCorrelation } from '../../src/signals/beat-quality/template-correlation';
import { elgendi } from '../../src/signals/r-peaks/elgendi';
import { integratedPeaks } from '../../src/signals/r-peaks/pan-tompkins';
import { absoluteError, golden, relativeError, TOLERANCE } from './golden-numbers';

const detection = golden<{
  samplingRateHz: number;
  samples: number[];
  panTompkinsPeaks: [at: number, height: number, slope: number][];
  elgendiBeats: number[];
  quality: { inside: number[]; correlations: number[]; others: number[]; agreement: number[] };
}>('detection');

const lead = Float64Array.from(detection.samples);
const { elgendiBeats, panTompkinsPeaks, quality, samplingRateHz } = detection;

describe('R-peak detectors against the papers\u2019 equations in SciPy', () => {
  it('two moving averages find the same beats', () => {
    expect(elgendi(lead, samplingRateHz)).toEqual(elgendiBeats);
  });

  it('band-pass, derivative and integral have the same peaks, as high and as steep', () => {
    const peaks = [...integratedPeaks(lead, samplingRateHz)];
    const column = (index: number): number[] => panTompkinsPeaks.map((peak) => peak[index] as number);
    expect(peaks.map(({ at }) => at)).toEqual(column(0));
    expect(
      relativeError(
        peaks.map(({ height }) => height),
        column(1),
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      relativeError(
        peaks.map(({ slope }) => slope),
        column(2),
      ),
    ).toBeLessThan(TOLERANCE);
  });
});

describe('beat quality against NumPy', () => {
  it('correlation with the average beat', () => {
    const ours = templateCorrelation(lead, quality.inside);
    expect(absoluteError(ours, quality.correlations)).toBeLessThan(TOLERANCE);
  });

  it('agreement of two detectors', () => {
    const ours = detectorAgreement(elgendiBeats, quality.others, samplingRateHz);
    expect(absoluteError(ours, quality.agreement)).toBeLessThan(TOLERANCE);
  });
});
