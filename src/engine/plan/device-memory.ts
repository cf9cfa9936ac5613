/** Every buffer of the plan on one device: made, counted and given back here. */

import { OutOfMemoryError } from '../device-lost';

/** Smallest buffer, in words: the alignment that bindings ask for. */
const SMALLEST_WORDS = 64;

export class DeviceMemory {
  /** Bytes of all buffers that are held. */
  bytes = 0;
  private readonly blocks = new Map<string, GPUBuffer>();

  constructor(readonly device: GPUDevice) {}

  /** Bytes of the largest buffer that a kernel can be given. */
  get largest(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** A storage buffer of zeros. Throws `OutOfMemoryError` where it is larger than the device lets one be. */
  create(label: string, words: number, usage = GPUBufferUsage.STORAGE): GPUBuffer {
    const size = 4 * Math.max(words, SMALLEST_WORDS);
    if (size > this.largest) {
      throw new OutOfMemoryError(`"${label}" needs ${size} bytes; this device's largest buffer has ${this.largest}`);
    }
    this.bytes += size;
    return this.device.createBuffer({
      label,
      size,
      usage: usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
  }

  upload(label: string, values: Float32Array | Uint32Array, usage = GPUBufferUsage.STORAGE): GPUBuffer {
    const buffer = this.create(label, values.length, usage);
    this.write(buffer, values);
    return buffer;
  }

  write(buffer: GPUBuffer, values: Float32Array | Uint32Array, atWord = 0): void {
    this.device.queue.writeBuffer(buffer, 4 * atWord, values.buffer, values.byteOffset, values.byteLength);
  }

  /**
   * Memory for what lives only within a step. Programs run one after another on one queue, so all of them may use the same:
   * the `ordinal`-th block of a size is one buffer for everybody. Sizes are rounded up to a power of two to meet.
   */
  block(words: number, ordinal: number): GPUBuffer {
    const rounded = 2 ** Math.ceil(Math.log2(Math.max(words, SMALLEST_WORDS)));
    const size = Math.max(words, Math.min(rounded, Math.floor(this.largest / 4)));
    const key = `${size}/${ordinal}`;
    const block = this.blocks.get(key) ?? this.create(`block ${key}`, size);
    this.blocks.set(key, block);
    return block;
  }

  /** What `make` resolves with. Where it fails, the blocks that it asked for first go: without memory they are invalid. */
  async attempt<Value>(make: () => Promise<Value>): Promise<Value> {
    const before = new Set(this.blocks.keys());
    try {
      return await make();
    } catch (thrown) {
      for (const [key, block] of this.blocks) {
        if (before.has(key)) continue;
        this.give(block);
        this.blocks.delete(key);
      }
      throw thrown;
    }
  }

  give(buffer: GPUBuffer): void {
    this.bytes -= buffer.size;
    buffer.destroy();
  }

  dispose(): void {
    for (const block of this.blocks.values()) this.give(block);
    this.blocks.clear();
  }
}
