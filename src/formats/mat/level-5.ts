/** MAT-files of level 5, as MATLAB writes them since version 5 ("MAT-File Format", The MathWorks). */

import { Inflate } from 'fflate';
import { LabError } from '../../domain/problem';
import { countOf } from '../excerpt';
import type { NamedArray } from '../named-array';
import { NUMBER_TYPES, readNumbers } from '../number-types';
import { damagedMat } from './refusal';

const HEADER_BYTES = 128;
/** Structures and cells may hold each other; recordings are not this deep. */
const DEEPEST = 12;
/** Numbers of a flat line pack 1,000 to 1; more than this of the file (and 64 MB) would be a bomb. */
const MOST_RATIO = 16;
const SPARE_BYTES = 64 * 2 ** 20;
/** DEFLATE makes at most 1,032 bytes of one, so that packed pieces of this size unpack to less than 9 MB at a time. */
const PIECE_BYTES = 2 ** 13;

const COMPRESSED = 15;
const MATRIX = 14;

/** Array classes that hold others, and those whose numbers are wanted. */
const CELL = 1;
const STRUCT = 2;
const FIRST_NUMERIC = 6;
const LAST_NUMERIC = 15;
const COMPLEX_FLAG = 0x08;

export function isLevel5(head: Uint8Array): boolean {
  if (head.length < HEADER_BYTES) return false;
  const mark = String.fromCharCode(head[126] as number, head[127] as number);
  return (mark === 'IM' || mark === 'MI') && String.fromCharCode(...head.subarray(0, 6)) === 'MATLAB';
}

/** Every array of numbers in the file, those inside of structures and cells by their paths. Throws `LabError`: `mat-damaged`. */
export function readLevel5(bytes: Uint8Array, path: string): NamedArray[] {
  const littleEndian = bytes[126] === 0x49;
  const arrays: NamedArray[] = [];
  let budget = MOST_RATIO * bytes.length + SPARE_BYTES;
  const reader: Reader = { bytes, view: viewOf(bytes), littleEndian, path };
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const element = elementAt(reader, at, bytes.length);
    if (element.type === COMPRESSED) {
      const unpacked = inflate(bytes.subarray(element.from, element.to), budget, path, at);
      budget -= unpacked.length;
      const inside: Reader = { bytes: unpacked, view: viewOf(unpacked), littleEndian, path };
      const matrix = elementAt(inside, 0, unpacked.length);
      if (matrix.type === MATRIX) collect(inside, matrix, '', arrays, 0);
      at = element.to;
    } else {
      if (element.type === MATRIX) collect(reader, element, '', arrays, 0);
      at = element.next;
    }
  }
  return arrays;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly path: string;
}

interface Element {
  readonly type: number;
  readonly from: number;
  readonly to: number;
  /** First byte of what follows: data is padded to eight bytes. */
  readonly next: number;
}

/** An element's tag: eight bytes, or four where its data fit into the other four. */
function elementAt({ view, littleEndian, path }: Reader, at: number, end: number): Element {
  if (at + 8 > end)
    throw damagedMat(path, at, 'data element', 'a tag of 8 bytes', countOf(Math.max(0, end - at), 'byte'));
  const first = view.getUint32(at, littleEndian);
  const small = first >>> 16;
  if (small > 0) {
    if (small > 4) throw damagedMat(path, at, 'small data element', 'at most 4 bytes', String(small));
    return { type: first & 0xffff, from: at + 4, to: at + 4 + small, next: at + 8 };
  }
  const length = view.getUint32(at + 4, littleEndian);
  const from = at + 8;
  if (from + length > end) {
    throw damagedMat(path, at, 'data element', `${countOf(length, 'byte')} of data as its tag states`, `${end - from}`);
  }
  return { type: first, from, to: from + length, next: Math.min(end, from + Math.ceil(length / 8) * 8) };
}

/** Adds the arrays of numbers in a matrix element under `name`. */
function collect(reader: Reader, { from, to }: Element, prefix: string, arrays: NamedArray[], depth: number): void {
  if (from === to) return;
  const { view, littleEndian, path } = reader;
  if (depth > DEEPEST) throw damagedMat(path, from, 'structure', `at most ${DEEPEST} levels`, 'more');
  const flags = elementAt(reader, from, to);
  if (flags.to - flags.from < 8) throw damagedMat(path, from, 'array flags', '8 bytes', String(flags.to - flags.from));
  const word = view.getUint32(flags.from, littleEndian);
  const dimensions = elementAt(reader, flags.next, to);
  const shape = Array.from(numbersOf(reader, dimensions));
  const own = elementAt(reader, dimensions.next, to);
  const name = joinedName(prefix, textOf(reader, own));
  const arrayClass = word & 0xff;
  if (arrayClass === STRUCT) collectStruct(reader, own.next, to, name, arrays, depth);
  else if (arrayClass === CELL) collectParts(reader, own.next, to, (index) => `${name}{${index + 1}}`, arrays, depth);
  else if (arrayClass >= FIRST_NUMERIC && arrayClass <= LAST_NUMERIC && ((word >> 8) & COMPLEX_FLAG) === 0) {
    const data = elementAt(reader, own.next, to);
    const values = numbersOf(reader, data);
    const expected = shape.reduce((product, side) => product * side, 1);
    if (values.length !== expected) {
      throw damagedMat(path, data.from, `array ${name}`, `${shape.join(' x ')} numbers`, String(values.length));
    }
    arrays.push({ name, shape, order: 'column', values });
  }
}

/** Fields of a structure follow each other as matrices; of an array of structures, those of the first one come first. */
function collectStruct(
  reader: Reader,
  at: number,
  end: number,
  name: string,
  arrays: NamedArray[],
  depth: number,
): void {
  const width = elementAt(reader, at, end);
  const [nameLength = 0] = numbersOf(reader, width);
  const names = elementAt(reader, width.next, end);
  if (!(nameLength > 0)) throw damagedMat(reader.path, at, 'length of field names', 'at least 1', String(nameLength));
  const fields: string[] = [];
  for (let from = names.from; from + nameLength <= names.to; from += nameLength) {
    fields.push(textOf(reader, { ...names, from, to: from + nameLength }));
  }
  if (fields.length === 0) return;
  collectParts(reader, names.next, end, (index) => `${name}.${fields[index % fields.length]}`, arrays, depth);
}

function collectParts(
  reader: Reader,
  at: number,
  end: number,
  nameOf: (index: number) => string,
  arrays: NamedArray[],
  depth: number,
): void {
  for (let index = 0; at < end; index++) {
    const part = elementAt(reader, at, end);
    if (part.type === MATRIX) collect(reader, part, nameOf(index), arrays, depth + 1);
    at = part.next;
  }
}

/** A part has its name from the structure around it. */
function joinedName(prefix: string, own: string): string {
  return prefix === '' ? own : prefix;
}

/** Numbers are stored in the narrowest type that holds them, whatever the class of the array. */
const STORED_TYPES: Readonly<Record<number, string>> = {
  1: 'i1',
  2: 'u1',
  3: 'i2',
  4: 'u2',
  5: 'i4',
  6: 'u4',
  7: 'f4',
  9: 'f8',
  12: 'i8',
  13: 'u8',
};

function numbersOf({ bytes, littleEndian, path }: Reader, { type, from, to }: Element): NamedArray['values'] {
  const stored = NUMBER_TYPES[STORED_TYPES[type] ?? ''];
  if (!stored) throw damagedMat(path, from, 'type of stored numbers', 'one of the numeric types', String(type));
  return readNumbers(bytes, from, Math.floor((to - from) / stored.bytes), stored, littleEndian);
}

function textOf({ bytes }: Reader, { from, to }: Pick<Element, 'from' | 'to'>): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, to));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes are counted while they are unpacked: nothing says beforehand how many there will be. */
function inflate(packed: Uint8Array, budget: number, path: string, at: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((chunk) => {
    length += chunk.length;
    if (length > budget)
      throw damagedMat(path, at, 'packed data', `at most ${countOf(budget, 'byte')} unpacked`, 'more');
    chunks.push(chunk);
  });
  try {
    // The two bytes of the zlib header and the four of its checksum are around the DEFLATE data.
    for (let from = 2; from < packed.length; from += PIECE_BYTES) {
      inflater.push(packed.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= packed.length);
    }
  } catch (thrown) {
    if (thrown instanceof LabError) throw thrown;
    throw damagedMat(path, at, 'packed data', 'DEFLATE', thrown instanceof Error ? thrown.message : String(thrown));
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
