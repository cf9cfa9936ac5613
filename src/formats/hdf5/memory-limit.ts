type Grow = typeof WebAssembly.Memory.prototype.grow;

/**
 * Runs `work` while no memory of WebAssembly may grow beyond `mostBytes`: an allocation that would need more fails, as on
 * a machine that has no more, and the library says so. Throws what `work` throws.
 */
export function withMemoryLimit<T>(mostBytes: number, work: () => T): T {
  const { prototype } = WebAssembly.Memory;
  const unlimited: Grow = prototype.grow;
  prototype.grow = function grow(pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > mostBytes) throw new RangeError('over the limit of memory');
    return unlimited.call(this, pages);
  };
  try {
    return work();
  } finally {
    prototype.grow = unlimited;
  }
}

const PAGE_BYTES = 65536;
