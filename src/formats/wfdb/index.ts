import { LabError } from '../../domain/problem';
import { durationSeconds, type Lead, type Recording } from '../../domain/recording';
import { listOf } from '../excerpt';
import type { Claim, FormatReader, OnGrowing } from '../format';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { ANNOTATORS, claimRecords, filesByPath, readHeaderText } from './claim';
import { parseHeader } from './header';
import { labelsOf } from './labels';
import { readSegments } from './read-segments';
import { readSignals } from './read-signals';
import { type RecordAnnotations, readAnnotations } from './record-annotations';
import { subjectOf } from './subjects';

/** The records of PhysioNet (WFDB): a header, signal files and annotation files. */
export const wfdb: FormatReader = {
  id: 'wfdb',
  claim: claimRecords,
  read: async (claim, _options, onGrowing) => [await readRecord(claim, onGrowing)],
};

async function readRecord({ path, files }: Claim, onGrowing?: OnGrowing): Promise<Recording> {
  const headerFile = files.find((file) => file.path === path && extensionOf(path) === 'hea');
  if (!headerFile) throw missingHeader(files);
  const header = parseHeader(await readHeaderText(headerFile), path);
  const { frameRateHz } = header;
  const find = filesByPath(files);
  const signalFiles = new Set<SourceFile>();
  const findSignals = (headerPath: string, name: string): SourceFile | undefined => {
    const file = find(headerPath, name);
    if (file) signalFiles.add(file);
    return file;
  };
  const labels = labelsOf(header.comments);
  const id = withoutExtension(path);
  const annotationsFor = (leads: readonly Lead[]): ReturnType<typeof readAnnotations> => {
    const leadNames = leads.map(({ name }) => name);
    const record = { path, frameRateHz, durationSeconds: durationSeconds({ leads }), leadNames, signalFiles };
    return readAnnotations(record, files);
  };
  const recordingOf = (leads: readonly Lead[], beats: RecordAnnotations, warnings: readonly string[]): Recording => ({
    id,
    name: baseName(id),
    format: 'wfdb',
    subject: subjectOf(id, leads) ?? id,
    synthetic: false,
    leads,
    annotationRateHz: beats.annotationRateHz,
    annotations: beats.annotations,
    ...(labels.length > 0 && { labels }),
    warnings: [...warnings, ...beats.warnings],
  });
  // What is shown while the signals are read shows their beats as well.
  let early: { readonly beats: RecordAnnotations; readonly recording: Recording } | undefined;
  const onLeads = async (leads: readonly Lead[], readSeconds: number): Promise<void> => {
    const beats = early?.beats ?? (await annotationsFor(leads));
    early ??= { beats, recording: recordingOf(leads, beats, []) };
    onGrowing?.(early.recording, readSeconds);
  };
  const { leads, warnings } =
    header.kind === 'signals'
      ? await readSignals(header, path, (name) => findSignals(path, name), onGrowing && onLeads)
      : await readSegments(header, path, findSignals, totalSize(files));
  const unread = header.kind === 'segments' ? unreadSentences(id, files) : [];
  const beats = early?.beats ?? (await annotationsFor(leads));
  const recording = recordingOf(leads, beats, warnings);
  return { ...recording, warnings: [...recording.warnings, ...unread] };
}

/** Annotations of a multi-segment record count from its own beginning; those of a segment are another record's. */
function unreadSentences(id: string, files: readonly SourceFile[]): string[] {
  const unread = files.filter(
    ({ path }) => ANNOTATORS.some((annotator) => annotator === extensionOf(path)) && !path.startsWith(`${id}.`),
  );
  return unread.length === 0
    ? []
    : [`${listOf(unread.map(({ path }) => path))}: annotations of segments are not read.`];
}

function totalSize(files: readonly SourceFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function missingHeader(files: readonly SourceFile[]): LabError {
  const names = [...new Set(files.map(({ path }) => baseName(`${withoutExtension(path)}.hea`)))];
  return new LabError({
    code: 'wfdb-header-missing',
    file: files[0]?.path ?? '',
    field: 'header',
    expected: `${listOf(names)} beside ${listOf(files.map(({ path }) => baseName(path)))}`,
    found: 'no .hea file',
    at: '',
    fix: 'Open the .hea file together with its .dat and .atr files, or the whole folder.',
  });
}
