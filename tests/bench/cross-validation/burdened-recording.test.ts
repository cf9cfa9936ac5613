import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/domain/recording';
import { burdenedRecording } from './burdened-recording';

const SYMBOLS = [...'NNANNANNANNNAN'];
/** Early beats come 60 samples after the one before, the beat after them 140, all others 100. */
const INTERVALS: readonly number[] = SYMBOLS.map((symbol, beat) =>
  symbol === 'A' ? 60 : SYMBOLS[beat - 1] === 'A' ? 140 : 100,
);
const PLACES = INTERVALS.map((_, beat) => INTERVALS.slice(0, beat + 1).reduce((sum, interval) => sum + interval));

const RECORDING: Recording = {
  id: 'x/1',
  name: '1',
  format: 'wfdb',
  subject: '1',
  synthetic: false,
  annotationRateHz: 100,
  leads: [
    {
      name: 'MLII',
      samplingRateHz: 100,
      unit: 'mV',
      digital: Int16Array.from({ length: 2000 }, (_, sample) => sample),
      gain: 200,
      baseline: 0,
      missing: null,
      checksum: 'ok',
    },
  ],
  annotations: SYMBOLS.map((symbol, beat) => ({
    sample: PLACES[beat] as number,
    symbol,
    subtype: 0,
    channel: 0,
    number: 0,
    text: '',
  })),
  warnings: [],
};

describe('burdenedRecording', () => {
  const { annotations, leads } = burdenedRecording(RECORDING, 'S');

  it('keeps every early beat and the pause after it', () => {
    expect(annotations.map(({ symbol }) => symbol).join('')).toBe('ANANANAN');
  });

  it('keeps the interval before each beat', () => {
    const places = annotations.map(({ sample }) => sample);
    expect(places.slice(1).map((place, beat) => place - (places[beat] as number))).toEqual([
      140, 60, 140, 60, 140, 60, 140,
    ]);
  });

  it('shows at each beat the sample that was there', () => {
    const kept = [2, 3, 5, 6, 8, 9, 12, 13].map((beat) => PLACES[beat]);
    expect(annotations.map(({ sample }) => leads[0]?.digital[sample])).toEqual(kept);
  });
});
