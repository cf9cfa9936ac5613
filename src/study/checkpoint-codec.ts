/**
 * A race's checkpoint as bytes and back, bit by bit. Little-endian, like every machine that browsers run on:
 * 0 `ECGRACE1`; 8 length of all, u32; 12 length of the header, u32; 16 CRC-32 of everything from byte 20, u32; 20 the header,
 * JSON in UTF-8 with spaces up to a multiple of 4; then the arrays, each at a multiple of 4.
 */

import { LabError } from '../domain/problem';
import { crc32 } from '../signals/crc32';
import type { RaceCheckpoint } from './race-checkpoint';

const MAGIC = 'ECGRACE1';
const PREFIX = 20;
const CHECKED_FROM = 20;

/** A checkpoint as it is kept: of two, the one with the higher number is newer. */
export interface NumberedCheckpoint {
  readonly number: number;
  readonly checkpoint: RaceCheckpoint;
}

interface ArrayPlace {
  readonly $array: 'float32' | 'uint8';
  /** In bytes from the first array. */
  readonly at: number;
  readonly length: number;
}

export function encodeCheckpoint(numbered: NumberedCheckpoint): Uint8Array {
  const arrays = new ArrayCollector();
  const json = JSON.stringify(numbered, (_key, value) => arrays.placed(value));
  const unpadded = new TextEncoder().encode(json);
  const header = new Uint8Array(padded(unpadded.length)).fill(0x20);
  header.set(unpadded);
  const bytes = new Uint8Array(PREFIX + header.length + arrays.bytes);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(header, PREFIX);
  arrays.write(bytes.subarray(PREFIX + header.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, header.length, true);
  view.setUint32(16, crc32(bytes.subarray(CHECKED_FROM)), true);
  return bytes;
}

/** Throws `LabError` where the bytes are not exactly what `encodeCheckpoint` made. */
export function decodeCheckpoint(bytes: Uint8Array): NumberedCheckpoint {
  if (bytes.length < PREFIX || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC)
    throw damaged('a checkpoint of this lab', 'something else', 'byte 0');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(8, true);
  if (length !== bytes.length) throw damaged(`${length} bytes`, `${bytes.length}`, 'its end');
  if (view.getUint32(16, true) !== crc32(bytes.subarray(CHECKED_FROM)))
    throw damaged('contents that agree with their checksum', 'others', `byte ${CHECKED_FROM}`);
  const headerEnd = PREFIX + view.getUint32(12, true);
  if (headerEnd > bytes.length) throw damaged('a header within the file', 'one that is longer', 'byte 12');
  const numbered = parseHeader(bytes.subarray(PREFIX, headerEnd), bytes.subarray(headerEnd));
  if (numbered.checkpoint?.version !== 1)
    throw damaged('version 1', String(numbered.checkpoint?.version), 'its header');
  return numbered;
}

function parseHeader(header: Uint8Array, arrays: Uint8Array): NumberedCheckpoint {
  try {
    return JSON.parse(new TextDecoder().decode(header), (_key, value) => revived(value, arrays));
  } catch {
    throw damaged('a header in JSON with arrays in their places', 'another', `byte ${PREFIX}`);
  }
}

/** Finds a place for each array that JSON cannot hold. */
class ArrayCollector {
  bytes = 0;
  private readonly found: { readonly at: number; readonly array: Float32Array | Uint8Array }[] = [];

  /** What stands for `value` in JSON. */
  placed(value: unknown): unknown {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    if (!(value instanceof Float32Array || value instanceof Uint8Array)) return value;
    const at = this.bytes;
    this.found.push({ at, array: value });
    this.bytes += padded(value.byteLength);
    const $array = value instanceof Float32Array ? 'float32' : 'uint8';
    return { $array, at, length: value.length } satisfies ArrayPlace;
  }

  write(into: Uint8Array): void {
    for (const { at, array } of this.found)
      into.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
  }
}

function revived(value: unknown, arrays: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return Number(value.$number);
  if (!('$array' in value)) return value;
  const { $array, at, length } = value as ArrayPlace;
  const end = at + length * ($array === 'float32' ? 4 : 1);
  if (end > arrays.length) throw new RangeError('An array lies outside the file.');
  // A copy, for the bytes may begin anywhere and numbers must not.
  const own = arrays.slice(at, end);
  return $array === 'float32' ? new Float32Array(own.buffer) : own;
}

const padded = (length: number): number => (length + 3) & ~3;

function damaged(expected: string, found: string, at: string): LabError {
  return new LabError({
    code: 'checkpoint-damaged',
    file: '',
    field: 'saved training',
    expected,
    found,
    at,
    fix: 'It cannot be continued; train anew.',
  });
}
