import { describe, expect, it } from 'vitest';
import { rrIntervals } from './intervals';
import { definition } from './rhythm';

const RATE_HZ = 256;

function featuresOf(
  peakSeconds: readonly number[],
  beat: number,
  form = 'ratio',
  localBeats = 10,
  reference = 'median',
): number[] {
  const rPeaks = Float64Array.from(peakSeconds, (seconds) => seconds * RATE_HZ);
  const lead = { samples: new Float64Array(1), samplingRateHz: RATE_HZ, rPeaks, centres: rPeaks };
  const out = new Float64Array(8);
  definition.prepare(lead, { localBeats, form, reference })(beat, out);
  return [...out];
}

/** A beat every second, except that beat 20 is 0.4 s early and its pause lasts until the rhythm is met again. */
const EARLY_BEAT = Array.from({ length: 40 }, (_, beat) => (beat === 20 ? 19.6 : beat));

describe('rhythm', () => {
  it('is neutral for every beat of a steady rhythm, the first and the last included', () => {
    const steady = Array.from({ length: 30 }, (_, beat) => 0.75 * beat);
    for (const beat of [0, 1, 2, 15, 29]) {
      expect(featuresOf(steady, beat)).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
      expect(featuresOf(steady, beat, 'log').map(Math.abs)).toEqual(new Array(8).fill(0));
    }
  });

  it('sees an early beat and its pause', () => {
    const [previous, next, local, toLocal, nextToLocal, toNext, toBefore] = featuresOf(EARLY_BEAT, 20) as number[];
    expect(previous).toBeCloseTo(0.6, 9);
    expect(next).toBeCloseTo(1.4, 9);
    expect(local).toBeCloseTo(1, 9);
    expect(toLocal).toBeCloseTo(0.6, 9);
    expect(nextToLocal).toBeCloseTo(1.4, 9);
    expect(toNext).toBeCloseTo(0.6 / 1.4, 9);
    expect(toBefore).toBeCloseTo(0.6, 9);
  });

  it('does not measure an early beat against itself, but remembers it afterwards', () => {
    expect(featuresOf(EARLY_BEAT, 20)[2]).toBeCloseTo(1, 9);
    expect(featuresOf(EARLY_BEAT, 22, 'ratio', 4)[2]).toBeCloseTo((1 + 1 + 0.6 + 1.4) / 4, 9);
    // The eight intervals around beat 22 hold three steps: from 1 to 0.6, to 1.4 and back to 1.
    expect(featuresOf(EARLY_BEAT, 22, 'ratio', 4)[7]).toBeCloseTo((0.4 + 0.8 + 0.4) / 7, 9);
  });

  it('does not change when the whole recording is slower', () => {
    const slower = EARLY_BEAT.map((seconds) => seconds * 1.5);
    for (const beat of [0, 19, 20, 21, 39]) {
      const usual = featuresOf(EARLY_BEAT, beat, 'log');
      for (const [index, value] of featuresOf(slower, beat, 'log').entries())
        expect(value).toBeCloseTo(usual[index] as number, 9);
    }
  });

  it('calls early what is early, even where most beats are, when it asks for the mean', () => {
    // Three beats 0.7 s apart, then a pause of 1.9 s: two of three intervals are short.
    const sickSinus = Array.from({ length: 40 }, (_, beat) => 3.3 * Math.floor(beat / 3) + 0.7 * (beat % 3));
    expect(featuresOf(sickSinus, 20, 'ratio', 10, 'median')[0]).toBeCloseTo(1, 9);
    expect(featuresOf(sickSinus, 20, 'ratio', 10, 'mean')[0]).toBeCloseTo(0.7 / 1.1, 1);
    expect(featuresOf([5], 0, 'ratio', 10, 'mean')[0]).toBe(1);
  });

  it('takes halves and doubles as equally far from usual', () => {
    const halved = [0, 1, 2, 3, 3.5, 4.5, 5.5, 6.5];
    const doubled = [0, 1, 2, 3, 5, 6, 7, 8];
    expect(featuresOf(halved, 4, 'log')[0]).toBeCloseTo(-(featuresOf(doubled, 4, 'log')[0] as number), 9);
  });

  it('knows the sinus rhythm by the longer intervals where early beats outnumber the normal ones', () => {
    const sickSinus = Array.from({ length: 40 }, (_, beat) => 3.3 * Math.floor(beat / 3) + 0.7 * (beat % 3));
    expect(featuresOf(sickSinus, 20, 'log', 10, 'percentile-90')[0]).toBeCloseTo(Math.log(0.7 / 1.9), 9);
  });

  it('follows a heart rate that drifts, when it asks for the minutes around', () => {
    // Ten minutes at 60 a minute and ten at 100.
    const quicker = [...Array(600).keys(), ...Array.from({ length: 1000 }, (_, beat) => 600 + 0.6 * beat)];
    const previous = (beat: number, reference: string): number =>
      featuresOf(quicker, beat, 'ratio', 10, reference)[0] as number;
    expect(previous(1200, 'percentile-90')).toBeCloseTo(0.6, 9);
    expect(previous(1200, 'moving-percentile-90')).toBeCloseTo(1, 9);
    // Two minutes of each on either side: more than a tenth are long.
    expect(previous(601, 'moving-percentile-90')).toBeCloseTo(0.6, 9);
  });

  it('looks two minutes to both sides', () => {
    // Intervals of 1 s until 500 s, then of 2 s: a tenth of those from 120 s before to 120 s after a beat at 424 s.
    const slower = [...Array(500).keys(), ...Array.from({ length: 250 }, (_, beat) => 500 + 2 * beat)];
    const previous = (beat: number): number =>
      featuresOf(slower, beat, 'ratio', 10, 'moving-percentile-90')[0] as number;
    expect(previous(420)).toBeCloseTo(1, 9);
    expect(previous(428)).toBeCloseTo(0.5, 9);
  });

  it('takes the usual interval of the recording where there are hardly any nearby', () => {
    const lonely = [...Array(60).keys(), 1000, 1001.5];
    expect(featuresOf(lonely, 61, 'ratio', 10, 'moving-percentile-90')[0]).toBeCloseTo(1.5, 9);
  });

  it('is neutral where a recording has one beat', () => {
    for (const reference of ['median', 'moving-percentile-90'])
      expect(featuresOf([5], 0, 'ratio', 10, reference)).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  });
});

describe('rrIntervals', () => {
  it('holds doubled marks and gaps within what a heart can do', () => {
    const peaks = Float64Array.of(0, 0, 256, 256 * 100);
    expect([...rrIntervals(peaks, RATE_HZ)]).toEqual([0.2, 1, 3]);
    expect(rrIntervals(new Float64Array(0), RATE_HZ)).toHaveLength(0);
  });
});
