import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../device-lost';
import { LinearMemory } from './linear-memory';

const withPages = (maximum: number): LinearMemory => new LinearMemory(new WebAssembly.Memory({ initial: 1, maximum }));

describe('linear memory', () => {
  it('gives regions of zeros that never overlap, and takes them back', () => {
    const memory = withPages(64);
    const regions = [5, 1000, 40_000, 3].map((words) => memory.take(words));
    regions.forEach(({ address, bytes }, index) => {
      expect(address % 16).toBe(0);
      expect(Array.from(memory.floats(address, bytes / 4)).every((value) => value === 0)).toBe(true);
      memory.floats(address, bytes / 4).fill(index + 1);
    });
    regions.forEach(({ address, bytes }, index) => {
      expect(new Set(memory.floats(address, bytes / 4))).toEqual(new Set([index + 1]));
    });
    const { bytes } = memory;
    for (const region of regions) memory.give(region);
    // What was given back lies side by side and is one again.
    const whole = memory.take(41_000);
    expect(whole.address).toBe(regions[0]?.address);
    expect(new Set(memory.floats(whole.address, 41_000))).toEqual(new Set([0]));
    expect(memory.bytes).toBe(bytes);
  });

  it('has one shared room, which moves only to grow', () => {
    const memory = withPages(64);
    const first = memory.sharedRoom(100);
    memory.take(10);
    expect(memory.sharedRoom(60)).toBe(first);
    expect(memory.sharedRoom(5000)).not.toBe(first);
  });

  it('says that there is no more', () => {
    expect(() => withPages(4).take(1_000_000)).toThrow(OutOfMemoryError);
  });
});
