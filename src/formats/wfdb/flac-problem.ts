import { LabError } from '../../domain/problem';
import { FlacError } from './flac-bits';

/** What a person is told of a damaged FLAC stream that begins at a byte of the file; anything else comes back as it is. */
export function flacProblem(file: string, thrown: unknown, byteOffset: number): unknown {
  if (!(thrown instanceof FlacError)) return thrown;
  return new LabError({
    code: 'wfdb-flac-damaged',
    file,
    field: 'FLAC stream',
    expected: thrown.expected,
    found: thrown.found,
    at: `byte ${byteOffset + thrown.byte}`,
    fix: 'The file is damaged or was cut off; get it again.',
  });
}
