import { describe, expect, it } from 'vitest';
import { R_PEAK_DETECTOR_IDS } from '../domain/r-peak-detector';
import type { Recording } from '../domain/recording';
import { withFoundBeats } from './found-beats';

/** 10 s at 500 Hz with a narrow bump every second from `first` on. */
function bumps(first: number): Int16Array {
  return Int16Array.from({ length: 5000 }, (_, at) =>
    Math.round(200 * Math.exp(-0.5 * ((((at - first + 5250) % 500) - 250) / 6) ** 2)),
  );
}

const lead = {
  name: 'II',
  samplingRateHz: 500,
  unit: 'mV',
  digital: bumps(400),
  gain: 200,
  baseline: 0,
  missing: null,
  checksum: 'none' as const,
};
const recording: Recording = {
  id: 'a',
  name: 'a',
  format: 'wfdb',
  subject: 'a',
  synthetic: false,
  leads: [{ ...lead, name: 'V1', digital: bumps(100) }, lead],
  annotationRateHz: 250,
  annotations: [{ sample: 900, symbol: '+', subtype: 0, channel: 0, number: 0, text: '(N' }],
  warnings: ['odd'],
};

describe('a recording without beats', () => {
  it.each(R_PEAK_DETECTOR_IDS)('gets those that %s finds, without a class and on its own time base', (detector) => {
    const { annotations, warnings, foundBy } = withFoundBeats(recording, detector);
    expect(foundBy).toBe(detector);
    const peaks = annotations.filter(({ symbol }) => symbol === 'Q').map(({ sample }) => sample);
    expect(peaks.length).toBeGreaterThanOrEqual(8);
    for (const peak of peaks) expect(Math.abs((peak % 250) - 200)).toBeLessThanOrEqual(1);
    expect(annotations.filter(({ symbol }) => symbol === '+')).toEqual(recording.annotations);
    expect(warnings).toEqual([
      'odd',
      expect.stringMatching(
        new RegExp(
          `^a has no annotated beats: ${peaks.length} were found by the lab in lead II \\(detector: ${detector}\\)`,
        ),
      ),
    ]);
  });
  it('gets those of another detector in place of them', () => {
    const twice = withFoundBeats(withFoundBeats(recording, 'elgendi'), 'pan-tompkins');
    expect(twice).toEqual(withFoundBeats(recording, 'pan-tompkins'));
  });
  it('stays as it is where it has beats, is a table or is too slow', () => {
    const beat = { sample: 5, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '' };
    const others: Recording[] = [
      { ...recording, annotations: [beat] },
      { ...recording, excerptSamples: 100 },
      { ...recording, leads: [{ ...lead, samplingRateHz: 40 }] },
      { ...recording, leads: [] },
    ];
    for (const other of others) expect(withFoundBeats(other)).toBe(other);
  });
});
