/** Every buffer of the plan on one device: made, counted and given back here. */

/** Smallest buffer, in words: the alignment that bindings ask for. */
const SMALLEST_WORDS = 64;

export class DeviceMemory {
  /** Bytes of all buffers that are held. */
  bytes = 0;
  private readonly blocks = new Map<string, GPUBuffer>();

  constructor(readonly device: GPUDevice) {}

  /** A storage buffer of zeros. */
  create(label: string, words: number, usage = GPUBufferUsage.STORAGE): GPUBuffer {
    const size = 4 * Math.max(words, SMALLEST_WORDS);
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
    const size = 2 ** Math.ceil(Math.log2(Math.max(words, SMALLEST_WORDS)));
    const key = `${size}/${ordinal}`;
    const block = this.blocks.get(key) ?? this.create(`block ${key}`, size);
    this.blocks.set(key, block);
    return block;
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
