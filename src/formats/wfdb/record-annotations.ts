import type { Annotation } from '../../domain/recording';
import { countOf, listOf } from '../excerpt';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { parseAnnotations } from './annotations';
import { ANNOTATORS } from './claim';

export interface RecordAnnotations {
  /** In time order, all within the record. */
  readonly annotations: readonly Annotation[];
  readonly annotationRateHz: number;
  readonly warnings: readonly string[];
}

/** What annotations refer to. */
interface AnnotatedRecord {
  /** Of the header. */
  readonly path: string;
  /** Frames per second: annotations count frames, however many samples a frame has. */
  readonly frameRateHz: number;
  readonly durationSeconds: number;
  readonly leadNames: readonly string[];
  /** Files that hold signals, whatever their names look like. */
  readonly signalFiles: ReadonlySet<SourceFile>;
}

/** Reads the record's best annotation file: the reference (`atr`), else a detector's, else that of one lead. */
export async function readAnnotations(
  record: AnnotatedRecord,
  files: readonly SourceFile[],
): Promise<RecordAnnotations> {
  const { path, frameRateHz, durationSeconds } = record;
  const { chosen, others } = chooseAnnotator(record, files);
  if (!chosen) {
    const warnings = [`${path} has no annotation file beside it (such as .atr), so the recording has no beats.`];
    return { annotations: [], annotationRateHz: frameRateHz, warnings };
  }
  const warnings: string[] = [];
  if (extensionOf(chosen.path) !== 'atr') {
    const rest = others.length === 0 ? '' : ` ${listOf(others.map((file) => baseName(file.path)))} were not read.`;
    warnings.push(`${path} has no .atr beside it; the annotations are those of ${chosen.path}.${rest}`);
  }
  const { annotations, timeResolutionHz, cutAtByte } = parseAnnotations(await chosen.read());
  if (cutAtByte !== null) warnings.push(cutSentence(chosen.path, cutAtByte, annotations.length));
  const annotationRateHz = timeResolutionHz ?? frameRateHz;
  const end = Math.round(durationSeconds * annotationRateHz);
  const within = annotations.filter(({ sample }) => sample >= 0 && sample < end);
  if (within.length < annotations.length) warnings.push(outsideSentence(chosen.path, annotations, end, path));
  return { annotations: within.sort((a, b) => a.sample - b.sample), annotationRateHz, warnings };
}

/** Where each lead has a file of its own, lead II is taken: the limb lead in which beats are usually marked. */
const PREFERRED_LEADS = ['ii', 'mlii'];

function chooseAnnotator(
  { path, leadNames, signalFiles }: AnnotatedRecord,
  files: readonly SourceFile[],
): { chosen: SourceFile | undefined; others: SourceFile[] } {
  const stem = withoutExtension(path).toLowerCase();
  // LUDB names its annotators after the leads that they mark: `1.ii`, `1.avr`.
  const order = [...ANNOTATORS, ...PREFERRED_LEADS, ...leadNames.map((name) => name.toLowerCase())];
  const candidates = files
    .filter((file) => withoutExtension(file.path).toLowerCase() === stem && !signalFiles.has(file))
    .map((file) => ({ file, rank: order.indexOf(extensionOf(file.path)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ file }) => file);
  return { chosen: candidates[0], others: candidates.slice(1) };
}

function cutSentence(file: string, byte: number, kept: number): string {
  return `${file}: expected an end mark, found the end of the file at byte ${byte}; the file was probably cut off, and ${countOf(kept, 'annotation')} before that were kept.`;
}

function outsideSentence(file: string, annotations: readonly Annotation[], end: number, path: string): string {
  const outside = annotations.filter(({ sample }) => sample < 0 || sample >= end);
  const [first] = outside as [Annotation];
  const place = `annotation ${annotations.indexOf(first)} (${first.symbol}) at sample ${first.sample}`;
  return `${file}: ${countOf(outside.length, 'annotation')} outside the record ${outside.length === 1 ? 'was' : 'were'} dropped: expected samples 0 to ${end - 1} as ${path} says, found first ${place}.`;
}
