import { LabError } from '../../domain/problem';
import { countOf } from '../excerpt';
import { decodeFlacGroup } from './decode-flac-group';
import { type FlacStream, readFlacStream } from './flac';
import { flacProblem } from './flac-problem';
import type { SignalGroup } from './signal-groups';

/** A header may state any length; beyond this no tab can hold the samples, so they are refused before they are read. */
const MOST_SAMPLES_A_FILE = 2 ** 30;

/**
 * A stream may lie about its length as a header may. Where it claims more than usual, it is decoded once to see whether it
 * holds that much, before there is memory for it. A flat line packs without bound. Real ECG packs 2 to 5 to 1; a lead that fell off for hours some dozens to 1.
 */
const MOST_SAMPLES_A_FLAC_BYTE = 32;
const FLAC_SAMPLES_TO_SPARE = 2 ** 22;

/** The mark, the head of a metadata block and the stream information. */
const FLAC_HEAD_BYTES = 42;

/** Whole frames that a group's file holds; null where a FLAC stream does not state its length. Throws `LabError`. */
export async function framesIn(group: SignalGroup, path: string): Promise<number | null> {
  const { file, format, byteOffset, samplesPerFrame } = group;
  if (format.packing === 'bits') {
    return Math.floor(format.samplesIn(Math.max(0, file.size - byteOffset)) / samplesPerFrame);
  }
  const { channels, samples } = await flacStreamOf(group, path);
  return samples === null ? null : Math.floor((samples * channels) / samplesPerFrame);
}

/** Throws `LabError` where the file cannot hold so many frames: `wfdb-dat-truncated`, `wfdb-too-large`. */
export async function requireFrames(group: SignalGroup, frames: number, path: string): Promise<void> {
  const { file, format, byteOffset, samplesPerFrame } = group;
  const samples = frames * samplesPerFrame;
  if (format.packing === 'bits') {
    if (file.size < byteOffset + format.bytesOf(samples)) throw truncated(group, frames, path);
  } else {
    const held = await framesIn(group, path);
    if (held !== null && held < frames) throw shortStream(group, frames, held, path);
    const most = file.size * MOST_SAMPLES_A_FLAC_BYTE + FLAC_SAMPLES_TO_SPARE;
    if (samples > most) throw tooLarge(file.path, most, samples);
    if (samples > file.size + FLAC_SAMPLES_TO_SPARE) await decodeFlacGroup(group, frames, []);
  }
  if (samples > MOST_SAMPLES_A_FILE) throw tooLarge(file.path, MOST_SAMPLES_A_FILE, samples);
}

/** The head of a group's FLAC stream, checked against the header. Throws `LabError`. */
async function flacStreamOf(group: SignalGroup, path: string): Promise<FlacStream> {
  const { file, format, byteOffset, signals } = group;
  const head = await file.read(byteOffset, Math.min(file.size, byteOffset + FLAC_HEAD_BYTES));
  let stream: FlacStream;
  try {
    stream = readFlacStream(head);
  } catch (thrown) {
    throw flacProblem(file.path, thrown, byteOffset);
  }
  const bits = format.packing === 'flac' ? format.bits : 0;
  if (stream.channels === signals.length && stream.bitsPerSample === bits) return stream;
  throw new LabError({
    code: 'wfdb-flac-differs',
    file: file.path,
    field: 'FLAC stream',
    expected: `${countOf(signals.length, 'channel')} of ${bits} bits as ${path} says`,
    found: `${countOf(stream.channels, 'channel')} of ${stream.bitsPerSample} bits`,
    at: '',
    fix: 'Use the header and the signal file of one and the same record.',
  });
}

export function truncated(group: SignalGroup, frames: number, path: string): LabError {
  const { file, format, byteOffset, signals, samplesPerFrame } = group;
  const bytes = byteOffset + (format.packing === 'bits' ? format.bytesOf(frames * samplesPerFrame) : 0);
  const each = samplesPerFrame === signals.length ? countOf(frames, 'sample') : countOf(frames, 'frame');
  return new LabError({
    code: 'wfdb-dat-truncated',
    file: file.path,
    field: 'length of the signal file',
    expected: `${countOf(bytes, 'byte')} for ${each} of ${countOf(signals.length, 'signal')} as ${path} says`,
    found: countOf(file.size, 'byte'),
    at: `byte ${file.size}`,
    fix: 'The file was cut off, perhaps by an interrupted download; get it again.',
  });
}

function shortStream({ file }: SignalGroup, frames: number, held: number, path: string): LabError {
  return new LabError({
    code: 'wfdb-dat-truncated',
    file: file.path,
    field: 'length of the FLAC stream',
    expected: `${countOf(frames, 'frame')} as ${path} says`,
    found: String(held),
    at: '',
    fix: 'Use the header and the signal file of one and the same record.',
  });
}

function tooLarge(file: string, most: number, samples: number): LabError {
  return new LabError({
    code: 'wfdb-too-large',
    file,
    field: 'number of samples',
    expected: `at most ${most}`,
    found: String(samples),
    at: '',
    fix: 'Cut the record into shorter ones.',
  });
}
