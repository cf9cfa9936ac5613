import { LabError } from '../domain/problem';
import { countOf } from './excerpt';
import type { SourceFile } from './source-file';

export interface TextLine {
  readonly text: string;
  /** From 1 on. */
  readonly number: number;
}

/** What is read at a time: a table of hundreds of megabytes never lies in memory as a whole. */
const SLICE_BYTES = 2 ** 22;

/** A beat of a million samples would fit into one line of this length. */
const LONGEST_LINE = 2 ** 24;

/**
 * The lines of a UTF-8 text, in slices of a few thousand, without their ends and the byte order mark. Throws `LabError`
 * with the code `line-too-long` for a line that would be put together of slice after slice.
 */
export async function* linesOf(file: SourceFile): AsyncGenerator<readonly TextLine[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for (let from = 0; from < file.size; from += SLICE_BYTES) {
    const to = Math.min(file.size, from + SLICE_BYTES);
    const isLast = to === file.size;
    const lines = (rest + decoder.decode(await file.read(from, to), { stream: !isLast })).split(/\r\n|\n|\r(?!$)/);
    rest = isLast ? '' : (lines.pop() as string);
    if (rest.length > LONGEST_LINE) throw tooLong(file.path, number + lines.length + 1);
    if (lines.at(-1) === '') lines.pop();
    yield lines.map((text) => ({ text, number: ++number }));
  }
}

function tooLong(file: string, line: number): LabError {
  return new LabError({
    code: 'line-too-long',
    file,
    field: 'length of the line',
    expected: `at most ${countOf(LONGEST_LINE, 'character')}`,
    found: 'more',
    at: `line ${line}`,
    fix: 'Write one beat or one sample a line.',
  });
}
