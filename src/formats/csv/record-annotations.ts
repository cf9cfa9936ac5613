import type { Annotation } from '../../domain/recording';
import { countOf } from '../excerpt';
import type { SourceFile } from '../source-file';
import { readAnnotationTable, UNKNOWN_BEAT } from './annotation-table';
import type { Column } from './columns';
import type { Table } from './table';

interface RecordAnnotations {
  /** In time order, all within the recording. */
  readonly annotations: readonly Annotation[];
  readonly warnings: readonly string[];
}

/** The annotations in a file of their own beside the table. Throws `LabError` where that file is no table. */
export async function annotationsBeside(
  file: SourceFile,
  samplingRateHz: number,
  rows: number,
): Promise<RecordAnnotations> {
  const { annotations, hasSymbols } = readAnnotationTable(await file.read(), file.path, samplingRateHz);
  const warnings: string[] = [];
  const count = countOf(annotations.length, 'beat');
  if (!hasSymbols) {
    warnings.push(
      `${file.path} gives positions but no beat types; its ${count} are marked ${UNKNOWN_BEAT} (unclassified).`,
    );
  }
  const within = annotations.filter(({ sample }) => sample >= 0 && sample < rows);
  const outside = annotations.find(({ sample }) => sample < 0 || sample >= rows);
  if (outside) {
    const dropped = countOf(annotations.length - within.length, 'annotation');
    const place = `annotation ${annotations.indexOf(outside)} (${outside.symbol}) at sample ${outside.sample}`;
    warnings.push(
      `${file.path}: ${dropped} outside the recording were dropped: expected samples 0 to ${rows - 1}, found first ${place}.`,
    );
  }
  return { annotations: within.sort((a, b) => a.sample - b.sample), warnings };
}

/** The annotations in a column of the table itself, at the rows where they stand. */
export function annotationsInside(path: string, columns: readonly Column[], table: Table): RecordAnnotations {
  const annotations = table.marks
    .flat()
    .map(({ row, symbol }) => ({ sample: row, symbol, subtype: 0, channel: 0, number: 0, text: '' }))
    .sort((a, b) => a.sample - b.sample);
  const warnings = columns
    .filter(({ kind }) => kind === 'ignored')
    .map(({ name }) => `${path}: column ${name} holds numbers where beat symbols were expected; it was ignored.`);
  if (annotations.length === 0) {
    warnings.push(`${path} has no annotations in it or beside it, so the recording has no beats.`);
  }
  return { annotations, warnings };
}
