/** MAT-files of level 4: matrices one after the other, each with a header of five words ("MAT-File Format", The MathWorks). */

import { countOf } from '../excerpt';
import type { NamedArray } from '../named-array';
import { NUMBER_TYPES, readNumbers } from '../number-types';
import { damagedMat } from './refusal';

const HEADER_BYTES = 20;
const LONGEST_NAME = 64;
/** By the tens of the type word. */
const TYPES = ['f8', 'f4', 'i4', 'i2', 'u2', 'u1'].map((name) => NUMBER_TYPES[name]);

interface Level4Header {
  readonly littleEndian: boolean;
  readonly type: NonNullable<(typeof TYPES)[number]>;
  readonly isText: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly isComplex: boolean;
  readonly nameLength: number;
}

export function isLevel4(head: Uint8Array): boolean {
  return headerAt(head, 0) !== null;
}

/** Every matrix of numbers. Throws `LabError`: `mat-damaged`. */
export function readLevel4(bytes: Uint8Array, path: string): NamedArray[] {
  const arrays: NamedArray[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at);
    if (!header) throw damagedMat(path, at, 'matrix header', 'the five words of level 4', 'something else');
    const { rows, columns, nameLength, type, isComplex, isText, littleEndian } = header;
    const name = new TextDecoder('latin1').decode(
      bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + nameLength - 1),
    );
    const from = at + HEADER_BYTES + nameLength;
    const length = rows * columns * type.bytes * (isComplex ? 2 : 1);
    if (from + length > bytes.length) {
      const expected = `${rows} x ${columns} numbers, ${countOf(length, 'byte')}`;
      throw damagedMat(path, from, `matrix ${name}`, expected, countOf(Math.max(0, bytes.length - from), 'byte'));
    }
    if (!isComplex && !isText) {
      const values = readNumbers(bytes, from, rows * columns, type, littleEndian);
      arrays.push({ name, shape: [rows, columns], order: 'column', values });
    }
    at = from + length;
  }
  return arrays;
}

/** The type word is MOPT in decimal: byte order, 0, number type, and full, text or sparse. */
function headerAt(bytes: Uint8Array, at: number): Level4Header | null {
  if (at + HEADER_BYTES > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  for (const littleEndian of [true, false]) {
    const word = (index: number): number => view.getInt32(4 * index, littleEndian);
    const [mopt, rows, columns, imaginary, nameLength] = [word(0), word(1), word(2), word(3), word(4)];
    const type = TYPES[Math.floor(mopt / 10) % 10];
    const order = Math.floor(mopt / 1000);
    if (!type || order !== (littleEndian ? 0 : 1) || Math.floor(mopt / 100) % 10 !== 0 || mopt % 10 > 1) continue;
    if (rows < 0 || columns < 0 || (imaginary !== 0 && imaginary !== 1)) continue;
    if (nameLength < 2 || nameLength > LONGEST_NAME || !isName(bytes, at + HEADER_BYTES, nameLength)) continue;
    return { littleEndian, type, isText: mopt % 10 === 1, rows, columns, isComplex: imaginary === 1, nameLength };
  }
  return null;
}

/** A letter, then letters, digits and underscores, and a zero at the end. */
function isName(bytes: Uint8Array, at: number, length: number): boolean {
  const name = new TextDecoder('latin1').decode(bytes.subarray(at, at + length));
  return /^[A-Za-z]\w*\0$/.test(name);
}
