import type { Annotation } from '../../domain/recording';
import { type Column, describeColumns } from './columns';
import { readLayout } from './layout';
import { type ColumnStorage, type Mark, readTable } from './table';
import { textStart } from './text';

/** What a table of annotations beside a CSV holds. */
export interface AnnotationTable {
  /** In file order. */
  readonly annotations: readonly Annotation[];
  /** False where the table gives positions only. */
  readonly hasSymbols: boolean;
}

/** A beat of unknown type: "unclassifiable", which EC57 leaves out of training. */
export const UNKNOWN_BEAT = 'Q';

/** A line that the WFDB program rdann writes: time, sample, type, subtype, channel, number and perhaps a text. */
const RDANN_LINE = /^\s*(?:\[[^\]]*\]|[\d:.]+)\s+(\d+)\s+(\S)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)(?:\s+(\S.*))?$/;

/**
 * Reads the annotations from text: what rdann writes, or a table with a column of sample numbers (or of seconds, where it
 * says so) and perhaps one of symbols. `samplingRateHz` turns seconds into samples. Throws `LabError` as `readLayout` does.
 */
export function readAnnotationTable(bytes: Uint8Array, path: string, samplingRateHz: number): AnnotationTable {
  const start = textStart(bytes, path);
  const text = new TextDecoder().decode(bytes.subarray(start));
  const written = text.split(/\r\n|\n|\r/).map((line) => RDANN_LINE.exec(line.trimEnd()));
  const found = written.filter((match) => match !== null);
  if (found.length > 0) return { annotations: found.map(annotationOfRdann), hasSymbols: true };
  return readTableOfPositions(bytes, start, path, samplingRateHz);
}

function annotationOfRdann([, sample, symbol, subtype, channel, number, text = '']: RegExpExecArray): Annotation {
  return {
    sample: Number(sample),
    symbol: symbol as string,
    subtype: Number(subtype),
    channel: Number(channel),
    number: Number(number),
    text,
  };
}

function readTableOfPositions(bytes: Uint8Array, start: number, path: string, samplingRateHz: number): AnnotationTable {
  const layout = readLayout(bytes, start, path);
  const columns = describeColumns(layout, path);
  const place = placeColumn(columns);
  const column = columns[place];
  const symbolColumn = columns.findIndex(({ kind }) => kind === 'symbol');
  const storage = columns.map(({ kind }, index): ColumnStorage => {
    if (index === place) return column?.kind === 'time' && column.isClock ? 'clock' : 'float64';
    return kind === 'symbol' ? 'symbol' : 'skip';
  });
  const { numbers, marks } = readTable(bytes, layout, storage, path);
  const places = [...(numbers[place] ?? [])];
  // Sample numbers are whole; what is not whole can only be seconds.
  const assumedSeconds = places.every(Number.isInteger) ? null : 1;
  const unitSeconds = (column?.kind === 'time' ? column.unitSeconds : null) ?? assumedSeconds;
  const scale = unitSeconds === null ? 1 : unitSeconds * samplingRateHz;
  const symbols = symbolsByRow(marks[symbolColumn] ?? []);
  const annotations = places.map((value, row) => ({
    sample: Math.round(value * scale),
    symbol: symbols.get(row) ?? UNKNOWN_BEAT,
    subtype: 0,
    channel: 0,
    number: 0,
    text: '',
  }));
  return { annotations: annotations.filter(({ sample }) => !Number.isNaN(sample)), hasSymbols: symbols.size > 0 };
}

/** The column of sample numbers by its name, else the first of numbers or times. */
function placeColumn(columns: readonly Column[]): number {
  const named = columns.findIndex(({ kind, name }) => kind !== 'symbol' && /sample|index|position/i.test(name));
  return named >= 0 ? named : columns.findIndex(({ kind }) => kind !== 'symbol' && kind !== 'ignored');
}

function symbolsByRow(marks: readonly Mark[]): ReadonlyMap<number, string> {
  return new Map(marks.map(({ row, symbol }) => [row, symbol]));
}
