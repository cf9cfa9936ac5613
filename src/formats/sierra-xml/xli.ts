/**
 * Philips' XLI coding of the leads of a resting ECG: for each lead a block of LZW codes of ten bits, whose bytes are the
 * high and then the low halves of second differences. Layout after the published description of the Sierra ECG tools
 * (sixlettervariables/sierra-ecg-tools), checked by Einthoven's law, which ties three of the leads together.
 */

import { damagedSierra } from './refusal';

const HEADER_BYTES = 8;
const CODE_BITS = 10;
const MOST_CODES = 2 ** CODE_BITS;
/** Second differences are written less this. */
const BIAS = 64;

/** `[lead][sample]` of every block in `bytes`. Throws `LabError` with the code `sierra-xml-invalid`. */
export function decodeXli(bytes: Uint8Array, samplesPerLead: number, path: string): Int16Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leads: Int16Array[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const length = view.getInt32(at, true);
    const from = at + HEADER_BYTES;
    if (length <= 0 || from + length > bytes.length) {
      throw damagedSierra(
        path,
        `lead ${leads.length + 1}, length of its XLI block`,
        `1 to ${bytes.length - from} bytes`,
        String(length),
      );
    }
    const halves = unpackCodes(bytes.subarray(from, from + length), 2 * samplesPerLead);
    if (halves.length !== 2 * samplesPerLead) {
      throw damagedSierra(path, `lead ${leads.length + 1}, samples`, String(samplesPerLead), String(halves.length / 2));
    }
    leads.push(integrate(joinHalves(halves), view.getInt16(at + 6, true)));
    at = from + length;
  }
  return leads;
}

/** LZW (Welch, IEEE Computer 17(6), 1984) with codes of ten bits, high bit first; at most `limit` bytes. */
function unpackCodes(bytes: Uint8Array, limit: number): Uint8Array {
  const out = new Uint8Array(limit);
  // Each entry is the output of an earlier code and the byte after it: where it starts in `out`, and how long it is.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = 256;
  let length = 0;
  let before: { start: number; length: number } | null = null;
  for (let bit = 0; bit + CODE_BITS <= 8 * bytes.length && length < limit; bit += CODE_BITS) {
    const byte = bit >> 3;
    const window = ((bytes[byte] as number) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0);
    const code = (window >> (24 - CODE_BITS - (bit & 7))) & (MOST_CODES - 1);
    if (code > next || (code === next && !before)) break;
    const start = length;
    if (code < 256) out[length++] = code;
    else {
      const from = code === next ? (before as { start: number }).start : (starts[code] as number);
      const size = code === next ? (before as { length: number }).length + 1 : (lengths[code] as number);
      for (let index = 0; index < size && length < limit; index++) out[length++] = out[from + index] as number;
    }
    if (before && next < MOST_CODES - 1) {
      // The entry's bytes lie in the output already: those of the code before, and the one that followed.
      starts[next] = before.start;
      lengths[next] = before.length + 1;
      next += 1;
    }
    before = { start, length: length - start };
  }
  return out.subarray(0, length);
}

/** The first half of the bytes are the high ones. */
function joinHalves(halves: Uint8Array): Int16Array {
  const count = halves.length / 2;
  return Int16Array.from(
    { length: count },
    (_, index) => ((halves[index] as number) << 8) | (halves[count + index] as number),
  );
}

function integrate(coded: Int16Array, firstDifference: number): Int16Array {
  const samples = coded.slice();
  let last = firstDifference;
  for (let index = 2; index < samples.length; index++) {
    const [before, previous] = [samples[index - 2] as number, samples[index - 1] as number];
    samples[index] = previous + previous - before - last;
    last = (coded[index] as number) - BIAS;
  }
  return samples;
}
