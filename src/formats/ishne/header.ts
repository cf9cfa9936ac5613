/** The header of an ISHNE Holter file (Badilini, Ann Noninvasive Electrocardiol 3(3), 1998): 522 bytes, then text. */

import { crcCcitt } from '../crc-ccitt';
import { countOf, excerptOf } from '../excerpt';
import { refusal } from './refusal';

export interface IshneHeader {
  /** Of one lead, as the file states it; some recorders state it of all leads together. */
  readonly statedSamples: number;
  readonly dataFrom: number;
  readonly samplingRateHz: number;
  /** The number that the clinic gave to the patient; empty where it gave none. Names are not read. */
  readonly subject: string;
  readonly leads: readonly IshneLead[];
}

interface IshneLead {
  readonly name: string;
  readonly nanovoltsPerUnit: number;
}

const MAGIC = 'ISHNE1.0';
export const HEADER_BYTES = 522;
/** The checksum covers what follows it: the rest of the header and the text behind it. */
const CHECKED_FROM = 10;
const MOST_LEADS = 12;

/** By the code of a lead, 0 to 19. */
const LEAD_NAMES = 'unknown,bipolar,X,Y,Z,I,II,III,aVR,aVL,aVF,V1,V2,V3,V4,V5,V6,ES,AS,AI'.split(',');

export function hasMagic(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, MAGIC.length)) === MAGIC;
}

/** Where the header and the text behind it end; no further than `size`. */
export function headerEnd(head: Uint8Array, size: number): number {
  const length = viewOf(head).getInt32(10, true);
  return length > 0 && HEADER_BYTES + length <= size ? HEADER_BYTES + length : HEADER_BYTES;
}

/** Whether the header and the text behind it, together `bytes`, have the checksum that the file states. */
export function isHeaderIntact(bytes: Uint8Array): boolean {
  return viewOf(bytes).getUint16(8, true) === crcCcitt(bytes.subarray(CHECKED_FROM));
}

/** Throws `LabError` with the code `ishne-invalid`. */
export function parseHeader(bytes: Uint8Array, size: number, path: string): IshneHeader {
  const view = viewOf(bytes);
  const [count, samplingRateHz, dataFrom] = [
    view.getInt16(156, true),
    view.getInt16(272, true),
    view.getInt32(22, true),
  ];
  if (count < 1 || count > MOST_LEADS) throw refusal(path, 156, 'leads', `1 to ${MOST_LEADS}`, String(count));
  if (samplingRateHz < 1) throw refusal(path, 272, 'sampling rate', 'more than 0 Hz', String(samplingRateHz));
  if (dataFrom < HEADER_BYTES || dataFrom > size)
    throw refusal(path, 22, 'first byte of the ECG', `from ${HEADER_BYTES} to ${size}`, String(dataFrom));
  return {
    statedSamples: view.getInt32(14, true),
    dataFrom,
    samplingRateHz,
    subject: latin1(bytes.subarray(108, 128)),
    leads: namedLeads(view, count, path),
  };
}

function namedLeads(view: DataView, count: number, path: string): IshneLead[] {
  const taken = new Map<string, number>();
  return Array.from({ length: count }, (_, lead): IshneLead => {
    const nanovoltsPerUnit = view.getInt16(206 + 2 * lead, true);
    if (nanovoltsPerUnit < 1)
      throw refusal(path, 206 + 2 * lead, `lead ${lead + 1}, resolution`, 'more than 0 nV', String(nanovoltsPerUnit));
    const name = LEAD_NAMES[view.getInt16(158 + 2 * lead, true)] ?? 'unknown';
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return { name: times > 1 || name === 'unknown' ? `${name} ${times}` : name, nanovoltsPerUnit };
  });
}

/** Throws `LabError` where there is no header to parse. */
export function requireHeader(head: Uint8Array, path: string): void {
  if (!hasMagic(head)) throw refusal(path, 0, 'first bytes', MAGIC, excerptOf(latin1(head.subarray(0, MAGIC.length))));
  if (head.length < HEADER_BYTES) throw refusal(path, 0, 'header', countOf(HEADER_BYTES, 'byte'), String(head.length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Up to its first NUL. */
function latin1(bytes: Uint8Array): string {
  return (new TextDecoder('latin1').decode(bytes).split('\0', 1)[0] ?? '').trim();
}
