import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { countOf, excerptOf } from '../excerpt';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { headOf } from '../head-of';
import type { NamedArray } from '../named-array';
import { recordingOfArrays } from '../named-arrays';
import { requireSize } from '../require-size';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import type { Outcome } from './question';

/** HDF5, and what is HDF5 inside: MATLAB's files of version 7.3, netCDF-4. */
export const hdf5: FormatReader = {
  id: 'hdf5',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (isHdf5(await headOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async (claim, options) => [await readRecording(claim, options)],
};

const MARK = '\x89HDF\r\n\x1a\n';
/** The mark may lie behind a block of the user's own, of 512 bytes or a power of two times as many. */
const MARK_PLACES = [0, 512, 1024, 2048];
/** The whole file is held in memory while it is read. */
const MOST_BYTES = 2 ** 29;

function isHdf5(head: Uint8Array): boolean {
  return MARK_PLACES.some((at) => textAt(head, at, MARK.length) === MARK);
}

async function readRecording({ path, files }: Claim, options: ReadOptions): Promise<Recording> {
  const file = files[0] as SourceFile;
  requireSize(file, MOST_BYTES, 'Save one recording a file.');
  const bytes = await file.read();
  if (!isHdf5(bytes)) throw refusal(path, 'mark of HDF5', 'one', 'none');
  if (!options.hdf5) throw new Error('whoever reads HDF5 files must bring the library');
  const isMatlab = textAt(bytes, 0, 10) === 'MATLAB 7.3';
  const arrays = arraysOf(await options.hdf5.arraysIn(bytes, isMatlab), path, bytes.length);
  const id = withoutExtension(path);
  return recordingOfArrays(arrays, { id, name: baseName(id), format: 'hdf5', warnings: [] }, path, options);
}

function arraysOf(outcome: Outcome, path: string, fileBytes: number): readonly NamedArray[] {
  switch (outcome.kind) {
    case 'arrays':
      return outcome.arrays;
    case 'too-much': {
      const most = `at most ${countOf(outcome.mostBytes, 'byte')} in a file of ${countOf(fileBytes, 'byte')}`;
      throw refusal(path, `numbers up to ${excerptOf(outcome.dataset)}`, most, 'more');
    }
    case 'unreadable':
    case 'broken':
      throw refusal(path, 'structure', 'a file that the HDF5 library can read', excerptOf(outcome.reason));
    case 'silent': {
      const limit = `an answer of the HDF5 library within ${Math.round(10 * outcome.seconds) / 10} s`;
      throw refusal(path, 'structure', limit, 'none, so that the library was stopped');
    }
    case 'absent':
      throw absent(path, outcome.reason);
  }
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function refusal(path: string, field: string, expected: string, found: string): LabError {
  const fix = 'Use an undamaged copy, or save the signal again with h5py or MATLAB.';
  return new LabError({ code: 'hdf5-invalid', file: path, field, expected, found, at: '', fix });
}

function absent(path: string, reason: string): LabError {
  return new LabError({
    code: 'hdf5-library-absent',
    file: path,
    field: 'HDF5 library',
    expected: 'one that starts',
    found: excerptOf(reason),
    at: '',
    fix: 'Open the file again when the network is there.',
  });
}
