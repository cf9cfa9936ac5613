/** How samples are packed in WFDB signal files (signal(5) of the WFDB Applications Guide): one entry a format. */

export interface SignalFormat {
  /** The lowest value: it means that there is no sample here. */
  readonly missing: number;
  /** Bytes that `samples` samples take, all signals of the file together. */
  bytesOf(samples: number): number;
  /** Whole samples in `bytes` bytes. */
  samplesIn(bytes: number): number;
  /** The first `samples` samples in file order. `bytes` holds at least `bytesOf(samples)`. */
  decode(bytes: Uint8Array, samples: number): Int16Array;
}

/** Two 12-bit two's complement samples in three bytes; an odd last sample takes two bytes. */
const format212: SignalFormat = {
  missing: -(2 ** 11),
  bytesOf: (samples) => Math.ceil(samples * 1.5),
  samplesIn: (bytes) => Math.floor((bytes * 2) / 3),
  decode(bytes, samples) {
    const decoded = new Int16Array(samples);
    // The 12 bits are shifted to the top of the 32 and back, which extends their sign. The writes past an odd end
    // are dropped, as a typed array does.
    for (let index = 0, at = 0; index < samples; index += 2, at += 3) {
      const middle = bytes[at + 1] as number;
      decoded[index] = (((bytes[at] as number) << 20) | (middle << 28)) >> 20;
      decoded[index + 1] = (((bytes[at + 2] as number) << 20) | ((middle & 0xf0) << 24)) >> 20;
    }
    return decoded;
  },
};

/** 16-bit two's complement, low byte first. */
const format16: SignalFormat = {
  missing: -(2 ** 15),
  bytesOf: (samples) => samples * 2,
  samplesIn: (bytes) => Math.floor(bytes / 2),
  decode(bytes, samples) {
    const decoded = new Int16Array(samples);
    for (let index = 0, at = 0; index < samples; index += 1, at += 2) {
      decoded[index] = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    }
    return decoded;
  },
};

export const SIGNAL_FORMATS: ReadonlyMap<number, SignalFormat> = new Map([
  [212, format212],
  [16, format16],
]);
