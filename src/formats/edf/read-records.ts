/** Data records into leads, a slice of the file at a time. */

import { LabError } from '../../domain/problem';
import type { DigitalSamples } from '../../domain/recording';
import { createSamples } from '../../domain/sample-memory';
import { countOf } from '../excerpt';
import type { SourceFile } from '../source-file';
import { parseAnnotationLists, type TimedText } from './annotation-lists';
import type { EdfHeader, EdfSignal } from './header';

/** By index of the signal; annotation signals have no samples. Gaps are filled with `missing`. */
export type EdfSamples = ReadonlyMap<number, { readonly samples: DigitalSamples; readonly missing: number | null }>;

interface EdfRecords {
  readonly digital: EdfSamples;
  /** Onsets from the first sample on. */
  readonly texts: readonly TimedText[];
  readonly warnings: readonly string[];
}

/** What is read at a time: a whole day of three leads never lies in memory twice. */
const SLICE_BYTES = 2 ** 23;

/** What gaps may take beyond four times the file: a clock that jumps by years is damage, not a gap. */
const MOST_GAP_BYTES = 64 * 2 ** 20;

/** A record's onset may stray by this much from the end of the one before it without being a gap: half a sample at 500 Hz. */
const CLOCK_TOLERANCE_SECONDS = 0.001;

/** Is shown the samples, each time in the same memory, and how many records of them were read. */
export type OnRecords = (samples: EdfSamples, readRecords: number) => void;

/**
 * `onRecords` is called after each slice, where there are several and no gap between the records moves them in the end.
 * Throws `LabError`: `edf-truncated` where not one data record is whole, `edf-gap-too-long`.
 */
export async function readRecords(
  file: SourceFile,
  header: EdfHeader,
  path: string,
  onRecords?: OnRecords,
): Promise<EdfRecords> {
  const { records, warnings } = wholeRecords(file, header, path);
  const signals = header.signals.filter(({ isAnnotations }) => !isAnnotations);
  const stored = new Map(signals.map((signal) => [signal.index, storage(header, signal.samplesPerRecord * records)]));
  const onsets = new Float64Array(records).fill(Number.NaN);
  const texts: TimedText[] = [];
  let damaged = 0;
  const growing: EdfSamples = new Map([...stored].map(([index, samples]) => [index, { samples, missing: null }]));
  const recordsPerSlice = Math.max(1, Math.floor(SLICE_BYTES / header.recordBytes));
  for (let first = 0; first < records; first += recordsPerSlice) {
    const last = Math.min(records, first + recordsPerSlice);
    const from = header.headerBytes + first * header.recordBytes;
    const bytes = await file.read(from, from + (last - first) * header.recordBytes);
    for (let record = first; record < last; record++) {
      let at = (record - first) * header.recordBytes;
      for (const signal of header.signals) {
        const length = signal.samplesPerRecord * header.bytesPerSample;
        const samples = stored.get(signal.index);
        if (samples) decode(bytes, at, signal.samplesPerRecord, samples, record * signal.samplesPerRecord);
        else {
          const list = parseAnnotationLists(bytes.subarray(at, at + length));
          if (list.recordOnsetSeconds !== null && Number.isNaN(onsets[record]))
            onsets[record] = list.recordOnsetSeconds;
          texts.push(...list.texts);
          damaged += list.damaged;
        }
        at += length;
      }
    }
    if (!header.discontinuous && recordsPerSlice < records) onRecords?.(growing, last);
  }
  if (damaged > 0) warnings.push(`${path}, annotation lists that could not be read and were left out: ${damaged}.`);
  const start = Number.isFinite(onsets[0]) ? (onsets[0] as number) : 0;
  const starts = header.discontinuous ? recordStarts(onsets, header, path, warnings) : null;
  const digital = new Map(
    signals.map((signal) => [
      signal.index,
      placed(stored.get(signal.index) as DigitalSamples, signal, header, starts, file, path),
    ]),
  );
  return {
    digital,
    texts: texts.map(({ onsetSeconds, text }) => ({ onsetSeconds: onsetSeconds - start, text })),
    warnings,
  };
}

/** Data records that the file holds from their first byte to their last. */
function wholeRecords(file: SourceFile, header: EdfHeader, path: string): { records: number; warnings: string[] } {
  const held = Math.floor((file.size - header.headerBytes) / header.recordBytes);
  if (held < 1) {
    throw new LabError({
      code: 'edf-truncated',
      file: path,
      field: 'data records',
      expected: `at least one of ${countOf(header.recordBytes, 'byte')} after the header of ${countOf(header.headerBytes, 'byte')}`,
      found: countOf(Math.max(0, file.size - header.headerBytes), 'byte'),
      at: `byte ${header.headerBytes}`,
      fix: 'The file was cut off; get it again.',
    });
  }
  const warnings: string[] = [];
  if (header.records !== null && held < header.records) {
    warnings.push(
      `${path} was cut off at byte ${file.size}: its header states ${countOf(header.records, 'data record')}, and ${held} are whole; what is there was read.`,
    );
  }
  if (header.records !== null && held > header.records) {
    warnings.push(
      `${path} holds ${countOf(held - header.records, 'data record')} more than its header states; they were ignored.`,
    );
  }
  return { records: Math.min(held, header.records ?? held), warnings };
}

function storage({ bytesPerSample }: EdfHeader, samples: number): DigitalSamples {
  return bytesPerSample === 2 ? createSamples(Int16Array, samples) : createSamples(Int32Array, samples);
}

/** Two's complement, low byte first: 16 bits in EDF, 24 in BDF. */
function decode(bytes: Uint8Array, from: number, samples: number, out: DigitalSamples, at: number): void {
  if (out instanceof Int16Array) {
    for (let index = 0, byte = from; index < samples; index += 1, byte += 2) {
      out[at + index] = (bytes[byte] as number) | ((bytes[byte + 1] as number) << 8);
    }
    return;
  }
  for (let index = 0, byte = from; index < samples; index += 1, byte += 3) {
    // Shifted to the top of the 32 bits and back, which extends the sign.
    const top =
      ((bytes[byte] as number) << 8) | ((bytes[byte + 1] as number) << 16) | ((bytes[byte + 2] as number) << 24);
    out[at + index] = top >> 8;
  }
}

/**
 * `[record]` seconds from the start of the first record. A record without an onset, or one that would begin before its
 * predecessor ends, is put right behind it.
 */
function recordStarts(
  onsets: Float64Array,
  { recordSeconds }: EdfHeader,
  path: string,
  warnings: string[],
): Float64Array {
  const starts = new Float64Array(onsets.length);
  let odd = 0;
  for (let record = 1; record < onsets.length; record++) {
    const follows = (starts[record - 1] as number) + recordSeconds;
    const stated = (onsets[record] as number) - (onsets[0] as number);
    if (!(stated >= follows - CLOCK_TOLERANCE_SECONDS)) odd += 1;
    starts[record] = stated > follows + CLOCK_TOLERANCE_SECONDS ? stated : follows;
  }
  if (odd > 0) {
    warnings.push(
      `${path}, data records without an onset after the end of the one before: ${odd}; they were put right behind it.`,
    );
  }
  return starts;
}

/** The samples of a signal on the true time axis: as they are where there is no gap, else with missing samples in the gaps. */
function placed(
  samples: DigitalSamples,
  { samplesPerRecord, label, index }: EdfSignal,
  { recordSeconds }: EdfHeader,
  starts: Float64Array | null,
  file: SourceFile,
  path: string,
): { samples: DigitalSamples; missing: number | null } {
  const rate = samplesPerRecord / recordSeconds;
  const lastRecord = starts ? starts.length - 1 : 0;
  const length = starts ? Math.round((starts[lastRecord] as number) * rate) + samplesPerRecord : samples.length;
  if (!starts || length === samples.length) return { samples, missing: null };
  if ((length - samples.length) * samples.BYTES_PER_ELEMENT > 4 * file.size + MOST_GAP_BYTES) {
    throw new LabError({
      code: 'edf-gap-too-long',
      file: path,
      field: `signal ${index} (${label}), gaps between data records`,
      expected: `gaps that fit into memory beside a file of ${countOf(file.size, 'byte')}`,
      found: `${Math.round((length - samples.length) / rate)} s without a sample`,
      at: '',
      fix: 'Cut the file at its longest gap, and open the parts.',
    });
  }
  const { missing, wide } = unusedValue(samples);
  const whole = wide || samples instanceof Int32Array ? new Int32Array(length) : new Int16Array(length);
  whole.fill(missing);
  for (let record = 0; record <= lastRecord; record++) {
    const from = record * samplesPerRecord;
    whole.set(samples.subarray(from, from + samplesPerRecord), Math.round((starts[record] as number) * rate));
  }
  return { samples: whole, missing };
}

/** A value that no sample has, to mark the gaps; of 16 bits where one is free, else of 32. */
function unusedValue(samples: DigitalSamples): { missing: number; wide: boolean } {
  if (samples instanceof Int16Array) {
    for (const candidate of [-32_768, 32_767])
      if (!samples.includes(candidate)) return { missing: candidate, wide: false };
  }
  return { missing: -(2 ** 31), wide: true };
}
