/** The kernels' binary with its memory, and the threads that share it. */

import { DeviceLostError } from '../device-lost';
import { BROKEN_WORD, type KernelExports, PIECES, POST_WORDS } from './binary-interface';
import { LinearMemory } from './linear-memory';
import { sleeperIn } from './sleeper';

/** With threads that share the memory, or without. */
type BinaryKind = 'single' | 'threads';

/** What a thread needs to serve. */
export interface ThreadShare {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly post: number;
  /** 1 for the first after the leader. */
  readonly thread: number;
  /** Place in the memory, in words, of what a thread sets to 1 when it breaks off. */
  readonly broken: number;
}

export interface KernelThread {
  end(): void;
}

/** What differs between a browser and Node. */
export interface KernelBinaries {
  /** Throws a sentence where there is none. */
  read(kind: BinaryKind): Promise<BufferSource>;
  cores(): number;
  /** Resolves when the thread serves. */
  startThread(share: ThreadShare): Promise<KernelThread>;
}

/** 4 GB, all that 32-bit addresses reach; the browser reserves it and takes nothing. */
const MOST_PAGES = 65536;

export class Kernels {
  readonly memory: LinearMemory;
  private reasonOfFailure: string | null = null;
  private readonly post: number;
  private readonly threads: readonly KernelThread[];

  private constructor(
    private readonly exports: KernelExports,
    memory: LinearMemory,
    post: number,
    threads: readonly KernelThread[],
  ) {
    this.memory = memory;
    this.post = post;
    this.threads = threads;
  }

  /** Loads the binary, and starts threads where memory can be shared. Throws where the browser has no SIMD or no memory. */
  static async load(binaries: KernelBinaries): Promise<Kernels> {
    const count = threadsFor(binaries.cores());
    const kind: BinaryKind = count > 1 ? 'threads' : 'single';
    const module = await WebAssembly.compile(await binaries.read(kind));
    const memory = new WebAssembly.Memory(
      kind === 'threads' ? { initial: 1, maximum: MOST_PAGES, shared: true } : { initial: 1 },
    );
    const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep: sleeperIn(memory) } });
    const linear = new LinearMemory(memory);
    const post = linear.take(POST_WORDS).address;
    const threads = await startThreads(count, (thread) =>
      binaries.startThread({ module, memory, post, thread, broken: post / 4 + BROKEN_WORD }),
    );
    return new Kernels(exports as unknown as KernelExports, linear, post, threads);
  }

  get threadCount(): number {
    return 1 + this.threads.length;
  }

  /** Why they run no more; null while they do. */
  get failure(): string | null {
    return this.reasonOfFailure;
  }

  /** Runs a program that lies in the memory, to its end. Throws `DeviceLostError` where a thread stops, and ever after. */
  run(program: number, calls: number, step: number): void {
    this.reasonOfFailure ??= this.failureOf(program, calls, step);
    if (this.reasonOfFailure === null) return;
    this.dispose();
    throw new DeviceLostError(this.reasonOfFailure);
  }

  private failureOf(program: number, calls: number, step: number): string | null {
    const { threadCount } = this;
    try {
      const isDone = this.exports.lead(this.post, program, calls, step, threadCount);
      return isDone ? null : `one of the ${threadCount} threads of the WebAssembly kernels stopped`;
    } catch (thrown) {
      return `the WebAssembly kernels broke off: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    }
  }

  dispose(): void {
    for (const thread of this.threads) thread.end();
  }
}

/** The largest power of two that the machine has cores for: so all have as many pieces to do. */
function threadsFor(cores: number): number {
  if (!canShareMemory()) return 1;
  return Math.min(PIECES, 2 ** Math.floor(Math.log2(Math.max(1, cores))));
}

/** In a browser only a cross-origin isolated page may. */
function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  return (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;
}

/** All of them, or none where one does not start. */
async function startThreads(
  count: number,
  start: (thread: number) => Promise<KernelThread>,
): Promise<readonly KernelThread[]> {
  const others = Array.from({ length: count - 1 }, (_, index) => start(index + 1));
  const started = await Promise.allSettled(others);
  const threads = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (threads.length === others.length) return threads;
  for (const thread of threads) thread.end();
  return [];
}
