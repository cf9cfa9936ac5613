import type { RecordingLabel } from '../../domain/recording';
import { baseName, folderOf } from '../source-file';

/**
 * By path of a recording: the name of its folder, where recordings lie in two or more folders side by side (`AFIB/1.hea`,
 * `N/2.hea`). A folder that is only numbered names nothing.
 */
export function folderLabels(paths: readonly string[]): ReadonlyMap<string, RecordingLabel> {
  const siblings = new Map<string, Set<string>>();
  for (const path of paths) {
    const { parent, folder } = placeOf(path);
    if (folder !== '') siblings.set(parent, (siblings.get(parent) ?? new Set()).add(folder));
  }
  const labels = new Map<string, RecordingLabel>();
  for (const path of paths) {
    const { parent, folder } = placeOf(path);
    const isOneOfMany = (siblings.get(parent)?.size ?? 0) > 1;
    if (isOneOfMany && /\D/.test(folder)) labels.set(path, { scheme: 'folder', code: folder, name: folder });
  }
  return labels;
}

/** `{ parent: 'ecg/', folder: 'AFIB' }` of `ecg/AFIB/1.hea`; the folder is empty at the top. */
function placeOf(path: string): { readonly parent: string; readonly folder: string } {
  const own = folderOf(path).slice(0, -1);
  return { parent: folderOf(own), folder: baseName(own) };
}
