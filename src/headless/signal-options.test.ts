import { describe, expect, it } from 'vitest';
import { initialSpec } from '../domain/experiment';
import { HELP } from './help';
import { SIGNAL_OPTIONS, withSignal } from './signal-options';

const INITIAL = initialSpec([]);

describe('signal options', () => {
  it('leave everything as it is where none is given', () => {
    expect(withSignal(INITIAL, {})).toEqual(INITIAL);
  });

  it('set what they name, and each is explained', () => {
    const values = {
      ...{ leads: 'MLII|II,V1', notch: '60', band: '1,30', baseline: 'median' },
      ...{ quality: '0.8', detector: 'pan-tompkins' },
    };
    expect(Object.keys(values)).toEqual(Object.keys(SIGNAL_OPTIONS));
    expect(withSignal(INITIAL, values)).toEqual({
      ...INITIAL,
      channels: ['MLII|II', 'V1'],
      conditioning: { ...INITIAL.conditioning, notchHz: 60, lowHz: 1, highHz: 30, baseline: 'median' },
      leastQuality: 0.8,
      detector: 'pan-tompkins',
    });
    expect(withSignal(INITIAL, { notch: 'off' }).conditioning.notchHz).toBe(0);
    for (const option of Object.keys(values)) expect(HELP).toContain(`--${option}`);
  });

  it.each([
    [{ notch: '55' }, /--notch: expected one of off, 50, 60, found 55/],
    [{ band: '40,0.5' }, /--band: expected two frequencies in Hz that rise, such as 0.5,40, found 40,0.5/],
    [{ band: '0.5' }, /--band/],
    [{ quality: '2' }, /--quality: expected a number from 0 to 1, found 2/],
    [{ detector: 'eye' }, /--detector: expected one of elgendi, pan-tompkins, found eye/],
  ])('refuse %o', (values, sentence) => {
    expect(() => withSignal(INITIAL, values)).toThrow(sentence);
  });
});
