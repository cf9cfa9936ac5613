/** Writes annotation files in MIT format, the inverse of `parseAnnotations`. */

import { LabError } from '../../domain/problem';
import type { Annotation } from '../../domain/recording';
import { mnemonicOf, NOTE } from './annotation-codes';

const SKIP = 59;
const NUM = 60;
const SUB = 61;
const CHN = 62;
const AUX = 63;

/** What 10 bits hold. */
const LONGEST_INTERVAL = 1023;
const LONGEST_SKIP = 2 ** 31 - 1;
/** annot(5) gives a text one byte of length. */
const LONGEST_TEXT_BYTES = 255;
/** Codes that annot(5) leaves to the writer of a file. */
const OWN_CODES = [42, 43, 44, 45, 46, 47, 48, 49] as const;
const LARGEST_CODE = 49;

const encoder = new TextEncoder();

/**
 * The bytes of the file (annot(5)): `parseAnnotations` reads the same annotations from them, every field of each.
 * `timeResolutionHz` is written as the file's own time base; null leaves that of the record.
 *
 * @throws LabError where a field cannot be written: a text of more than 255 bytes, a subtype or number past a signed byte,
 *   a channel past a byte, a sample that is no whole number, or more than eight mnemonics that the standard does not have.
 */
export function writeAnnotations(annotations: readonly Annotation[], timeResolutionHz: number | null): Uint8Array {
  const codes = codesFor(annotations);
  const out: number[] = [];
  writeSettings(out, codes.own, timeResolutionHz);
  let sample = 0;
  let channel = 0;
  let number = 0;
  for (const [index, annotation] of annotations.entries()) {
    check(annotation, index);
    writeInterval(out, codes.of(annotation.symbol), annotation.sample - sample);
    sample = annotation.sample;
    if (annotation.subtype !== 0) word(out, SUB, annotation.subtype & 0xff);
    // These two hold until they are changed.
    if (annotation.channel !== channel) word(out, CHN, annotation.channel);
    if (annotation.number !== number) word(out, NUM, annotation.number & 0xff);
    if (annotation.text) writeText(out, annotation.text);
    ({ channel, number } = annotation);
  }
  word(out, 0, 0);
  return Uint8Array.from(out);
}

interface Codes {
  of(symbol: string): number;
  /** Mnemonics of this file alone, with the codes that they get. */
  readonly own: ReadonlyMap<string, number>;
}

function codesFor(annotations: readonly Annotation[]): Codes {
  const known = new Map(Array.from({ length: LARGEST_CODE }, (_, at) => [mnemonicOf(at + 1), at + 1] as const));
  const symbols = new Set(annotations.map(({ symbol }) => symbol));
  const free = OWN_CODES.filter((code) => !symbols.has(mnemonicOf(code)));
  const unknown = [...symbols].filter((symbol) => !known.has(symbol));
  const bad = unknown.find((symbol) => !/^\S+$/.test(symbol)) ?? unknown[free.length];
  if (bad !== undefined) {
    throw refusal(
      'symbol',
      `a mnemonic of the standard, or one of at most ${free.length} others without a space`,
      `"${bad}"`,
      '',
    );
  }
  const own = new Map(unknown.map((symbol, index) => [symbol, free[index] as number]));
  return { own, of: (symbol) => (known.get(symbol) ?? own.get(symbol)) as number };
}

/** The settings are notes at time 0, before all annotations. */
function writeSettings(out: number[], own: Codes['own'], timeResolutionHz: number | null): void {
  const note = (text: string): void => {
    word(out, NOTE, 0);
    writeText(out, text);
  };
  if (timeResolutionHz !== null) note(`## time resolution: ${timeResolutionHz}`);
  if (own.size === 0) return;
  note('## annotation type definitions');
  for (const [mnemonic, code] of own) note(`${code} ${mnemonic} ${mnemonic}`);
  note('## end of definitions');
}

function writeInterval(out: number[], code: number, interval: number): void {
  let left = interval;
  while (left < 0 || left > LONGEST_INTERVAL) {
    const leap = Math.max(-LONGEST_SKIP, Math.min(LONGEST_SKIP, left));
    word(out, SKIP, 0);
    // The high half first, each of them low byte first.
    out.push((leap >> 16) & 0xff, (leap >> 24) & 0xff, leap & 0xff, (leap >> 8) & 0xff);
    left -= leap;
  }
  word(out, code, left);
}

function writeText(out: number[], text: string): void {
  const bytes = encoder.encode(text);
  word(out, AUX, bytes.length);
  out.push(...bytes);
  if (bytes.length % 2 === 1) out.push(0);
}

function word(out: number[], code: number, data: number): void {
  const value = (code << 10) | data;
  out.push(value & 0xff, value >> 8);
}

function check({ sample, symbol, subtype, channel, number, text }: Annotation, index: number): void {
  const at = `annotation ${index}`;
  const isSignedByte = (value: number): boolean => Number.isInteger(value) && value >= -128 && value <= 127;
  if (!Number.isSafeInteger(sample)) throw refusal('sample', 'a whole number', String(sample), at);
  if (!isSignedByte(subtype)) throw refusal('subtype', '-128 to 127', String(subtype), at);
  if (!isSignedByte(number)) throw refusal('number', '-128 to 127', String(number), at);
  if (!Number.isInteger(channel) || channel < 0 || channel > 255) {
    throw refusal('channel', '0 to 255', String(channel), at);
  }
  const bytes = encoder.encode(text).length;
  if (bytes > LONGEST_TEXT_BYTES || text.includes('\0')) {
    throw refusal('text', `at most ${LONGEST_TEXT_BYTES} bytes, none of them zero`, `${bytes} bytes`, at);
  }
  if (sample === 0 && symbol === mnemonicOf(NOTE) && text.startsWith('## ')) {
    throw refusal('text', 'no comment at time 0 that begins as the settings of a file do', `"${text}"`, at);
  }
}

function refusal(field: string, expected: string, found: string, at: string): LabError {
  return new LabError({
    code: 'wfdb-annotation-unwritable',
    file: '',
    field: `${field} of the annotation file`,
    expected,
    found,
    at,
    fix: 'Change or delete that annotation, then export again.',
  });
}
