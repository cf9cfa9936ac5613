import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { askedRate } from '../asked-rate';
import { countOf, excerptOf } from '../excerpt';
import { HEARTBEAT_TABLE, recordingOfExcerpts } from '../excerpts';
import type { Claim, FormatReader, ReadOptions } from '../format';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { linesOf } from '../text-lines';
import { layoutOf, type TableLayout } from './layout';

/** Tables with a beat a row and its class in the first or last column: the heartbeats of Kaggle, the UCR archive. */
export const beatTable: FormatReader = {
  id: 'beat-table',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (await isBeatTable(file)) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }, options) => [await readTable(files[0] as SourceFile, path, options)],
};

const EXTENSIONS = new Set(['csv', 'tsv', 'txt', 'arff', 'ts']);
/** Enough for a few rows of 200 numbers of 25 characters. */
const SNIFFED_BYTES = 2 ** 15;

async function isBeatTable(file: SourceFile): Promise<boolean> {
  if (!EXTENSIONS.has(extensionOf(file.path)) || file.size === 0) return false;
  return (await sniffedLayout(file).catch(() => null)) !== null;
}

async function sniffedLayout(file: SourceFile): Promise<TableLayout | null> {
  const text = new TextDecoder().decode(await file.read(0, Math.min(file.size, SNIFFED_BYTES)));
  const lines = text.split(/\r\n|\n|\r/);
  // A short file is whole: nothing of its last line is cut off.
  return layoutOf(file.size <= SNIFFED_BYTES && lines.at(-1) !== '' ? [...lines, ''] : lines);
}

async function readTable(file: SourceFile, path: string, options: ReadOptions): Promise<Recording> {
  const layout = await sniffedLayout(file);
  if (!layout) throw noTable(path);
  const isHeartbeats = layout.samplesPerRow === HEARTBEAT_TABLE.samplesPerRow;
  const samplingRateHz = isHeartbeats
    ? HEARTBEAT_TABLE.samplingRateHz
    : askedRate(
        path,
        options,
        'a table of a known form, such as the heartbeats of Kaggle (187 samples at 125 Hz)',
        `rows of ${layout.samplesPerRow} samples`,
      );
  const { samples, labels } = await readRows(file, path, layout);
  const id = withoutExtension(path);
  const about = { id, name: baseName(id), format: 'beat-table', warnings: [] };
  return recordingOfExcerpts({ samples, samplesPerRow: layout.samplesPerRow, labels, samplingRateHz }, about);
}

/** Throws `LabError` with the code `beat-table-row` at the first row that is not like the others. */
async function readRows(
  file: SourceFile,
  path: string,
  { split, labelAt, samplesPerRow, firstLine }: TableLayout,
): Promise<{ samples: Float32Array; labels: string[] | null }> {
  const slices: Float32Array[] = [];
  const labels: string[] = [];
  const from = labelAt === 'first' ? 1 : 0;
  for await (const lines of linesOf(file)) {
    const rows = lines.filter(({ text, number }) => number >= firstLine && text.trim() !== '');
    const slice = new Float32Array(rows.length * samplesPerRow);
    for (const [row, { text, number }] of rows.entries()) {
      const cells = split(text);
      const expected = samplesPerRow + (labelAt ? 1 : 0);
      if (cells.length !== expected) throw oddRow(path, number, 'row', countOf(expected, 'cell'), String(cells.length));
      if (labelAt) labels.push(labelText(cells.at(labelAt === 'first' ? 0 : -1) as string));
      for (let sample = 0; sample < samplesPerRow; sample++) {
        const value = numberIn(cells[from + sample] as string);
        if (value === null) {
          throw oddRow(
            path,
            number,
            `column ${from + sample + 1}`,
            'a number',
            excerptOf(cells[from + sample] as string),
          );
        }
        slice[row * samplesPerRow + sample] = value;
      }
    }
    slices.push(slice);
  }
  return { samples: joined(slices), labels: labelAt ? labels : null };
}

/** NaN where the table says that a sample is missing; null where the cell is no number. */
function numberIn(cell: string): number | null {
  const text = cell.trim();
  if (text === '?' || /^nan$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : null;
}

/** Classes that are numbers, in one spelling: `1`, `1.0` and `1.0000000e+00` are the same. */
function labelText(cell: string): string {
  const text = cell.trim().replace(/^["']|["']$/g, '');
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

function joined(slices: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(slices.reduce((length, slice) => length + slice.length, 0));
  let at = 0;
  for (const slice of slices) {
    whole.set(slice, at);
    at += slice.length;
  }
  return whole;
}

function noTable(path: string): LabError {
  return new LabError({
    code: 'beat-table-layout',
    file: path,
    field: 'first rows',
    expected: 'rows of at least 60 numbers, all of one length',
    found: 'something else',
    at: 'line 1',
    fix: 'Write one beat a row, with its class in the last column.',
  });
}

function oddRow(path: string, line: number, field: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'beat-table-row',
    file: path,
    field,
    expected,
    found,
    at: `line ${line}`,
    fix: 'Mend this row, or leave it out.',
  });
}
