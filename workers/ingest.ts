/** Reads dropped files and generates the built-in cohort; what the strip is drawn from is built here as well. */

import { BUILTIN_COHORT, generatePatient } from '../src/cohort/generate';
import { annotationsIn, columnsOf } from '../src/domain/annotation-columns';
import type { Problem } from '../src/domain/problem';
import type { Recording } from '../src/domain/recording';
import { openFiles } from '../src/formats/open-files';
import type { SourceFile } from '../src/formats/source-file';
import { writeAnnotations } from '../src/formats/wfdb/write-annotations';
import { fingerprintOf } from '../src/signals/fingerprint';
import { buildLeadPyramid } from '../src/signals/lead-pyramid';
import type { GivenFile, IngestEvent, IngestJobs } from './protocol';
import { serve } from './serve';

let given: GivenFile[] = [];

serve<IngestJobs>({
  give: ({ files, first }) => {
    given = first ? [...files] : [...given, ...files];
  },
  open: (options, { signal, onProgress, onProgressMoved }) => {
    const sources = given.map(({ path, file }) => sourceOf(path, file));
    given = [];
    const handlers = {
      onFound: (total: number) => onProgress({ kind: 'found', total }),
      onRecording: (recording: Recording) => onProgressMoved(sent(recording)),
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
  writeAnnotations: ({ annotations, timeResolutionHz }) =>
    writeAnnotations(annotationsIn(annotations), timeResolutionHz),
});

function sent(recording: Recording): IngestEvent {
  const annotations = columnsOf(recording.annotations);
  const digest = {
    fingerprint: fingerprintOf(recording, annotations),
    pyramids: recording.leads.map(buildLeadPyramid),
  };
  return { kind: 'recording', recording: { ...recording, annotations }, digest };
}

function sourceOf(path: string, file: File): SourceFile {
  return {
    path,
    size: file.size,
    read: async (from = 0, to = file.size) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}
