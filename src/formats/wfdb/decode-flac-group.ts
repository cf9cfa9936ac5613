import { countOf } from '../excerpt';
import { decodeFlac } from './flac';
import { flacProblem } from './flac-problem';
import type { IntegerSamples } from './signal-formats';
import type { SignalGroup } from './signal-groups';

/**
 * Decodes the first `frames` frames of a FLAC stream into an array for each of its signals; signals without an array are
 * decoded and dropped. Returns warnings. Throws `LabError` with the code `wfdb-flac-damaged`.
 */
export async function decodeFlacGroup(
  { file, byteOffset, signals }: SignalGroup,
  frames: number,
  into: readonly IntegerSamples[],
): Promise<readonly string[]> {
  const bytes = await file.read(byteOffset, file.size);
  const samples = frames * (signals[0]?.samplesPerFrame ?? 1);
  let done = 0;
  try {
    const badFrames = decodeFlac(bytes, samples, (channels, count) => {
      for (const [index, channel] of channels.entries()) into[index]?.set(channel.subarray(0, count), done);
      done += count;
    });
    if (badFrames === 0) return [];
    const found = `${countOf(badFrames, 'FLAC frame')} with another`;
    return [`${file.path}: expected the CRC-16 that each FLAC frame states, found ${found}; the file is damaged.`];
  } catch (thrown) {
    throw flacProblem(file.path, thrown, byteOffset);
  }
}
