import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { listOf } from '../excerpt';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { requireSize } from '../require-size';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { claimTables, isAnnotationPath } from './claim';
import { type Column, describeColumns } from './columns';
import { readLayout } from './layout';
import { leadsOf } from './leads';
import { annotationsBeside, annotationsInside } from './record-annotations';
import { samplingRateOf } from './sampling-rate';
import { type ColumnStorage, readTable } from './table';
import { textStart } from './text';

/** Tables of numbers as text: one row a sample, one column a lead. */
export const csv: FormatReader = {
  id: 'csv',
  claim: claimTables,
  read: async (claim, options) => [await readRecording(claim, options)],
};

/** The whole text is held in memory while it is read. */
const MOST_BYTES = 2 ** 30;

async function readRecording({ path, files }: Claim, options: ReadOptions): Promise<Recording> {
  if (isAnnotationPath(path)) throw annotationsAlone(path);
  const [file, companion] = files as readonly [SourceFile, SourceFile?];
  for (const each of files) requireSize(each, MOST_BYTES, 'Cut the file into shorter ones, or convert it to WFDB.');
  const bytes = await file.read();
  const layout = readLayout(bytes, textStart(bytes, path), path);
  const columns = describeColumns(layout, path);
  if (!columns.some(({ kind }) => kind === 'lead')) throw noLead(path, columns);
  const table = readTable(bytes, layout, columns.map(storageOf), path);

  const timeColumn = columns.findIndex(({ kind }) => kind === 'time');
  const column = columns[timeColumn];
  const time = column?.kind === 'time' ? { column, values: table.numbers[timeColumn] ?? [] } : undefined;
  const { samplingRateHz, warnings } = samplingRateOf(path, time, layout.preamble, options);
  const { leads, warnings: leadWarnings } = leadsOf(path, columns, table, layout, samplingRateHz);
  const beats = companion
    ? await annotationsBeside(companion, samplingRateHz, table.rows)
    : annotationsInside(path, columns, table);
  const id = withoutExtension(path);
  return {
    id,
    name: baseName(id),
    format: 'csv',
    subject: id,
    synthetic: false,
    leads,
    annotationRateHz: samplingRateHz,
    annotations: beats.annotations,
    warnings: [...warnings, ...leadWarnings, ...beats.warnings],
  };
}

function storageOf(column: Column): ColumnStorage {
  if (column.kind === 'lead') return 'float32';
  if (column.kind === 'time') return column.isClock ? 'clock' : 'float64';
  return column.kind === 'symbol' ? 'symbol' : 'skip';
}

function annotationsAlone(path: string): LabError {
  return new LabError({
    code: 'csv-annotations-alone',
    file: path,
    field: 'table of samples',
    expected: 'the CSV that these annotations belong to',
    found: 'the annotations alone',
    at: '',
    fix: 'Open both together.',
  });
}

function noLead(path: string, columns: readonly Column[]): LabError {
  return new LabError({
    code: 'csv-no-lead',
    file: path,
    field: 'columns',
    expected: 'at least one column of samples',
    found: listOf(columns.map(({ kind, name }) => (name ? `${name} (${kind})` : kind))),
    at: '',
    fix: 'Open a CSV with a column of numbers for each lead.',
  });
}
