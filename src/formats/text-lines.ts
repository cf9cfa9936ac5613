import type { SourceFile } from './source-file';

export interface TextLine {
  readonly text: string;
  /** From 1 on. */
  readonly number: number;
}

/** What is read at a time: a table of hundreds of megabytes never lies in memory as a whole. */
const SLICE_BYTES = 2 ** 22;

/** The lines of a UTF-8 text, in slices of a few thousand, without their ends and the byte order mark. */
export async function* linesOf(file: SourceFile): AsyncGenerator<readonly TextLine[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for (let from = 0; from < file.size; from += SLICE_BYTES) {
    const to = Math.min(file.size, from + SLICE_BYTES);
    const isLast = to === file.size;
    const lines = (rest + decoder.decode(await file.read(from, to), { stream: !isLast })).split(/\r\n|\n|\r(?!$)/);
    rest = isLast ? '' : (lines.pop() as string);
    if (lines.at(-1) === '') lines.pop();
    yield lines.map((text) => ({ text, number: ++number }));
  }
}
