import { LabError } from '../../domain/problem';
import { countOf } from '../excerpt';
import { parseRecordLine } from './record-line';
import { parseSegmentLine, type WfdbSegment } from './segment-line';
import { parseSignalLine, type WfdbSignal } from './signal-line';

interface HeaderBase {
  readonly name: string;
  /** Frames per second: the sampling rate of a signal with one sample a frame. */
  readonly frameRateHz: number;
  /** Samples a signal with one sample a frame; null where the length of the signal files decides. */
  readonly frames: number | null;
  /** Without `#` and the blanks around. */
  readonly comments: readonly string[];
  readonly warnings: readonly string[];
}

/** What the header of a record says that has signals of its own. */
export interface WfdbHeader extends HeaderBase {
  readonly kind: 'signals';
  readonly signals: readonly WfdbSignal[];
}

/** What the header of a record says that is made of other records. */
export interface MultiSegmentHeader extends HeaderBase {
  readonly kind: 'segments';
  readonly signalCount: number;
  /** In time order; a variable layout begins with a segment of 0 frames, its layout header. */
  readonly segments: readonly WfdbSegment[];
}

/** Stands for "no file" among signals and segments. */
export const NO_FILE = '~';

/**
 * Parses the text of a `.hea` file (header(5) of the WFDB Applications Guide).
 * Throws `LabError`: `wfdb-header-invalid`, `wfdb-no-signals`.
 */
export function parseHeader(text: string, path: string): WfdbHeader | MultiSegmentHeader {
  const lines = text.split(/\r\n|\n|\r/).map((content, index) => ({ content: content.trim(), number: index + 1 }));
  const [first, ...rest] = lines.filter(({ content }) => content !== '' && !content.startsWith('#'));
  if (!first)
    throw refusal(path, 'wfdb-header-invalid', 'record line', 'a line such as "100 2 360 650000"', 'no such line');

  const record = parseRecordLine(first.content, path, first.number);
  if (record.segments === null && record.signalCount === 0) {
    throw refusal(path, 'wfdb-no-signals', 'number of signals', 'at least one signal', '0 signals');
  }
  const base = (surplus: number, last: string): HeaderBase => ({
    name: record.name,
    frameRateHz: record.frameRateHz,
    frames: record.frames,
    comments: lines.flatMap(({ content }) => (content.startsWith('#') ? content.replace(/^#+/, '').trim() : [])),
    warnings:
      surplus === 0
        ? record.warnings
        : [...record.warnings, `${path} has ${countOf(surplus, 'line')} after its last ${last}; they were ignored.`],
  });
  const { segments, signalCount } = record;
  if (segments !== null) {
    const parsed = take(rest, segments, 'segment', path, parseSegmentLine);
    return { kind: 'segments', ...base(rest.length - segments, 'segment'), signalCount, segments: parsed };
  }
  const signals = take(rest, signalCount, 'signal', path, parseSignalLine);
  return { kind: 'signals', ...base(rest.length - signalCount, 'signal'), signals };
}

/** Whether a header describes a layout only: no signal has a file. */
export function isLayout({ signals }: WfdbHeader): boolean {
  return signals.every(({ file }) => file === NO_FILE);
}

function take<T>(
  lines: readonly { content: string; number: number }[],
  count: number,
  what: string,
  path: string,
  parse: (text: string, index: number, path: string, line: number) => T,
): T[] {
  if (lines.length < count) {
    const expected = countOf(count, `${what} line`);
    throw refusal(path, 'wfdb-header-invalid', `${what} lines`, expected, String(lines.length));
  }
  return lines.slice(0, count).map(({ content, number }, index) => parse(content, index, path, number));
}

function refusal(path: string, code: string, field: string, expected: string, found: string): LabError {
  const fix = 'Use an undamaged copy of the header.';
  return new LabError({ code, file: path, field, expected, found, at: '', fix });
}
