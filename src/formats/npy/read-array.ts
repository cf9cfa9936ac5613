import { countOf } from '../excerpt';
import type { NamedArray } from '../named-array';
import { NUMBER_TYPES, readNumbers } from '../number-types';
import { invalid, parseNpyHeader } from './header';

/** The array of an .npy file under a name. Throws `LabError`: `npy-invalid`, `npy-pickled`. */
export function readArray(bytes: Uint8Array, name: string, path: string): NamedArray {
  const { shape, fortranOrder, littleEndian, type, dataFrom } = parseNpyHeader(bytes, path);
  const numbers = NUMBER_TYPES[type];
  if (!numbers)
    throw invalid(path, dataFrom, 'type of the numbers', `one of ${Object.keys(NUMBER_TYPES).join(', ')}`, type);
  const length = shape.reduce((product, side) => product * side, 1);
  const held = bytes.length - dataFrom;
  if (length * numbers.bytes > held) {
    const expected = `${shape.join(' x ') || 'one'} numbers of ${countOf(numbers.bytes, 'byte')}`;
    throw invalid(path, dataFrom, 'data', expected, countOf(held, 'byte'));
  }
  const values = readNumbers(bytes, dataFrom, length, numbers, littleEndian);
  return { name, shape, order: fortranOrder ? 'column' : 'row', values };
}
