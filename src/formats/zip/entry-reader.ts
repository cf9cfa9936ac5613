/** One entry of a ZIP, read forwards: the next slice goes on where the last one ended. */

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
/** Packed bytes that are read from the archive at a time. */
const PACKED_BYTES = 2 ** 18;

/** How far an entry is unpacked. */
interface Position {
  /** Byte of the archive at which the packed data begins. */
  readonly dataOffset: number;
  /** Packed bytes that lie in memory, and the place of the first of them. */
  packed: Uint8Array;
  packedFrom: number;
  /** Packed bytes that were unpacked. */
  packedTo: number;
  readonly inflater: Inflate | null;
  /** Unpacked bytes that nobody has asked for yet, and the place of the first of them. */
  ahead: Uint8Array[];
  aheadFrom: number;
  /** Unpacked bytes in all, and their CRC-32. */
  unpacked: number;
  crc: number;
}

/**
 * Real bytes are counted while inflating: it stops as soon as more come than the directory states. Whoever reads the last
 * byte has the CRC-32 checked, for every byte before it has come by. Reading backwards begins anew.
 */
export class EntryReader {
  private position: Position | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  /** `path` is what errors call the entry. */
  constructor(
    private readonly archive: SourceFile,
    private readonly entry: ZipEntry,
    private readonly path: string,
  ) {}

  /** Bytes `[from, to)`, after all reads that were asked for before. Throws `LabError` with the code `zip-damaged`. */
  read(from: number, to: number): Promise<Uint8Array> {
    const bytes = this.turn.then(() => this.readNow(from, to));
    this.turn = bytes.catch(() => {
      this.position = null;
    });
    return bytes;
  }

  private async readNow(from: number, to: number): Promise<Uint8Array> {
    const isBehind = this.position !== null && from < this.position.aheadFrom;
    if (isBehind) this.position = null;
    this.position ??= await this.begin();
    const { position, entry } = this;
    const bytes = new Uint8Array(Math.max(0, to - from));
    for (;;) {
      take(position, from, to, bytes);
      // Behind the last byte, too: there may be more than the directory states.
      const isDone = position.aheadFrom >= to && to < entry.size;
      if (isDone || position.packedTo >= entry.compressedSize) break;
      await this.unpackPiece(position);
    }
    if (position.aheadFrom < to) throw this.sizeDiffers(countOf(position.unpacked, 'byte'));
    if (to >= entry.size && position.crc !== entry.crc) {
      throw damagedZip(this.path, 'CRC-32', hex(entry.crc), hex(position.crc));
    }
    return bytes;
  }

  /** The local header repeats name and extra field with lengths of its own, so the data's place is known only from it. */
  private async begin(): Promise<Position> {
    const { archive, entry, path } = this;
    const header = await archive.read(entry.offset, entry.offset + LOCAL_LENGTH);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.length < LOCAL_LENGTH || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
      throw damagedZip(path, 'local header', 'its mark PK 3 4', 'none', `byte ${entry.offset}`);
    }
    const position: Position = {
      dataOffset: entry.offset + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true),
      packed: new Uint8Array(),
      ...{ packedFrom: 0, packedTo: 0 },
      inflater: entry.method === STORED ? null : new Inflate((chunk) => this.keep(position, chunk)),
      ...{ ahead: [], aheadFrom: 0, unpacked: 0, crc: 0 },
    };
    return position;
  }

  private async unpackPiece(position: Position): Promise<void> {
    const { inflater } = position;
    const piece = await this.nextPiece(position);
    if (!inflater) return this.keep(position, piece);
    try {
      inflater.push(piece, position.packedTo >= this.entry.compressedSize);
    } catch (thrown) {
      if (thrown instanceof LabError) throw thrown;
      throw damagedZip(this.path, 'packed data', 'DEFLATE', thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  private async nextPiece(position: Position): Promise<Uint8Array> {
    const { compressedSize } = this.entry;
    if (position.packedTo >= position.packedFrom + position.packed.length) {
      const from = position.dataOffset + position.packedTo;
      const wanted = Math.min(PACKED_BYTES, compressedSize - position.packedTo);
      position.packed = await this.archive.read(from, from + wanted);
      position.packedFrom = position.packedTo;
      if (position.packed.length < wanted) {
        const held = countOf(position.packedFrom + position.packed.length, 'byte');
        throw damagedZip(this.path, 'packed data', countOf(compressedSize, 'byte'), held);
      }
    }
    const at = position.packedTo - position.packedFrom;
    const piece = position.packed.subarray(at, at + PIECE_BYTES);
    position.packedTo += piece.length;
    return piece;
  }

  private keep(position: Position, chunk: Uint8Array): void {
    position.unpacked += chunk.length;
    if (position.unpacked > this.entry.size) throw this.sizeDiffers('more');
    position.crc = crc32(chunk, position.crc);
    position.ahead.push(chunk);
  }

  private sizeDiffers(found: string): LabError {
    return damagedZip(this.path, 'unpacked size', `${countOf(this.entry.size, 'byte')} as the ZIP states`, found);
  }
}

/** Moves what is unpacked of `[from, to)` into `bytes`, and drops what lies before `to`. */
function take(position: Position, from: number, to: number, bytes: Uint8Array): void {
  while (position.aheadFrom < to) {
    const chunk = position.ahead.shift();
    if (!chunk) return;
    const used = chunk.subarray(0, to - position.aheadFrom);
    const skipped = Math.max(0, from - position.aheadFrom);
    if (skipped < used.length) bytes.set(used.subarray(skipped), position.aheadFrom + skipped - from);
    position.aheadFrom += used.length;
    if (used.length < chunk.length) position.ahead.unshift(chunk.subarray(used.length));
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
