import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeFlac, readFlacStream } from './flac';
import { FlacError } from './flac-bits';

/** Written by tests/parity/flac.py with libFLAC. */
interface GoldenStream {
  readonly name: string;
  readonly bits: number;
  readonly flac: string;
  /** `[channel][sample]` */
  readonly samples: readonly (readonly number[])[];
}

const streams = JSON.parse(
  readFileSync(new URL('../../../tests/parity/golden/flac.json', import.meta.url), 'utf8'),
) as GoldenStream[];
const bytesOf = ({ flac }: GoldenStream): Uint8Array => Uint8Array.from(Buffer.from(flac, 'base64'));

function decodeAll(bytes: Uint8Array, samples: number): { channels: number[][]; badFrames: number } {
  const channels: number[][] = [];
  const badFrames = decodeFlac(bytes, samples, (block, count) => {
    for (const [index, channel] of block.entries()) {
      channels[index] = [...(channels[index] ?? []), ...channel.subarray(0, count)];
    }
  });
  return { channels, badFrames };
}

describe('decodeFlac', () => {
  it.each(streams)('decodes what libFLAC packed: $name', (stream) => {
    const samples = stream.samples[0]?.length ?? 0;
    const bytes = bytesOf(stream);
    expect(readFlacStream(bytes)).toMatchObject({
      channels: stream.samples.length,
      bitsPerSample: stream.bits,
      samples,
    });
    expect(decodeAll(bytes, samples)).toEqual({ channels: stream.samples, badFrames: 0 });
  });

  const [stream] = streams as [GoldenStream];
  const whole = bytesOf(stream);
  const samples = stream.samples[0]?.length ?? 0;

  it('stops where enough was decoded', () => {
    expect(decodeAll(whole, 7).channels).toEqual([stream.samples[0]?.slice(0, 7)]);
  });

  it('counts frames whose CRC-16 is wrong', () => {
    const damaged = whole.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) as number) ^ 1;
    expect(decodeAll(damaged, samples).badFrames).toBe(1);
  });

  it('throws a FlacError wherever a stream is cut', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeAll(whole.subarray(0, length), samples), `${length} bytes`).toThrow(FlacError);
    }
  });

  it('throws where more is asked for than there is', () => {
    expect(() => decodeAll(whole, samples + 1)).toThrow(FlacError);
  });
});
