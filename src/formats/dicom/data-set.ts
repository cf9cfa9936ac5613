/** The attributes of a DICOM data set, by the names of the standard (PS3.6). */

import dicomParser, { type DataSet } from 'dicom-parser';
import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';
import { refusal } from './refusal';

const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const UTF_8 = 'ISO_IR 192';

/** A data set with what its items inherit from the file around them. */
export interface Attributes {
  readonly dataSet: DataSet;
  readonly path: string;
  readonly littleEndian: boolean;
  readonly isUtf8: boolean;
}

/** Throws `LabError` with the code `dicom-invalid` for a file that ends early, is damaged or compressed. */
export function parseAttributes(bytes: Uint8Array, path: string): Attributes {
  try {
    const dataSet = dicomParser.parseDicom(bytes, {
      inflater: () => {
        throw refusal(path, 'transfer syntax', 'data that are not compressed', 'DEFLATE');
      },
    });
    return {
      dataSet,
      path,
      littleEndian: dataSet.string('x00020010') !== BIG_ENDIAN,
      isUtf8: (dataSet.string('x00080005') ?? '').includes(UTF_8),
    };
  } catch (thrown) {
    throw damageOf(thrown, path);
  }
}

/** The items of a sequence; none where there is no such sequence. */
export function itemsOf(parent: Attributes, tag: string): Attributes[] {
  const items = parent.dataSet.elements[tag]?.items ?? [];
  return items.flatMap(({ dataSet }) => (dataSet ? [{ ...parent, dataSet }] : []));
}

/** A text without the blanks around it; empty where there is none. */
export function textOf({ dataSet, isUtf8 }: Attributes, tag: string): string {
  const element = dataSet.elements[tag];
  if (!element) return '';
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  return new TextDecoder(isUtf8 ? 'utf-8' : 'latin1').decode(bytes).replaceAll('\0', '').trim();
}

/** A decimal string (DS) as a finite number; `byDefault` where it is absent. Throws `dicom-invalid`. */
export function decimalOf(attributes: Attributes, tag: string, name: string, byDefault?: number): number {
  const text = textOf(attributes, tag);
  if (text === '' && byDefault !== undefined) return byDefault;
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw refusal(attributes.path, name, 'a number', excerptOf(text));
  return value;
}

/** Unsigned integers of 2 (US) or 4 bytes (UL); empty where there are none. */
export function integersOf({ dataSet, littleEndian }: Attributes, tag: string, bytesEach: 2 | 4): number[] {
  const element = dataSet.elements[tag];
  if (!element) return [];
  const view = viewOf(dataSet.byteArray, element.dataOffset, element.length);
  return Array.from({ length: Math.floor(view.byteLength / bytesEach) }, (_, index) =>
    bytesEach === 2 ? view.getUint16(2 * index, littleEndian) : view.getUint32(4 * index, littleEndian),
  );
}

/** The bytes of an element; none where it is absent. */
export function bytesOf({ dataSet }: Attributes, tag: string): DataView {
  const element = dataSet.elements[tag];
  return viewOf(dataSet.byteArray, element?.dataOffset ?? 0, element?.length ?? 0);
}

/** No further than the file goes, whatever length an element states. */
function viewOf(bytes: Uint8Array, from: number, length: number): DataView {
  const held = bytes.subarray(from, from + length);
  return new DataView(held.buffer, held.byteOffset, held.byteLength);
}

/** The parser throws texts as well as errors. */
function damageOf(thrown: unknown, path: string): Error {
  if (thrown instanceof LabError) return thrown;
  const { message } = thrown instanceof Error ? thrown : { message: parserText(thrown) };
  return refusal(path, 'data set', 'elements of DICOM from the first to the last byte', excerptOf(message));
}

function parserText(thrown: unknown): string {
  const inner = typeof thrown === 'object' && thrown !== null ? (thrown as { exception?: unknown }).exception : thrown;
  return inner instanceof Error ? inner.message : String(inner ?? 'damage');
}
