import { describe, expect, it } from 'vitest';
import { readBenchArguments } from './bench-arguments';

describe('arguments of the bench', () => {
  it('has everything by default and leaves to the adapter what depends on it', () => {
    expect(readBenchArguments([])).toEqual({
      only: 'training',
      data: undefined,
      out: undefined,
      backend: 'webgpu',
      models: ['reference', 'early', 'intermediate', 'late'],
      engines: ['lab', 'tfjs', 'jax-js', 'pytorch'],
      batches: undefined,
      seconds: undefined,
    });
  });

  it('reads what is asked for', () => {
    const line = '--out b.json --backend wasm --models late,early --engines lab --batch 64,256 --seconds 0.5';
    expect(readBenchArguments(line.split(' '))).toEqual({
      only: 'training',
      data: undefined,
      out: 'b.json',
      backend: 'wasm',
      models: ['late', 'early'],
      engines: ['lab'],
      batches: [64, 256],
      seconds: 0.5,
    });
  });

  it('takes the representations alone, of MIT-BIH in a folder', () => {
    expect(readBenchArguments(['--only', 'representations', '--data', 'mitdb'])).toMatchObject({
      only: 'representations',
      data: 'mitdb',
    });
    expect(() => readBenchArguments(['--only', 'beats'])).toThrow(/--only: expected one of training, representations/);
  });

  it('says what it does not understand', () => {
    expect(() => readBenchArguments(['--backend', 'gpu'])).toThrow(/--backend: expected one of auto, .*found gpu/);
    expect(() => readBenchArguments(['--models', 'time'])).toThrow(/--models: expected one of reference/);
    expect(() => readBenchArguments(['--engines', 'jax'])).toThrow(/--engines: expected one of lab, .*found jax/);
    expect(() => readBenchArguments(['--batch', '64,0'])).toThrow(/--batch: expected a number above 0/);
    expect(() => readBenchArguments(['--batch', '2.5'])).toThrow(/--batch: expected a whole number/);
    expect(() => readBenchArguments(['--seconds', 'long'])).toThrow(/--seconds: expected a number above 0/);
    expect(() => readBenchArguments(['--speed'])).toThrow(/Unknown option '--speed'/);
  });
});
