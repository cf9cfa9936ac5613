/** How samples are packed in WFDB signal files (signal(5) of the WFDB Applications Guide): one entry a format. */

export type IntegerSamples = Int16Array | Int32Array;

interface StoredFormat {
  /** The lowest value: it means that there is no sample here; null where the format keeps no value for that. */
  readonly missing: number | null;
  /** The smallest array that holds every value of the format. */
  readonly Samples: Int16ArrayConstructor | Int32ArrayConstructor;
}

/** Samples at fixed places in the file. */
export interface PackedFormat extends StoredFormat {
  readonly packing: 'bits';
  /** Whether samples are differences to the sample before; the first one's is to the initial value of the header. */
  readonly differences: boolean;
  /** Bytes that `samples` samples take, all signals of the file together. */
  bytesOf(samples: number): number;
  /** Whole samples in `bytes` bytes. */
  samplesIn(bytes: number): number;
  /** Writes the first `samples` samples in file order to `into`. `bytes` holds at least `bytesOf(samples)`. */
  decode(bytes: Uint8Array, samples: number, into: IntegerSamples): void;
}

/** One FLAC stream, a channel a signal. */
export interface FlacFormat extends StoredFormat {
  readonly packing: 'flac';
  readonly bits: number;
}

export type SignalFormat = PackedFormat | FlacFormat;

/** After so many samples every format is at a whole byte again, wherever it began at one. */
export const PACKING_PERIOD = 6;

/** The value that gaps of a lead are filled with; format 8 has none of its own, and its sums never come so low. */
export function gapValueOf({ missing }: SignalFormat): number {
  return missing ?? -(2 ** 31);
}

const SHORT = { packing: 'bits', differences: false, Samples: Int16Array } as const;
const LONG = { packing: 'bits', differences: false, Samples: Int32Array } as const;

function wholeBytes(bytes: number): Pick<PackedFormat, 'bytesOf' | 'samplesIn'> {
  return { bytesOf: (samples) => samples * bytes, samplesIn: (length) => Math.floor(length / bytes) };
}

/** First differences, 8-bit two's complement. Sums of them have no bound, so that they take 32 bits. */
const format8: PackedFormat = {
  ...LONG,
  ...wholeBytes(1),
  differences: true,
  missing: null,
  decode(bytes, samples, into) {
    for (let index = 0; index < samples; index += 1) into[index] = ((bytes[index] as number) << 24) >> 24;
  },
};

/** 16-bit two's complement, low byte first. */
const format16: PackedFormat = {
  ...SHORT,
  ...wholeBytes(2),
  missing: -(2 ** 15),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 1, at += 2) {
      into[index] = (((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 24)) >> 16;
    }
  },
};

/** 24-bit two's complement, low byte first. */
const format24: PackedFormat = {
  ...LONG,
  ...wholeBytes(3),
  missing: -(2 ** 23),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 1, at += 3) {
      const word = ((bytes[at] as number) << 8) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 24);
      into[index] = word >> 8;
    }
  },
};

/** 32-bit two's complement, low byte first. */
const format32: PackedFormat = {
  ...LONG,
  ...wholeBytes(4),
  missing: -(2 ** 31),
  decode(bytes, samples, into) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let index = 0; index < samples; index += 1) into[index] = view.getInt32(index * 4, true);
  },
};

/** 16-bit two's complement, high byte first. */
const format61: PackedFormat = {
  ...SHORT,
  ...wholeBytes(2),
  missing: -(2 ** 15),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 1, at += 2) {
      into[index] = (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16)) >> 16;
    }
  },
};

/** 8-bit offset binary: 128 is subtracted. */
const format80: PackedFormat = {
  ...SHORT,
  ...wholeBytes(1),
  missing: -(2 ** 7),
  decode(bytes, samples, into) {
    for (let index = 0; index < samples; index += 1) into[index] = (bytes[index] as number) - 128;
  },
};

/** 16-bit offset binary, low byte first: 32,768 is subtracted. */
const format160: PackedFormat = {
  ...SHORT,
  ...wholeBytes(2),
  missing: -(2 ** 15),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 1, at += 2) {
      into[index] = ((bytes[at] as number) | ((bytes[at + 1] as number) << 8)) - 32_768;
    }
  },
};

/** Two 12-bit two's complement samples in three bytes; an odd last sample takes two bytes. */
const format212: PackedFormat = {
  ...SHORT,
  missing: -(2 ** 11),
  bytesOf: (samples) => Math.ceil(samples * 1.5),
  samplesIn: (bytes) => Math.floor((bytes * 2) / 3),
  decode(bytes, samples, into) {
    // The 12 bits are shifted to the top of the 32 and back, which extends their sign.
    for (let index = 0, at = 0; index < samples; index += 2, at += 3) {
      const middle = bytes[at + 1] as number;
      into[index] = (((bytes[at] as number) << 20) | (middle << 28)) >> 20;
      if (index + 1 < samples) into[index + 1] = (((bytes[at + 2] as number) << 20) | ((middle & 0xf0) << 24)) >> 20;
    }
  },
};

/** Bytes after whole groups of three samples in four bytes, by the number of samples that are left over. */
function threeInFour(left: readonly [number, number, number]): Pick<PackedFormat, 'bytesOf' | 'samplesIn'> {
  return {
    bytesOf: (samples) => Math.floor(samples / 3) * 4 + (left[samples % 3] as number),
    samplesIn(bytes) {
      const rest = bytes % 4;
      const more = rest >= left[2] ? 2 : rest >= left[1] ? 1 : 0;
      return Math.floor(bytes / 4) * 3 + more;
    },
  };
}

/**
 * Three 10-bit two's complement samples in two words of 16 bits, low byte first: bits 1 to 10 of the first word, the same
 * of the second, and the upper 5 bits of both (those of the first word are the lower ones).
 */
const format310: PackedFormat = {
  ...SHORT,
  ...threeInFour([0, 2, 4]),
  missing: -(2 ** 9),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 3, at += 4) {
      const first = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
      const second = (bytes[at + 2] as number) | ((bytes[at + 3] as number) << 8);
      into[index] = (first << 21) >> 22;
      if (index + 1 < samples) into[index + 1] = (second << 21) >> 22;
      if (index + 2 < samples) into[index + 2] = (((first >> 11) << 22) | ((second >> 11) << 27)) >> 22;
    }
  },
};

/** Three 10-bit two's complement samples in one word of 32 bits, low byte first, from its lowest bit up. */
const format311: PackedFormat = {
  ...SHORT,
  ...threeInFour([0, 2, 3]),
  missing: -(2 ** 9),
  decode(bytes, samples, into) {
    for (let index = 0, at = 0; index < samples; index += 3, at += 4) {
      const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
      const word = low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
      into[index] = (word << 22) >> 22;
      if (index + 1 < samples) into[index + 1] = (word << 12) >> 22;
      if (index + 2 < samples) into[index + 2] = (word << 2) >> 22;
    }
  },
};

export const SIGNAL_FORMATS: ReadonlyMap<number, SignalFormat> = new Map<number, SignalFormat>([
  [8, format8],
  [16, format16],
  [24, format24],
  [32, format32],
  [61, format61],
  [80, format80],
  [160, format160],
  [212, format212],
  [310, format310],
  [311, format311],
  [508, { packing: 'flac', bits: 8, missing: -(2 ** 7), Samples: Int16Array }],
  [516, { packing: 'flac', bits: 16, missing: -(2 ** 15), Samples: Int16Array }],
  [524, { packing: 'flac', bits: 24, missing: -(2 ** 23), Samples: Int32Array }],
]);
