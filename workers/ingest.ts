/** Reads dropped files and generates the built-in cohort. */

import { BUILTIN_COHORT, generatePatient } from '../src/cohort/generate';
import { type FindRPeaks, withFoundBeats } from '../src/datasets/found-beats';
import { columnsOf } from '../src/domain/annotation-columns';
import type { Problem } from '../src/domain/problem';
import type { Recording } from '../src/domain/recording';
import { openFiles } from '../src/formats/open-files';
import type { SourceFile } from '../src/formats/source-file';
import type { GivenFile, IngestEvent, IngestJobs } from './protocol';
import { type JobHandlers, serve } from './serve';

let given: GivenFile[] = [];

/** Recordings without beats get those that `findRPeaks` finds; none where there is no detector. */
const ingestJobs = (findRPeaks: FindRPeaks | null): JobHandlers<IngestJobs> => ({
  give: ({ files, first }) => {
    given = first ? [...files] : [...given, ...files];
  },
  open: (options, { signal, onProgress, onProgressMoved }) => {
    const sources = given.map(({ path, file }) => sourceOf(path, file));
    given = [];
    const handlers = {
      onFound: (total: number) => onProgress({ kind: 'found', total }),
      onRecording: (recording: Recording) => onProgressMoved(sent(withFoundBeats(recording, findRPeaks))),
      onProblem: (problem: Problem) => onProgress({ kind: 'problem', problem }),
    };
    return openFiles(sources, options, handlers, signal);
  },
  cohort: (_input, { signal, onProgress, onProgressMoved }) => {
    onProgress({ kind: 'found', total: BUILTIN_COHORT.patients });
    for (let index = 0; index < BUILTIN_COHORT.patients; index++) {
      signal.throwIfAborted();
      onProgressMoved(sent(generatePatient({ ...BUILTIN_COHORT, index })));
    }
  },
});

serve(ingestJobs(null));

function sent(recording: Recording): IngestEvent {
  return { kind: 'recording', recording: { ...recording, annotations: columnsOf(recording.annotations) } };
}

function sourceOf(path: string, file: File): SourceFile {
  return {
    path,
    size: file.size,
    read: async (from = 0, to = file.size) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}
