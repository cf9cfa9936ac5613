/** What is said of recordings outside of their own files: by tables beside them and by the folders that they lie in. */

import type { Recording } from '../../domain/recording';
import { folderLabels } from './folder-labels';
import { stemOf } from './given-stems';
import type { Sidecar } from './sidecar';

/**
 * A function that adds to a recording what tables and folders say of it; `paths` are those of all recordings that are read.
 * A recording that a table knows has labels from then on, if only none, for the table may have named its patient.
 */
export function describer(
  sidecars: readonly Sidecar[],
  paths: readonly string[],
): (recording: Recording, path: string) => Recording {
  const folders = folderLabels(paths);
  return (recording, path) => {
    const descriptions = sidecars.flatMap(({ descriptions }) => descriptions.get(stemOf(path)) ?? []);
    const folder = folders.get(path);
    if (descriptions.length === 0 && !folder) return recording;
    const labels = [
      ...(recording.labels ?? []),
      ...descriptions.flatMap((each) => each.labels),
      ...(folder ? [folder] : []),
    ];
    const subject = descriptions.find((each) => each.subject !== undefined)?.subject ?? recording.subject;
    return { ...recording, labels, subject };
  };
}
