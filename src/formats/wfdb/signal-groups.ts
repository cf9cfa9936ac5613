import { LabError } from '../../domain/problem';
import type { SourceFile } from '../source-file';
import { groupedBy } from './grouped-by';
import { NO_FILE, type WfdbHeader } from './header';
import { SIGNAL_FORMATS, type SignalFormat } from './signal-formats';
import type { WfdbSignal } from './signal-line';

/** The signals that share one signal file, in the order in which their samples alternate. */
export interface SignalGroup {
  readonly file: SourceFile;
  readonly format: SignalFormat;
  /** Bytes before the first sample. */
  readonly byteOffset: number;
  readonly signals: readonly WfdbSignal[];
  /** Samples in one frame, all signals of the file together. */
  readonly samplesPerFrame: number;
}

/**
 * Puts the header's signals together with their files; `find` looks up a name that the header gives. Signals without a
 * file are left out.
 * Throws `LabError`: `wfdb-format-unsupported`, `wfdb-samples-per-frame`, `wfdb-signal-file-missing`, `wfdb-header-invalid`.
 */
export function groupSignals(
  header: WfdbHeader,
  path: string,
  find: (name: string) => SourceFile | undefined,
): readonly SignalGroup[] {
  const byFile = groupedBy(
    header.signals.filter(({ file }) => file !== NO_FILE),
    ({ file }) => file,
  );
  return [...byFile].map(([name, signals]) => {
    const format = commonFormat(signals, path);
    const file = find(name);
    if (!file) throw missingFile(name, signals, path);
    const byteOffset = Math.max(...signals.map((signal) => signal.byteOffset));
    const samplesPerFrame = signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0);
    return { file, format, byteOffset, signals, samplesPerFrame };
  });
}

/** The format of all signals of a file, checked to be one that can be read. */
function commonFormat(signals: readonly WfdbSignal[], path: string): SignalFormat {
  const [first] = signals as [WfdbSignal];
  const format = SIGNAL_FORMATS.get(first.format);
  if (!format) throw unsupportedFormat(first, path);
  for (const signal of signals) {
    if (signal.format !== first.format) throw mixedFormats(first, signal, path);
    if (format.packing === 'flac' && signal.samplesPerFrame !== first.samplesPerFrame) {
      throw mixedFrames(first, signal, path);
    }
  }
  return format;
}

/** `signal 0 (MLII)`. */
export function labelOf({ index, name }: WfdbSignal): string {
  return `signal ${index} (${name})`;
}

function unsupportedFormat(signal: WfdbSignal, path: string): LabError {
  return new LabError({
    code: 'wfdb-format-unsupported',
    file: path,
    field: `${labelOf(signal)}, signal format`,
    expected: `one of ${[...SIGNAL_FORMATS.keys()].join(', ')}`,
    found: String(signal.format),
    at: '',
    fix: 'Convert the record, for example with the WFDB program xform, or correct the header.',
  });
}

function mixedFrames(first: WfdbSignal, other: WfdbSignal, path: string): LabError {
  return new LabError({
    code: 'wfdb-samples-per-frame',
    file: path,
    field: `${labelOf(other)}, samples per frame`,
    expected: `${first.samplesPerFrame}, as of ${labelOf(first)} in the same FLAC file ${first.file}`,
    found: String(other.samplesPerFrame),
    at: '',
    fix: 'Correct the header, or use an undamaged copy of it.',
  });
}

function mixedFormats(first: WfdbSignal, other: WfdbSignal, path: string): LabError {
  return new LabError({
    code: 'wfdb-header-invalid',
    file: path,
    field: `${labelOf(other)}, signal format`,
    expected: `${first.format}, as of ${labelOf(first)} in the same file ${first.file}`,
    found: String(other.format),
    at: '',
    fix: 'Correct the header, or use an undamaged copy of it.',
  });
}

function missingFile(name: string, signals: readonly WfdbSignal[], path: string): LabError {
  return new LabError({
    code: 'wfdb-signal-file-missing',
    file: path,
    field: signals.map(labelOf).join(', '),
    expected: `the signal file ${name} that the header names`,
    found: 'no such file among those that were opened',
    at: '',
    fix: `Open ${name} together with the header.`,
  });
}
