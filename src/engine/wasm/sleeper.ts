/** How a thread of the kernels sleeps: what their binary imports as `sleep`. */

/** Takes the address of a word of the memory, what it holds, and milliseconds; 1 when they went by in vain (`kernels/meeting.ts`). */
export function sleeperIn({ buffer }: WebAssembly.Memory): (at: number, known: number, milliseconds: number) => number {
  const words = new Int32Array(buffer);
  return (at, known, milliseconds) => Number(Atomics.wait(words, at / 4, known, milliseconds) === 'timed-out');
}
