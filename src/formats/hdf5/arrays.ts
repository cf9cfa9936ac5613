/** The arrays of numbers of an open HDF5 file, and the numbers that are attributes, by their paths. */

import { type Attribute, Dataset, type File, Group } from 'h5wasm';
import type { NamedArray } from '../named-array';

type Kind = Pick<Dataset['metadata'], 'type' | 'size' | 'shape' | 'total_size'>;

/** Unpacked numbers of any real recording are not this many times as long as the file. */
const MOST_RATIO = 16;
const SPARE_BYTES = 2 ** 23;

/** MATLAB keeps what cells refer to in a group of this name. */
const MATLAB_REFERENCES = /^#/;
/** Text is an array of numbers in MATLAB. */
const MATLAB_NUMBERS = /^(double|single|logical|u?int(8|16|32|64))$/;

/**
 * Every dataset of numbers with its path, parts separated by dots, and every attribute that is one number. MATLAB's
 * arrays are stored the other way round. Throws `TooMuch` where they would fill more memory than the file warrants.
 */
export function arraysIn(file: File, fileBytes: number, isMatlab: boolean): NamedArray[] {
  const arrays: NamedArray[] = [...numbersAmong(file, '')];
  let budget = mostBytesIn(fileBytes);
  for (const path of file.paths()) {
    if (MATLAB_REFERENCES.test(path)) continue;
    const entity = file.get(path);
    const name = path.replaceAll('/', '.');
    if (entity instanceof Group) arrays.push(...numbersAmong(entity, `${name}.`));
    if (!(entity instanceof Dataset)) continue;
    arrays.push(...numbersAmong(entity, `${name}.`));
    if (isMatlab && !MATLAB_NUMBERS.test(String(attributeOf(entity, 'MATLAB_class')?.value))) continue;
    const { metadata } = entity;
    if (!isNumeric(metadata)) continue;
    budget -= metadata.size * metadata.total_size;
    if (!(budget >= 0)) throw new TooMuch(name, mostBytesIn(fileBytes));
    const values = numbersOf(entity.value);
    const shape = [...(metadata.shape ?? [])].map(Number);
    if (values)
      arrays.push({ name, shape: isMatlab ? shape.reverse() : shape, order: isMatlab ? 'column' : 'row', values });
  }
  return arrays;
}

/** Bytes of numbers that a file of `fileBytes` may unpack to. */
export function mostBytesIn(fileBytes: number): number {
  return MOST_RATIO * fileBytes + SPARE_BYTES;
}

export class TooMuch extends Error {
  constructor(
    readonly dataset: string,
    readonly mostBytes: number,
  ) {
    super(dataset);
  }
}

function isNumeric({ type, size, shape }: Kind): boolean {
  const [INTEGER, FLOAT] = [0, 1];
  if (shape === null) return false;
  return type === INTEGER ? size <= 8 : type === FLOAT && (size === 4 || size === 8);
}

function numbersAmong(entity: Group | Dataset, prefix: string): NamedArray[] {
  return Object.keys(entity.attrs).flatMap((name) => {
    const attribute = attributeOf(entity, name);
    if (!attribute || !isNumeric(attribute.metadata as Kind) || attribute.metadata.total_size !== 1) return [];
    const { value } = attribute;
    const values = numbersOf(typeof value === 'number' || typeof value === 'bigint' ? [value] : value);
    return values ? [{ name: prefix + name, shape: [], order: 'row' as const, values }] : [];
  });
}

function attributeOf(entity: Group | Dataset, name: string): Attribute | undefined {
  return entity.attrs[name];
}

/** Integers of 64 bits become float64, which holds those of up to 53 bits exactly. */
function numbersOf(value: unknown): NamedArray['values'] | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Float64Array.of(Number(value));
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float64Array.from(value, Number);
  if (Array.isArray(value)) return Float64Array.from(value, Number);
  const isKnown = ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof Uint8ClampedArray);
  return isKnown ? (value as NamedArray['values']) : undefined;
}
