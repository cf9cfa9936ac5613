import type { SourceFile } from '../source-file';
import { damagedZip, unsupportedZip } from './refusal';

/** One file of a ZIP as its central directory describes it (APPNOTE.TXT 6.3.10 of PKWARE, section 4.3.12). */
export interface ZipEntry {
  /** As stored, decoded. */
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Byte of its local header. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
/** Stands in a field for "see the zip64 record". */
const IN_ZIP64 = 0xffffffff;
const ENCRYPTED_FLAG = 0x1;
const UTF8_FLAG = 0x800;

/** The entries of a ZIP in the order of its directory. Throws `LabError`: `zip-damaged`, `zip-zip64`. */
export async function readDirectory(file: SourceFile): Promise<readonly ZipEntry[]> {
  const end = await findEnd(file);
  const bytes = await file.read(end.offset, end.offset + end.size);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let number = 0; number < end.entries; number++) {
    const place = `byte ${end.offset + at}`;
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damagedZip(file.path, `directory entry ${number + 1} of ${end.entries}`, 'its mark PK 1 2', 'none', place);
    }
    const nameLength = view.getUint16(at + 28, true);
    const next = at + ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) {
      throw damagedZip(file.path, `directory entry ${number + 1}`, 'a whole entry', 'the end of the directory', place);
    }
    const entry = parseEntry(view, bytes, at, nameLength);
    if ([entry.compressedSize, entry.size, entry.offset].includes(IN_ZIP64)) throw isZip64(file.path);
    entries.push(entry);
    at = next;
  }
  return entries;
}

function parseEntry(view: DataView, bytes: Uint8Array, at: number, nameLength: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const name = bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
  return {
    name: decodeName(name, (flags & UTF8_FLAG) !== 0),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & ENCRYPTED_FLAG) !== 0,
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
}

/** Names without the UTF-8 flag are in a code page that the ZIP does not tell; many are UTF-8 all the same. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Finds the end record, which is last but for a comment of up to 65,535 bytes. */
async function findEnd(file: SourceFile): Promise<{ entries: number; offset: number; size: number }> {
  const tailStart = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT);
  const tail = await file.read(tailStart, file.size);
  const view = viewOf(tail);
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) > tail.length) continue;
    const entries = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (entries === 0xffff || size === IN_ZIP64 || offset === IN_ZIP64) throw isZip64(file.path);
    if (offset + size > tailStart + at) {
      const found = `bytes ${offset} to ${offset + size} of ${file.size}`;
      throw damagedZip(file.path, 'directory', 'a directory inside the file', found, `byte ${tailStart + at}`);
    }
    return { entries, offset, size };
  }
  throw damagedZip(file.path, 'end of the directory', 'its mark PK 5 6', 'none', `byte ${file.size}`);
}

function isZip64(path: string): Error {
  return unsupportedZip(path, 'zip-zip64', 'ZIP version', 'a ZIP below 4 GiB and 65,535 files', 'a zip64 archive');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
