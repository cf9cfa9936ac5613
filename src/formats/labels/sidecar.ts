/** A table that is no recording but says what the recordings beside it are, and whose. */

import type { RecordingLabel } from '../../domain/recording';
import { headOf } from '../head-of';
import { extensionOf, type SourceFile } from '../source-file';
import { delimiterOf, parseRows } from './delimited-rows';
import { GivenStems } from './given-stems';
import { type DescribingColumns, describingColumns, mayNameFiles } from './label-columns';

/** What a table says of one recording. */
export interface Description {
  readonly labels: readonly RecordingLabel[];
  /** undefined where the table names no patients. */
  readonly subject: string | undefined;
}

export interface Sidecar {
  readonly file: SourceFile;
  /** By the recording's path without extension, in lower case. */
  readonly descriptions: ReadonlyMap<string, Description>;
}

/** PTB-XL's table of 21,799 recordings has 6 MB. */
const MOST_BYTES = 2 ** 26;

/**
 * The tables among `files` that describe others of them: a CSV or TSV with a column of labels or of patients, and a column
 * in which most cells name given files, or which names most of the given files where the table is of a larger collection.
 */
export async function findSidecars(files: readonly SourceFile[]): Promise<readonly Sidecar[]> {
  const sidecars: Sidecar[] = [];
  for (const file of files) {
    if (!['csv', 'tsv'].includes(extensionOf(file.path)) || file.size > MOST_BYTES) continue;
    const isDescribing = describingColumns(headingsIn(decode(await headOf(file))));
    if (!isDescribing) continue;
    const sidecar = await readSidecar(file, new GivenStems(files.filter((other) => other !== file)));
    if (sidecar) sidecars.push(sidecar);
  }
  return sidecars;
}

async function readSidecar(file: SourceFile, given: GivenStems): Promise<Sidecar | null> {
  const text = decode(await file.read());
  const [headings = [], ...rows] = parseRows(text, delimiterOf(text));
  const columns = describingColumns(headings);
  if (!columns) return null;
  const naming = headings.flatMap((heading, column) =>
    namesFiles(
      heading,
      rows.map((row) => row[column] ?? ''),
      given,
      file.path,
    )
      ? [column]
      : [],
  );
  if (naming.length === 0) return null;
  const descriptions = new Map<string, Description>();
  for (const row of rows) {
    const description = descriptionOf(row, headings, columns);
    for (const column of naming) {
      for (const stem of given.named(row[column] ?? '', file.path)) descriptions.set(stem, description);
    }
  }
  return { file, descriptions };
}

/** A bare number is the name of a file only where most are, or where the heading promises names: it may be a sample. */
function namesFiles(heading: string, cells: readonly string[], given: GivenStems, tablePath: string): boolean {
  const found = cells.map((cell) => given.named(cell, tablePath));
  const rows = found.filter((stems) => stems.length > 0).length;
  if (rows === 0) return false;
  if (rows >= cells.length / 2) return true;
  const mayBePartOfMore = mayNameFiles(heading) || cells.every((cell) => /[a-z]/i.test(cell));
  return mayBePartOfMore && new Set(found.flat()).size >= given.count / 2;
}

function descriptionOf(
  row: readonly string[],
  headings: readonly string[],
  { label, labelsIn, subject }: DescribingColumns,
): Description {
  const patient = row[subject];
  return {
    labels: labelsIn(row[label] ?? ''),
    // With its heading, so that patient 1 of a table is not the record 1 of another folder.
    subject: patient ? `${headings[subject]}/${patient}` : undefined,
  };
}

/** The head may end within a row, but not within its first line. */
function headingsIn(head: string): readonly string[] {
  return parseRows(head, delimiterOf(head))[0] ?? [];
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
