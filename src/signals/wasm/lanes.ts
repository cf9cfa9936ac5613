/** Kernels that calculate two numbers at a time, where somebody has loaded them; to the same bits as without them. */

interface LaneExports {
  readonly memory: WebAssembly.Memory;
  decibels(values: number, count: number, floor: number, table: number): number;
  spectrogram(
    samples: number,
    starts: number,
    frames: number,
    window: number,
    length: number,
    waves: number,
    scales: number,
    bins: number,
    folded: number,
    out: number,
  ): void;
}

/** One kernel user's memory. Whoever wrote tables there looks, before using them, whether somebody else has been there since. */
export class Lanes {
  /** Who wrote the tables that lie in the memory. */
  owner: object | null = null;
  readonly kernels: LaneExports;
  private view = new Float64Array();

  constructor(module: WebAssembly.Module) {
    this.kernels = new WebAssembly.Instance(module).exports as unknown as LaneExports;
  }

  /** The memory from its first byte on, with room for `count` numbers at least. The next call may give another view. */
  numbers(count: number): Float64Array {
    const { memory } = this.kernels;
    const lacking = 8 * count - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE_BYTES));
    if (this.view.buffer !== memory.buffer) this.view = new Float64Array(memory.buffer);
    return this.view;
  }
}

const PAGE_BYTES = 65536;

let loaded: { readonly decibels: Lanes; readonly spectrogram: Lanes } | null = null;

/** Null where they were not loaded, and where WebAssembly has no SIMD. */
export function loadedLanes(): typeof loaded {
  return loaded;
}

/** Whatever is prepared from now on uses the kernels. Throws where the binary does not compile here. */
export async function loadLanes(binary: BufferSource): Promise<void> {
  const module = await WebAssembly.compile(binary);
  loaded = { decibels: new Lanes(module), spectrogram: new Lanes(module) };
}
