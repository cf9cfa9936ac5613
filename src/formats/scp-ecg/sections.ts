/** The sections of an SCP-ECG record (EN 1064): each with its own CRC, found through the pointers of section 0. */

import { crcCcitt } from '../crc-ccitt';
import { countOf } from '../excerpt';
import { refusal } from './refusal';

/** The part of a section behind its header. */
export interface Section {
  readonly id: number;
  /** Byte of the file at which `data` begins. */
  readonly at: number;
  readonly data: DataView;
  readonly isIntact: boolean;
}

export interface ScpRecord {
  readonly sections: ReadonlyMap<number, Section>;
  readonly warnings: readonly string[];
}

const RECORD_HEADER_BYTES = 6;
const SECTION_HEADER_BYTES = 16;
const POINTER_BYTES = 10;
const MARK = 'SCPECG';

/** The mark lies in the reserved bytes of section 0; records of the first version of the standard lack it. */
export function hasMark(head: Uint8Array): boolean {
  const from = RECORD_HEADER_BYTES + SECTION_HEADER_BYTES - MARK.length;
  return String.fromCharCode(...head.subarray(from, from + MARK.length)) === MARK;
}

/** Throws `LabError` with the code `scp-ecg-invalid` where a section reaches beyond the file. */
export function sectionsOf(bytes: Uint8Array, path: string): ScpRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = RECORD_HEADER_BYTES + SECTION_HEADER_BYTES;
  if (bytes.length < first)
    throw refusal(path, 0, 'record', `at least ${countOf(first, 'byte')}`, String(bytes.length));
  const length = view.getUint32(2, true);
  const warnings: string[] = [];
  if (length !== bytes.length)
    warnings.push(`${path}: the record states ${countOf(length, 'byte')}, and has ${bytes.length}.`);
  else if (view.getUint16(0, true) !== crcCcitt(bytes.subarray(2)))
    warnings.push(`${path}: the CRC of the whole record is wrong; trust it with care.`);
  const pointers = sectionAt(view, RECORD_HEADER_BYTES, 0, path);
  const sections = new Map<number, Section>();
  for (let at = 0; at + POINTER_BYTES <= pointers.data.byteLength; at += POINTER_BYTES) {
    const id = pointers.data.getUint16(at, true);
    // Counted from 1 on; a section without content has no length.
    const from = pointers.data.getUint32(at + 6, true) - 1;
    if (id === 0 || sections.has(id) || pointers.data.getUint32(at + 2, true) === 0) continue;
    const section = sectionAt(view, from, id, path);
    if (!section.isIntact)
      warnings.push(`${path}, byte ${from}: the CRC of section ${id} is wrong; trust it with care.`);
    sections.set(id, section);
  }
  return { sections, warnings };
}

function sectionAt(view: DataView, from: number, id: number, path: string): Section {
  const field = `section ${id}`;
  if (from < 0 || from + SECTION_HEADER_BYTES > view.byteLength)
    throw refusal(path, Math.max(0, from), field, 'a header within the file', 'its end');
  const [stated, length] = [view.getUint16(from + 2, true), view.getUint32(from + 4, true)];
  if (stated !== id) throw refusal(path, from, field, `the number ${id}`, String(stated));
  if (length < SECTION_HEADER_BYTES || from + length > view.byteLength)
    throw refusal(path, from, field, `from 16 to ${countOf(view.byteLength - from, 'byte')}`, String(length));
  const checked = new Uint8Array(view.buffer, view.byteOffset + from + 2, length - 2);
  const at = from + SECTION_HEADER_BYTES;
  return {
    id,
    at,
    data: new DataView(view.buffer, view.byteOffset + at, length - SECTION_HEADER_BYTES),
    isIntact: view.getUint16(from, true) === crcCcitt(checked),
  };
}

/** Runs `read` on a section, which ends early where a number of it is asked for behind its end. */
export function within<T>({ id, at, data }: Section, path: string, read: (data: DataView) => T): T {
  try {
    return read(data);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw refusal(
      path,
      at,
      `section ${id}`,
      'all that it announces',
      `an end after ${countOf(data.byteLength, 'byte')}`,
    );
  }
}
