/** Reads dropped files and generates the built-in cohort; what the strip is drawn from is built here as well. */

import { BUILTIN_COHORT, generatePatient } from '../src/cohort/generate';
import { leadToSearch, withFoundBeats } from '../src/datasets/found-beats';
import { annotationsIn, columnsOf } from '../src/domain/annotation-columns';
import { LabError, type Problem } from '../src/domain/problem';
import type { Recording } from '../src/domain/recording';
import { Hdf5Supervisor, type StartWorker } from '../src/formats/hdf5/supervisor';
import { openFiles } from '../src/formats/open-files';
import type { SourceFile } from '../src/formats/source-file';
import { writeAnnotations } from '../src/formats/wfdb/write-annotations';
import { fingerprintOf } from '../src/signals/fingerprint';
import { buildLeadPyramid } from '../src/signals/lead-pyramid';
import { GrowingPicture } from './growing';
import type { GivenFile, IngestEvent, IngestJobs, ServedFile } from './protocol';
import { serve } from './serve';

const startHdf5: StartWorker = ({ onMessage, onDeath }) => {
  const worker = new Worker(new URL('./hdf5.ts', import.meta.url), { type: 'module', name: 'hdf5' });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = ({ message }) => onDeath(message || 'its file could not be fetched');
  return { ask: (question, moved) => worker.postMessage(question, moved), end: () => worker.terminate() };
};

const hdf5 = new Hdf5Supervisor(startHdf5);
let given: GivenFile[] = [];

serve<IngestJobs>({
  give: ({ files, first }) => {
    given = first ? [...files] : [...given, ...files];
  },
  open: (options, { signal, onProgress, onProgressMoved }) => {
    const sources = given.map(({ path, file }) => sourceOf(path, file));
    given = [];
    const growing = new GrowingPicture(onProgress);
    const handlers = {
      onFound: (total: number) => onProgress({ kind: 'found', total }),
      onGrowing: (recording: Recording, readSeconds: number) => growing.grew(recording, readSeconds),
      onRecording: (recording: Recording) => {
        if (growing.isOf(recording) && leadToSearch(recording)) onProgress({ kind: 'finding-beats' });
        onProgressMoved(sent(withFoundBeats(recording), growing));
      },
      onProblem: (problem: Problem) => onProgress({ kind: 'problem', problem }),
    };
    return openFiles(sources, { ...options, hdf5 }, handlers, signal);
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

function sent(recording: Recording, growing?: GrowingPicture): IngestEvent {
  const annotations = growing?.columnsOf(recording.annotations) ?? columnsOf(recording.annotations);
  const digest = {
    fingerprint: fingerprintOf(recording, annotations),
    pyramids: growing?.pyramidsOf(recording) ?? recording.leads.map(buildLeadPyramid),
  };
  return { kind: 'recording', recording: { ...recording, annotations }, digest };
}

function sourceOf(path: string, file: File | ServedFile): SourceFile {
  const read =
    file instanceof File
      ? async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
      : (from: number, to: number) => fetchRange(path, file.url, from, to);
  return { path, size: file.size, read: (from = 0, to = file.size) => read(from, to) };
}

/** Bytes `[from, to)`. */
async function fetchRange(path: string, url: string, from: number, to: number): Promise<Uint8Array> {
  if (to <= from) return new Uint8Array();
  const response = await fetch(url, { headers: { Range: `bytes=${from}-${to - 1}` } }).catch(() => null);
  if (response?.ok) return new Uint8Array(await response.arrayBuffer());
  throw new LabError({
    code: 'served-file-missing',
    file: path,
    field: 'file on this machine',
    expected: 'its bytes from the server of the lab',
    found: response ? `HTTP status ${response.status}` : 'no answer',
    at: `byte ${from}`,
    fix: 'Look whether npm start still runs, and run npm run data again.',
  });
}
