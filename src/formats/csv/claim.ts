import { LabError } from '../../domain/problem';
import type { Claim } from '../format';
import { extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { splitCells } from './cell';
import { detectDialect, isRow } from './dialect';
import { SNIFFED_BYTES, textStart } from './text';

const TABLE_EXTENSIONS = new Set(['csv', 'tsv']);

/** `118e00_ann.csv` and `100annotations.txt` hold the annotations of `118e00.csv` and `100.csv`. */
const ANNOTATION_STEM = /^(.+?)(?:[_-]ann(?:otations?)?|annotations)$/i;

/** Whether a file's name says that it holds annotations of another. */
export function isAnnotationPath(path: string): boolean {
  return ANNOTATION_STEM.test(withoutExtension(path));
}

/** One claim for each table, with its annotations beside it; a `.txt` only where it holds rows of numbers. */
export async function claimTables(files: readonly SourceFile[]): Promise<readonly Claim[]> {
  const tables: SourceFile[] = [];
  for (const file of files) if (await isTable(file)) tables.push(file);
  const signalStems = new Set(tables.filter(({ path }) => !isAnnotationPath(path)).map(({ path }) => stemOf(path)));
  const annotationsOf = new Map<string, SourceFile>();
  for (const file of files) {
    const base = ANNOTATION_STEM.exec(stemOf(file.path))?.[1];
    const isText = TABLE_EXTENSIONS.has(extensionOf(file.path)) || extensionOf(file.path) === 'txt';
    if (base !== undefined && isText && signalStems.has(base)) annotationsOf.set(base, file);
  }
  const companions = new Set(annotationsOf.values());
  return tables
    .filter((file) => !companions.has(file))
    .map((file) => {
      const annotations = annotationsOf.get(stemOf(file.path));
      return { path: file.path, files: annotations ? [file, annotations] : [file] };
    });
}

async function isTable(file: SourceFile): Promise<boolean> {
  if (TABLE_EXTENSIONS.has(extensionOf(file.path))) return true;
  return extensionOf(file.path) === 'txt' && !isAnnotationPath(file.path) && holdsNumbers(file);
}

/** Most lines are rows of numbers. A file that cannot be read is taken all the same: reading it will tell the person why. */
async function holdsNumbers(file: SourceFile): Promise<boolean> {
  try {
    const bytes = await file.read(0, Math.min(file.size, SNIFFED_BYTES));
    const text = new TextDecoder().decode(bytes.subarray(textStart(bytes, file.path)));
    const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !/^\s*[#%]/.test(line));
    const dialect = detectDialect(lines);
    if (!dialect) return false;
    return lines.filter((line) => isRow(splitCells(line, dialect.delimiter), dialect)).length > lines.length / 2;
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    return thrown.problem.code.startsWith('zip-');
  }
}

function stemOf(path: string): string {
  return withoutExtension(path).toLowerCase();
}
