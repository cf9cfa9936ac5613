import { LabError } from '../../domain/problem';

/** Bytes at the beginning that decide how the rest is read. */
export const SNIFFED_BYTES = 2 ** 16;

/** The byte at which the text begins, behind a byte order mark. Throws `LabError`: `file-empty`, `csv-binary`, `csv-utf16`. */
export function textStart(bytes: Uint8Array, path: string): number {
  if (bytes.length === 0) throw emptyFile(path);
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw utf16(path);
  const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  const binaryAt = bytes.subarray(0, SNIFFED_BYTES).findIndex(isControl);
  if (binaryAt >= 0) throw binary(path, bytes[binaryAt] as number, binaryAt);
  return start;
}

/** Control characters other than tab, line feed, form feed and carriage return. */
function isControl(byte: number): boolean {
  return byte < 9 || byte === 11 || (byte > 13 && byte < 32) || byte === 127;
}

function emptyFile(file: string): LabError {
  const fix = 'Get the file again; it was probably not copied to its end.';
  return new LabError({
    code: 'file-empty',
    file,
    field: 'length',
    expected: 'a table',
    found: '0 bytes',
    at: '',
    fix,
  });
}

function utf16(file: string): LabError {
  const fix = 'Save it again as UTF-8.';
  return new LabError({
    code: 'csv-utf16',
    file,
    field: 'text',
    expected: 'UTF-8',
    found: 'UTF-16',
    at: 'byte 0',
    fix,
  });
}

function binary(path: string, byte: number, at: number): LabError {
  return new LabError({
    code: 'csv-binary',
    file: path,
    field: 'text',
    expected: 'a table of numbers as text',
    found: `a binary file (the byte ${byte})`,
    at: `byte ${at}`,
    fix: 'It is not a CSV, whatever its name says; export it as CSV or give it its own extension.',
  });
}
