/** Reads dropped files and generates the built-in cohort. */

import { BUILTIN_COHORT, generatePatient } from '../src/cohort/generate';
import { openFiles } from '../src/formats/open-files';
import type { SourceFile } from '../src/formats/source-file';
import type { IngestJobs } from './protocol';
import { serve } from './serve';

serve<IngestJobs>({
  open: ({ files, options }, { signal, onProgress, onProgressMoved }) =>
    openFiles(
      files.map(({ path, file }) => sourceOf(path, file)),
      options,
      {
        onFound: (total) => onProgress({ kind: 'found', total }),
        onRecording: (recording) => onProgressMoved({ kind: 'recording', recording }),
        onProblem: (problem) => onProgress({ kind: 'problem', problem }),
      },
      signal,
    ),
  cohort: (_input, { signal, onProgress, onProgressMoved }) => {
    onProgress({ kind: 'found', total: BUILTIN_COHORT.patients });
    for (let index = 0; index < BUILTIN_COHORT.patients; index++) {
      signal.throwIfAborted();
      onProgressMoved({ kind: 'recording', recording: generatePatient({ ...BUILTIN_COHORT, index }) });
    }
  },
});

function sourceOf(path: string, file: File): SourceFile {
  return {
    path,
    size: file.size,
    read: async (from = 0, to = file.size) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}
