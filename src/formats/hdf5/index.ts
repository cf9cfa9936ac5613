import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { countOf, excerptOf } from '../excerpt';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { headOf } from '../head-of';
import { type NamedArray, recordingOfArrays } from '../named-arrays';
import { requireSize } from '../require-size';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { arraysIn, TooMuch } from './arrays';
import { loadLibrary, withFile } from './library';

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
  const id = withoutExtension(path);
  const arrays = await arraysOf(bytes, path);
  return recordingOfArrays(arrays, { id, name: baseName(id), format: 'hdf5', warnings: [] }, path, options);
}

async function arraysOf(bytes: Uint8Array, path: string): Promise<NamedArray[]> {
  const library = await loadLibrary();
  try {
    const isMatlab = textAt(bytes, 0, 10) === 'MATLAB 7.3';
    return withFile(library, bytes, (file) => arraysIn(library, file, bytes.length, isMatlab));
  } catch (thrown) {
    if (thrown instanceof TooMuch) {
      const most = `at most ${countOf(thrown.mostBytes, 'byte')} in a file of ${countOf(bytes.length, 'byte')}`;
      throw refusal(path, `numbers up to ${excerptOf(thrown.dataset)}`, most, 'more');
    }
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    throw refusal(path, 'structure', 'a file that the HDF5 library can read', excerptOf(found));
  }
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function refusal(path: string, field: string, expected: string, found: string): LabError {
  const fix = 'Use an undamaged copy, or save the signal again with h5py or MATLAB.';
  return new LabError({ code: 'hdf5-invalid', file: path, field, expected, found, at: '', fix });
}
