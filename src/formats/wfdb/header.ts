import { LabError } from '../../domain/problem';
import { countOf, excerptOf } from '../excerpt';
import { parseRecordLine } from './record-line';
import { parseSignalLine, type WfdbSignal } from './signal-line';

/** What the header of a single-segment WFDB record says. */
export interface WfdbHeader {
  readonly name: string;
  readonly samplingRateHz: number;
  /** Samples a signal; null where the length of the signal files decides. */
  readonly samples: number | null;
  readonly signals: readonly WfdbSignal[];
  readonly warnings: readonly string[];
}

/** Stands for "no signal file" in the layout header of a multi-segment record. */
const NO_FILE = '~';

/**
 * Parses the text of a `.hea` file. Throws `LabError`: `wfdb-header-invalid`, `wfdb-multi-segment` (a record made of
 * other records), `wfdb-no-signals`.
 */
export function parseHeader(text: string, path: string): WfdbHeader {
  const lines = text.split(/\r\n|\n|\r/).map((content, index) => ({ content: content.trim(), number: index + 1 }));
  const [first, ...rest] = lines.filter(({ content }) => content !== '' && !content.startsWith('#'));
  if (!first)
    throw refusal(path, 'wfdb-header-invalid', 'record line', 'a line such as "100 2 360 650000"', 'no such line');

  const record = parseRecordLine(first.content, path, first.number);
  if (record.segments !== null) throw multiSegment(path, first.content);
  if (record.signalCount === 0) {
    throw refusal(path, 'wfdb-no-signals', 'number of signals', 'at least one signal', '0 signals');
  }
  if (rest.length < record.signalCount) {
    const expected = countOf(record.signalCount, 'signal line');
    throw refusal(path, 'wfdb-header-invalid', 'signal lines', expected, String(rest.length));
  }
  const signals = rest
    .slice(0, record.signalCount)
    .map(({ content, number }, index) => parseSignalLine(content, index, path, number));
  if (signals.some(({ file }) => file === NO_FILE)) throw multiSegment(path, first.content);

  const surplus = rest.length - record.signalCount;
  const warnings = [...record.warnings];
  if (surplus > 0) warnings.push(`${path} has ${countOf(surplus, 'line')} after its last signal; they were ignored.`);
  return { name: record.name, samplingRateHz: record.samplingRateHz, samples: record.samples, signals, warnings };
}

function refusal(path: string, code: string, field: string, expected: string, found: string): LabError {
  const fix = 'Use an undamaged copy of the header.';
  return new LabError({ code, file: path, field, expected, found, at: '', fix });
}

function multiSegment(path: string, line: string): LabError {
  return new LabError({
    code: 'wfdb-multi-segment',
    file: path,
    field: 'record line',
    expected: 'a record of one segment',
    found: `a multi-segment record, ${excerptOf(line)}`,
    at: 'line 1',
    fix: 'Open the headers of its segments; each is a record of its own.',
  });
}
