/** Section 5 (reference beat) and section 6 (rhythm): one layout, differences in the default Huffman code or plain. */

import { countOf } from '../excerpt';
import { refusal } from './refusal';
import { type Section, within } from './sections';

export interface CodedSamples {
  readonly section: Section;
  readonly nanovoltsPerUnit: number;
  readonly sampleMicroseconds: number;
  /** Samples are stored themselves (0), as first (1) or as second differences (2). */
  readonly differences: number;
  /** In section 6: sampled more slowly outside of the beats. */
  readonly isBimodal: boolean;
  /** `[lead]` */
  readonly coded: readonly Uint8Array[];
}

/** Throws `LabError` with the code `scp-ecg-invalid`. */
export function codedSamples(section: Section, leads: number, path: string): CodedSamples {
  return within(section, path, (data) => {
    const [nanovoltsPerUnit, sampleMicroseconds] = [data.getUint16(0, true), data.getUint16(2, true)];
    const [differences, compression] = [data.getUint8(4), data.getUint8(5)];
    const place = `section ${section.id}`;
    if (nanovoltsPerUnit === 0 || sampleMicroseconds === 0)
      throw refusal(path, section.at, `${place}, amplitude and time of a sample`, 'more than 0', '0');
    if (differences > 2) throw refusal(path, section.at + 4, `${place}, differences`, '0, 1 or 2', String(differences));
    const coded: Uint8Array[] = [];
    let from = 6 + 2 * leads;
    for (let lead = 0; lead < leads; lead++) {
      const length = data.getUint16(6 + 2 * lead, true);
      if (from + length > data.byteLength)
        throw refusal(
          path,
          section.at + from,
          `${place}, lead ${lead + 1}`,
          countOf(length, 'byte'),
          String(Math.max(0, data.byteLength - from)),
        );
      coded.push(new Uint8Array(data.buffer, data.byteOffset + from, length));
      from += length;
    }
    return { section, nanovoltsPerUnit, sampleMicroseconds, differences, isBimodal: compression === 1, coded };
  });
}

/** The samples of a lead; `count` where the record says how many, else as many as its bytes hold. */
export function decodeLead(
  { section, differences, coded }: CodedSamples,
  lead: number,
  isHuffman: boolean,
  count: number | null,
  path: string,
): Int32Array {
  const bytes = coded[lead] as Uint8Array;
  const most = isHuffman ? 8 * bytes.length : bytes.length >> 1;
  if (count !== null && count > most)
    throw refusal(
      path,
      section.at,
      `section ${section.id}, lead ${lead + 1}`,
      countOf(count, 'sample'),
      `${countOf(bytes.length, 'byte')} for them`,
    );
  const values = isHuffman ? huffmanValues(bytes, count ?? most) : plainValues(bytes, count ?? most);
  if (count !== null && values.length < count)
    throw refusal(
      path,
      section.at,
      `section ${section.id}, lead ${lead + 1}`,
      countOf(count, 'sample'),
      String(values.length),
    );
  undoDifferences(values, differences);
  return values;
}

/** Throws `LabError` where a sample does not fit the 16 bits that devices record: then the codes were damaged. */
export function requireWords(values: Int32Array, { id, at }: Section, lead: number, path: string): void {
  const outside = values.findIndex((value) => value !== (value << 16) >> 16);
  if (outside < 0) return;
  const field = `section ${id}, lead ${lead + 1}, sample ${outside + 1}`;
  throw refusal(path, at, field, 'a number of 16 bits', String(values[outside]));
}

function plainValues(bytes: Uint8Array, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: count }, (_, index) => view.getInt16(2 * index, true));
}

/**
 * The default code (EN 1064, annex C): n ones, a zero and a sign stand for n (0 has no sign) up to 8; nine ones and a zero
 * come before a number of 8 bits, ten ones before one of 16. Fewer than `most` values where the bytes end first.
 */
function huffmanValues(bytes: Uint8Array, most: number): Int32Array {
  const values = new Int32Array(most);
  const bits = 8 * bytes.length;
  const bitAt = (at: number): number => ((bytes[at >> 3] as number) >> (7 - (at & 7))) & 1;
  let at = 0;
  for (let index = 0; index < most; index++) {
    let ones = 0;
    while (ones < 10 && at < bits && bitAt(at) === 1) {
      ones += 1;
      at += 1;
    }
    if (ones < 10) at += 1;
    const width = ones === 0 ? 0 : ones < 9 ? 1 : ones === 9 ? 8 : 16;
    if (at + width > bits) return values.slice(0, index);
    let number = 0;
    for (const end = at + width; at < end; at++) number = 2 * number + bitAt(at);
    if (width === 1) values[index] = number === 1 ? -ones : ones;
    else if (width > 1) values[index] = (number << (32 - width)) >> (32 - width);
  }
  return values;
}

/** In place. The first samples are stored as they are: one of them before first, two before second differences. */
function undoDifferences(values: Int32Array, differences: number): void {
  if (differences === 1)
    for (let at = 1; at < values.length; at++) values[at] = (values[at] as number) + (values[at - 1] as number);
  if (differences !== 2) return;
  for (let at = 2; at < values.length; at++)
    values[at] = (values[at] as number) + 2 * (values[at - 1] as number) - (values[at - 2] as number);
}
