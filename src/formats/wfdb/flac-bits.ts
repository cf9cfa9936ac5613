/** Thrown where a FLAC stream breaks off or breaks the rules of RFC 9639; the reader of the file makes a problem of it. */
export class FlacError extends Error {
  readonly expected: string;
  readonly found: string;
  readonly byte: number;

  constructor(expected: string, found: string, byte: number) {
    super(`expected ${expected}, found ${found} at byte ${byte}`);
    this.expected = expected;
    this.found = found;
    this.byte = byte;
  }
}

/** Reads numbers of any number of bits, highest bit first. Throws `FlacError` past the end. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** Byte that holds the next bit. */
  byte: number;
  /** Bits of it that were read. */
  private bit = 0;

  constructor(bytes: Uint8Array, byte: number) {
    this.bytes = bytes;
    this.byte = byte;
  }

  /** An unsigned number of 0 to 32 bits. */
  unsigned(bits: number): number {
    if (bits > 24) return this.unsigned(bits - 16) * 65_536 + this.unsigned(16);
    if (bits === 0) return 0;
    const value = (this.window() << this.bit) >>> (32 - bits);
    this.skip(bits);
    return value;
  }

  /** A two's complement number of 0 to 32 bits. */
  signed(bits: number): number {
    const value = this.unsigned(bits);
    return bits > 0 && value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }

  /** How many zeros precede the next one, which is read too. */
  unary(): number {
    for (let zeros = 0; ; ) {
      const ahead = this.window() << this.bit;
      if (ahead !== 0) {
        const run = Math.clz32(ahead);
        this.skip(run + 1);
        return zeros + run;
      }
      zeros += 32 - this.bit;
      this.skip(32 - this.bit);
    }
  }

  alignToByte(): void {
    if (this.bit > 0) this.skip(8 - this.bit);
  }

  /** The next byte and three more; zeros past the end. */
  private window(): number {
    const { bytes, byte } = this;
    if (byte >= bytes.length) throw new FlacError('more of the stream', 'its end', bytes.length);
    return (
      ((bytes[byte] as number) << 24) |
      ((bytes[byte + 1] as number) << 16) |
      ((bytes[byte + 2] as number) << 8) |
      (bytes[byte + 3] as number)
    );
  }

  private skip(bits: number): void {
    const total = this.bit + bits;
    this.byte += total >> 3;
    this.bit = total & 7;
    if (this.byte > this.bytes.length || (this.byte === this.bytes.length && this.bit > 0)) {
      throw new FlacError('more of the stream', 'its end', this.bytes.length);
    }
  }
}
