/** A decoder of FLAC streams (RFC 9639) of up to 24 bits a sample: exact integers, no audio. */

import { BitReader, FlacError } from './flac-bits';
import { decodeSubframe } from './flac-subframe';

export interface FlacStream {
  readonly channels: number;
  readonly bitsPerSample: number;
  /** Samples a channel; null where the stream does not state it. */
  readonly samples: number | null;
  /** Byte of the first frame. */
  readonly firstFrame: number;
}

interface Frame {
  readonly samples: number;
  /** 0 to 7: one channel more, each coded by itself; 8 left and side, 9 side and right, 10 mid and side. */
  readonly assignment: number;
  readonly bitsPerSample: number;
}

const MARK = 0x664c6143;
const STREAM_INFO = 0;
const MOST_BITS = 24;
const LONGEST_BLOCK = 65_536;

/** Reads what precedes the frames. `head` holds at least the first 42 bytes. Throws `FlacError`. */
export function readFlacStream(head: Uint8Array): FlacStream {
  const reader = new BitReader(head, 0);
  if (head.length < 4 || reader.unsigned(32) !== MARK) throw new FlacError('the mark "fLaC"', 'another beginning', 0);
  reader.unsigned(1);
  const type = reader.unsigned(7);
  if (type !== STREAM_INFO) throw new FlacError('the stream information first', `block ${type}`, 4);
  reader.unsigned(24);
  for (const bits of [16, 16, 24, 24, 20]) reader.unsigned(bits);
  const channels = reader.unsigned(3) + 1;
  const bitsPerSample = reader.unsigned(5) + 1;
  if (bitsPerSample > MOST_BITS) throw new FlacError(`at most ${MOST_BITS} bits a sample`, String(bitsPerSample), 20);
  const samples = reader.unsigned(4) * 2 ** 32 + reader.unsigned(32);
  return { channels, bitsPerSample, samples: samples === 0 ? null : samples, firstFrame: endOfMetadata(head) };
}

/** May lie past the end of `bytes`: metadata can be long. */
function endOfMetadata(bytes: Uint8Array): number {
  let at = 4;
  for (;;) {
    if (at + 4 > bytes.length) return at;
    const head = bytes[at] as number;
    at += 4 + (((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
    if (head >= 0x80) return at;
  }
}

/**
 * Decodes the first `samples` samples of each channel. `onBlock` gets each block's channels, of which the first `count`
 * samples are valid until it returns. Returns how many frames have a wrong CRC-16. Throws `FlacError`.
 */
export function decodeFlac(
  bytes: Uint8Array,
  samples: number,
  onBlock: (channels: readonly Int32Array[], count: number) => void,
): number {
  const stream = readFlacStream(bytes);
  const reader = new BitReader(bytes, stream.firstFrame);
  const buffers = Array.from({ length: stream.channels }, () => new Int32Array(0));
  let badFrames = 0;
  for (let done = 0; done < samples; ) {
    const start = reader.byte;
    const frame = readFrameHeader(reader, stream);
    for (const [channel, buffer] of buffers.entries()) {
      if (buffer.length < frame.samples) buffers[channel] = new Int32Array(frame.samples);
    }
    decodeChannels(reader, frame, buffers);
    reader.alignToByte();
    const crc = crcOf(bytes, start, reader.byte, CRC16, 16);
    if (reader.unsigned(16) !== crc) badFrames += 1;
    const count = Math.min(frame.samples, samples - done);
    onBlock(buffers, count);
    done += count;
  }
  return badFrames;
}

function decodeChannels(reader: BitReader, frame: Frame, buffers: readonly Int32Array[]): void {
  const { samples, assignment, bitsPerSample } = frame;
  for (const [channel, buffer] of buffers.entries()) {
    const isSide = (assignment === 9 && channel === 0) || (channel === 1 && (assignment === 8 || assignment === 10));
    decodeSubframe(reader, bitsPerSample + (isSide ? 1 : 0), samples, buffer);
  }
  const [first, second] = buffers;
  if (assignment < 8 || !first || !second) return;
  for (let index = 0; index < samples; index++) {
    const a = first[index] as number;
    const b = second[index] as number;
    if (assignment === 8) second[index] = a - b;
    else if (assignment === 9) first[index] = a + b;
    else {
      // The lowest bit of the sum was dropped; it is that of the difference.
      const sum = a * 2 + (b & 1);
      first[index] = (sum + b) >> 1;
      second[index] = (sum - b) >> 1;
    }
  }
}

const SAMPLE_SIZES: readonly (number | null)[] = [null, 8, 12, null, 16, 20, 24, null];

function readFrameHeader(reader: BitReader, stream: FlacStream): Frame {
  const { bytes, byte: start } = reader;
  if (reader.unsigned(15) !== 0b111111111111100) throw new FlacError('the mark of a frame', 'another beginning', start);
  reader.unsigned(1);
  const blockCode = reader.unsigned(4);
  const rateCode = reader.unsigned(4);
  const assignment = reader.unsigned(4);
  const sizeCode = reader.unsigned(3);
  reader.unsigned(1);
  skipFrameNumber(reader);
  const samples = readBlockSize(reader, blockCode, start);
  if (rateCode >= 12) reader.unsigned(rateCode === 12 ? 8 : 16);
  const crc = crcOf(bytes, start, reader.byte, CRC8, 8);
  const stated = reader.unsigned(8);
  if (stated !== crc) throw new FlacError(`the CRC-8 ${stated} of a frame's header`, String(crc), start);
  const channels = assignment < 8 ? assignment + 1 : 2;
  if (assignment > 10 || channels !== stream.channels) {
    throw new FlacError(`${stream.channels} channels in each frame`, `channel assignment ${assignment}`, start);
  }
  const bitsPerSample = sizeCode === 0 ? stream.bitsPerSample : SAMPLE_SIZES[sizeCode];
  if (bitsPerSample !== stream.bitsPerSample) {
    throw new FlacError(`${stream.bitsPerSample} bits a sample in each frame`, `size code ${sizeCode}`, start);
  }
  return { samples, assignment, bitsPerSample };
}

/** A number in the manner of UTF-8: as many bytes as its first has leading ones. */
function skipFrameNumber(reader: BitReader): void {
  const ones = Math.clz32(~(reader.unsigned(8) << 24));
  for (let more = 1; more < ones; more++) reader.unsigned(8);
}

function readBlockSize(reader: BitReader, code: number, start: number): number {
  if (code === 0) throw new FlacError('a known block size', 'code 0', start);
  if (code === 1) return 192;
  if (code <= 5) return 576 * 2 ** (code - 2);
  if (code >= 8) return 256 * 2 ** (code - 8);
  return Math.min(LONGEST_BLOCK, reader.unsigned(code === 6 ? 8 : 16) + 1);
}

const CRC8 = crcTable(0x07, 8);
const CRC16 = crcTable(0x8005, 16);

function crcTable(polynomial: number, bits: number): Uint16Array {
  const top = 2 ** (bits - 1);
  const mask = 2 ** bits - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8);
    for (let step = 0; step < 8; step++) crc = crc & top ? ((crc << 1) ^ polynomial) & mask : (crc << 1) & mask;
    return crc;
  });
}

function crcOf(bytes: Uint8Array, from: number, to: number, table: Uint16Array, bits: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) {
    const index = ((crc >> (bits - 8)) ^ (bytes[at] as number)) & 0xff;
    crc = ((crc << 8) & (2 ** bits - 1)) ^ (table[index] as number);
  }
  return crc;
}
