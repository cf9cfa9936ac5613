import type { Recording } from '../../domain/recording';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { headOf } from '../head-of';
import { recordingOfArrays } from '../named-arrays';
import { requireSize } from '../require-size';
import { baseName, extensionOf, folderOf, type SourceFile, withoutExtension } from '../source-file';
import { isNpy } from './header';
import { readArray } from './read-array';

/**
 * Arrays of NumPy. The arrays of one .npz (a ZIP, unpacked before it comes here) are one recording; an .npy alone is one,
 * with the labels, rate or R peaks that lie beside it under the same name: `ecg.npy`, `ecg_fs.npy`, `ecg_labels.npy`.
 */
export const npy: FormatReader = {
  id: 'npy',
  claim: claimArrays,
  read: async (claim, options) => [await readRecording(claim, options)],
};

/** The whole file is held in memory while it is read. */
const MOST_BYTES = 2 ** 30;

async function claimArrays(files: readonly SourceFile[]): Promise<readonly Claim[]> {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    if (extensionOf(file.path) !== 'npy' && !isNpy(await headOf(file))) continue;
    const key = archiveOf(file.path) ?? stemOf(file.path);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].map(([key, group]) => ({
    path: archiveOf(group[0]?.path ?? '') ?? mainOf(key, group),
    files: group,
  }));
}

/** The .npz that an array lies in. */
function archiveOf(path: string): string | undefined {
  const folder = folderOf(path).slice(0, -1);
  return extensionOf(folder) === 'npz' ? folder : undefined;
}

const SUFFIX = /[_-](fs|sfreq|sampling_rate|y|labels?|r_?peaks?|rpeaks)$/i;

function stemOf(path: string): string {
  return withoutExtension(path).toLowerCase().replace(SUFFIX, '');
}

function mainOf(stem: string, group: readonly SourceFile[]): string {
  const main = group.find(({ path }) => withoutExtension(path).toLowerCase() === stem);
  return (main ?? (group[0] as SourceFile)).path;
}

async function readRecording({ path, files }: Claim, options: ReadOptions): Promise<Recording> {
  const arrays = await Promise.all(
    files.map(async (file) => {
      requireSize(file, MOST_BYTES, 'Cut the array into shorter ones.');
      return readArray(await file.read(), nameOf(file.path), file.path);
    }),
  );
  const id = withoutExtension(path);
  return recordingOfArrays(arrays, { id, name: baseName(id), format: 'npy', warnings: [] }, path, options);
}

/** What an array is called: its name in the archive, or the suffix that says what it is beside another. */
function nameOf(path: string): string {
  const stem = baseName(withoutExtension(path));
  return archiveOf(path) ? stem : (SUFFIX.exec(stem)?.[1] ?? stem);
}
