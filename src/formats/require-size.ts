import { LabError } from '../domain/problem';
import { countOf } from './excerpt';
import type { SourceFile } from './source-file';

/** Throws `LabError` with the code `file-too-large` for a file that would be held in memory as a whole and is longer than `most` bytes. */
export function requireSize({ path, size }: SourceFile, most: number, fix: string): void {
  if (size <= most) return;
  throw new LabError({
    code: 'file-too-large',
    file: path,
    field: 'length',
    expected: `at most ${countOf(most, 'byte')}`,
    found: countOf(size, 'byte'),
    at: '',
    fix,
  });
}
