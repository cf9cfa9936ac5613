import { decodeFlacGroup } from './decode-flac-group';
import { truncated } from './group-length';
import { type IntegerSamples, PACKING_PERIOD, type PackedFormat } from './signal-formats';
import type { SignalGroup } from './signal-groups';

/** Packed bytes that are read at a time: a Holter record of 187 MB takes little more memory than its samples. */
const SLICE_BYTES = 8 * 2 ** 20;

interface DecodeOptions {
  readonly sliceBytes?: number;
  readonly onFrames?: OnFrames | undefined;
}

/** Told how many frames are decoded, and waited for, after each slice of a file that takes more than one. */
export type OnFrames = (frames: number) => void | Promise<void>;

/**
 * Decodes the first `frames` frames of a group. `into` has an array for each of its signals, as long as the frames times
 * the signal's samples per frame. Returns warnings. Throws `LabError`: `wfdb-dat-truncated`, `wfdb-flac-damaged`.
 */
export async function decodeGroup(
  group: SignalGroup,
  frames: number,
  path: string,
  into: readonly IntegerSamples[],
  { sliceBytes = SLICE_BYTES, onFrames }: DecodeOptions = {},
): Promise<readonly string[]> {
  const { format } = group;
  if (format.packing === 'flac') return decodeFlacGroup(group, frames, into);
  // Differences are no samples before they are summed up.
  await decodePacked(group, format, frames, path, into, sliceBytes, format.differences ? undefined : onFrames);
  if (format.differences) {
    for (const [position, { initial }] of group.signals.entries())
      accumulate(into[position] as IntegerSamples, initial);
  }
  return [];
}

async function decodePacked(
  group: SignalGroup,
  format: PackedFormat,
  frames: number,
  path: string,
  into: readonly IntegerSamples[],
  sliceBytes: number,
  onFrames: OnFrames | undefined,
): Promise<void> {
  const { file, byteOffset, samplesPerFrame } = group;
  const periods = Math.max(1, Math.floor(sliceBytes / format.bytesOf(PACKING_PERIOD * samplesPerFrame)));
  const sliceFrames = Math.min(frames, periods * PACKING_PERIOD);
  const slice = new format.Samples(sliceFrames * samplesPerFrame);
  for (let frame = 0; frame < frames; frame += sliceFrames) {
    const count = Math.min(sliceFrames, frames - frame);
    const from = byteOffset + format.bytesOf(frame * samplesPerFrame);
    const length = format.bytesOf(count * samplesPerFrame);
    const bytes = await file.read(from, from + length);
    if (bytes.length < length) throw truncated(group, frames, path);
    format.decode(bytes, count * samplesPerFrame, slice);
    separate(slice, group, frame, count, into);
    if (sliceFrames < frames) await onFrames?.(frame + count);
  }
}

/** Distributes `count` interleaved frames to the signals' arrays, from frame `first` on. */
function separate(
  slice: IntegerSamples,
  { signals, samplesPerFrame: stride }: SignalGroup,
  first: number,
  count: number,
  into: readonly IntegerSamples[],
): void {
  let position = 0;
  for (const [index, { samplesPerFrame }] of signals.entries()) {
    const target = (into[index] as IntegerSamples).subarray(first * samplesPerFrame);
    for (let sample = 0; sample < samplesPerFrame; sample += 1, position += 1) {
      pick(slice, position, stride, count, target, sample, samplesPerFrame);
    }
  }
}

/** Copies `count` samples that lie `stride` apart to places that lie `step` apart. */
function pick(
  from: IntegerSamples,
  position: number,
  stride: number,
  count: number,
  target: IntegerSamples,
  place: number,
  step: number,
): void {
  for (let index = 0, at = position, to = place; index < count; index += 1, at += stride, to += step) {
    target[to] = from[at] as number;
  }
}

/** Makes samples of their first differences, in place. */
function accumulate(samples: IntegerSamples, initial: number): void {
  let value = initial | 0;
  for (let index = 0; index < samples.length; index += 1) {
    value = (value + (samples[index] as number)) | 0;
    samples[index] = value;
  }
}
