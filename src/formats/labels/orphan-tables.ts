/** Tables that describe recordings none of which was given. */

import { LabError } from '../../domain/problem';
import { headOf } from '../head-of';
import { extensionOf, type SourceFile } from '../source-file';
import { delimiterOf, parseRows } from './delimited-rows';
import { describingColumns, mayNameFiles } from './label-columns';

export interface OrphanTable {
  readonly file: SourceFile;
  /** What to say of it. */
  readonly problem: LabError;
}

/** A signal has fewer columns, and a table of excerpts more; neither has a column of names beside one of labels in words. */
const MOST_COLUMNS = 60;

/** Among `files`, which are no sidecars of others. */
export async function findOrphanTables(files: readonly SourceFile[]): Promise<readonly OrphanTable[]> {
  const orphans: OrphanTable[] = [];
  for (const file of files) {
    if (!['csv', 'tsv'].includes(extensionOf(file.path)) || file.size === 0) continue;
    const problem = await problemOf(file);
    if (problem) orphans.push({ file, problem });
  }
  return orphans;
}

async function problemOf(file: SourceFile): Promise<LabError | null> {
  const text = new TextDecoder().decode(await headOf(file));
  const [headings = [], ...rows] = parseRows(text, delimiterOf(text));
  const columns = describingColumns(headings);
  const naming = headings.findIndex(mayNameFiles);
  if (!columns || columns.label < 0 || naming < 0 || headings.length > MOST_COLUMNS) return null;
  const inWords = rows.filter((row) => /[a-z]/i.test(row[columns.label] ?? '')).length;
  if (inWords < rows.length / 2 || rows.length === 0) return null;
  const names = rows.slice(0, 3).map((row) => (row[naming] ?? '').trim());
  return new LabError({
    code: 'labels-without-recordings',
    file: file.path,
    field: `table of labels (column "${headings[columns.label]}")`,
    expected: `recordings that its column "${headings[naming]}" names (${names.join(', ')}, \u2026) opened with it`,
    found: 'none of them, or a few among many others',
    at: '',
    fix: 'It says what recordings show and holds no signal: drop it together with their files, or their whole folder.',
  });
}
