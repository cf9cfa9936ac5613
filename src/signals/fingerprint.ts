/** A name for the content of a recording. */

import type { AnnotationColumns } from '../domain/annotation-columns';
import type { Recording } from '../domain/recording';

/** FNV-1a (Fowler, Noll & Vo; draft-eastlake-fnv) on words of 32 bits, twice with different starts: no key, no secret. */
class Hash {
  private first = 0x811c9dc5;
  private second = 0x050c5d1f;

  add(words: Uint32Array): void {
    let { first, second } = this;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as number;
      first = Math.imul(first ^ word, 0x01000193);
      second = Math.imul(second ^ ((word << 13) | (word >>> 19)), 0x01000193);
      // A product of a word moves its bits up only: the high ones are brought down, or they would count for nothing.
      second ^= second >>> 15;
      first ^= first >>> 17;
    }
    this.first = first;
    this.second = second;
  }

  addBytes(bytes: Uint8Array): void {
    const whole = bytes.length & ~3;
    const words = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    this.add(new Uint32Array(words.buffer, words.byteOffset, whole / 4));
    let rest = bytes.length;
    for (let at = whole; at < bytes.length; at++) rest = rest * 256 + (bytes[at] as number);
    this.add(Uint32Array.of(rest >>> 0, bytes.length));
  }

  get text(): string {
    return [this.first, this.second].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/**
 * 16 hexadecimal digits that change with any sample, scale or annotation of the recording. Every machine that browsers run
 * on keeps the low byte of a number first, so that the digits are the same everywhere.
 */
export function fingerprintOf({ leads, annotationRateHz }: Recording, annotations: AnnotationColumns): string {
  const hash = new Hash();
  const text = new TextEncoder();
  const scales = leads.map(({ name, unit, samplingRateHz, gain, baseline, missing }) => [
    name,
    unit,
    samplingRateHz,
    gain,
    baseline,
    missing,
  ]);
  const { symbols, texts } = annotations;
  hash.addBytes(text.encode(JSON.stringify([annotationRateHz, scales, symbols.distinct, texts.distinct])));
  for (const { digital } of leads) hash.addBytes(bytesOf(digital));
  const { samples, subtypes, channels, numbers } = annotations;
  for (const column of [samples, symbols.indices, subtypes, channels, numbers, texts.indices]) {
    hash.addBytes(bytesOf(column));
  }
  return hash.text;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
