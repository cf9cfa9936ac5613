import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { headOf } from '../head-of';
import type { NamedArray } from '../named-array';
import { recordingOfArrays } from '../named-arrays';
import { requireSize } from '../require-size';
import { baseName, extensionOf, folderOf, type SourceFile, withoutExtension } from '../source-file';
import { isLevel4, readLevel4 } from './level-4';
import { isLevel5, readLevel5 } from './level-5';

/** MATLAB's files of level 4 and 5; those of version 7.3 are HDF5. A `.mat` with a WFDB header belongs to WFDB. */
export const mat: FormatReader = {
  id: 'mat',
  claim: claimMatFiles,
  read: async (claim, options) => [await readRecording(claim, options)],
};

/** The whole file is held in memory while it is read. */
const MOST_BYTES = 2 ** 30;
const HDF5_MARK = '\x89HDF\r\n\x1a\n';
const VERSION_7_3 = /^MATLAB 7\.3/;

/** The challenge of CPSC 2019 keeps the R peaks of `data_00014.mat` in `R_00014.mat`. */
const PEAKS_OF = (path: string): string => `${folderOf(path)}${baseName(path).replace(/^data_/i, 'R_')}`.toLowerCase();

async function claimMatFiles(files: readonly SourceFile[]): Promise<readonly Claim[]> {
  const mats: SourceFile[] = [];
  for (const file of files) if (await isMat(file)) mats.push(file);
  const byPath = new Map(mats.map((file) => [file.path.toLowerCase(), file]));
  const peaks = new Map<SourceFile, SourceFile>();
  for (const file of mats) {
    const beside = byPath.get(PEAKS_OF(file.path));
    if (beside && beside !== file) peaks.set(file, beside);
  }
  const companions = new Set(peaks.values());
  return mats
    .filter((file) => !companions.has(file))
    .map((file) => {
      const beside = peaks.get(file);
      return { path: file.path, files: beside ? [file, beside] : [file] };
    });
}

async function isMat(file: SourceFile): Promise<boolean> {
  const head = await headOf(file);
  if (isLevel5(head)) return !VERSION_7_3.test(String.fromCharCode(...head.subarray(0, 16)));
  if (extensionOf(file.path) !== 'mat') return false;
  return (
    String.fromCharCode(...head.subarray(0, 8)) !== HDF5_MARK &&
    !VERSION_7_3.test(String.fromCharCode(...head.subarray(0, 16)))
  );
}

async function readRecording({ path, files }: Claim, options: ReadOptions): Promise<Recording> {
  const arrays = (await Promise.all(files.map(readArrays))).flat();
  const id = withoutExtension(path);
  return recordingOfArrays(arrays, { id, name: baseName(id), format: 'mat', warnings: [] }, path, options);
}

async function readArrays(file: SourceFile): Promise<NamedArray[]> {
  requireSize(file, MOST_BYTES, 'Save fewer variables in one file, or convert it to WFDB.');
  const bytes = await file.read();
  if (isLevel5(bytes)) return readLevel5(bytes, file.path);
  if (isLevel4(bytes)) return readLevel4(bytes, file.path);
  throw new LabError({
    code: 'mat-unknown',
    file: file.path,
    field: 'first bytes',
    expected: 'a MAT-file of level 4 or 5',
    found: bytes.length === 0 ? 'an empty file' : 'something else',
    at: 'byte 0',
    fix: 'Save the variables again (save -v7 in MATLAB, scipy.io.savemat in Python).',
  });
}
