import { describe, expect, it } from 'vitest';
import { tinyCheckpoint } from '../../tests/fixtures/tiny-checkpoint';
import { LabError } from '../domain/problem';
import { createRandom } from '../domain/random';
import { crc32 } from '../signals/crc32';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec';

const NUMBERED = { number: 3, checkpoint: tinyCheckpoint(4) };
const BYTES = encodeCheckpoint(NUMBERED);

function refusal(bytes: Uint8Array): string {
  try {
    decodeCheckpoint(bytes);
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown.problem.code;
    throw thrown;
  }
  return 'taken';
}

it('has the checksum that all have', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

describe('a checkpoint as bytes', () => {
  it('comes back bit by bit, from any place in a buffer', () => {
    expect(decodeCheckpoint(BYTES)).toEqual(NUMBERED);
    const shifted = new Uint8Array(BYTES.length + 3);
    shifted.set(BYTES, 3);
    expect(decodeCheckpoint(shifted.subarray(3))).toEqual(NUMBERED);
  });

  it('is refused in one sentence wherever a bit is wrong', () => {
    const random = createRandom(1);
    for (let at = 0; at < BYTES.length; at++) {
      const damaged = BYTES.slice();
      damaged[at] = (damaged[at] as number) ^ (1 << random.integer(8));
      expect(refusal(damaged), `byte ${at}`).toBe('checkpoint-damaged');
    }
  });

  it('is refused when it is cut short, at any length, or goes on', () => {
    for (let length = 0; length < BYTES.length; length++)
      expect(refusal(BYTES.subarray(0, length))).toBe('checkpoint-damaged');
    const longer = new Uint8Array(BYTES.length + 1);
    longer.set(BYTES);
    expect(refusal(longer)).toBe('checkpoint-damaged');
  });

  it('is refused when blocks of it are swapped, zeroed or another checkpoint', () => {
    const half = (BYTES.length >> 1) & ~3;
    const swapped = BYTES.slice();
    swapped.copyWithin(half, half - 64, half);
    const zeroed = BYTES.slice().fill(0, half, half + 16);
    const other = encodeCheckpoint({ number: 4, checkpoint: tinyCheckpoint(5) });
    const mixed = BYTES.slice();
    mixed.set(other.subarray(half, Math.min(other.length, BYTES.length)), half);
    for (const bytes of [swapped, zeroed, mixed]) expect(refusal(bytes)).toBe('checkpoint-damaged');
  });

  it('is refused where it is something else, or of another version', () => {
    expect(refusal(new TextEncoder().encode('a holiday picture, or a page of it'))).toBe('checkpoint-damaged');
    expect(refusal(new Uint8Array(4096))).toBe('checkpoint-damaged');
    const later = { ...NUMBERED.checkpoint, version: 2 as 1 };
    expect(() => decodeCheckpoint(encodeCheckpoint({ number: 1, checkpoint: later }))).toThrow(
      'its header: saved training: expected version 1, found 2. It cannot be continued; train anew.',
    );
  });
});
