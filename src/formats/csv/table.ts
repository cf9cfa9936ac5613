import { LabError } from '../../domain/problem';
import { countOf } from '../excerpt';
import { isMissing, isNumber, numberIn } from './cell';
import { parseClock, parseDecimal } from './decimal-parser';
import type { Layout } from './layout';
import { notANumber } from './refusal';

/** How the cells of a column are kept. */
export type ColumnStorage = 'float32' | 'float64' | 'clock' | 'symbol' | 'skip';

export interface Mark {
  readonly row: number;
  readonly symbol: string;
}

export interface Table {
  readonly rows: number;
  /** `[column][row]`; missing values are NaN; null for columns of symbols and skipped ones. Clocks are in seconds. */
  readonly numbers: readonly (Float32Array | Float64Array | null)[];
  /** `[column]`, the cells of symbol columns that are not empty. */
  readonly marks: readonly (readonly Mark[])[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const PERCENT = 37;
const SINGLE_QUOTE = 39;

/**
 * Reads all rows of a table in one pass over its bytes. Blank lines and comments between rows are skipped.
 * Throws `LabError` with line and column: `csv-cell-not-a-number`, `csv-ragged`.
 */
export function readTable(bytes: Uint8Array, layout: Layout, storage: readonly ColumnStorage[], path: string): Table {
  const reader = createRowReader(bytes, layout, storage, path);
  let line = layout.dataLine;
  let start = layout.dataStart;
  for (let at = start; at <= bytes.length; at++) {
    const byte = bytes[at];
    if (at < bytes.length && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
    if (!isBlankOrComment(bytes, start, at)) reader.readRow(start, at, line);
    if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) at += 1;
    line += 1;
    start = at + 1;
  }
  return reader.finish();
}

interface RowReader {
  readRow(from: number, to: number, line: number): void;
  finish(): Table;
}

function createRowReader(
  bytes: Uint8Array,
  { dialect, dataStart }: Layout,
  storage: readonly ColumnStorage[],
  path: string,
): RowReader {
  const mostRows = countLines(bytes, dataStart);
  const numbers = storage.map((kind) => {
    if (kind === 'symbol' || kind === 'skip') return null;
    return kind === 'float32' ? new Float32Array(mostRows) : new Float64Array(mostRows);
  });
  const marks = storage.map((): Mark[] => []);
  const decimalByte = dialect.decimal.charCodeAt(0);
  const delimiterByte = dialect.delimiter.charCodeAt(0);
  const isSpaced = delimiterByte === SPACE;
  const decoder = new TextDecoder();
  let row = 0;

  const textOf = (from: number, to: number): string => decoder.decode(bytes.subarray(from, to));

  const numberOfOddCell = (from: number, to: number, column: number, line: number): number => {
    const text = textOf(from, to);
    if (isMissing(text)) return Number.NaN;
    if (isNumber(text, dialect.decimal)) return numberIn(text, dialect.decimal);
    throw notANumber(path, text, line, column);
  };

  const store = (from: number, to: number, column: number, line: number): void => {
    const kind = storage[column] as ColumnStorage;
    if (kind === 'skip') return;
    if (kind === 'symbol') {
      const symbol = textOf(from, to);
      if (!isMissing(symbol)) marks[column]?.push({ row, symbol });
      return;
    }
    const parse = kind === 'clock' ? parseClock : parseDecimal;
    const value = parse(bytes, from, to, decimalByte);
    (numbers[column] as Float64Array)[row] = Number.isNaN(value) ? numberOfOddCell(from, to, column, line) : value;
  };

  const isGap = (byte: number): boolean => byte === SPACE || (byte === TAB && delimiterByte !== TAB);

  const readRow = (from: number, to: number, line: number): void => {
    let end = to;
    while (end > from && isGap(bytes[end - 1] as number)) end -= 1;
    let column = 0;
    let at = from;
    for (;;) {
      while (at < end && isGap(bytes[at] as number)) at += 1;
      const quote = bytes[at] as number;
      const closing = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE ? bytes.indexOf(quote, at + 1) : -1;
      const isQuoted = closing > at && closing < end;
      const cellStart = isQuoted ? at + 1 : at;
      if (isQuoted) at = closing + 1;
      while (at < end && bytes[at] !== delimiterByte && !(isSpaced && bytes[at] === TAB)) at += 1;
      let cellEnd = isQuoted ? closing : at;
      while (cellEnd > cellStart && isGap(bytes[cellEnd - 1] as number)) cellEnd -= 1;
      if (column < dialect.columns) store(cellStart, cellEnd, column, line);
      column += 1;
      if (at >= end) break;
      at += 1;
    }
    if (column !== dialect.columns) throw ragged(path, dialect.columns, column, line);
    row += 1;
  };

  return {
    readRow,
    finish: () => ({ rows: row, marks, numbers: numbers.map((column) => (column ? column.slice(0, row) : null)) }),
  };
}

function isBlankOrComment(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === HASH || byte === PERCENT) return true;
    if (byte !== SPACE && byte !== TAB) return false;
  }
  return true;
}

function countLines(bytes: Uint8Array, from: number): number {
  let count = 1;
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) count += 1;
  }
  return count;
}

function ragged(path: string, expected: number, found: number, line: number): LabError {
  return new LabError({
    code: 'csv-ragged',
    file: path,
    field: `column ${Math.min(expected, found) + 1}`,
    expected: countOf(expected, 'cell'),
    found: countOf(found, 'cell'),
    at: `line ${line}`,
    fix: 'Give every row the same number of cells; the file may have been cut off here.',
  });
}
