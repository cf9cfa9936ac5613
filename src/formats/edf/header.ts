/** The header of EDF (Kemp et al., Electroenceph. clin. Neurophysiol. 82, 1992), EDF+ (Kemp & Olivan, 114, 2003) and BDF (BioSemi). */

import { LabError } from '../../domain/problem';
import { countOf, excerptOf } from '../excerpt';

export interface EdfSignal {
  readonly index: number;
  readonly label: string;
  readonly unit: string;
  readonly physicalMinimum: number;
  readonly physicalMaximum: number;
  readonly digitalMinimum: number;
  readonly digitalMaximum: number;
  readonly samplesPerRecord: number;
  readonly isAnnotations: boolean;
}

export interface EdfHeader {
  /** 3 in BDF, 2 in EDF. */
  readonly bytesPerSample: 2 | 3;
  /** EDF+D: its data records need not follow each other without a gap. */
  readonly discontinuous: boolean;
  /** The code by which a hospital or study knows the person; null where the header gives none. Never a name. */
  readonly patientCode: string | null;
  readonly headerBytes: number;
  /** Null where the recorder never wrote it (-1): the length of the file decides. */
  readonly records: number | null;
  readonly recordSeconds: number;
  readonly signals: readonly EdfSignal[];
  readonly recordBytes: number;
  readonly warnings: readonly string[];
}

/** Bytes of the part that says how many signals there are, and of what follows for each signal. */
export const FIXED_BYTES = 256;
export const SIGNAL_BYTES = 256;

/** Per signal, in this order: all labels, then all transducers, and so on. */
const FIELDS = [
  ['label', 16],
  ['transducer', 80],
  ['unit', 8],
  ['physical minimum', 8],
  ['physical maximum', 8],
  ['digital minimum', 8],
  ['digital maximum', 8],
  ['prefilter', 80],
  ['samples per record', 8],
] as const;
type FieldName = (typeof FIELDS)[number][0];

/** How many bytes the header says that it has, from its first 256; null where they are no EDF header. */
export function signalCountOf(fixed: Uint8Array): number | null {
  if (fixed.length < FIXED_BYTES || markOf(fixed) === null) return null;
  const count = Number(textOf(fixed, 252, 4));
  return Number.isInteger(count) && count >= 0 ? count : null;
}

/** `2` or `3` bytes a sample as the first eight bytes say; null where they are of another format. */
export function markOf(bytes: Uint8Array): 2 | 3 | null {
  if (bytes[0] === 0xff && textOf(bytes, 1, 7) === 'BIOSEMI') return 3;
  return textOf(bytes, 0, 8, false) === '0       ' ? 2 : null;
}

/**
 * Parses a whole header. Throws `LabError` with the code `edf-header-invalid`; an odd date is only a warning.
 */
export function parseHeader(bytes: Uint8Array, path: string): EdfHeader {
  const bytesPerSample = markOf(bytes);
  if (bytesPerSample === null) throw refusal(path, 0, 'version', '"0" or BIOSEMI', quoted(bytes, 0, 8));
  if (bytes.length < FIXED_BYTES)
    throw refusal(path, bytes.length, 'header', '256 bytes', countOf(bytes.length, 'byte'));
  const number = (
    at: number,
    width: number,
    field: string,
    isFit: (value: number) => boolean,
    expected: string,
  ): number => {
    const text = textOf(bytes, at, width);
    // A comma for the decimal point is against the standard, and written by real recorders.
    const value = text === '' ? Number.NaN : Number(text.replace(',', '.'));
    if (!isFit(value)) throw refusal(path, at, field, expected, quoted(bytes, at, width));
    return value;
  };
  const count = number(252, 4, 'number of signals', isCount, 'a whole number of at least 1');
  const headerBytes = FIXED_BYTES + count * SIGNAL_BYTES;
  if (bytes.length < headerBytes) {
    throw refusal(
      path,
      bytes.length,
      `header of ${countOf(count, 'signal')}`,
      countOf(headerBytes, 'byte'),
      countOf(bytes.length, 'byte'),
    );
  }
  const reserved = textOf(bytes, 192, 44);
  const records = number(
    236,
    8,
    'number of data records',
    (value) => isCount(value) || value === -1,
    'a whole number of at least 1, or -1',
  );
  const recordSeconds = number(244, 8, 'duration of a data record', (value) => value >= 0, 'a number of seconds');
  const signals = Array.from({ length: count }, (_, index) =>
    parseSignal(bytes, index, count, /^[EB]DF\+/.test(reserved), path),
  );
  return {
    bytesPerSample,
    discontinuous: /^[EB]DF\+D/.test(reserved),
    patientCode: /^[EB]DF\+/.test(reserved) ? patientCodeOf(textOf(bytes, 8, 80)) : null,
    headerBytes,
    records: records === -1 ? null : records,
    recordSeconds,
    signals,
    recordBytes: bytesPerSample * signals.reduce((sum, { samplesPerRecord }) => sum + samplesPerRecord, 0),
    warnings: dateWarnings(textOf(bytes, 168, 8), textOf(bytes, 176, 8), path),
  };
}

function parseSignal(bytes: Uint8Array, index: number, count: number, plus: boolean, path: string): EdfSignal {
  const place = (field: FieldName): readonly [at: number, width: number] => {
    let at = FIXED_BYTES;
    for (const [name, width] of FIELDS) {
      if (name === field) return [at + index * width, width];
      at += count * width;
    }
    throw new Error(`No field of a signal is called ${field}.`);
  };
  const label = textOf(bytes, ...place('label'));
  const isAnnotations = plus && /^[EB]DF Annotations$/.test(label);
  const number = (field: FieldName, isFit: (value: number) => boolean, expected: string): number => {
    const value = Number(textOf(bytes, ...place(field)).replace(',', '.') || Number.NaN);
    if (isFit(value)) return value;
    throw refusal(
      path,
      place(field)[0],
      `signal ${index} (${label}), ${field}`,
      expected,
      quoted(bytes, ...place(field)),
    );
  };
  const samplesPerRecord = number('samples per record', isCount, 'a whole number of at least 1');
  // What an annotation signal says of its range means nothing.
  if (isAnnotations) return { index, label, unit: '', samplesPerRecord, isAnnotations, ...UNIT_RANGE };
  const digitalMinimum = number('digital minimum', Number.isInteger, 'a whole number');
  const digitalMaximum = number(
    'digital maximum',
    (value) => Number.isInteger(value) && value > digitalMinimum,
    `more than ${digitalMinimum}`,
  );
  const physicalMinimum = number('physical minimum', Number.isFinite, 'a number');
  const physicalMaximum = number(
    'physical maximum',
    (value) => Number.isFinite(value) && value !== physicalMinimum,
    `a number other than ${physicalMinimum}`,
  );
  const unit = textOf(bytes, ...place('unit'));
  return {
    index,
    label,
    unit,
    physicalMinimum,
    physicalMaximum,
    digitalMinimum,
    digitalMaximum,
    samplesPerRecord,
    isAnnotations,
  };
}

const UNIT_RANGE = { physicalMinimum: 0, physicalMaximum: 1, digitalMinimum: 0, digitalMaximum: 1 };

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** EDF+ begins the patient field with the code; X stands for "not known". */
function patientCodeOf(patient: string): string | null {
  const [code = ''] = patient.split(' ');
  return code === '' || code === 'X' ? null : code.replaceAll('_', ' ');
}

function dateWarnings(date: string, time: string, path: string): string[] {
  const warnings: string[] = [];
  const [, day, month] = /^(\d\d)\.(\d\d)\.(\d\d|yy)$/i.exec(date) ?? [];
  if (!(Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12)) {
    warnings.push(`${path}, byte 168: the start date ${excerptOf(date)} is not in the form DD.MM.YY; it was ignored.`);
  }
  if (!/^([01]\d|2[0-3])\.[0-5]\d\.[0-5]\d$/.test(time)) {
    warnings.push(`${path}, byte 176: the start time ${excerptOf(time)} is not in the form HH.MM.SS; it was ignored.`);
  }
  return warnings;
}

/** ASCII by the standard, Latin-1 in the wild (the degree sign). */
function textOf(bytes: Uint8Array, at: number, width: number, trim = true): string {
  const text = String.fromCharCode(...bytes.subarray(at, at + width));
  return trim ? text.replaceAll('\0', ' ').trim() : text;
}

function quoted(bytes: Uint8Array, at: number, width: number): string {
  const text = textOf(bytes, at, width);
  return text === '' ? 'nothing' : excerptOf(text);
}

function refusal(path: string, at: number, field: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'edf-header-invalid',
    file: path,
    field,
    expected,
    found,
    at: `byte ${at}`,
    fix: 'Use an undamaged copy of the file, or export it again.',
  });
}
