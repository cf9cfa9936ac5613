import { LabError } from '../../domain/problem';
import type { ChecksumVerdict } from '../../domain/recording';
import { countOf } from '../excerpt';
import type { SourceFile } from '../source-file';
import { decodeGroup, type OnFrames } from './decode-group';
import { framesIn, requireFrames } from './group-length';
import { isLayout, NO_FILE, type WfdbHeader } from './header';
import { gapValueOf, type IntegerSamples, type SignalFormat } from './signal-formats';
import { groupSignals, labelOf, type SignalGroup } from './signal-groups';
import type { WfdbSignal } from './signal-line';

/** A record with signals of its own whose files are all there and long enough: nothing was decoded yet. */
export interface Segment {
  readonly path: string;
  readonly frameRateHz: number;
  readonly frames: number;
  readonly groups: readonly SignalGroup[];
  /** In the header's order. */
  readonly signals: readonly StoredSignal[];
  readonly warnings: readonly string[];
}

export interface StoredSignal {
  readonly signal: WfdbSignal;
  readonly format: SignalFormat;
}

/** The gain that header(5) prescribes where the header gives none. */
const DEFAULT_GAIN = 200;

/** Digital units per physical unit. */
export function gainOf({ gain }: WfdbSignal): number {
  return gain ?? DEFAULT_GAIN;
}

/**
 * Finds a record's signal files and checks their lengths.
 * Throws `LabError`: what `groupSignals` and `requireFrames` throw, `wfdb-layout-only`, `wfdb-length-unknown`.
 */
export async function openSegment(
  header: WfdbHeader,
  path: string,
  find: (name: string) => SourceFile | undefined,
): Promise<Segment> {
  if (isLayout(header)) throw layoutOnly(path);
  const groups = groupSignals(header, path, find);
  const frames = header.frames ?? (await shortestOf(groups, path));
  for (const group of groups) await requireFrames(group, frames, path);
  const formats = new Map(groups.flatMap(({ signals, format }) => signals.map((signal) => [signal, format])));
  const signals = header.signals.flatMap((signal) => {
    const format = formats.get(signal);
    return format ? { signal, format } : [];
  });
  const warnings = [
    ...header.warnings,
    ...header.signals.filter(({ file }) => file === NO_FILE).map((signal) => noFileSentence(signal, path)),
  ];
  return { path, frameRateHz: header.frameRateHz, frames, groups, signals, warnings };
}

export interface DecodedSegment {
  readonly checksums: ReadonlyMap<WfdbSignal, ChecksumVerdict>;
  readonly warnings: readonly string[];
}

/**
 * Decodes every signal into the array that `into` gives for it (`[sample]`, all of the segment), verifies it and undoes
 * its skew. `onFrames` is told of the samples that are in their place: none where several files, or a skew, move them there
 * in the end. Throws `LabError`: what `decodeGroup` throws.
 */
export async function decodeSegment(
  { path, frames, groups }: Segment,
  into: (signal: WfdbSignal) => IntegerSamples,
  onFrames?: OnFrames,
): Promise<DecodedSegment> {
  const checksums = new Map<WfdbSignal, ChecksumVerdict>();
  const warnings: string[] = [];
  const inPlace = groups.length === 1 && groups[0]?.signals.every(({ skew }) => skew === 0);
  for (const group of groups) {
    const arrays = group.signals.map(into);
    warnings.push(...(await decodeGroup(group, frames, path, arrays, { onFrames: inPlace ? onFrames : undefined })));
    for (const [position, signal] of group.signals.entries()) {
      const samples = arrays[position] as IntegerSamples;
      const sum = sumOf(samples);
      const verdict = verdictOf(sum, signal.checksum);
      checksums.set(signal, verdict);
      if (verdict === 'bad') warnings.push(checksumSentence(signal, sum, group.file.path, path));
      if (signal.gain === null) warnings.push(uncalibratedSentence(signal, path));
      advance(samples, signal.skew * signal.samplesPerFrame, gapValueOf(group.format));
    }
  }
  return { checksums, warnings };
}

/** Headers write the 16-bit sum signed or unsigned. */
function verdictOf(sum: number, checksum: number | null): ChecksumVerdict {
  if (checksum === null) return 'none';
  return ((sum - checksum) & 0xffff) === 0 ? 'ok' : 'bad';
}

/** Modulo 2^32. */
function sumOf(samples: IntegerSamples): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index += 1) sum = (sum + (samples[index] as number)) | 0;
  return sum;
}

/** Undoes the skew: a signal that lags by `skew` samples moves to the front, and its end has no samples. */
function advance(samples: IntegerSamples, skew: number, gapValue: number): void {
  if (skew === 0) return;
  samples.copyWithin(0, skew);
  samples.fill(gapValue, Math.max(0, samples.length - skew));
}

/** Frames where the header states none: what all of the files hold. */
async function shortestOf(groups: readonly SignalGroup[], path: string): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const frames = await framesIn(group, path);
    if (frames === null) throw lengthUnknown(group, path);
    if (frames === 0) await requireFrames(group, 1, path);
    shortest = Math.min(shortest, frames);
  }
  return shortest;
}

/** One sentence for each file that holds at least a frame more than was taken. */
export function surplusSentences({ groups, frames, path }: Segment): string[] {
  return groups.flatMap(({ file, format, byteOffset, samplesPerFrame }) => {
    if (format.packing === 'flac') return [];
    const surplus = file.size - byteOffset - format.bytesOf(frames * samplesPerFrame);
    if (surplus < format.bytesOf(samplesPerFrame)) return [];
    return [`${file.path} holds ${countOf(surplus, 'byte')} more than ${path} describes; they were ignored.`];
  });
}

function noFileSentence(signal: WfdbSignal, path: string): string {
  return `${path}, ${labelOf(signal)}: the header names no signal file for it, so it was left out.`;
}

function checksumSentence(signal: WfdbSignal, sum: number, file: string, path: string): string {
  const found = (sum << 16) >> 16;
  return `${file}, ${labelOf(signal)}: expected the checksum ${signal.checksum} that ${path} states, found ${found}; the file is damaged or was changed, so trust this lead with care.`;
}

function uncalibratedSentence(signal: WfdbSignal, path: string): string {
  return `${path}, ${labelOf(signal)}: uncalibrated, as the header gives no gain; ${DEFAULT_GAIN} digital units per ${signal.unit} were taken, as the WFDB standard prescribes.`;
}

function layoutOnly(path: string): LabError {
  return new LabError({
    code: 'wfdb-layout-only',
    file: path,
    field: 'signal files',
    expected: 'a header that names signal files',
    found: 'the layout of a multi-segment record (~ in place of each file)',
    at: '',
    fix: 'Open the header of the whole record, which lists this one first, together with its segments.',
  });
}

function lengthUnknown({ file }: SignalGroup, path: string): LabError {
  return new LabError({
    code: 'wfdb-length-unknown',
    file: path,
    field: 'number of samples',
    expected: `a number, as the FLAC stream ${file.path} states none either`,
    found: 'nothing',
    at: 'line 1',
    fix: 'Write the number of samples into the record line.',
  });
}
