import { Inflate } from 'fflate';
import { LabError } from '../../domain/problem';
import { crc32 } from '../../signals/crc32';
import { countOf } from '../excerpt';
import type { SourceFile } from '../source-file';
import type { ZipEntry } from './directory';
import { STORED } from './limits';
import { damagedZip } from './refusal';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;

/** DEFLATE makes at most 1,032 bytes of one, so that packed pieces of this size unpack to less than 5 MB at a time. */
const PIECE_BYTES = 2 ** 12;

/**
 * Bytes `[0, to)` of an entry, unpacked; `path` is what errors call it. Real bytes are counted while inflating: it stops
 * as soon as more come than the directory states. A read of the whole entry checks its CRC-32.
 * Throws `LabError` with the code `zip-damaged`.
 */
export async function unpack(archive: SourceFile, entry: ZipEntry, path: string, to: number): Promise<Uint8Array> {
  const packed = await packedBytes(archive, entry, path);
  const bytes = entry.method === STORED ? packed.subarray(0, to) : inflate(packed, entry, path, to);
  if (to < entry.size) return bytes;
  const crc = crc32(bytes);
  if (crc !== entry.crc) throw damagedZip(path, 'CRC-32', hex(entry.crc), hex(crc));
  return bytes;
}

/** The local header repeats name and extra field with lengths of its own, so the data's place is known only from it. */
async function packedBytes(archive: SourceFile, entry: ZipEntry, path: string): Promise<Uint8Array> {
  const header = await archive.read(entry.offset, entry.offset + LOCAL_LENGTH);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < LOCAL_LENGTH || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw damagedZip(path, 'local header', 'its mark PK 3 4', 'none', `byte ${entry.offset}`);
  }
  const start = entry.offset + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = await archive.read(start, start + entry.compressedSize);
  if (packed.length === entry.compressedSize) return packed;
  throw damagedZip(path, 'packed data', countOf(entry.compressedSize, 'byte'), countOf(packed.length, 'byte'));
}

function inflate(packed: Uint8Array, entry: ZipEntry, path: string, to: number): Uint8Array {
  const unpacked = new Uint8Array(Math.min(to, entry.size));
  let length = 0;
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length > entry.size) {
      throw damagedZip(path, 'unpacked size', `${countOf(entry.size, 'byte')} as the ZIP states`, 'more');
    }
    unpacked.set(chunk.subarray(0, Math.max(0, unpacked.length - length)), Math.min(length, unpacked.length));
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && (length < to || to >= entry.size); at += PIECE_BYTES) {
      inflater.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    }
  } catch (thrown) {
    if (thrown instanceof LabError) throw thrown;
    throw damagedZip(path, 'packed data', 'DEFLATE', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (length < unpacked.length) {
    throw damagedZip(path, 'unpacked size', countOf(entry.size, 'byte'), countOf(length, 'byte'));
  }
  return unpacked;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
