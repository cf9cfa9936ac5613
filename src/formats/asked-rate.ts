import { LabError } from '../domain/problem';
import type { ReadOptions } from './format';

/**
 * The sampling rate that the person gave for a file which states none; never guessed. `expected` says where such a file
 * could have stated it. Throws `LabError`: `sampling-rate-needed`, at which the lab asks, and `sampling-rate-invalid`.
 */
export function askedRate(path: string, options: ReadOptions, expected: string, found = 'none'): number {
  const given = options.samplingRateHz[path] ?? options.samplingRateHz['*'];
  if (given === undefined) {
    throw new LabError({
      code: 'sampling-rate-needed',
      file: path,
      field: 'sampling rate',
      expected,
      found,
      at: '',
      fix: 'Enter the sampling rate in Hz.',
    });
  }
  if (given > 0 && Number.isFinite(given)) return given;
  throw new LabError({
    code: 'sampling-rate-invalid',
    file: path,
    field: 'sampling rate that was entered',
    expected: 'more than 0 Hz',
    found: String(given),
    at: '',
    fix: 'Enter the sampling rate in Hz, for example 360.',
  });
}
