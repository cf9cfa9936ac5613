import { LabError } from '../../domain/problem';
import type { ChecksumVerdict, Lead } from '../../domain/recording';
import { countOf } from '../excerpt';
import type { WfdbHeader } from './header';
import { labelOf, type SignalGroup } from './signal-groups';
import type { WfdbSignal } from './signal-line';

interface ReadSignals {
  /** In the header's order. */
  readonly leads: readonly Lead[];
  readonly warnings: readonly string[];
}

/** The gain that header(5) prescribes where the header gives none. */
const DEFAULT_GAIN = 200;

/** A header may state any length; beyond this no tab can hold the samples, so they are refused before they are read. */
const MOST_SAMPLES_A_FILE = 2 ** 30;

/** Reads and verifies every signal. Throws `LabError`: `wfdb-dat-truncated`, `wfdb-too-large`. */
export async function readSignals(
  header: WfdbHeader,
  path: string,
  groups: readonly SignalGroup[],
): Promise<ReadSignals> {
  const samples = header.samples ?? shortestLength(groups, path);
  for (const group of groups) requireLength(group, samples, path);
  const leads: Lead[] = [];
  const warnings: string[] = [];
  for (const group of groups) {
    const { file, format, byteOffset, signals } = group;
    const byteLength = format.bytesOf(samples * signals.length);
    const bytes = await file.read(byteOffset, byteOffset + byteLength);
    const interleaved = format.decode(bytes, samples * signals.length);
    for (const [position, signal] of signals.entries()) {
      const { digital, sum } = pickSignal(interleaved, position, signals.length, samples);
      advance(digital, signal.skew, format.missing);
      const lead = leadOf(signal, digital, header.samplingRateHz, format.missing, sum);
      leads[signal.index] = lead;
      if (lead.checksum === 'bad') warnings.push(checksumSentence(signal, sum, file.path, path));
      if (signal.gain === null) warnings.push(uncalibratedSentence(signal, path));
    }
    const surplus = file.size - byteOffset - byteLength;
    if (header.samples !== null && surplus >= format.bytesOf(signals.length)) {
      warnings.push(`${file.path} holds ${countOf(surplus, 'byte')} more than ${path} describes; they were ignored.`);
    }
  }
  return { leads, warnings };
}

function leadOf(signal: WfdbSignal, digital: Int16Array, samplingRateHz: number, missing: number, sum: number): Lead {
  const { name, unit, baseline, checksum } = signal;
  return {
    name,
    samplingRateHz,
    unit,
    digital,
    gain: signal.gain ?? DEFAULT_GAIN,
    baseline,
    missing,
    checksum: verdictOf(sum, checksum),
  };
}

/** Headers write the 16-bit sum signed or unsigned. */
function verdictOf(sum: number, checksum: number | null): ChecksumVerdict {
  if (checksum === null) return 'none';
  return ((sum - checksum) & 0xffff) === 0 ? 'ok' : 'bad';
}

/** Every `stride`-th sample from `position` on, and their sum modulo 2^32, in one pass. */
function pickSignal(
  interleaved: Int16Array,
  position: number,
  stride: number,
  samples: number,
): { digital: Int16Array; sum: number } {
  const digital = new Int16Array(samples);
  let sum = 0;
  for (let index = 0, at = position; index < samples; index += 1, at += stride) {
    const value = interleaved[at] as number;
    digital[index] = value;
    sum = (sum + value) | 0;
  }
  return { digital, sum };
}

/** Undoes the skew: a signal that lags by `skew` samples moves to the front, and its end has no samples. */
function advance(digital: Int16Array, skew: number, missing: number): void {
  if (skew === 0) return;
  digital.copyWithin(0, skew);
  digital.fill(missing, Math.max(0, digital.length - skew));
}

/** Samples a signal where the header states none: what all of the files hold. */
function shortestLength(groups: readonly SignalGroup[], path: string): number {
  const lengths = groups.map(({ file, format, byteOffset, signals }) =>
    Math.floor(format.samplesIn(Math.max(0, file.size - byteOffset)) / signals.length),
  );
  const samples = Math.min(...lengths);
  const shortest = groups[lengths.indexOf(samples)] as SignalGroup;
  if (samples === 0) throw truncated(shortest, 1, path);
  return samples;
}

function requireLength(group: SignalGroup, samples: number, path: string): void {
  const { file, format, byteOffset, signals } = group;
  const total = samples * signals.length;
  if (file.size < byteOffset + format.bytesOf(total)) throw truncated(group, samples, path);
  if (total <= MOST_SAMPLES_A_FILE) return;
  throw new LabError({
    code: 'wfdb-too-large',
    file: file.path,
    field: 'number of samples',
    expected: `at most ${MOST_SAMPLES_A_FILE}`,
    found: String(total),
    at: '',
    fix: 'Cut the record into shorter ones.',
  });
}

function truncated({ file, format, byteOffset, signals }: SignalGroup, samples: number, path: string): LabError {
  const bytes = byteOffset + format.bytesOf(samples * signals.length);
  return new LabError({
    code: 'wfdb-dat-truncated',
    file: file.path,
    field: 'length of the signal file',
    expected: `${countOf(bytes, 'byte')} for ${countOf(samples, 'sample')} of ${countOf(signals.length, 'signal')} as ${path} says`,
    found: countOf(file.size, 'byte'),
    at: `byte ${file.size}`,
    fix: 'The file was cut off, perhaps by an interrupted download; get it again.',
  });
}

function checksumSentence(signal: WfdbSignal, sum: number, file: string, path: string): string {
  const found = (sum << 16) >> 16;
  return `${file}, ${labelOf(signal)}: expected the checksum ${signal.checksum} that ${path} states, found ${found}; the file is damaged or was changed, so trust this lead with care.`;
}

function uncalibratedSentence(signal: WfdbSignal, path: string): string {
  return `${path}, ${labelOf(signal)}: uncalibrated, as the header gives no gain; ${DEFAULT_GAIN} digital units per ${signal.unit} were taken, as the WFDB standard prescribes.`;
}
