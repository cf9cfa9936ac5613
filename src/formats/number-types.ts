/** Numbers as files store them: by NumPy's names, which say kind and bytes (`f8`, `i2`). */

type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

interface NumberType {
  readonly bytes: number;
  create(length: number): Numbers;
  get(view: DataView, at: number, littleEndian: boolean): number;
}

/** Integers of 64 bits become float64, which holds those of up to 53 bits exactly. */
export const NUMBER_TYPES: Readonly<Record<string, NumberType>> = {
  b1: { bytes: 1, create: (length) => new Uint8Array(length), get: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, create: (length) => new Int8Array(length), get: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, create: (length) => new Uint8Array(length), get: (view, at) => view.getUint8(at) },
  i2: { bytes: 2, create: (length) => new Int16Array(length), get: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, create: (length) => new Uint16Array(length), get: (view, at, little) => view.getUint16(at, little) },
  i4: { bytes: 4, create: (length) => new Int32Array(length), get: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, create: (length) => new Uint32Array(length), get: (view, at, little) => view.getUint32(at, little) },
  i8: {
    bytes: 8,
    create: (length) => new Float64Array(length),
    get: (view, at, little) => Number(view.getBigInt64(at, little)),
  },
  u8: {
    bytes: 8,
    create: (length) => new Float64Array(length),
    get: (view, at, little) => Number(view.getBigUint64(at, little)),
  },
  f4: {
    bytes: 4,
    create: (length) => new Float32Array(length),
    get: (view, at, little) => view.getFloat32(at, little),
  },
  f8: {
    bytes: 8,
    create: (length) => new Float64Array(length),
    get: (view, at, little) => view.getFloat64(at, little),
  },
};

/** `length` numbers of `bytes` from byte `from` on; the caller has seen to it that they are there. */
export function readNumbers(
  bytes: Uint8Array,
  from: number,
  length: number,
  type: NumberType,
  littleEndian: boolean,
): Numbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = type.create(length);
  for (let index = 0, at = from; index < length; index += 1, at += type.bytes) {
    numbers[index] = type.get(view, at, littleEndian);
  }
  return numbers;
}
