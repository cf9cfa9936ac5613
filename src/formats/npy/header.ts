/** The header of an .npy file (NumPy Enhancement Proposal 1). */

import { LabError } from '../../domain/problem';
import { countOf, excerptOf } from '../excerpt';

export interface NpyHeader {
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  readonly littleEndian: boolean;
  /** `f4`, `i2`, ... */
  readonly type: string;
  readonly dataFrom: number;
}

/** `\x93NUMPY`, as bytes: what a browser calls latin1 is windows-1252, in which 0x93 is a quotation mark. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const DESCRIPTION = /['"]descr['"]\s*:\s*['"]([^'"]+)['"]/;
const FORTRAN = /['"]fortran_order['"]\s*:\s*(True|False)/;
const SHAPE = /['"]shape['"]\s*:\s*\(([\d,\sL]*)\)/;
const PREAMBLE_BYTES = 12;

export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, at) => head[at] === byte);
}

/** Throws `LabError`: `npy-invalid`, `npy-pickled` (objects, which only Python may run). */
export function parseNpyHeader(bytes: Uint8Array, path: string): NpyHeader {
  if (!isNpy(bytes) || bytes.length < PREAMBLE_BYTES)
    throw invalid(path, 0, 'first bytes', 'the mark of NumPy', excerptOf(latin1(bytes.subarray(0, 6))));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Version 1 has two bytes for the length of its header, later ones four.
  const long = (bytes[6] as number) > 1;
  const textFrom = long ? 12 : 10;
  const dataFrom = textFrom + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataFrom > bytes.length)
    throw invalid(path, 8, 'header', countOf(dataFrom, 'byte'), countOf(bytes.length, 'byte'));
  const text = latin1(bytes.subarray(textFrom, dataFrom));
  const description = DESCRIPTION.exec(text)?.[1] ?? '';
  const [, order = '', type = ''] = /^([<>|=]?)([a-zA-Z]\d*)$/.exec(description) ?? [];
  if (/^O/.test(type)) throw pickled(path, textFrom);
  const shape = SHAPE.exec(text)?.[1];
  const fortran = FORTRAN.exec(text)?.[1];
  if (shape === undefined || fortran === undefined || type === '') {
    throw invalid(
      path,
      textFrom,
      'header',
      "{'descr': '<f8', 'fortran_order': False, 'shape': (12, 5000)}",
      excerptOf(text),
    );
  }
  const sides = shape
    .split(',')
    .filter((side) => side.trim() !== '')
    .map((side) => Number.parseInt(side, 10));
  return { shape: sides, fortranOrder: fortran === 'True', littleEndian: order !== '>', type, dataFrom };
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

export function invalid(path: string, at: number, field: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'npy-invalid',
    file: path,
    field,
    expected,
    found,
    at: `byte ${at}`,
    fix: 'Save the array again with numpy.save.',
  });
}

function pickled(path: string, at: number): LabError {
  return new LabError({
    code: 'npy-pickled',
    file: path,
    field: 'type of the numbers',
    expected: 'numbers',
    found: 'pickled Python objects, which could run any program and are never opened',
    at: `byte ${at}`,
    fix: 'Save the array as numbers: numpy.save(file, array.astype(float), allow_pickle=False).',
  });
}
