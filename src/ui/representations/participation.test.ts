import { describe, expect, it } from 'vitest';
import { withMember } from './participation';

const all = ['time', 'frequency', 'spectrogram', 'rhythm'];

describe('taking part', () => {
  it('keeps the order of the representations', () => {
    expect(withMember(['spectrogram', 'rhythm'], 'time', true, all)).toEqual(['time', 'spectrogram', 'rhythm']);
    expect(withMember(['time', 'rhythm'], 'time', false, all)).toEqual(['rhythm']);
  });

  it('leaves the fusions where they are', () => {
    const strategies = ['time', 'early', 'late'];
    expect(withMember(strategies, 'rhythm', true, all)).toEqual(['time', 'rhythm', 'early', 'late']);
    expect(withMember(strategies, 'time', false, all)).toEqual(['early', 'late']);
  });

  it('changes nothing when asked twice', () => {
    expect(withMember(['time'], 'time', true, all)).toEqual(['time']);
    expect(withMember(['time'], 'rhythm', false, all)).toEqual(['time']);
  });
});
