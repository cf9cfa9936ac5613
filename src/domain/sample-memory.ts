/** Where the samples of a lead lie: in memory that threads share, where the page may and the lead is long. */

import type { DigitalSamples } from './recording';

type SampleArray<Samples extends DigitalSamples> = {
  new (length: number): Samples;
  new (buffer: ArrayBufferLike): Samples;
  readonly BYTES_PER_ELEMENT: number;
};

/** What is shorter is copied to another thread in a millisecond or two. */
const SHARED_FROM_BYTES = 2 ** 22;

/**
 * Zeros for `length` samples. A day of ECG takes the thread that posts it a second to copy; shared, it is posted as it is,
 * and seen while it is still being read. A host that does not isolate the page from other origins has no such memory.
 */
export function createSamples<Samples extends DigitalSamples>(Kind: SampleArray<Samples>, length: number): Samples {
  const bytes = length * Kind.BYTES_PER_ELEMENT;
  return bytes >= SHARED_FROM_BYTES && mayShare() ? new Kind(new SharedArrayBuffer(bytes)) : new Kind(length);
}

/** Zeros of the same kind, in shared memory where `like` is. */
export function samplesLike(like: DigitalSamples, length: number): DigitalSamples {
  const Kind = like.constructor as SampleArray<DigitalSamples>;
  return isShared(like) ? new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT)) : new Kind(length);
}

export function isShared({ buffer }: DigitalSamples): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

function mayShare(): boolean {
  return (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true;
}
